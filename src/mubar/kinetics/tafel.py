"""The Tafel rate law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ..core.bounds import ANY
from ..core.constants import F, R
from ..core.errors import InputError
from ..core.parameters import parameter
from .base import Branches
from .exchange import InsertionExchange, MetalExchange
from .with_exchange import WithExchange


@dataclass(frozen=True)
class Tafel(WithExchange):
    """One branch alone: oxidation, j = j0 exp(α Fη/RT), or with a negative α reduction, j = -j0 exp(α Fη/RT).

    J. Tafel, Z. Phys. Chem. 50 (1905) 641. For overpotentials of many RT/F, where the other branch doesn't
    count; at η = 0 the current is j0, not zero. ``exchange``: j0(x, c_plus, T) in A/m². Raises `InputError`
    for numbers out of bounds and a coefficient of zero.
    """

    transfer: float = parameter(
        r"\alpha", "1", "transfer coefficient of the branch, negative for reduction", ANY, 0.5
    )
    reversible: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.transfer == 0.0:
            raise InputError.one("Tafel.transfer", self.transfer, "a number above or below 0")

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        size = self.exchange(x, c_plus, T) * np.exp(self.transfer * (F / (R * T) * eta))
        return np.sign(self.transfer) * size

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        j = self.current_density(eta, x=x, c_plus=c_plus, T=T)
        return Branches(np.maximum(j, 0.0), np.maximum(-j, 0.0))

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        insertion = InsertionExchange(rate_constant=7e-6, activation_energy=3e4)
        return cls(insertion), cls(MetalExchange(7e-4), -0.3)
