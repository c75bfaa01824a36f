"""Draw the particles of a saved result: filling against size and position over time, phases, phase fields.

The ending of the output chooses: a figure, or as .gif an animation.
"""

from __future__ import annotations

import argparse

import mubar
from mubar.core.files import ending

from . import outputs
from .display import Display
from .exits import Exit
from .report import print_written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("result", metavar="RESULT.nc", help="a result that mubar wrote")
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="a figure, .png, .svg or .pdf, or a .gif"
    )
    parser.add_argument(
        "--material",
        metavar="NAME",
        help="whose particles: negative, positive.nmc (default: the last one with a population, if any)",
    )


def execute(args: argparse.Namespace) -> int:
    moving = ending(args.output, "figure or animation of particles", _ENDINGS) == ".gif"
    if not moving:
        outputs.check_figure(args.output)
    with Display() as display:
        display.doing("reading")
        result = mubar.open_result(args.result)
        display.doing("drawing the particles")
        draw = result.animate_particles if moving else result.plot_particles
        draw(args.output, args.material)
    print_written([args.output])
    return Exit.DONE


_ENDINGS = (".png", ".svg", ".pdf", ".gif")
