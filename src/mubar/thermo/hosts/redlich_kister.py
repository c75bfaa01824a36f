"""The Redlich-Kister expansion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ...core.bounds import ANY
from ...core.parameters import parameter
from .solution import SolutionModel


@dataclass(frozen=True)
class RedlichKister(SolutionModel):
    """Excess energy μ° x + x (1-x) Σ A_k (2x-1)^k, k = 0, 1, ...; A_0 alone is a regular solution.

    Redlich, Kister, Ind. Eng. Chem. 40 (1948) 345; for lithium hosts Karthikeyan, Sikha, White, J. Power
    Sources 185 (2008) 1398.
    """

    coefficients: tuple[float, ...] = parameter("A", "J.mol-1", "coefficients", ANY, several=True)
    mu0: float = parameter(
        r"\mu^{\circ}", "J.mol-1", "chemical potential of the ideal half-filled host", ANY, 0.0
    )

    def excess(self, x: Any, T: Any) -> Any:
        total: Any = 0.0
        for coefficient in reversed(self.coefficients):
            total = total * (2.0 * x - 1.0) + coefficient
        return self.mu0 * x + x * (1.0 - x) * total

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls((3000.0, -2000.0, 1500.0), -3.6e5), cls((-9000.0, 500.0, 7000.0)), cls((6000.0,))
