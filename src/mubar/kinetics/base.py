"""What every rate law of an interface gives, and how a law's numbers become data of a compiled kernel."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, ClassVar, Self, TypeVar

from ..core.constants import F, R
from ..core.derivative import derivative
from ..core.expr import Expr, as_expr, substitute
from ..core.latex import latex
from ..core.law import Function
from .parameters import Checked, declared

L = TypeVar("L")


class RateLaw(Checked, ABC):
    """Current density of an interface as a function of overpotential and composition.

    A law is a frozen dataclass whose float fields are its parameters, with `current_density` written in
    ordinary arithmetic and NumPy's functions. That one definition runs on arrays, is differentiated, prints
    as an equation and compiles into the solver. Fields made by `mubar.kinetics.parameters.parameter` are held
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
        names = {}
        for path, kind, field in _numbers(self, ""):
            p = declared(kind).get(field)
            if p is not None:
                names[path] = p.symbol
        return f"j = {latex(_traced(_replaced(self, '')), names)}"


def _traced(law: RateLaw) -> Expr:
    eta, x, c_plus, T = map(Expr.symbol, ("eta", "x", "c_plus", "T"))
    return as_expr(law.current_density(eta, x=x, c_plus=c_plus, T=T))


@lru_cache(maxsize=256)
def _slope_at_equilibrium(law: RateLaw) -> Function:
    slope = substitute(derivative(_traced(law), "eta"), {"eta": 0.0})
    return Function(("x", "c_plus", "T"), slope, f"slope of {type(law).__name__}")


# numbers as data --------------------------------------------------------------------------------------------
def with_symbols(law: L, prefix: str) -> tuple[L, dict[str, float]]:
    """The law with every float field, nested laws included, replaced by a symbol; and the symbols' values.

    This is what makes numbers data: two laws that differ in numbers alone trace into the same kernel.
    """
    return _replaced(law, prefix + "."), numbers_of(law, prefix)


def numbers_of(law: Any, prefix: str) -> dict[str, float]:
    """The float fields of a law, nested laws included, by the names of their symbols."""
    values: dict[str, float] = {}
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_number(value):
            values[f"{prefix}.{name}"] = float(value)
        elif _is_part(value):
            values |= numbers_of(value, f"{prefix}.{name}")
    return values


def structure_of(law: Any) -> tuple[Any, ...]:
    """What of a law decides its equations: its type and every field that isn't a number, parts included.

    Raises `TypeError` for a field that can't be compared, such as an array.
    """
    parts: list[Any] = [type(law)]
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_part(value):
            parts.append((name, structure_of(value)))
        elif not _is_number(value):
            if not isinstance(value, Hashable):
                what = f"{type(law).__name__}.{name} is a {type(value).__name__}"
                raise TypeError(f"{what}, which can't be compared; hold its numbers in a tuple")
            parts.append((name, value))
    return tuple(parts)


def _numbers(law: Any, prefix: str) -> Iterator[tuple[str, type, str]]:
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_number(value):
            yield prefix + name, type(law), name
        elif _is_part(value):
            yield from _numbers(value, f"{prefix}{name}.")


def _replaced(law: Any, prefix: str) -> Any:
    twin = copy.copy(law)
    for name in field_names(type(law)):
        value = getattr(law, name)
        # set as it is: a symbol would not pass the checks of a constructor
        if _is_number(value):
            object.__setattr__(twin, name, Expr.symbol(prefix + name))
        elif _is_part(value):
            object.__setattr__(twin, name, _replaced(value, f"{prefix}{name}."))
    return twin


def _is_number(value: Any) -> bool:
    return isinstance(value, (float, int)) and not isinstance(value, bool)


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Names of a dataclass's fields."""
    return tuple(f.name for f in fields(kind))
