"""Run a case of MPET from its configuration files.

CFG is a system file (params_system.cfg); the electrode files that it names lie beside it. What is not
supported is named with its section and key. Sizes of particles are drawn as MPET draws them, from its seed,
unless --sizes gives them.
"""

from __future__ import annotations

import argparse

import mubar

from . import outputs, reading
from .display import Display
from .report import print_ending, print_summary, print_written
from .run import save


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CFG", help="MPET's system file, such as params_system.cfg")
    parser.add_argument(
        "--sizes", metavar="CSV", help="sizes of the cathode's particles in m, a row for each volume"
    )
    parser.add_argument("--sizes-anode", metavar="CSV", help="the same of the anode's")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="result to write: .nc (everything), or .csv, .bdf, .parquet (BDF)",
    )
    parser.add_argument("--plot", metavar="FIGURE", help="overview figure to write: .png, .svg or .pdf")


def execute(args: argparse.Namespace) -> int:
    """Read, simulate, save, print the summary."""
    from mubar.io.mpet import load

    gather = reading.Gathering()
    if args.output is not None:
        gather(outputs.check_result, args.output, [args.case, args.sizes, args.sizes_anode])
    if args.plot is not None:
        gather(outputs.check_figure, args.plot)
    sizes = {"c": args.sizes, "a": args.sizes_anode}
    case = gather(load, args.case, {side: path for side, path in sizes.items() if path is not None})
    gather.settle()
    with Display() as display:
        display.doing("preparing")
        result = mubar.simulate(**case.arguments, progress=display.progress, announce=display.announce)
        saved, failures = save(args, result, None, display)
    print_summary(result)
    print_written(saved)
    code = print_ending(result, saved)
    failures.settle()
    return code
