"""Coupled ion-electron transfer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ..core.bounds import ANY, NOT_NEGATIVE, Bounds
from ..core.constants import R
from ..core.errors import InputError
from ..core.parameters import parameter
from ..core.units import eV, kT
from ..core.usual import ENERGY
from .donors import DensityOfStates, Donor, Localized, Metal, Semiconductor
from .electron_transfer import ElectronTransfer

_METAL = Metal()


@dataclass(frozen=True)
class CoupledIonElectronTransfer(ElectronTransfer):
    """j = -k0 (1-x)^s [a_O I(η_f) - a_R I(-η_f)] with a_O = c_plus e^{-w_O/RT}, a_R = x e^{-w_R/RT}, η_f =
    Fη/RT + ln(a_O/a_R), Λ = λ/RT and, for a metal, I(h) = ∫ e^{-(Λ+h-y)²/4Λ}/(1 + e^y) dy.

    An ion enters a host together with the electron that reduces its site: D. Fraggedakis et al., Electrochim.
    Acta 367 (2021) 137432. The ion in transition excludes s sites, so that γ‡ = (1-x)^-s. Evaluated by the
    identity of `ElectronTransfer`, exact for any ``donor``: `Metal`, `Localized`, `Semiconductor`,
    `DensityOfStates`.

    ``k0`` in A/m² multiplies the integral over y, in units of RT, and holds the transmission coefficient and
    the Boltzmann factor of the ion-transfer energy; ``activation_energy`` lets the latter vary with
    temperature. ``w_O``, ``w_R``: work to bring the oxidised and the reduced species to where they react.
    """

    donor: Donor = _METAL  # type: ignore[misc]  # the base has fields with defaults before it
    excluded_sites: float = parameter(
        "s", "1", "sites that the ion in transition excludes", NOT_NEGATIVE, 1.0
    )
    w_O: float = parameter(
        r"w_{\mathrm{O}}", "J.mol-1", "work to bring the oxidised species near", ANY, 0.0, usual=ENERGY
    )
    w_R: float = parameter(
        r"w_{\mathrm{R}}", "J.mol-1", "work to bring the reduced species near", ANY, 0.0, usual=ENERGY
    )
    domain: ClassVar[Mapping[str, Bounds]] = {
        **ElectronTransfer.domain,
        "x": Bounds(0.0, 1.0, open_low=True, open_high=True),
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.donor, Donor):
            expected = "Metal(), Localized(level), Semiconductor(...) or DensityOfStates(energies, rho)"
            raise InputError.one(f"{type(self).__name__}.donor", self.donor, expected)

    @property
    def monotone(self) -> bool:  # type: ignore[override]  # depends on its fields
        return self.donor.monotone

    def _activities(self, x: Any, c_plus: Any, T: Any) -> tuple[Any, Any, Any]:
        RT = R * T
        odds = c_plus * (1.0 / x) * np.exp((self.w_R - self.w_O) / RT)
        return c_plus * np.exp(-self.w_O / RT), odds, (1.0 - x) ** self.excluded_sites

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        energy = 8.3 * kT(298.15)
        points = DensityOfStates([-0.6 * eV, -0.1 * eV, 0.05 * eV, 0.9 * eV], [1.0, 0.2, 0.6, 1.5])
        return (
            cls(10.0, energy),
            cls(20.0, energy, Localized(0.1 * eV), 2.0),
            cls(20.0, energy, Semiconductor(0.3 * eV, -0.4 * eV, 1.0, 0.8), activation_energy=2e4),
            cls(10.0, energy, points, 0.5, w_O=2e3, w_R=-1e3),
        )


CIET = CoupledIonElectronTransfer
