"""The linear rate law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ..core.constants import F, R
from .exchange import InsertionExchange, MetalExchange
from .with_exchange import WithExchange


@dataclass(frozen=True)
class Linear(WithExchange):
    """j = j0 Fη/RT, what every law of one electron is near equilibrium (Newman & Balsara, Electrochemical
    Systems, 4th ed., ch. 8).

    ``exchange``: j0(x, c_plus, T) in A/m². Raises `InputError` where it isn't a law.
    """

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        return self.exchange(x, c_plus, T) * (F / (R * T) * eta)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(InsertionExchange(rate_constant=7e-6)), cls(MetalExchange(7e-4, activation_energy=3e4))
