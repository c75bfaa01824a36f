"""Steps in plain numbers for one cell: setpoints in SI units, and every stop with its direction."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mubar.core.errors import InputError, Problem, clip

from .quantities import Mode, Quantity, finite, positive, written

if TYPE_CHECKING:
    from .step import Step


@dataclass(frozen=True)
class Stop:
    """A threshold that ends the step.

    value: V, A (magnitude of the current), A h (magnitude of the net charge passed since the step began) or a
    state of charge, 0 to 1.
    direction: -1 met when falling to ``value``, +1 when rising to it, 0 when crossing it either way.
    own: True if the user asked for it, False if it is the cell's safety limit.
    """

    quantity: Quantity
    value: float
    direction: int
    own: bool


@dataclass(frozen=True, eq=False)
class ResolvedStep:
    """A step for the run loop.

    setpoint: times (n,) in s from the step's start and values (n,) in A, W (discharging positive), V or Ohm,
        piecewise linear; n = 1 for a constant.
    duration: s, infinite where only stops end the step.
    period: s between recorded points, or None. temperature: K, or None for the simulation's.
    """

    mode: Mode
    setpoint: tuple[np.ndarray, np.ndarray]
    duration: float
    stops: tuple[Stop, ...]
    period: float | None
    temperature: float | None
    text: str


def resolve(
    step: Step, nominal_capacity_Ah: float, lower_cutoff_V: float, upper_cutoff_V: float
) -> ResolvedStep:
    """``step`` for a cell of ``nominal_capacity_Ah`` that is used between two voltages.

    Whatever drives the voltage towards one of the cell's limits stops there, also where the user named no
    limit; profiles stop at both. A rest has no safety limit, a hold needs none. Raises InputError where the
    step asks for a voltage beyond the limits, on either side.
    """
    capacity = positive("nominal capacity", nominal_capacity_Ah, "a positive capacity in A h")
    lower = finite("lower cut-off voltage", lower_cutoff_V, "a finite voltage in V")
    upper = finite("upper cut-off voltage", upper_cutoff_V, "a finite voltage in V")
    if lower >= upper:
        raise InputError.one(
            "cut-off voltages", f"{lower} V and {upper} V", "the lower one below the upper one"
        )
    times, values = step.control.setpoint(capacity)
    directions = step.control.directions
    own = tuple(
        Stop(t.quantity, t.threshold(capacity), directions[t.quantity], own=True) for t in step.terminations
    )
    mode, end = step.control.mode, step.control.end
    where = f"step {clip(step.text or str(step))}"
    if problems := [*_beyond(mode, values, own, lower, upper, where), *_overflowing(values, own, where)]:
        raise InputError(problems)
    drives = Quantity.VOLTAGE in directions and bool(values.any())
    return ResolvedStep(
        mode=mode,
        setpoint=(times, values),
        duration=min(math.inf if d is None else d for d in (step.duration, end)),
        stops=(*own, *(_safety(directions[Quantity.VOLTAGE], own, lower, upper) if drives else ())),
        period=step.period,
        temperature=step.temperature,
        text=step.text or str(step),
    )


def _safety(direction: int, own: tuple[Stop, ...], lower: float, upper: float) -> Iterator[Stop]:
    """The cell's limits that the step runs towards, unless the user's own cut-off comes before them."""
    asked = {stop.direction for stop in own if stop.quantity is Quantity.VOLTAGE}
    for limit, side in ((lower, -1), (upper, 1)):
        if direction in (0, side) and side not in asked:
            yield Stop(Quantity.VOLTAGE, limit, side, own=False)


def _beyond(
    mode: Mode, values: np.ndarray, own: tuple[Stop, ...], lower: float, upper: float, where: str
) -> Iterator[Problem]:
    """Voltages asked for that lie beyond the cell's limits: never to be reached, or met before it begins."""
    asked = [(float(v), 0) for v in (values.min(), values.max())] if mode is Mode.VOLTAGE else []
    asked += [(stop.value, stop.direction) for stop in own if stop.quantity is Quantity.VOLTAGE]
    expected = f"a voltage between the cell's cut-offs, {written(lower)} V and {written(upper)} V"
    for voltage, direction in dict.fromkeys(asked):
        if lower <= voltage <= upper:
            continue
        hint = "To go there, change the cell's cut-off voltages."
        if direction < 0 and voltage > upper:
            hint = "A discharge ends when the voltage falls to its limit: it would end before it begins."
        if direction > 0 and voltage < lower:
            hint = "A charge ends when the voltage rises to its limit: it would end before it begins."
        yield Problem(where, f"{written(voltage)} V", expected, hint)


def _overflowing(values: np.ndarray, own: tuple[Stop, ...], where: str) -> Iterator[Problem]:
    """C-rates times the nominal capacity may be too large for a float."""
    if not (np.isfinite(values).all() and all(math.isfinite(stop.value) for stop in own)):
        yield Problem(where, "an infinite current", "a C-rate that gives a finite current")
