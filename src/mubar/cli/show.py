"""Show a cell's parameters with units and sources, and the equations of a model.

Every parameter stands beside its key, the one that --set takes.
"""

from __future__ import annotations

import argparse
import shutil
import sys

import mubar

from . import common
from .exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    common.add_cell(parser)
    common.add_model(parser)


def execute(args: argparse.Namespace) -> int:
    from mubar.materials.show import show
    from mubar.models.describe import describe

    model = mubar.models.named(args.model)
    cell = common.load(args)
    equations = describe(model, cell)
    width = shutil.get_terminal_size((110, 24)).columns if sys.stdout.isatty() else 110
    print(show(cell, min(max(width, 60), 140)))
    print(f"\n{model.title}")
    for title, equation in equations:
        print(f"\n  {title}\n    {equation}")
    return Exit.DONE
