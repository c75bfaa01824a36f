"""What ends a step of a run: its stops, as rows that the solver watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..core.units import hour
from ..numerics.tasks import Watch
from .protocol import Quantity, Stop

_WATCH = {
    Quantity.VOLTAGE: Watch.VOLTAGE,
    Quantity.CURRENT: Watch.CURRENT,
    Quantity.CAPACITY: Watch.CHARGE,
    Quantity.SOC: Watch.CHARGE,
}
_UNITS = {Quantity.VOLTAGE: " V", Quantity.CURRENT: " A", Quantity.CAPACITY: " A h", Quantity.SOC: ""}


@dataclass(frozen=True, eq=False)
class Watched:
    """The stops of a step when it begins."""

    rows: np.ndarray
    """(n, 4): kind, threshold, direction, how far beyond it now. Per m² of electrode, charge in A s."""
    owners: Sequence[Stop]
    """Of the rows; an alarm, which is the last row, has none."""

    @property
    def met(self) -> Stop | None:
        """The first that is met already."""
        return next((stop for row, stop in zip(self.rows, self.owners, strict=False) if row[3] >= 0.0), None)

    def owner(self, row: int) -> Stop | None:
        """Whose row it is; None for the alarm's."""
        return self.owners[row] if row < len(self.owners) else None


def watched(
    stops: Sequence[Stop],
    now: Mapping[Watch, float],
    area: float,
    charge_at: Callable[[float], float],
    alarm: tuple[float, float] | None = None,
) -> Watched:
    """``now``: voltage, V, size of the current, A/m², charge that has passed, A s/m². Stops without a
    direction get it from the side they lie on. ``area``: of electrode, m². ``charge_at``: the charge that has
    passed at a state of charge, A s/m². ``alarm``: the least that the chain's first unknown may fall to, and
    its least value now.
    """
    rows: list[tuple[float, ...]] = []
    owners = []
    for stop in stops:
        watch = _WATCH[stop.quantity]
        here = now[watch]
        if stop.quantity is Quantity.CAPACITY:
            passed = stop.value * hour / area
            sides = [(here + passed, 1.0), (here - passed, -1.0)]
        else:
            turned = -1.0 if stop.quantity is Quantity.SOC else 1.0  # it falls as charge passes
            value = charge_at(stop.value) if stop.quantity is Quantity.SOC else stop.value
            value /= area if stop.quantity is Quantity.CURRENT else 1.0
            sides = [(value, turned * stop.direction or (1.0 if here < value else -1.0))]
        for threshold, direction in sides:
            rows.append((float(watch), threshold, direction, direction * (here - threshold)))
            owners.append(stop)
    if alarm is not None:
        least, found = alarm
        rows.append((float(Watch.LEAST), least, -1.0, least - found))
    return Watched(np.array(rows).reshape(-1, 4), owners)


def described(stop: Stop) -> str:
    """In words, with value and unit."""
    return f"{stop.quantity.value} limit {stop.value:.6g}{_UNITS[stop.quantity]}"
