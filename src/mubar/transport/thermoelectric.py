"""Ions in a gradient of temperature: Seebeck, Peltier and Soret effects from one extended matrix of Onsager.

J. N. Agar, Adv. Electrochem. Electrochem. Eng. 3 (1963) 31; S. R. de Groot, P. Mazur, Non-Equilibrium
Thermodynamics (1962), chapter XI. ∇V_i stands for (∇μ̄_i at constant T)/(z_i F).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import NOT_NEGATIVE, POSITIVE
from ..core.constants import F, R
from ..core.errors import InputError, Problem
from ..core.parameters import Checked, parameter
from ..thermo.arguments import one_temperature
from ..thermo.electrolytes import Salt
from .arguments import expect, numbers, quantities, square
from .onsager import OnsagerMatrix

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class ThermoelectricMatrix(Checked):
    """J_i = -Σ_j σ_ij (∇V_j + s_j ∇T), q = Σ_j T s_j J_j - k ∇T.

    That Peltier's coefficient is T s_j with Seebeck's s_j is Kelvin's relation, the symmetry of `extended`.
    isothermal: the matrix σ; seebeck: s_j = S*_j/(z_j F), (n,), V/K, with Eastman's entropies of transport
    S*_j; q is the reduced heat flux, W/m²; ``thermal_conductivity`` k is that without currents, W/(m K).
    Raises `InputError`.
    """

    isothermal: OnsagerMatrix
    seebeck: Any
    thermal_conductivity: float = parameter("k", "W.m-1.K-1", "thermal conductivity", NOT_NEGATIVE)
    temperature: float = parameter("T", "K", "temperature", POSITIVE)

    def __post_init__(self) -> None:
        super().__post_init__()
        expect(self.isothermal, OnsagerMatrix, "ThermoelectricMatrix.isothermal", "an Onsager matrix")
        s = numbers(self.seebeck, "ThermoelectricMatrix.seebeck")
        if s.shape != self.isothermal.charges.shape or not np.isfinite(s).all():
            raise InputError.one("ThermoelectricMatrix.seebeck", self.seebeck, "a number of V/K for each ion")
        object.__setattr__(self, "seebeck", s)

    def extended(self) -> np.ndarray:
        """(n + 1, n + 1): (J, q) over (-∇V, -∇T/T); symmetric, positive semi-definite as k >= 0."""
        T, sigma = self.temperature, self.isothermal.sigma
        cross = T * sigma @ self.seebeck
        heat = T * self.thermal_conductivity + T * self.seebeck @ cross
        return np.block([[sigma, cross[:, None]], [cross[None, :], np.array([[heat]])]])

    @classmethod
    def from_extended(cls, extended: Any, charges: Any, T: float) -> Self:
        """From measured coefficients. Raises `InputError` where Kelvin's relation doesn't hold, where entropy
        would be consumed, or where σ is singular.
        """
        T, L = one_temperature(T), square(extended, "extended matrix")
        if len(L) < 2:
            raise InputError([Problem("extended matrix", "one row", "rows for the ions and for heat")])
        cross, other = L[:-1, -1], L[-1, :-1]
        if np.abs(cross - other).max(initial=0.0) > _ROUNDING * np.abs(cross).max(initial=1e-300):
            found = f"{cross.tolist()} for J from ∇T, {other.tolist()} for q from ∇V"
            raise InputError([Problem("extended matrix", found, "the same (Kelvin, Onsager)")])
        matrix = OnsagerMatrix(L[:-1, :-1], charges)
        if np.linalg.cond(matrix.sigma) > 1e14:
            raise InputError.one("extended matrix", matrix.sigma.tolist(), "a σ that can be inverted")
        seebeck = np.linalg.solve(matrix.sigma, cross) / T
        k = float(L[-1, -1] - T * seebeck @ cross) / T
        if k < -_ROUNDING * abs(L[-1, -1]) / T:
            raise InputError.one("extended matrix", k, "a thermal conductivity of at least 0")
        return cls(matrix, seebeck, max(k, 0.0), T)

    def fluxes(self, gradients: Any, temperature_gradient: float) -> tuple[np.ndarray, float]:
        """Currents of the ions, (n,), A/m², and heat flux, W/m², for ∇V (n,), V/m, and ∇T, K/m.

        Raises `InputError`.
        """
        dV, (dT,) = numbers(gradients, "gradients"), quantities(gradient=temperature_gradient)
        if dV.shape != self.isothermal.charges.shape or not np.isfinite(dV).all():
            raise InputError.one("gradients", dV.tolist(), "a number of V/m for each ion")
        forces = np.append(-dV, -dT / self.temperature)
        found = self.extended() @ forces
        return found[:-1], float(found[-1])

    def initial_seebeck(self) -> float:
        """-∇φ/∇T without current while the composition is uniform still: Σ t_j s_j, V/K."""
        return float(self.isothermal.transference_numbers() @ self.seebeck)

    def soret_coefficient(self, salt: Salt, thermodynamic_factor: float) -> float:
        """-∇ln c/∇T of a salt once nothing moves any more: (s_+ - s_-) z_+ν_+F/(νRTχ), 1/K.

        Positive: the salt gathers where it is cold. Raises `InputError` unless the matrix is of its two ions.
        """
        expect(salt, Salt, "salt", "a salt, such as Salt('Li+', 'PF6-')")
        (chi,) = quantities(factor=thermodynamic_factor)
        charges = [salt.z_plus, salt.z_minus]
        if not np.array_equal(self.isothermal.charges, charges):
            raise InputError.one("salt", str(salt), f"ions of charges {self.isothermal.charges.tolist()}")
        apart = float(self.seebeck[0] - self.seebeck[1]) * salt.z_plus * salt.nu_plus * F
        return apart / (salt.nu * R * self.temperature * chi)
