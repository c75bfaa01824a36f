"""What every rate law of an interface gives."""

from __future__ import annotations

import copy
import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Self

from ..core.bounds import NOT_NEGATIVE, POSITIVE, Bounds
from ..core.constants import F, R
from ..core.derivative import derivative
from ..core.expr import Expr, as_expr, substitute
from ..core.latex import latex
from ..core.law import Function
from ..core.parameters import Checked
from ..core.structure import field_names, letters_of, symbolic
from .state import held_to, traceable


class Branches(NamedTuple):
    """What oxidises and what reduces, both counted positive; the current density is their difference."""

    oxidation: Any
    reduction: Any


class RateLaw(Checked, ABC):
    """Current density of an interface as a function of overpotential and composition.

    A law is a frozen dataclass whose float fields are its parameters, with `current_density` written in
    ordinary arithmetic and NumPy's functions. That one definition runs on arrays, is differentiated, prints
    as an equation and compiles into the solver. Fields made by `mubar.core.parameters.parameter` are held
    to their bounds, and numbers at which a law is called to its `domain`; both raise `InputError`.
    """

    reversible: ClassVar[bool] = True
    """No current without overpotential, and oxidation for a positive one."""
    monotone: ClassVar[bool] = True
    """More overpotential, more current."""
    detailed_balance: ClassVar[bool] = False
    """It has branches, in the ratio exp(Fη/RT) (one electron, de Donder)."""
    domain: ClassVar[Mapping[str, Bounds]] = {"x": Bounds(0.0, 1.0), "c_plus": NOT_NEGATIVE, "T": POSITIVE}
    """Where the law holds."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in {"current_density", "partial_currents"} & cls.__dict__.keys():
            found = tuple(inspect.signature(cls.__dict__[name]).parameters)[1:]
            if found != _STATE:
                asked = f"eta, *, {', '.join(_STATE[1:])}"
                raise TypeError(f"{cls.__name__}.{name}(self, {', '.join(found)}) should be (self, {asked})")
        if "current_density" in cls.__dict__:
            cls.current_density = traceable(cls.current_density)  # type: ignore[method-assign]
        for name in _OF_STATE & cls.__dict__.keys():
            setattr(cls, name, held_to(cls.__dict__[name]))

    @abstractmethod
    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        """Current density, A/m², anodic (oxidation) positive.

        ``eta`` overpotential, V; ``x`` filled fraction of the host at the surface; ``c_plus`` cation activity
        c/c°; ``T`` temperature, K. Arrays broadcast.
        """

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        """Current densities of oxidation and of reduction, A/m², both positive. Arrays broadcast.

        Raises `TypeError` for a law that doesn't tell them apart.
        """
        raise TypeError(f"{type(self).__name__} has no separate currents of oxidation and reduction")

    def limiting_current(self, x: Any, c_plus: Any, T: Any) -> Branches:
        """What the branches tend to at large overpotentials of their sign, A/m²; infinite where one has no
        limit. Arrays broadcast. Raises `TypeError` for a law without any.
        """
        raise TypeError(f"{type(self).__name__} has no limiting current")

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances with numbers as they occur, for the tests that every law of this package has to pass."""
        return ()

    def beyond_uniform(self, excess: Any) -> Self:
        """The law where the host's chemical potential differs by ``excess``, J/mol, from a uniform one's.

        As in a particle whose filled fraction varies: parts that go with the host's activity see all of it.
        """
        twin = copy.copy(self)
        for name in field_names(type(self)):
            part = getattr(self, name)
            if hasattr(part, "beyond_uniform"):  # set as it is: a traced law would not pass the checks
                object.__setattr__(twin, name, part.beyond_uniform(excess))
        return twin

    # what follows from these --------------------------------------------------------------------------------
    @held_to
    def exchange_current_density(self, x: Any, c_plus: Any, T: Any) -> Any:
        """Current density of oxidation, and of reduction, at equilibrium, A/m². Arrays broadcast.

        For a law that doesn't tell them apart (RT/F) ∂j/∂η at η = 0, as it is for one electron. Raises
        `TypeError` for a law that isn't `reversible`.
        """
        if self._has_branches and self.reversible:
            return self.partial_currents(0.0, x=x, c_plus=c_plus, T=T).oxidation
        return R * T / F * self._conductance(x, c_plus, T)

    @held_to
    def charge_transfer_resistance(self, x: Any, c_plus: Any, T: Any) -> Any:
        """∂η/∂j at η = 0, Ω m², by the exact derivative of the law. Arrays broadcast.

        Raises `TypeError` for a law that isn't `reversible`.
        """
        return 1.0 / self._conductance(x, c_plus, T)

    @held_to
    def transfer_coefficient(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        """-(RT/F) ∂ln(reduction current)/∂η, no unit, by the exact derivative of the law. Arrays broadcast.

        Raises `TypeError` for a law that doesn't tell oxidation and reduction apart.
        """
        return _slope_of_reduction(self)(eta, x, c_plus, T)

    @property
    def _has_branches(self) -> bool:
        return type(self).partial_currents is not RateLaw.partial_currents

    def _conductance(self, x: Any, c_plus: Any, T: Any) -> Any:
        if not self.reversible:
            raise TypeError(f"{type(self).__name__} has no equilibrium: its current at η = 0 is not zero")
        return _slope_at_equilibrium(self)(x, c_plus, T)

    def latex(self) -> str:
        """The law as an equation, j = ..., its numbers by their letters."""
        return f"j = {latex(traced(symbolic(self)), letters_of(self))}"


_OF_STATE = {
    "current_density",
    "partial_currents",
    "limiting_current",
    "exchange_current_density",
    "charge_transfer_resistance",
    "transfer_coefficient",
}
_STATE = ("eta", "x", "c_plus", "T")


def traced(law: RateLaw) -> Expr:
    """The current density as an expression of eta, x, c_plus and T."""
    eta, x, c_plus, T = map(Expr.symbol, _STATE)
    return as_expr(law.current_density(eta, x=x, c_plus=c_plus, T=T))


@lru_cache(maxsize=256)
def _slope_at_equilibrium(law: RateLaw) -> Function:
    slope = substitute(derivative(traced(law), "eta"), {"eta": 0.0})
    return Function(_STATE[1:], slope, f"slope of {type(law).__name__}")


@lru_cache(maxsize=256)
def _slope_of_reduction(law: RateLaw) -> Function:
    eta, x, c_plus, T = map(Expr.symbol, _STATE)
    reduction = as_expr(law.partial_currents(eta, x=x, c_plus=c_plus, T=T).reduction)
    slope = -R * T / F * derivative(reduction, "eta") / reduction
    return Function(_STATE, as_expr(slope), f"transfer coefficient of {type(law).__name__}")
