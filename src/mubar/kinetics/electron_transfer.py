"""Rates of electron transfer by levels of any density: what Marcus, Marcus-Hush-Chidsey and coupled
ion-electron transfer have in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import NOT_NEGATIVE, POSITIVE, TEMPERATURE, Bounds
from ..core.constants import F, R
from ..core.derivative import derivative
from ..core.expr import Expr, as_expr
from ..core.law import Function
from ..core.parameters import parameter
from .base import Branches, RateLaw
from .donors.donor import Donor


@dataclass(frozen=True)
class ElectronTransfer(RateLaw):
    """j = (k/γ‡) a_R e^{η_f/2-Λ/4} S(η_f) (1 - e^{-Fη/RT}), Λ = λ/RT, η_f = Fη/RT + ln(a_O/a_R).

    This is ∫ ρ(x) (r_ox - r_red) dx of the rates by every electronic level x = (ε - E_F)/RT, r_red = (k/γ‡)
    a_O n_e e^{-(Λ+η_f-x)²/4Λ} and r_ox = (k/γ‡) a_R (1-n_e) e^{-(Λ-η_f+x)²/4Λ}, with what they share taken
    out, so that nothing is subtracted (D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432). S is the
    `Donor`'s; a_O and a_R are activities of both sides, γ‡ is the activity coefficient of the transition
    state. k = k0 exp(E/R (1/T_ref - 1/T)) multiplies the integral over x; nothing else normalises it.

    Raises `InputError` naming a number out of bounds.
    """

    k0: float = parameter("k_{0}", "A.m-2", "prefactor of the integral over levels in units of RT", POSITIVE)
    reorganization_energy: float = parameter(r"\lambda", "J.mol-1", "reorganization energy", POSITIVE)
    _: KW_ONLY
    activation_energy: float = parameter(
        "E", "J.mol-1", "activation energy of k, such as that of ion transfer", NOT_NEGATIVE, 0.0
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
        """ln(a_O/a_R), a_R and -ln γ‡."""
        return np.log(c_plus) - np.log(x), x, 0.0

    def _oxidation(self, f: Any, x: Any, c_plus: Any, T: Any) -> Any:
        """(k/γ‡) a_R e^{η_f/2-Λ/4} S(η_f) at f = Fη/RT; reduction is e^{-f} times as fast."""
        RT = R * T
        log_ratio, a_R, log_free = self._activities(x, c_plus, T)
        h = f + log_ratio
        heat = self.activation_energy * (1.0 / (R * self.reference_temperature) - 1.0 / RT)
        barrier = self.reorganization_energy / (4.0 * RT) - heat
        levels = self.donor(h, self.reorganization_energy, RT)
        return self.k0 * a_R * np.exp(levels + 0.5 * h + log_free - barrier)

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        f = F / (R * T) * eta
        return -self._oxidation(f, x, c_plus, T) * np.expm1(-f)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        f = F / (R * T) * eta
        oxidation = self._oxidation(f, x, c_plus, T)
        return Branches(oxidation, oxidation * np.exp(-f))

    def transfer_coefficient(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        """½ - ∂ln S/∂η_f, which needs no current and holds where the current is too small for a number."""
        log_ratio, _, _ = self._activities(x, c_plus, T)
        h = F / (R * T) * eta + log_ratio
        return 0.5 - _slope(self.donor)(h, self.reorganization_energy, R * T)

    def limiting_current(self, x: Any, c_plus: Any, T: Any) -> Branches:
        """Where every level of a metal takes part: (k/γ‡) a √(4πΛ) with a_R for oxidation, a_O for
        reduction.
        """
        RT = R * T
        log_ratio, a_R, log_free = self._activities(x, c_plus, T)
        heat = self.activation_energy * (1.0 / (R * self.reference_temperature) - 1.0 / RT)
        full = self.k0 * np.exp(log_free + heat) * self.donor.plateau(self.reorganization_energy, RT)
        return Branches(full * a_R, full * a_R * np.exp(log_ratio))


@lru_cache(maxsize=64)
def _slope(donor: Donor) -> Function:
    names = ("h", "reorganization_energy", "RT")
    return Function(names, derivative(as_expr(donor(*map(Expr.symbol, names))), "h"))
