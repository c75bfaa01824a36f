"""Where numbers usually lie, and what is said of one that doesn't: mostly it was meant in another unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .warned import warn

_NOTHING = 1e-6
"""Below that a number is what rounding left of zero."""


class UnusualValueWarning(UserWarning):
    """A number that may be, but is hardly meant: one that hardly a law or a cell has."""


@dataclass(frozen=True)
class Usual:
    """From ``low`` to ``high``, either sign, or zero; ``hint`` says how it is written in the right unit, with
    the number found in place of {}.
    """

    low: float
    high: float
    hint: str

    def advice(self, value: Any) -> str:
        """What to write in place of ``value``; empty where that is usual or no number."""
        if not isinstance(value, (int, float)) or not self._beyond(abs(value)):
            return ""
        return self.hint.format(f"{value:g}")

    def warn(self, where: str, values: Any) -> None:
        """An `UnusualValueWarning` of one of ``values`` (any shape) that is not usual."""
        array = np.atleast_1d(np.real(values))
        if not self.low and array.size:  # the largest tell
            array = np.array([array.min(), array.max()])
        unusual = array[self._beyond(np.abs(array))]
        if unusual.size:
            text = f"{where} is {unusual[0]:g}, which is unusual. {self.advice(float(unusual[0]))}"
            warn(text, UnusualValueWarning)

    def _beyond(self, size: Any) -> Any:
        return ((size > _NOTHING) & (size < self.low)) | (size > self.high)


ENERGY = Usual(
    10.0,
    math.inf,
    "Energies are in J/mol: {0} eV is {0} * mubar.units.eV, {0} k_BT is {0} * mubar.units.kT(T).",
)
KELVIN = Usual(100.0, 1000.0, "Temperatures are in K: {0} °C is {0} + 273.15.")
ACTIVITY = Usual(
    0.0, 100.0, "Activities are relative to 1000 mol/m³: divide a concentration in mol/m³ by 1000."
)
VOLTAGE = Usual(0.0, 10.0, "Overpotentials are in V: {0} mV is {0} * 1e-3.")
