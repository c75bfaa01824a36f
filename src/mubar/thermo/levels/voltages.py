"""Species voltages and their standard values.

Convention: an element in its reference state has μ = 0 and H⁺ at unit activity has V = 0. Then an electrode's
V_e is its potential against the standard hydrogen electrode, at 298.15 K in water.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...core.constants import F, R
from ...core.errors import InputError
from ...core.expr import Expr
from .. import arguments
from ..species import charge
from .formation import formation_energy, known


def standard_voltage(species: str) -> float:
    """V° = ΔfG°/(zF) of an ion at 298.15 K, V, with V° of H⁺ zero. Raises `InputError`."""
    z = charge(known(species))
    if z == 0:
        expected = "an ion; neutral species have a chemical potential, formation_energy(...), and no voltage"
        raise InputError.one("species", species, expected)
    return formation_energy(species) / (z * F)


def species_voltage(V_standard: Any, activity: Any, z: Any, T: Any) -> Any:
    """V = V° + RT/(zF) ln a, V, of a species of charge number ``z`` at ``activity`` and ``T`` (K).

    Arrays broadcast. Raises `InputError` for z = 0, activities or temperatures that aren't above zero.
    """
    arguments.temperature(T)
    arguments.finite(V_standard, "V_standard")
    arguments.finite(z, "z")
    if not isinstance(z, Expr) and np.any(np.asarray(z) == 0):
        raise InputError.one("z", z, "a charge number other than 0: neutral species have no voltage")
    positive(activity, "activity")
    return V_standard + R * T / (z * F) * np.log(activity)


def activity_of(V: Any, V_standard: Any, z: Any, T: Any) -> Any:
    """The activity at which a species of charge number ``z`` stands at ``V``, in volts. Arrays broadcast."""
    arguments.temperature(T)
    arguments.finite(V, "V")
    return np.exp(z * F * (V - V_standard) / (R * T))


def nernst(E_standard: Any, n: Any, quotient: Any, T: Any) -> Any:
    """E = E° - RT/(nF) ln Q of a reduction by ``n`` electrons, V (W. Nernst, Z. Phys. Chem. 4 (1889) 129).

    ``quotient`` is the product of activities of products over reactants, electrons apart. Arrays broadcast.
    """
    arguments.temperature(T)
    arguments.finite(E_standard, "E_standard")
    positive(quotient, "quotient")
    if not isinstance(n, Expr) and not np.all(np.asarray(n) > 0):
        raise InputError.one("n", n, "a number of electrons above 0")
    return E_standard - R * T / (n * F) * np.log(quotient)


def ph_step(T: Any) -> Any:
    """ln(10) RT/F, V: how far one unit of pH moves V of H⁺; 59.16 mV at 25 °C."""
    arguments.temperature(T)
    return math.log(10.0) * R * T / F


def proton_voltage(pH: Any, T: Any) -> Any:
    """V of H⁺ at ``pH``, against its standard level: V_H = -pH ln(10) RT/F. Arrays broadcast."""
    return -pH * ph_step(T)


def ph(V_H: Any, T: Any, V_standard: Any = 0.0) -> Any:
    """pH as a difference of levels, (V°_H - V_H) F/(RT ln 10). Arrays broadcast."""
    return (V_standard - V_H) / ph_step(T)


def positive(values: Any, where: str) -> None:
    """Raises `InputError` naming ``where`` unless all are numbers above zero. Symbols pass."""
    if isinstance(values, Expr):
        return
    array: Any = np.asarray(values)
    if array.dtype.kind not in "fciu" or not np.all(array.real > 0.0):
        raise InputError.one(where, values, "numbers above 0")
