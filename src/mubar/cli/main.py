"""`mubar`: reads the command line, runs one command, turns what happens into a few lines and an exit code.

Nothing heavy is imported before a command needs it, so that ``mubar --help`` answers at once.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import Any, NoReturn

from mubar.__about__ import __version__
from mubar.core.errors import InputError, SimulationError

from . import bands, cells, explain, export, mpet, particles, plot, run, show, transport, warmup
from .commands import add_commands
from .exits import Exit

_COMMANDS = (run, cells, show, export, plot, particles, bands, mpet, explain, transport, warmup)
_EPILOG = """\
exit codes: 0 done, 1 a mistake in mubar itself or its surroundings, 2 bad input,
3 the simulation failed (what was computed is written), 130 interrupted (likewise)

Results and figures are written over older ones of the same name, cell files only with --force.

mubar COMMAND --help explains a command.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line (without the program's name; default: that of this process).

    Returns the exit code, see `Exit`. Results go to stdout; progress and errors to stderr, without a
    traceback unless ``--debug`` is among the arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Greek letters shows question marks
    try:
        args = _parser().parse_args(argv, argparse.Namespace(debug=False))
    except SystemExit as done:  # argparse's way to end: help, version, or a usage error that it has printed
        return int(done.code or 0)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warn
            code = args.execute(args)
        sys.stdout.flush()
        return code
    except (Exception, KeyboardInterrupt) as error:
        if args.debug:
            traceback.print_exc()
        return _report(error)


def _report(error: BaseException) -> Exit:
    """The error in a few lines on stderr, and its exit code."""
    match error:
        case BrokenPipeError():
            # whoever read the output has left; the interpreter must not fail at flushing it at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.BROKEN_PIPE
        case KeyboardInterrupt():
            return _say("interrupted", code=Exit.INTERRUPTED)
        case InputError(problems=problems) if len(problems) > 1:
            return _say(f"{len(problems)} problems", *map(str, problems), code=Exit.BAD_INPUT)
        case InputError():
            return _say(str(error), code=Exit.BAD_INPUT)
        case SimulationError():
            return _say(f"{error.status}: {error}", error.remedy, code=Exit.SIMULATION_FAILED)
        case OSError():
            return _say(str(error), code=Exit.INTERNAL_ERROR)
        case MemoryError():
            return _say("out of memory", "Keep less: --outputs, --period.", code=Exit.INTERNAL_ERROR)
        case _:
            return _say(
                f"internal error: {type(error).__name__}: {str(error)[:500]}",
                f"This is a mistake in mubar {__version__}, not in your input. Please report it with",
                "the command line and what it prints with --debug.",
                code=Exit.INTERNAL_ERROR,
            )


def _warn(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
    """A warning in a line on stderr, without the line of code that it came from."""
    print(f"mubar: warning: {message}", file=sys.stderr)


def _say(headline: str, *more: str, code: Exit) -> Exit:
    print(f"mubar: {headline}", *(f"  {line}" for line in more if line), sep="\n", file=sys.stderr)
    return code


class _Parser(argparse.ArgumentParser):
    """Usage errors in two lines; values such as -10degC are values."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
        self._negative_number_matcher = re.compile(r"-[0-9.]")  # argparse: a dash and nothing but a number

    def error(self, message: str) -> NoReturn:
        hint = "Steps stand together, after CELL; " if message.startswith("unrecognized") else ""
        self.exit(Exit.BAD_INPUT, f"{self.prog}: {message}\n  {hint}{self.prog} --help explains it.\n")


def _parser() -> argparse.ArgumentParser:
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks of errors"
    )
    parser = _Parser(
        prog="mubar",
        description="Battery cells simulated in species voltages.",
        epilog=_EPILOG,
        parents=[everywhere],
    )
    parser.add_argument("--version", action="version", version=f"mubar {__version__}")
    add_commands(parser, _COMMANDS, [everywhere])
    return parser


if __name__ == "__main__":
    sys.exit(main())
