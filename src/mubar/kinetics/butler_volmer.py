"""The Butler-Volmer rate law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import NOT_NEGATIVE
from ..core.constants import F, R
from ..core.parameters import parameter
from .base import Branches
from .exchange import InsertionExchange, MetalExchange
from .with_exchange import WithExchange


@dataclass(frozen=True)
class ButlerVolmer(WithExchange):
    """j = j0 [exp(α_a F η/RT) - exp(-α_c F η/RT)] (Newman & Balsara, Electrochemical Systems, 4th ed., ch.
    8).

    ``exchange``: j0(x, c_plus, T) in A/m², an object such as `InsertionExchange` or any function of the three
    written with NumPy. The transfer coefficients have no unit; for one electron detailed balance asks that
    they add to one. Raises `InputError` naming a number out of bounds.
    """

    anodic_transfer: float = parameter(
        r"\alpha_{\mathrm{a}}", "1", "anodic transfer coefficient", NOT_NEGATIVE, 0.5
    )
    cathodic_transfer: float = parameter(
        r"\alpha_{\mathrm{c}}", "1", "cathodic transfer coefficient", NOT_NEGATIVE, 0.5
    )

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        f = F / (R * T) * eta
        oxidation, reduction = np.exp(self.anodic_transfer * f), np.exp(-self.cathodic_transfer * f)
        return self.exchange(x, c_plus, T) * (oxidation - reduction)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        f, j0 = F / (R * T) * eta, self.exchange(x, c_plus, T)
        return Branches(j0 * np.exp(self.anodic_transfer * f), j0 * np.exp(-self.cathodic_transfer * f))

    @property
    def detailed_balance(self) -> bool:  # type: ignore[override]  # depends on its fields
        return self.anodic_transfer + self.cathodic_transfer == 1.0

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        insertion = InsertionExchange(rate_constant=7e-6, activation_energy=3e4)
        return cls(insertion), cls(insertion, 0.3, 0.7), cls(MetalExchange(rate_constant=7e-4))
