"""The Tafel rate law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ..core.bounds import POSITIVE
from ..core.constants import F, R
from ..core.parameters import parameter
from .base import Branches, RateLaw
from .exchange import InsertionExchange, MetalExchange, exchange_of


@dataclass(frozen=True)
class Tafel(RateLaw):
    """One branch alone: j = j0 exp(α Fη/RT), or with ``oxidises=False`` j = -j0 exp(-α Fη/RT).

    J. Tafel, Z. Phys. Chem. 50A (1905) 641. Where the overpotential is many RT/F and the other branch doesn't
    count; at η = 0 its current is j0, not zero. ``exchange``: j0(x, c_plus, T) in A/m². Raises `InputError`
    for numbers out of bounds.
    """

    exchange: Callable[[Any, Any, Any], Any]
    transfer: float = parameter(r"\alpha", "1", "transfer coefficient of the branch", POSITIVE, 0.5)
    oxidises: bool = True
    """Which branch: oxidation, or reduction."""
    reversible: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        exchange_of(self)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        sign = 1.0 if self.oxidises else -1.0
        j = self.exchange(x, c_plus, T) * np.exp(sign * self.transfer * (F / (R * T) * eta))
        return Branches(j, 0.0 * j) if self.oxidises else Branches(0.0 * j, j)

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        oxidation, reduction = self.partial_currents(eta, x=x, c_plus=c_plus, T=T)
        return oxidation if self.oxidises else -reduction

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        insertion = InsertionExchange(rate_constant=7e-6, activation_energy=3e4)
        return cls(insertion), cls(MetalExchange(7e-4), 0.3, oxidises=False)
