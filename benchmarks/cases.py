"""The protocols on which both codes are timed on the same grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mubar

from . import ours
from .peer import CYCLE, Peer, cycle_simulation, discharge_simulation


@dataclass(frozen=True)
class Case:
    """`peer(**solver)` gives PyBaMM's warm simulation; `asked` is how many times faster mubar is to be."""

    title: str
    cell: mubar.Cell
    steps: str | tuple[str, ...]
    peer: Callable[..., Peer]
    asked: float


def cases() -> list[Case]:
    chen, ecker = mubar.load_cell("chen2020"), mubar.load_cell("ecker2015")
    return [
        Case(
            "LG M50, 1C", chen, ours.discharge(chen), lambda **s: discharge_simulation("Chen2020", **s), 10.0
        ),
        Case(
            "Ecker, 1C", ecker, ours.discharge(ecker), lambda **s: discharge_simulation("Ecker2015", **s), 8.0
        ),
        Case("LG M50, CC-CV cycle", chen, CYCLE, lambda **s: cycle_simulation("Chen2020", **s), 8.0),
    ]
