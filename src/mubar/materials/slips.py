"""Numbers that were meant in another unit than the one they are counted in."""

from __future__ import annotations

import math
import re

from ..core.bounds import Bounds
from ..core.unit_names import units_beside
from .parameters import CellParameter


def slip(p: CellParameter, value: float) -> str:
    """ "Did you mean 7.5e-05 m (75 um)?" where ``value`` is usual in another unit, else nothing."""
    units, usual = units_beside(p.unit), p.usual or p.bounds
    if value < usual.low and usual.admit(-value):
        return f"Did you mean {-value:.6g} {p.unit}".rstrip() + ", with the other sign?"
    meant = [(unit.to_si(value), unit) for unit in units.units[1:]] if units else []
    meant = [(si, unit) for si, unit in meant if usual.admit(si)]
    if not meant:
        return ""
    si, unit = min(meant, key=lambda one: _off_centre(usual, one[0]))
    return f"Did you mean {si:.6g} {p.unit} ({value:.6g} {unit.spellings[0]})?".replace("  ", " ")


def _off_centre(usual: Bounds, value: float) -> float:
    """Decades from the middle of a positive range; of others 0."""
    if not (usual.low > 0.0 and value > 0.0):
        return 0.0
    return abs(math.log10(value / math.sqrt(usual.low * usual.high)))


def without_unit(p: CellParameter, text: str) -> float | None:
    """The number that a text such as "75 um" stands for, in the unit of ``p``; None where it is none."""
    number, units = re.match(r"\s*([-+0-9.eE]*)\s*(.*?)\s*$", text, re.DOTALL), units_beside(p.unit)
    unit = units.find(number[2]) if units and number else None
    try:
        return unit.to_si(float(number[1])) if unit and number else None
    except ValueError:
        return None
