"""Functions that no formula gives, such as integrals over an object's own data.

A law calls one like any function. On arrays it computes its value, as exactly as it can; on symbols it leaves
a node of the graph, whose derivatives are such nodes again; compiled kernels read tables of it over its first
argument. Its data are data: a law whose special function holds others makes the same kernel.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from .expr import Expr, make
from .piecewise import Jet, PiecewisePolynomial, tabulate

Orders = tuple[int, ...]
"""How often a value is differentiated by each argument."""


@dataclass(frozen=True)
class LogIntegral:
    """ln ∫ e^{term} du as a sum: ``count`` points (rounded down) ``step`` apart, the first at ``start``.

    Expressions of a special function's arguments, called ``inputs`` here, and of the symbol u.
    """

    inputs: tuple[str, ...]
    start: Expr
    step: Expr
    count: Expr
    term: Expr


class Special(ABC):
    """A smooth function of its first argument and of parameters; hashable, equal where its data are."""

    label: str
    """LaTeX of the function's name."""

    @abstractmethod
    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Derivatives of the ``wanted`` orders at arrays (broadcasting; complex128 along a complex step)."""

    def value(self, orders: Orders, *args: Any) -> Any:
        """One of `values`."""
        return self.values((orders,), *args)[0]

    def span(self, *parameters: Any) -> tuple[float, float]:
        """Where tables begin and end; beyond they go on as straight lines."""
        raise TypeError(f"{self.label} has no table")

    @property
    def log_integral(self) -> LogIntegral:
        """The function as a plain sum, for where there is no NumPy. Raises `TypeError` if it is none."""
        raise TypeError(f"{self.label} is no sum of exponentials")

    def table(self, orders: Orders, *parameters: float) -> PiecewisePolynomial:
        """Derivatives of ``orders`` as a table over the first argument, right within 1e-10."""
        return _table(self, orders, parameters)

    def __call__(self, *args: Any) -> Any:
        """The function at arrays; an `Expr` where an argument is one."""
        orders = (0,) * len(args)
        if any(isinstance(a, Expr) for a in args):
            return make("special", *args, payload=(self, orders))
        return self.value(orders, *args)


@lru_cache(maxsize=256)
def _table(function: Special, orders: Orders, parameters: tuple[float, ...]) -> PiecewisePolynomial:
    """Cached, so that a fit which changes other numbers never tabulates twice."""
    lo, hi = function.span(*parameters)

    def jet(u: np.ndarray) -> Jet:
        return tuple(function.values([(orders[0] + n, *orders[1:]) for n in range(3)], u, *parameters))

    ends = function.value(orders, np.linspace(lo, hi, 5), *parameters)
    return tabulate(jet, lo, hi, ERROR / max(float(np.ptp(ends)), 1e-3), function.label)


ERROR = 1e-10
"""Of tables, absolute: what tables are made for are logarithms of rates."""


class SpecialSlot(Special):
    """Stands for a special function that belongs to a cell, in a traced expression; known by its path."""

    def __init__(self, name: str, label: str) -> None:
        self.name, self.label = name, label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpecialSlot) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        raise TypeError(f"{self.name} stands for a function whose data are not known here")
