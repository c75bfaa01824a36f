"""Draw the overview figure of a saved result.

With --data, measured time and voltage are laid over it and the error is printed.
"""

from __future__ import annotations

import argparse

import mubar

from . import outputs
from .display import Display
from .exits import Exit
from .report import print_error_against, print_written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("result", metavar="RESULT.nc", help="a result that mubar wrote")
    parser.add_argument(
        "-o", "--output", metavar="FIGURE", required=True, help="figure to write: .png, .svg or .pdf"
    )
    parser.add_argument("--data", metavar="FILE", help="measured data (.csv, .bdf, .parquet) to lay over it")


def execute(args: argparse.Namespace) -> int:
    from mubar.io import bdf

    outputs.check_figure(args.output)
    with Display() as display:
        display.doing("reading")
        result = mubar.open_result(args.result)
        data = None if args.data is None else bdf.read(args.data)
        display.doing("drawing the figure")
        result.plot(args.output, data)
    if data is not None:
        print_error_against(result, data)
    print_written([args.output])
    return Exit.DONE
