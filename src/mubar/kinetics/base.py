"""What every rate law of an interface gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any, ClassVar, Self

from ..core.constants import F, R
from ..core.derivative import derivative
from ..core.expr import Expr, as_expr, substitute
from ..core.latex import latex
from ..core.law import Function
from ..core.parameters import Checked
from ..core.structure import letters_of, symbolic


class RateLaw(Checked, ABC):
    """Current density of an interface as a function of overpotential and composition.

    A law is a frozen dataclass whose float fields are its parameters, with `current_density` written in
    ordinary arithmetic and NumPy's functions. That one definition runs on arrays, is differentiated, prints
    as an equation and compiles into the solver. Fields made by `mubar.core.parameters.parameter` are held
    to their bounds.
    """

    reversible: ClassVar[bool] = True
    """No current without overpotential, and oxidation for a positive one."""
    monotone: ClassVar[bool] = True
    """More overpotential, more current."""

    @abstractmethod
    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        """Current density, A/m², anodic (oxidation) positive.

        ``eta`` overpotential, V; ``x`` filled fraction of the host at the surface; ``c_plus`` cation activity
        c/c°; ``T`` temperature, K. Arrays broadcast.
        """

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances with numbers as they occur, for the tests that every law of this package has to pass."""
        return ()

    # what follows from the current density ------------------------------------------------------------------
    def exchange_current_density(self, x: Any, c_plus: Any, T: Any) -> Any:
        """Current density of oxidation, and of reduction, at equilibrium, A/m²: (RT/F) ∂j/∂η at η = 0.

        That is so where oxidation and reduction are in the ratio exp(Fη/RT) (one electron, de Donder). Raises
        `TypeError` for a law that isn't `reversible`. Arrays broadcast.
        """
        return R * T / F * self._conductance(x, c_plus, T)

    def charge_transfer_resistance(self, x: Any, c_plus: Any, T: Any) -> Any:
        """∂η/∂j at η = 0, Ω m², by the exact derivative of the law. Arrays broadcast.

        Raises `TypeError` for a law that isn't `reversible`.
        """
        return 1.0 / self._conductance(x, c_plus, T)

    def _conductance(self, x: Any, c_plus: Any, T: Any) -> Any:
        if not self.reversible:
            raise TypeError(f"{type(self).__name__} has no equilibrium: its current at η = 0 is not zero")
        return _slope_at_equilibrium(self)(x, c_plus, T)

    def latex(self) -> str:
        """The law as an equation, j = ..., its numbers by their letters."""
        return f"j = {latex(_traced(symbolic(self)), letters_of(self))}"


def _traced(law: RateLaw) -> Expr:
    eta, x, c_plus, T = map(Expr.symbol, ("eta", "x", "c_plus", "T"))
    return as_expr(law.current_density(eta, x=x, c_plus=c_plus, T=T))


@lru_cache(maxsize=256)
def _slope_at_equilibrium(law: RateLaw) -> Function:
    slope = substitute(derivative(_traced(law), "eta"), {"eta": 0.0})
    return Function(("x", "c_plus", "T"), slope, f"slope of {type(law).__name__}")
