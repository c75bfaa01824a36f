"""The state of charge of a run, which falls in proportion to the charge that passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.units import hour
from ..materials.balance import ends
from ..materials.keys import side_of
from ..materials.rest import Side
from ..models.inspection import Inspection
from ..models.profiles import mean_stoichiometries
from ..models.system import System


@dataclass(frozen=True)
class StateOfCharge:
    """0 to 1, as a function of the charge that has passed, A s/m² of electrode."""

    value: float
    """At ``charge``."""
    charge: float
    capacity: float
    """From 1 to 0, A s/m²."""

    def charge_at(self, value: float) -> float:
        """The charge that has passed when the state of charge is ``value``."""
        return self.charge + (self.value - value) * self.capacity


def state_of_charge(system: System, y: np.ndarray) -> StateOfCharge:
    """At the state ``y``, by the electrode with less charge between the ends of the cell's balance, of those
    that the model has. Raises `InputError` where a cell without windows can't reach its cut-offs.
    """
    cell, T = system.cell, system.temperature
    filled = mean_stoichiometries(Inspection(system.model, cell, system.mesh, y[None].copy(), np.array([T])))
    empty, full = ends(cell)
    found = []
    for name in {side_of(key) for key in filled}:
        side = Side(cell, name, T)
        first, last = side.content(empty), side.content(full)
        now = side.content({key: float(filled[key][0]) for key in side.keys})
        capacity = abs(last - first) * hour / cell.area
        found.append(StateOfCharge((now - first) / (last - first), float(y[-2]), capacity))
    return min(found, key=lambda soc: soc.capacity)
