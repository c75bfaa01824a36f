"""What is seen at the terminals: one table of names, units and meanings for datasets, files and messages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.fields import Field
from .solution import Solution


@dataclass(frozen=True)
class Series:
    """One quantity at the terminals over time: its name in datasets and files, and in `Solution`."""

    name: str
    attribute: str
    units: str
    long_name: str
    description: str = ""

    def field(self, solution: Solution) -> Field:
        """Its values in a solution."""
        values = np.asarray(getattr(solution, self.attribute))
        return Field(self.name, ("time",), values, self.units, self.long_name, self.description)


TIME = Series("time", "time", "s", "time", "From the start of the run.")
SERIES = (
    Series("voltage", "voltage", "V", "terminal voltage"),
    Series("current", "current", "A", "current", "Discharging is positive."),
    Series("discharge_capacity", "charge", "A.h", "discharged capacity", "Net: charging lowers it."),
    Series("discharge_energy", "energy", "W.h", "discharged energy", "Net: charging lowers it."),
    Series("temperature", "temperature", "K", "temperature of the cell"),
    Series("step", "step", "1", "step", "Counted from 1 through the whole protocol."),
    Series("cycle", "cycle", "1", "cycle", "Counted from 1."),
)
