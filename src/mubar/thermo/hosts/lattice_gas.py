"""The ideal lattice gas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ...core.bounds import ANY
from ...core.parameters import parameter
from .solution import SolutionModel


@dataclass(frozen=True)
class LatticeGas(SolutionModel):
    """Equal, independent sites: μ = μ° + RT ln(x/(1-x)).

    McKinnon, Haering, in Modern Aspects of Electrochemistry 15 (1983) 235.
    """

    mu0: float = parameter(r"\mu^{\circ}", "J.mol-1", "chemical potential of the half-filled host", ANY, 0.0)

    def excess(self, x: Any, T: Any) -> Any:
        return self.mu0 * x

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(), cls(mu0=-3.8e5)
