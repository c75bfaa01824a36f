"""The regular solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ...core.bounds import ANY
from ...core.parameters import parameter
from .solution import SolutionModel


@dataclass(frozen=True)
class RegularSolution(SolutionModel):
    """Sites that interact in the mean: μ = μ° + RT ln(x/(1-x)) + Ω (1-2x).

    Separates into two phases where Ω > 2RT: attractive lithium. Hildebrand, J. Am. Chem. Soc. 51 (1929) 66;
    for LiFePO4 Bai, Cogswell, Bazant, Nano Lett. 11 (2011) 4890.
    """

    omega: float = parameter(r"\Omega", "J.mol-1", "regular-solution parameter", ANY)
    mu0: float = parameter(r"\mu^{\circ}", "J.mol-1", "chemical potential of the half-filled host", ANY, 0.0)

    def excess(self, x: Any, T: Any) -> Any:
        return self.mu0 * x + self.omega * x * (1.0 - x)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(omega=11177.0, mu0=-3.3e5), cls(omega=4000.0), cls(omega=-6000.0, mu0=-1e4)
