"""List the cells that come with mubar, and their sources."""

from __future__ import annotations

import argparse
import textwrap

import mubar

from .exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def execute(args: argparse.Namespace) -> int:
    """Print name, title and references of every cell."""
    for name in mubar.list_cells():
        cell = mubar.load_cell(name)
        print(f"{name:14}{cell.title}")
        for reference in cell.citations.values() or [cell.references]:
            print(textwrap.fill(reference, 110, initial_indent=" " * 14, subsequent_indent=" " * 16))
    return Exit.DONE
