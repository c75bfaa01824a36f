"""Electron transfer by one level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from ..core.units import kT
from .donors.donor import Donor
from .donors.localized import Localized
from .electron_transfer import ElectronTransfer


@dataclass(frozen=True)
class Marcus(ElectronTransfer):
    """j = k0 [x e^{-(Λ-η_f)²/4Λ} - c_plus e^{-(Λ+η_f)²/4Λ}], Λ = λ/RT, η_f = Fη/RT + ln(c_plus/x).

    R. A. Marcus, J. Chem. Phys. 43 (1965) 679. The current is largest at |η_f| = Λ and falls beyond (the
    inverted region). ``k0`` in A/m², at unit activities and without barrier.
    """

    monotone: ClassVar[bool] = False
    donor: ClassVar[Donor] = Localized()

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(30.0, 8.3 * kT(298.15)), cls(2e4, 1.2e5, activation_energy=2e4)
