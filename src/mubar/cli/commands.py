"""Commands and groups of them: modules whose docstring is their help.

A command has ``add_arguments(parser)`` and ``execute(args)``; a group has ``COMMANDS`` instead,
modules again.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from types import ModuleType


def add_commands(
    parser: argparse.ArgumentParser, commands: Iterable[ModuleType], parents: list[argparse.ArgumentParser]
) -> None:
    """The commands below ``parser``, each by the last part of its module's name."""
    below = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in commands:
        summary, _, more = (command.__doc__ or "").partition("\n\n")
        one = below.add_parser(
            command.__name__.rpartition(".")[2],
            help=summary.rstrip("."),
            description=f"{summary}\n\n{more}".strip(),
            parents=parents,
        )
        if hasattr(command, "COMMANDS"):
            add_commands(one, command.COMMANDS, parents)
        else:
            command.add_arguments(one)
            one.set_defaults(execute=command.execute)
