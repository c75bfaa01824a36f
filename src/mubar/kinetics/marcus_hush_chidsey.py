"""Electron transfer from and to a metal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from ..core.units import kT
from .donors.donor import Donor
from .donors.metal import Metal
from .electron_transfer import ElectronTransfer


@dataclass(frozen=True)
class MarcusHushChidsey(ElectronTransfer):
    """j = -k0 [c_plus I(η_f) - x I(-η_f)], I(h) = ∫ n_e(y) e^{-(Λ+h-y)²/4Λ} dy over levels y = (ε - E_F)/RT,
    n_e = 1/(1 + e^y), Λ = λ/RT, η_f = Fη/RT + ln(c_plus/x).

    C. E. D. Chidsey, Science 251 (1991) 919, exact; x is the activity of what was reduced. ``k0`` in A/m²
    multiplies the integral, so that a branch levels off at k0 √(4πΛ) times its activity (`limiting_current`).
    """

    donor: ClassVar[Donor] = Metal()

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(10.0, 8.3 * kT(298.15)), cls(1e4, 7e4, activation_energy=2e4)
