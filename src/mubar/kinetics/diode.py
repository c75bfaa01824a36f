"""Shockley's diode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import POSITIVE
from ..core.constants import F, R
from ..core.parameters import parameter
from .base import Branches
from .exchange import InsertionExchange, MetalExchange
from .with_exchange import WithExchange


@dataclass(frozen=True)
class Diode(WithExchange):
    """j = j0 [exp(Fη/nRT) - 1]: reduction saturates at j0 (W. Shockley, Bell Syst. Tech. J. 28 (1949) 435).

    Butler-Volmer with a cathodic transfer coefficient of zero. ``exchange``: the saturation current density
    j0(x, c_plus, T) in A/m²; ``ideality``: n, between 1 (diffusion) and 2 (recombination) in a junction.
    Raises `InputError` for numbers out of bounds.
    """

    ideality: float = parameter("n", "1", "ideality factor", POSITIVE, 1.0)

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        return self.exchange(x, c_plus, T) * np.expm1(F / (R * T) * eta / self.ideality)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        j0 = self.exchange(x, c_plus, T)
        f = F / (R * T) * eta / self.ideality
        return Branches(j0 * np.exp(f), j0 + 0.0 * f)

    def limiting_current(self, x: Any, c_plus: Any, T: Any) -> Branches:
        j0 = self.exchange(x, c_plus, T)
        return Branches(np.inf + 0.0 * j0, j0)

    @property
    def detailed_balance(self) -> bool:  # type: ignore[override]  # depends on its fields
        return self.ideality == 1.0

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(InsertionExchange(rate_constant=7e-6)), cls(MetalExchange(7e-4), 2.0)
