"""Charge and energy by direction: running totals of what was discharged and of what was charged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .solution import Solution


@dataclass(frozen=True, eq=False)
class Throughput:
    """Running totals (n,) from the first stored time on; capacities in A h, energies in W h. None ever falls
    (energies may, while a cell is driven below 0 V)."""

    discharged_capacity: np.ndarray
    charged_capacity: np.ndarray
    discharged_energy: np.ndarray
    charged_energy: np.ndarray


def throughput(solution: Solution) -> Throughput:
    """Sum the net charge and energy between stored times by its direction.

    Exact where the current changes its sign at stored times, as between steps; a change *between* two counts
    net.
    """
    charge = np.diff(solution.charge, prepend=solution.charge[:1])
    energy = np.diff(solution.energy, prepend=solution.energy[:1])

    def total(amounts: np.ndarray, direction: np.ndarray) -> np.ndarray:
        return np.cumsum(np.where(direction, amounts, 0.0))

    out, back = charge > 0, charge < 0
    return Throughput(total(charge, out), total(-charge, back), total(energy, out), total(-energy, back))
