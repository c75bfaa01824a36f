"""Exchange current densities: how the prefactor of a rate law depends on composition and temperature."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import NOT_NEGATIVE, POSITIVE, TEMPERATURE
from ..core.constants import F, R
from ..core.parameters import Checked, parameter


@dataclass(frozen=True)
class Exchange(Checked, ABC):
    """An exchange current density with an activated rate constant k(T) = rate_constant · exp(E/R (1/T_ref -
    1/T)).

    Raises `InputError` naming a number out of bounds.
    """

    rate_constant: float = parameter(
        "k", "mol.m-2.s-1", "rate constant at the reference temperature", POSITIVE
    )
    activation_energy: float = parameter("E", "J.mol-1", "activation energy of the rate", NOT_NEGATIVE, 0.0)
    reference_temperature: float = parameter(
        r"T_{\mathrm{ref}}", "K", "temperature at which the rate constant holds", TEMPERATURE, 298.15
    )

    def rate(self, T: Any) -> Any:
        """k(T), mol m^-2 s^-1, at ``T`` in K (Arrhenius)."""
        return self.rate_constant * np.exp(
            self.activation_energy / R * (1.0 / self.reference_temperature - 1.0 / T)
        )

    @abstractmethod
    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""


@dataclass(frozen=True)
class InsertionExchange(Exchange):
    """j0 = F k(T) sqrt(c_plus x (1 - x)).

    Doyle, Fuller, Newman, J. Electrochem. Soc. 140 (1993) 1526, in the normalised form of BPX 1.1.
    """

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""
        return F * self.rate(T) * np.sqrt(c_plus * x * (1.0 - x))


@dataclass(frozen=True)
class MetalExchange(Exchange):
    """j0 = F k(T) sqrt(c_plus), for a metal electrode that is always full (lithium foil)."""

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at cation activity ``c_plus`` and temperature ``T`` (K); ``x`` plays no part."""
        return F * self.rate(T) * np.sqrt(c_plus)
