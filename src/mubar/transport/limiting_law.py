"""Ions at the first sign of each other: the limiting law of Debye, Hückel and Onsager."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.constants import E_CHARGE, EPS0, K_B, N_A, F
from ..core.errors import InputError
from ..thermo.arguments import temperature
from ..thermo.electrolytes import Salt
from .arguments import expect, quantities


def limiting_conductivities(
    salt: Salt, cation: Any, anion: Any, c: Any, T: Any, permittivity: Any, viscosity: Any
) -> np.ndarray:
    """Molar conductivities of cation and anion, S m²/mol, (2, ...), in ``c`` mol/m³ of a wholly free salt.

    λ_i = λ_i° - λ_i° |z_+z_-| e² κ_D q/[12π ε0 ε k_BT (1 + √q)] - z_i² F e κ_D/(6π η),
    q = |z_+z_-| (Λ_+ + Λ_-)/[(|z_+| + |z_-|)(|z_-| Λ_+ + |z_+| Λ_-)], Λ_i = λ_i°/|z_i|, 1/κ_D Debye's length:
    the atmosphere of other ions pulls back, and its solvent flows the other way. Good to 1 % up to some 5
    mol/m³ of a 1:1 salt in water. L. Onsager, Phys. Z. 28 (1927) 277; R. A. Robinson, R. H. Stokes,
    Electrolyte Solutions (1959), chapter 7. ``cation``, ``anion``: λ° of a mole of ions, S m²/mol;
    ``permittivity``: relative; ``viscosity``: Pa s, of the solvent. Raises `InputError`, also where
    the law would have ions stand still.
    """
    expect(salt, Salt, "salt", "a salt, such as Salt('K+', 'Cl-')")
    cation, anion, c, permittivity, viscosity = quantities(
        cation=cation, anion=anion, concentration=c, permittivity=permittivity, viscosity=viscosity
    )
    temperature(T)
    z, w = float(salt.z_plus), float(-salt.z_minus)
    plus, minus = cation / z, anion / w
    q = z * w / (z + w) * (plus + minus) / (w * plus + z * minus)
    energy = EPS0 * permittivity * K_B * T
    ions = N_A * c * (salt.nu_plus * z**2 + salt.nu_minus * w**2)
    screening = E_CHARGE * np.sqrt(ions / energy)
    pulled_back = z * w * E_CHARGE**2 * screening * q / (12.0 * np.pi * energy * (1.0 + np.sqrt(q)))
    flow = F * E_CHARGE * screening / (6.0 * np.pi * viscosity)
    found = np.stack(
        np.broadcast_arrays(cation * (1 - pulled_back) - z**2 * flow, anion * (1 - pulled_back) - w**2 * flow)
    )
    if not (found > 0.0).all():
        raise InputError.one("concentration", c, "a solution so dilute that ions still move")
    return found
