"""Draw the species voltages in a saved result: a band diagram.

With --time it is that of the nearest stored time, without it a film of all; the ending of the output chooses
between formats.
"""

from __future__ import annotations

import argparse

import mubar

from . import reading
from .display import Display
from .exits import Exit
from .report import print_written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("result", metavar="RESULT.nc", help="a result that mubar wrote")
    parser.add_argument(
        "--time", metavar="T", help="when: 1800 or 1800s, 30min; a film of all times if left out"
    )
    parser.add_argument(
        "--species", metavar="NAMES", help="whose voltages, such as e-,Li+,X- (X- is the salt's anion)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True,
        help="a diagram as .html, .svg, .pdf, .png or .json, a film as .html, .gif, .mp4 or .json",
    )  # fmt: skip


def execute(args: argparse.Namespace) -> int:
    from mubar.diagrams.bands.files import check

    film = args.time is None
    gather = reading.Gathering()
    gather(check, args.output, film, "Give --time for a picture of one moment.")
    time = 0.0 if film else gather(reading.moment, "--time", args.time)
    gather.settle()
    species = None if args.species is None else args.species.split(",")
    with Display() as display:
        display.doing("reading")
        result = mubar.open_result(args.result)
        display.doing("drawing the species voltages")
        drawn = result.band_film(species) if film else result.band_diagram(time, species)
        drawn.save(args.output)
    print_written([args.output])
    return Exit.DONE
