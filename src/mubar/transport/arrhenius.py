"""Hopping over barriers of one height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import ANY, POSITIVE
from ..core.constants import R
from ..core.parameters import parameter
from ..core.usual import ENERGY
from ..thermo.arguments import one_temperature
from .arguments import quantities
from .temperature_law import TemperatureLaw


@dataclass(frozen=True)
class Arrhenius(TemperatureLaw):
    """κ = A exp(-E/RT). S. Arrhenius, Z. Phys. Chem. 4 (1889) 226.

    ``prefactor``: in the unit of what the law describes; ``energy``: J/mol.
    """

    prefactor: float = parameter("A", "", "value at infinite temperature", POSITIVE)
    energy: float = parameter("E", "J.mol-1", "activation energy", ANY, usual=ENERGY)

    def value(self, T: Any) -> Any:
        return self.prefactor * np.exp(-self.energy / (R * T))

    @classmethod
    def through(cls, value: float, T: float, energy: float) -> Self:
        """The law that is ``value`` at ``T``, K, with ``energy``, J/mol. Raises `InputError`."""
        T, (value,) = one_temperature(T), quantities(value=value)
        return cls(value * float(np.exp(energy / (R * T))), energy)

    @classmethod
    def near(cls, T: np.ndarray, value: np.ndarray) -> Self:
        slope, intercept = np.polyfit(1.0 / T, np.log(value), 1)
        return cls(float(np.exp(intercept)), -R * float(slope))

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(1.2e4, 3.1e4),)
