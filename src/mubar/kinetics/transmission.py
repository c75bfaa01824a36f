"""Electron tunnelling where two diabatic surfaces cross: Landau-Zener transmission."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import NOT_NEGATIVE, POSITIVE, Bounds
from ..core.constants import H_PLANCK, N_A, R
from ..core.parameters import Checked, parameter
from ..core.usual import ENERGY
from .state import held_to


@dataclass(frozen=True)
class LandauZener(Checked):
    """The probability that the electron is transferred once the environment has made both states alike.

    P = 1 - exp(-2πΓ) on one passage of the crossing, 2πΓ = π^(3/2) H²/(h ν‡ √(λ k_BT)); with recrossings
    the transmission is κ_T = 2P/(1 + P) (A. M. Kuznetsov and J. Ulstrup, Electron Transfer in Chemistry and
    Biology, Wiley 1999; D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, section 3.4).
    Temperatures ``T`` in K; arrays and traced values. Raises `InputError` naming a number out of bounds,
    here or where it is called.
    """

    coupling: float = parameter(
        r"H_{\mathrm{DA}}", "J.mol-1", "electronic coupling of donor and acceptor", NOT_NEGATIVE
    )
    frequency: float = parameter(
        r"\nu^\ddagger", "s-1", "frequency along the polarisation coordinate", POSITIVE
    )
    reorganization_energy: float = parameter(
        r"\lambda", "J.mol-1", "reorganization energy", POSITIVE, usual=ENERGY
    )
    domain: ClassVar[Mapping[str, Bounds]] = {"T": POSITIVE}

    @held_to
    def adiabaticity(self, T: Any) -> Any:
        """2πΓ: small for weak coupling (nonadiabatic), large for strong coupling (adiabatic)."""
        return (
            math.pi**1.5
            * self.coupling**2
            / (N_A * H_PLANCK * self.frequency * np.sqrt(self.reorganization_energy * R * T))
        )

    def passage_probability(self, T: Any) -> Any:
        """P, the probability on one passage of the crossing."""
        return -np.expm1(-self.adiabaticity(T))

    def transmission(self, T: Any) -> Any:
        """κ_T, which goes to `weak_coupling_limit` for small coupling and to 1 for strong coupling."""
        p = self.passage_probability(T)
        return 2.0 * p / (1.0 + p)

    def weak_coupling_limit(self, T: Any) -> Any:
        """κ_T -> 2·2πΓ = √(π/λ) H²/(ħ ν‡ k_BT), λ in units of k_BT: the golden rule."""
        return 2.0 * self.adiabaticity(T)
