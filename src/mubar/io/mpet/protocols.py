"""What a system file of MPET does to its cell, as steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...core.bounds import POSITIVE
from ...core.errors import InputError
from ...core.units import hour, minute
from ...simulation.protocol import Current, Rest, Step, Voltage, VoltageCutoff
from .settings import Settings

PROFILES = ("CC", "CV", "CCsegments", "CVsegments")


def steps(system: Settings, one_c: float, capacity: float) -> list[Step]:
    """``one_c``: A; ``capacity``: of the smaller electrode, A h. Notes what is wrong, and raises `InputError`
    for segments that are none.
    """
    kind, section = system.text("Sim Params", "profileType"), "Sim Params"
    low, high = system.number(section, "Vmin"), system.number(section, "Vmax")
    if low >= high:
        system.note(section, "Vmin", f"{low:g} V", f"less than Vmax, {high:g} V")
    if kind.endswith("segments"):
        found = [
            _current(value * one_c, length, low, high)
            if kind == "CCsegments"
            else Step(Voltage(value), duration=length)
            for value, length in _segments(system)
        ]
        return found
    points = system.count(section, "tsteps")
    if kind == "CV":
        voltage, length = system.number(section, "Vset"), system.number(section, "tend")
        return [] if system.problems else [Step(Voltage(voltage), (), length, length / points)]
    rate, fraction = system.number(section, "Crate"), system.number(section, "capFrac", 1.0, POSITIVE)
    if rate == 0.0:
        system.note(section, "Crate", "0", "a C-rate, positive to discharge, negative to charge")
    if system.problems:
        return []
    length = fraction * capacity * hour / abs(rate * one_c)
    return [_current(rate * one_c, length, low, high, length / points)]


def _current(current: float, length: float, low: float, high: float, period: float | None = None) -> Step:
    if current == 0.0:
        return Step(Rest(), duration=length)
    return Step(Current(current), (VoltageCutoff(low if current > 0.0 else high),), length, period)


def _segments(system: Settings) -> Iterator[tuple[float, float]]:
    """C-rates or voltages, and how long, s."""
    text = system.text("Sim Params", "segments")
    try:
        found = [(float(value), minute * float(length)) for value, length in ast.literal_eval(text)]
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        found = []
    if not found or any(not POSITIVE.admit(length) for _, length in found):
        expected = "a list of (C-rate or V, minutes), such as [(0.3, 0.4), (-0.5, 0.1)]"
        raise InputError.one(f"{system.path}: [Sim Params] segments", text, expected)
    return iter(found)
