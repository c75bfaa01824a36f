"""What it costs to take an ion from its electron and from one dielectric into another: ΔE_IT."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import POSITIVE, Bounds
from ..core.constants import E_CHARGE, EPS0, N_A, R
from ..core.errors import InputError, Problem
from ..core.parameters import Checked, parameter

_PAIR = N_A * E_CHARGE**2 / (4.0 * math.pi * EPS0)
"""Coulomb energy of two elementary charges times their distance, J m/mol."""
_PERMITTIVITY = Bounds(1.0)


@dataclass(frozen=True)
class Ion(Checked):
    """A charged sphere. Raises `InputError` naming a number out of bounds."""

    radius: float = parameter("a", "m", "radius of the ion", POSITIVE)
    charge_number: float = parameter("z", "1", "charge of the ion in elementary charges", POSITIVE, 1.0)


def attraction(ion: Ion, distance: Any, permittivity: Any, screening_length: Any = math.inf) -> Any:
    """E_C = z e²/(4πε0 ε_r r) exp(-r/λ_s), J/mol: what it costs to part the ion from an electron.

    ``distance`` r of the two (m); ``permittivity`` ε_r relative; ``screening_length`` λ_s (m): inf for the
    bare Coulomb energy, else Yukawa's (D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, section
    3.5). Arrays broadcast. Raises `InputError` for numbers that aren't above zero, or ε_r below 1.
    """
    _check("distance", distance, POSITIVE, "m")
    _check("permittivity", permittivity, _PERMITTIVITY, "")
    _check("screening length", screening_length, POSITIVE, "m")
    return _PAIR * ion.charge_number / (permittivity * distance) * np.exp(-distance / screening_length)


@dataclass(frozen=True)
class DielectricInterface(Checked):
    """A plane between electrolyte and solid, each a continuum of static relative permittivity.

    Energies are J/mol, of an ion taken from vacuum to where it is: Born's energy and that of its image, which
    is the lowest order in radius/distance (G. Makov and A. Nitzan, J. Phys. Chem. 98 (1994) 3459). Raises
    `InputError` naming a number out of bounds.
    """

    electrolyte_permittivity: float = parameter(
        r"\varepsilon_1", "1", "relative permittivity of the electrolyte", _PERMITTIVITY
    )
    solid_permittivity: float = parameter(
        r"\varepsilon_2", "1", "relative permittivity of the solid", _PERMITTIVITY
    )

    @property
    def contrast(self) -> float:
        """(ε1 - ε2)/(ε1 + ε2): the image charge, as a part of the charge, seen from the electrolyte."""
        one, two = self.electrolyte_permittivity, self.solid_permittivity
        return (one - two) / (one + two)

    def into_electrolyte(self, ion: Ion, distance: float) -> float:
        """With its centre ``distance`` (m, at least its radius) from the plane, in the electrolyte."""
        return self._into(ion, distance, self.electrolyte_permittivity, self.contrast)

    def into_solid(self, ion: Ion, distance: float) -> float:
        """With its centre ``distance`` (m, at least its radius) from the plane, in the solid."""
        return self._into(ion, distance, self.solid_permittivity, -self.contrast)

    def onto_interface(self, ion: Ion) -> float:
        """Centred on the plane, half of it in either medium (exact: the field is radial)."""
        mean = 0.5 * (self.electrolyte_permittivity + self.solid_permittivity)
        return _born(ion, mean)

    def _into(self, ion: Ion, distance: float, permittivity: float, image: float) -> float:
        if not distance >= ion.radius:
            where = "distance of the ion's centre from the interface"
            raise InputError([Problem(where, f"{distance!r} m", f"at least its radius, {ion.radius:g} m")])
        return _born(ion, permittivity) + image * _PAIR * ion.charge_number**2 / (
            4.0 * permittivity * distance
        )


def _check(name: str, value: Any, bounds: Bounds, unit: str) -> None:
    """NaN is refused too; a screening length may be infinite."""
    bad = np.asarray(value)[~np.asarray(bounds.hold(np.asarray(value)))]
    if bad.size:
        raise InputError([Problem(name, f"{bad.flat[0]:g}", f"a number, {bounds} {unit}".rstrip())])


def _born(ion: Ion, permittivity: float) -> float:
    """Vacuum into a continuum (M. Born, Z. Phys. 1 (1920) 45)."""
    return -_PAIR * ion.charge_number**2 / (2.0 * ion.radius) * (1.0 - 1.0 / permittivity)


def ion_transfer_energy(
    pair: float, interface: DielectricInterface, ion: Ion, in_electrolyte: float, in_solid: float
) -> float:
    """ΔE_IT, J/mol: the ion torn from its electron (``pair``, `attraction`), desolvated, and solvated again.

    ``in_solid``, ``in_electrolyte``: distance (m) of its centre from the interface before and after. That is
    E_C - (k q²/8πε0)[(1/ε1)(1/a - 1/2d1) + (1/ε2)(1/a - 1/2d2)] with k the `contrast`; solvation plays no
    part between like dielectrics. Raises `InputError` for a distance below the radius.
    """
    return pair + interface.into_electrolyte(ion, in_electrolyte) - interface.into_solid(ion, in_solid)


def rate_prefactor(k0: Any, transmission: Any, ion_transfer_barrier: Any, T: Any) -> Any:
    """k0* = k0 κ_T exp(-α_ξ ΔE_IT/RT), in the unit of ``k0``: what `CoupledIonElectronTransfer` takes as k0.

    ``transmission`` κ_T (`LandauZener`); ``ion_transfer_barrier`` α_ξ ΔE_IT, J/mol, the ion's share of the
    barrier at the transition state (`Landscape`); ``T`` K. Arrays broadcast. Raises `InputError` for T <= 0.
    """
    _check("T", T, POSITIVE, "K")
    return k0 * transmission * np.exp(-ion_transfer_barrier / (R * T))
