"""Rates of electron transfer by levels of any density: what Marcus, Marcus-Hush-Chidsey and coupled
ion-electron transfer have in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import NOT_NEGATIVE, POSITIVE, TEMPERATURE, Bounds
from ..core.constants import F, R
from ..core.parameters import parameter
from ..core.usual import ENERGY
from ..thermo.activation import activation
from .base import Branches, RateLaw
from .donors.donor import Donor

REORGANIZATION = Bounds(80.0)
"""J/mol: 0.1 RT where it is coldest, below which no energy of an environment is."""


@dataclass(frozen=True)
class ElectronTransfer(RateLaw):
    """j = (k/γ‡) a_O I(η_f) (e^f - 1), f = Fη/RT, η_f = f + ln(a_O/a_R), Λ = λ/RT.

    This is ∫ ρ(x) (r_ox - r_red) dx of the rates by every electronic level x = (ε - E_F)/RT, r_red = (k/γ‡)
    a_O n_e e^{-(Λ+η_f-x)²/4Λ} and r_ox = (k/γ‡) a_R (1-n_e) e^{-(Λ-η_f+x)²/4Λ} (D. Fraggedakis et al.,
    Electrochim. Acta 367 (2021) 137432). Their ratio is e^f level by level, so that their difference follows
    from the `Donor`'s I(η_f), the integral of the reduction, with nothing subtracted. a_O and a_R are
    activities of both sides, γ‡ is the activity coefficient of the transition state. k = k0 exp(E/R (1/T_ref
    - 1/T)) multiplies the integral over x; nothing else normalises it.

    Raises `InputError` naming a number out of bounds.
    """

    k0: float = parameter("k_{0}", "A.m-2", "prefactor of the integral over levels in units of RT", POSITIVE)
    reorganization_energy: float = parameter(
        r"\lambda", "J.mol-1", "reorganization energy", REORGANIZATION, usual=ENERGY
    )
    _: KW_ONLY
    activation_energy: float = parameter(
        "E",
        "J.mol-1",
        "activation energy of k, such as that of ion transfer",
        NOT_NEGATIVE,
        0.0,
        usual=ENERGY,
    )
    reference_temperature: float = parameter(
        r"T_{\mathrm{ref}}", "K", "temperature at which k is k0", TEMPERATURE, 298.15
    )
    donor: ClassVar[Donor]
    detailed_balance: ClassVar[bool] = True
    domain: ClassVar[Mapping[str, Bounds]] = {
        **RateLaw.domain,
        "x": Bounds(0.0, 1.0, open_low=True),
        "c_plus": POSITIVE,
    }

    def _activities(self, x: Any, c_plus: Any, T: Any) -> tuple[Any, Any, Any]:
        """a_O, a_O/a_R and 1/γ‡."""
        return c_plus, c_plus * (1.0 / x), 1.0

    def _prefactor(self, T: Any) -> Any:
        return self.k0 * activation(self.activation_energy, self.reference_temperature, T)

    def _reduction(self, f: Any, x: Any, c_plus: Any, T: Any) -> Any:
        """Current density of reduction at f = Fη/RT; oxidation is e^f times as fast."""
        a_O, odds, free = self._activities(x, c_plus, T)
        h, ratio = f + np.log(odds), odds * np.exp(f)
        return (
            self._prefactor(T)
            * free
            * a_O
            * self.donor.reduction(h, ratio, self.reorganization_energy, R * T)
        )

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        f = F / (R * T) * eta
        return self._reduction(f, x, c_plus, T) * np.expm1(f)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        f = F / (R * T) * eta
        reduction = self._reduction(f, x, c_plus, T)
        return Branches(reduction * np.exp(f), reduction)

    def transfer_coefficient(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        """Needs no current and holds where the current is too small for a number."""
        h = F / (R * T) * eta + np.log(self._activities(x, c_plus, T)[1])
        return -self.donor.log_slope(h, self.reorganization_energy, R * T)

    def limiting_current(self, x: Any, c_plus: Any, T: Any) -> Branches:
        """Where every level of a metal takes part: (k/γ‡) a √(4πΛ) with a_R for oxidation, a_O for
        reduction.
        """
        a_O, odds, free = self._activities(x, c_plus, T)
        full = self._prefactor(T) * free * self.donor.plateau(self.reorganization_energy, R * T)
        return Branches(full * a_O / odds, full * a_O)
