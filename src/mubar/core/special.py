"""Functions that no formula gives, such as integrals over an object's own data.

A law calls one like any function. On arrays it computes its value, as exactly as it can; on symbols it leaves
a node of the graph, whose derivatives are such nodes again. Compiled kernels read tables of it: over its
first argument, or over that and one more, where another argument varies within the kernel as well. Its data
are data: a law whose special function holds others makes the same kernel.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import comb
from typing import Any, ClassVar

import numpy as np

from .expr import Expr, make
from .piecewise import PiecewisePolynomial
from .plane import PlanePolynomial, fitted_plane
from .regular import fitted

Orders = tuple[int, ...]
"""How often a value is differentiated by each argument."""
Range = tuple[float, float]
ERROR, PLANE_ERROR = 1e-10, 1e-9
"""Of tables over one and over two arguments: absolute, or relative where the function itself is positive."""


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
    positive: ClassVar[bool] = False
    """Whether it has a `logarithm`, tabulated in its place where a table holds more than one argument."""
    steep: ClassVar[bool] = False
    """Whether it has to be the logarithm in every table: values span too many orders of magnitude."""

    @abstractmethod
    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Derivatives of the ``wanted`` orders at arrays (broadcasting; complex128 along a complex step)."""

    def value(self, orders: Orders, *args: Any) -> Any:
        """One of `values`."""
        return self.values((orders,), *args)[0]

    @property
    def logarithm(self) -> Special:
        """Its logarithm, of the same arguments, where it is `positive`."""
        raise TypeError(f"{self.label} has no logarithm")

    def stand_in(self, name: str) -> Any:
        """What stands for it in a traced expression, where its data are known by their path ``name``."""
        return SpecialSlot(name, self.label, self.positive, self.steep)

    def span(self, *parameters: float | Range) -> Range:
        """Where tables begin and end; beyond they go on as straight lines."""
        raise TypeError(f"{self.label} has no table")

    @property
    def log_integral(self) -> LogIntegral:
        """The function, or the logarithm of one that is `positive`, as a plain sum: for where NumPy isn't.

        Raises `TypeError` if it is none.
        """
        raise TypeError(f"{self.label} is no sum of exponentials")

    def table(self, orders: Orders, *parameters: float | Range) -> PiecewisePolynomial | PlanePolynomial:
        """Derivatives of ``orders`` as a table over the first argument, right within `ERROR`.

        Where a parameter is a range, (low, high), the table is over that as well, right within `PLANE_ERROR`.
        """
        return _table(self, orders, parameters)

    def __call__(self, *args: Any) -> Any:
        """The function at arrays; an `Expr` where an argument is one."""
        orders = (0,) * len(args)
        if any(isinstance(a, Expr) for a in args):
            return make("special", *args, payload=(self, orders))
        return self.value(orders, *args)


@lru_cache(maxsize=256)
def _table(
    function: Special, orders: Orders, parameters: tuple[float | Range, ...]
) -> PiecewisePolynomial | PlanePolynomial:
    """Cached, so that a fit which changes other numbers never tabulates twice."""
    span = function.span(*parameters)
    ranges = [i for i, p in enumerate(parameters) if isinstance(p, tuple)]
    relative = function.positive and not any(orders)
    if not ranges:
        return fitted(
            lambda u: function.value(orders, u, *parameters), *span, ERROR, relative, function.label
        )
    (i,) = ranges
    before, after = parameters[:i], parameters[i + 1 :]

    def values(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        return function.value(orders, u, *before, v, *after)

    return fitted_plane(values, span, parameters[i], PLANE_ERROR, function.label)  # type: ignore[arg-type]  # a range


class Positive(Special):
    """A function given by its logarithm."""

    positive = True

    @abstractmethod
    def logarithms(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Derivatives of the logarithm, as `values` are of the function."""

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Leibniz' rule on f' = f (ln f)'."""
        highest = [max(column) for column in zip(*wanted, strict=True)]
        below = list(product(*(range(n + 1) for n in highest)))
        logs = dict(zip(below, self.logarithms(below, *args), strict=True))
        found = {below[0]: np.exp(logs[below[0]])}
        for orders in below[1:]:
            i = next(i for i, n in enumerate(orders) if n)
            rest = tuple(n - (k == i) for k, n in enumerate(orders))
            found[orders] = sum(
                np.prod([comb(n, m) for n, m in zip(rest, inner, strict=True)])
                * logs[tuple(n - m for n, m in zip(orders, inner, strict=True))]
                * found[inner]
                for inner in product(*(range(n + 1) for n in rest))
            )
        return [found[orders] for orders in wanted]

    @property
    def logarithm(self) -> Special:
        return _Logarithm(self)


class _Logarithm(Special):
    def __init__(self, function: Positive) -> None:
        self.function, self.label = function, rf"\ln {function.label}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Logarithm) and self.function == other.function

    def __hash__(self) -> int:
        return hash((_Logarithm, self.function))

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        return self.function.logarithms(wanted, *args)

    @property
    def log_integral(self) -> LogIntegral:
        return self.function.log_integral

    def span(self, *parameters: float | Range) -> Range:
        return self.function.span(*parameters)


class SpecialSlot(Special):
    """Stands for a special function that belongs to a cell, in a traced expression; known by its path."""

    def __init__(self, name: str, label: str, positive: bool = False, steep: bool = False) -> None:
        self.name, self.label = name, label
        self.positive, self.steep = positive, steep  # type: ignore[misc]  # as the class has it for others

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpecialSlot) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(self.name)

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        raise TypeError(f"{self.name} stands for a function whose data are not known here")

    @property
    def logarithm(self) -> Special:
        return SpecialSlot(f"{self.name}.logarithm", rf"\ln {self.label}")
