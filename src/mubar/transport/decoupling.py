"""Do ions move with their medium? Walden's plot and the decoupling of conduction from structure."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.constants import EPS0
from .arguments import quantities

KCL_WALDEN = 1e-4 * 1e-1
"""Walden's ideal line: Λ η of 0.01 mol/L aqueous KCl, taken as 1 S cm² P/mol, in S m² Pa s/mol."""


def molar_conductivity(conductivity: Any, concentration: Any) -> Any:
    """Λ = κ/c, S m²/mol, from S/m and mol/m³. Raises `InputError` for values that aren't positive."""
    conductivity, concentration = quantities(conductivity=conductivity, amount=concentration)
    return conductivity / concentration


def walden_product(conductivity: Any, concentration: Any, viscosity: Any) -> Any:
    """Λ η, S m² Pa s/mol; the same at every temperature where ions follow the viscosity.

    P. Walden, Z. Phys. Chem. 55 (1906) 207. ``viscosity`` in Pa s. Raises `InputError`.
    """
    (viscosity,) = quantities(viscosity=viscosity)
    return molar_conductivity(conductivity, concentration) * viscosity


def walden_deviation(conductivity: Any, concentration: Any, viscosity: Any) -> Any:
    """ΔW = log₁₀ of the Walden product over the ideal line's: 0 on it, above for ions faster than the medium.

    C. A. Angell, N. Byrne, J.-P. Belieres, Acc. Chem. Res. 40 (2007) 1228. Raises `InputError`.
    """
    return np.log10(walden_product(conductivity, concentration, viscosity) / KCL_WALDEN)


def conductivity_relaxation_time(conductivity: Any, permittivity: Any) -> Any:
    """τ_σ = ε0 ε∞/κ, s, with the relative ``permittivity`` at high frequency. Raises `InputError`."""
    conductivity, permittivity = quantities(conductivity=conductivity, permittivity=permittivity)
    return EPS0 * permittivity / conductivity


def decoupling_index(relaxation_time: Any, conductivity: Any, permittivity: Any) -> Any:
    """R_τ = τ_s/τ_σ: the structure's relaxation time, s, over that of conduction.

    About one in liquids whose ions wait for their surroundings, up to 10¹³ in glasses at T_g, where τ_s is
    taken as 200 s. C. A. Angell, Solid State Ionics 9-10 (1983) 3. Raises `InputError`.
    """
    (relaxation_time,) = quantities(relaxation_time=relaxation_time)
    return relaxation_time / conductivity_relaxation_time(conductivity, permittivity)
