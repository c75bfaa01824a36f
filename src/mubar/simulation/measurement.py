"""Measured data beside a simulation, and how far apart their voltages are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mubar.core.errors import InputError, Problem
from mubar.core.significant import significant


@dataclass(frozen=True)
class VoltageError:
    """Simulated minus measured voltage over the measured points within the simulated time.

    rms, maximum: V, both positive. time: where the maximum lies, s. points: how many points were compared;
    outside: how many were not, since they lie before or after the simulation.
    """

    rms: float
    maximum: float
    time: float
    points: int
    outside: int

    def __str__(self) -> str:
        text = f"rms {significant(1e3 * self.rms)} mV, max {significant(1e3 * self.maximum)} mV"
        if not self.outside:
            return text
        return f"{text}; {self.outside} of {self.points + self.outside} points outside the simulated time"


@dataclass(frozen=True, eq=False)
class Measurement:
    """What a cycler recorded. Arrays are (n,), finite; discharging is positive.

    time: s, never falling, counted as the file counts it. voltage: V. current: A, None if it was not
    recorded.
    name: where it came from, for legends and messages. Raises InputError for anything else.
    """

    time: np.ndarray
    voltage: np.ndarray
    current: np.ndarray | None = None
    name: str = "measured data"

    def __post_init__(self) -> None:
        given = {"time": self.time, "voltage": self.voltage, "current": self.current}
        rows = {key: np.asarray(row, dtype=float) for key, row in given.items() if row is not None}
        problems = []
        for key, row in rows.items():
            object.__setattr__(self, key, row)
            if row.shape != rows["time"].shape or row.ndim != 1 or not row.size:
                problems.append(
                    Problem(
                        f"{self.name}: {key}", f"shape {row.shape}", "as many values as times, at least one"
                    )
                )
            elif (bad := np.flatnonzero(~np.isfinite(row))).size:
                found = f"no number in row {bad[0] + 1} of {row.size} ({bad.size} such rows)"
                problems.append(
                    Problem(f"{self.name}: {key}", found, "a number in every row", "Delete these rows.")
                )
        if not problems and (back := np.flatnonzero(np.diff(self.time) < 0)).size:
            i = back[0]
            found = f"{self.time[i]:g} s then {self.time[i + 1]:g} s in rows {i + 1} and {i + 2}"
            problems.append(Problem(f"{self.name}: time", found, "times that never fall"))
        if problems:
            raise InputError(problems)

    def compare(self, time: np.ndarray, voltage: np.ndarray) -> VoltageError:
        """How far a simulated voltage (n,) at times (n,) [s] is from this; linear between its points.

        Raises InputError where the two have no time in common.
        """
        inside = (self.time >= time[0]) & (self.time <= time[-1])
        if not inside.any():
            found = f"times from {self.time[0]:g} s to {self.time[-1]:g} s"
            hint = "Subtract the time at which the simulated part begins."
            expected = f"some within the simulated time, {time[0]:g} s to {time[-1]:g} s"
            raise InputError([Problem(self.name, found, expected, hint)])
        at = self.time[inside]
        error = np.abs(np.interp(at, time, voltage) - self.voltage[inside])
        worst = int(np.argmax(error))
        rms = float(np.sqrt(np.mean(error**2)))
        return VoltageError(rms, float(error[worst]), float(at[worst]), at.size, self.time.size - at.size)
