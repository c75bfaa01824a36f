"""A run in a few numbers, for tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from ..core.significant import significant
from ..core.units import hour, minute
from .solution import Solution
from .throughput import throughput


@dataclass(frozen=True)
class Summary:
    """A run in a few numbers. Capacities in A h, energies in W h, all positive; times in s; voltage in V.

    mean_voltage: energy over capacity, of discharging if there was any, else of charging; NaN if no charge
    passed.
    solver_time: None where the run did not measure it. solver_steps: accepted steps of the time integration.
    """

    status: str
    duration: float
    discharged_capacity: float
    charged_capacity: float
    discharged_energy: float
    charged_energy: float
    mean_voltage: float
    final_voltage: float
    solver_time: float | None
    solver_steps: int | None

    @classmethod
    def of(cls, solution: Solution) -> Self:
        """That of a solution."""
        total, statistics = throughput(solution), solution.statistics
        discharged, charged = float(total.discharged_capacity[-1]), float(total.charged_capacity[-1])
        energy_out, energy_in = float(total.discharged_energy[-1]), float(total.charged_energy[-1])
        capacity, energy = (discharged, energy_out) if discharged > 0 else (charged, energy_in)
        steps = statistics.get("steps")
        return cls(
            status=solution.status.value,
            duration=float(solution.time[-1] - solution.time[0]),
            discharged_capacity=discharged,
            charged_capacity=charged,
            discharged_energy=energy_out,
            charged_energy=energy_in,
            mean_voltage=energy / capacity if capacity > 0 else float("nan"),
            final_voltage=float(solution.voltage[-1]),
            solver_time=statistics.get("solver_time"),
            solver_steps=None if steps is None else int(steps),
        )

    def rows(self) -> list[tuple[str, str]]:
        """(what, value with unit) for a table; without the direction in which no charge passed."""
        rows = [("status", self.status), ("duration", duration(self.duration))]
        for direction, capacity, energy in (
            ("discharged", self.discharged_capacity, self.discharged_energy),
            ("charged", self.charged_capacity, self.charged_energy),
        ):
            if capacity > 0 or (direction == "discharged" and not self.charged_capacity > 0):
                rows += [
                    (f"{direction} capacity", f"{significant(capacity, 4)} A h"),
                    (f"{direction} energy", f"{significant(energy, 4)} W h"),
                ]
        if not np.isnan(self.mean_voltage):
            rows.append(("mean voltage", f"{self.mean_voltage:.4f} V"))
        rows.append(("final voltage", f"{self.final_voltage:.4f} V"))
        if self.solver_time is not None:
            rows.append(("solver time", f"{significant(1e3 * self.solver_time)} ms"))
        if self.solver_steps is not None:
            rows.append(("solver steps", f"{self.solver_steps}"))
        return rows

    def __str__(self) -> str:
        return "\n".join(f"{what:20s} {value}" for what, value in self.rows())


def duration(seconds: float) -> str:
    """In words, with a unit that suits."""
    if seconds < 1e-9:  # equal times are told apart by a rounding error
        return "0 s"
    if seconds < 120:
        return f"{seconds:.3g} s"
    return f"{seconds / minute:.1f} min" if seconds < 2 * hour else f"{seconds / hour:.3g} h"
