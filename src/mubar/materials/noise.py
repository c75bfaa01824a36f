"""Thermal noise in particles: how often it changes and from which random numbers it comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..core.bounds import NOT_NEGATIVE, Bounds
from ..core.expr import Expr
from ..core.law import Function
from ..core.parameters import Checked, parameter
from ..core.piecewise import PiecewisePolynomial
from .population import whole_numbers

_TIMES = Bounds(1e-12, 1e12)


@dataclass(frozen=True)
class Langevin(Checked):
    """Every process in a particle has the noise that its dissipation demands (fluctuation-dissipation; H. B.
    Callen, T. A. Welton, Phys. Rev. 83 (1951) 34), as a current that is piecewise linear in time.

    Between points ``step`` apart the noise of white spectrum 2 k_B T L, L the process's conductance, is a
    straight line; ``step`` has to be short against what it drives. After ``duration`` it is zero. The same
    ``seed`` gives the same noise, whatever steps the solver takes. ``values``: how many random numbers there
    are; each process of every node takes duration/step of its own.
    """

    step: float = parameter(r"\tau", "s", "time between the points of the noise", _TIMES)
    duration: float = parameter(r"t_{\mathrm{n}}", "s", "time after which there is none", _TIMES)
    seed: int = 0
    values: int = 2**18

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_numbers(self, seed=NOT_NEGATIVE, values=Bounds(2, 10_000_000))

    @property
    def points(self) -> int:
        """Random numbers that a process takes, with zeros at both ends."""
        return int(np.ceil(self.duration / self.step)) + 1

    @property
    def sequence(self) -> Function:
        """Normal random numbers, joined by lines, over the range of a filled fraction, 0 to 1."""
        return _Sequence(("x",), Expr.symbol("x"), "noise", drawn=(self.seed, self.values, self.points))


@dataclass(frozen=True)
class _Sequence(Function):
    drawn: tuple[int, ...] = ()

    def table(
        self, name: str, lo: float, hi: float, tolerance: float = 0.0, **fixed: float
    ) -> PiecewisePolynomial:
        """All of it, which is nothing but a table."""
        return _drawn(*self.drawn)


@lru_cache(maxsize=4)
def _drawn(seed: int, values: int, points: int) -> PiecewisePolynomial:
    heights = np.random.default_rng(seed).standard_normal(values + 1)
    heights[::points] = heights[points - 1 :: points] = 0.0
    coefficients = np.zeros((values, 6))
    coefficients[:, 0], coefficients[:, 1] = heights[:-1], np.diff(heights) * values
    return PiecewisePolynomial(np.linspace(0.0, 1.0, values + 1), coefficients, "noise")
