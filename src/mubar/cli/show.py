"""Show a cell's parameters with units and sources, and the equations of a model.

Every parameter stands beside its key, the one that --set takes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from itertools import groupby
from operator import itemgetter

import mubar
from mubar.core.plain_math import plain

from . import common
from .exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    common.add_cell(parser)
    common.add_model(parser)
    parser.add_argument("--latex", action="store_true", help="print the equations as LaTeX")


def execute(args: argparse.Namespace) -> int:
    from mubar.materials.show import show
    from mubar.models.describe import describe

    model = mubar.models.named(args.model)
    cell = common.load(args)
    equations = describe(model, cell)
    width = shutil.get_terminal_size((110, 24)).columns if sys.stdout.isatty() else 110
    width = min(max(width, 60), 140)
    print(show(cell, width))
    print(f"\n{model.title}")
    for title, several in groupby(equations, key=itemgetter(0)):
        print(f"\n  {title if args.latex else plain(title)}")
        for _, latex in several:
            print(f"    {latex}" if args.latex else _wrapped(plain(latex), width))
    return Exit.DONE


def _wrapped(equation: str, width: int) -> str:
    """Broken between the terms of sums, never within one."""
    return textwrap.fill(
        equation,
        width,
        initial_indent=" " * 4,
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )
