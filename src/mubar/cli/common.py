"""Arguments that several commands have in common."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import mubar

from . import reading

if TYPE_CHECKING:
    from mubar.materials.cell import Cell


def add_cell(parser: argparse.ArgumentParser) -> None:
    """``CELL``, ``--half-cell`` and ``--set``."""
    parser.add_argument("cell", metavar="CELL", help="name of a cell (see mubar cells) or a BPX file")
    parser.add_argument(
        "--half-cell",
        metavar="ELECTRODE",
        help="its positive or negative electrode against lithium metal; keys and results call that one "
        "positive, and discharging puts lithium into it",
    )
    parser.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="change a parameter, by its key in mubar show: a number in SI units or a function, such as "
        "negative.particle_radius=5e-6 or electrolyte.conductivity='0.1+1e-3*c'; 'none' takes an optional "
        "one away (repeatable)",
    )


def load(args: argparse.Namespace) -> Cell:
    """The cell of `add_cell`'s arguments. Raises InputError."""
    gather = reading.Gathering()
    cell = gather(_cell, args)
    changes = gather(reading.settings, "--set", args.set)
    gather.settle()
    return cell.replace(**changes) if changes else cell


def _cell(args: argparse.Namespace) -> Cell:
    cell = mubar.load_cell(args.cell)
    return cell.half_cell(args.half_cell) if args.half_cell is not None else cell


def add_model(parser: argparse._ActionsContainer) -> None:
    """``--model``."""
    parser.add_argument(
        "--model", default="dfn", metavar="NAME", help="dfn (default), spme, spm or single-particle"
    )
