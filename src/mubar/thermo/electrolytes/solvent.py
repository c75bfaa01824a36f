"""Solvents as Debye and Hückel see them: a permittivity and a density."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...core.bounds import POSITIVE
from ...core.constants import E_CHARGE, EPS0, K_B, N_A, ZERO_CELSIUS
from ...core.parameters import Checked, parameter
from ..arguments import temperature


@dataclass(frozen=True)
class Solvent(Checked):
    """A solvent: relative permittivity and density (kg/m³), each a function of temperature (K)."""

    name: str
    permittivity: Callable[[Any], Any]
    density: Callable[[Any], Any]
    molar_mass: float = parameter("M_0", "kg.mol-1", "molar mass", POSITIVE)

    def debye_huckel_slope(self, T: Any) -> Any:
        """A of the limiting law ln γ = -A z² √I, (kg/mol)^½, at ``T`` in K.

        A = e³ √(2 N_A ρ) / [8π (ε k_B T)^(3/2)]; A_φ = A/3 in Pitzer's notation, A/ln 10 in decimal
        logarithms (Robinson & Stokes, Electrolyte Solutions, 2nd ed., ch. 9).
        """
        temperature(T)
        energy = self.permittivity(T) * EPS0 * K_B * T
        return E_CHARGE**3 * (2.0 * N_A * self.density(T)) ** 0.5 / (8.0 * math.pi * energy**1.5)

    def screening(self, T: Any) -> Any:
        """B of κ_D = B √I, m⁻¹ (kg/mol)^½: one over the Debye length at ionic strength 1 mol/kg."""
        temperature(T)
        energy = self.permittivity(T) * EPS0 * K_B * T
        return (2.0 * E_CHARGE**2 * N_A * self.density(T) / energy) ** 0.5


def _water_permittivity(T: Any) -> Any:
    """C. G. Malmberg, A. A. Maryott, J. Res. Natl. Bur. Stand. 56 (1956) 1; 0 to 100 °C."""
    t = T - ZERO_CELSIUS
    return 87.740 - 0.40008 * t + 9.398e-4 * t**2 - 1.410e-6 * t**3


def _water_density(T: Any) -> Any:
    """G. S. Kell, J. Chem. Eng. Data 20 (1975) 97, at 1 atm; 0 to 100 °C. kg/m³."""
    t = T - ZERO_CELSIUS
    above = (
        999.83952
        + 16.945176 * t
        - 7.9870401e-3 * t**2
        - 46.170461e-6 * t**3
        + 105.56302e-9 * t**4
        - 280.54253e-12 * t**5
    )
    return above / (1.0 + 16.879850e-3 * t)


WATER = Solvent("water", _water_permittivity, _water_density, 0.018015268)
