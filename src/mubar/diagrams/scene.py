"""What the panels of one figure share: fields, the unit of time, the times of the profiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mubar.core.units import hour, minute
from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Field, Solution
from mubar.simulation.voltage_losses import VoltageLosses, voltage_losses

_PROFILES = 5
_SCALES = ((300.0, 1.0, "s"), (3 * hour, minute, "min"), (100 * hour, hour, "h"), (np.inf, 24 * hour, "d"))


@dataclass(frozen=True)
class TimeScale:
    """A unit of time that suits a run: ``seconds / unit`` are its numbers."""

    unit: float
    name: str

    @classmethod
    def of(cls, span: float) -> TimeScale:
        return next(cls(unit, name) for limit, unit, name in _SCALES if span <= limit)


@dataclass(frozen=True, eq=False)
class Scene:
    """A solution as panels look at it."""

    solution: Solution
    measured: Measurement | None = None

    @cached_property
    def scale(self) -> TimeScale:
        return TimeScale.of(float(self.solution.time[-1] - self.solution.time[0]))

    @cached_property
    def time(self) -> np.ndarray:
        """In units of `scale`."""
        return self.solution.time / self.scale.unit

    @cached_property
    def coordinates(self) -> dict[str, Field]:
        return {f.name: f for f in self.solution.coordinates()}

    @cached_property
    def fields(self) -> dict[str, Field]:
        return {f.name: f for f in self.solution.fields()}

    @cached_property
    def losses(self) -> VoltageLosses | None:
        return voltage_losses(self.solution.voltage, self.coordinates.values(), self.fields)

    @cached_property
    def snapshots(self) -> np.ndarray:
        """Indices of the times whose profiles are drawn: evenly spread, the first and the last among them."""
        wanted = np.linspace(self.solution.time[0], self.solution.time[-1], _PROFILES)
        return np.unique(np.abs(self.solution.time[:, None] - wanted).argmin(axis=0))

    def materials(self, quantity: str) -> list[str]:
        """Materials that have a field ``<quantity>_<material>``."""
        prefix = quantity + "_"
        return [name.removeprefix(prefix) for name in self.fields if name.startswith(prefix)]
