"""Functions that no formula gives, such as integrals over an object's own data.

A law calls one like any function. On arrays it computes its value, as exactly as it can; on symbols it leaves
a node of the graph, whose derivatives are such nodes again. Compiled kernels read tables of those that are
`Positive`: over the first argument, or over that and one more, where another argument varies within the
kernel as well. Its data are data: a law whose special function holds others makes the same kernel.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import comb
from typing import Any, ClassVar

import numpy as np
from numpy.polynomial.polynomial import polyfromroots

from .binades import BinadePolynomial, fitted_binades
from .expr import Expr, make
from .plane import PlanePolynomial, fitted_plane

Orders = tuple[int, ...]
"""How often a value is differentiated by each argument."""
Range = tuple[float, float]
_TINY = np.finfo(float).tiny
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
    """A smooth function of its arguments; hashable, equal where its data are."""

    label: str
    """LaTeX of the function's name."""
    positive: ClassVar[bool] = False
    """Whether it is a `Positive` one."""
    steep: ClassVar[bool] = False
    """Whether tables have to be of its logarithm: values span too many orders of magnitude."""
    unit: ClassVar[int | None] = None
    """Of a steep one: which argument both logarithms are multiplied by in tables over two, if any. Of rates
    RT is: energies stay where they are as it varies, energies over RT don't."""

    @abstractmethod
    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Derivatives of the ``wanted`` orders at arrays (broadcasting; complex128 along a complex step)."""

    def value(self, orders: Orders, *args: Any) -> Any:
        """One of `values`."""
        return self.values((orders,), *args)[0]

    def stand_in(self, name: str) -> Any:
        """What stands for it in a traced expression, where its data are known by their path ``name``."""
        return SpecialSlot(name, self.label, self.positive, self.steep, self.unit)

    def table(self, orders: Orders, *parameters: float | Range) -> BinadePolynomial | PlanePolynomial:
        """Derivatives of ``orders`` as what kernels look them up in."""
        raise TypeError(f"{self.label} has no table")

    @property
    def logarithm(self) -> Special:
        """Its logarithm, of the same arguments, where it is `positive`."""
        raise TypeError(f"{self.label} has no logarithm")

    @property
    def over_logarithm(self) -> Special:
        """The same as a function of the first argument's logarithm, where it is `positive`."""
        raise TypeError(f"{self.label} has no logarithm")

    @property
    def log_log(self) -> Special:
        """Its logarithm as a function of the first argument's."""
        raise TypeError(f"{self.label} has no logarithm")

    @property
    def log_integral(self) -> LogIntegral:
        """The function, or the logarithm of one that is `positive`, as a plain sum: for where NumPy isn't.

        Raises `TypeError` if it is none.
        """
        raise TypeError(f"{self.label} is no sum of exponentials")

    def __call__(self, *args: Any) -> Any:
        """The function at arrays; an `Expr` where an argument is one."""
        orders = (0,) * len(args)
        if any(isinstance(a, Expr) for a in args):
            return make("special", *args, payload=(self, orders))
        return self.value(orders, *args)


class Positive(Special):
    """f(r, ...) > 0 of r > 0, given by ln f as a function of ln r and the others."""

    positive = True

    @abstractmethod
    def logarithms(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """Derivatives of ln f by ``args``, of which the first is ln r, as `values` are of f."""

    @abstractmethod
    def span(self, *parameters: float | Range) -> Range:
        """ln r where tables begin and end; beyond they are constant over r, and linear over ln r."""

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        return _View(self, False, False).values(wanted, *args)

    def table(self, orders: Orders, *parameters: float | Range) -> BinadePolynomial:
        """Over the first argument, right within `ERROR`."""
        return _binades(_View(self, False, False), orders, parameters)

    @property
    def logarithm(self) -> Special:
        return _View(self, True, False)

    @property
    def over_logarithm(self) -> Special:
        return _View(self, False, True)

    @property
    def log_log(self) -> Special:
        return _View(self, True, True)


@dataclass(frozen=True)
class _View(Special):
    """A function or its logarithm, over its first argument or that one's logarithm."""

    function: Positive
    log_value: bool
    log_argument: bool

    @property
    def label(self) -> str:  # type: ignore[override]  # as the class has it for others
        return r"\ln " * self.log_value + self.function.label

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        highest = [max(column) for column in zip(*wanted, strict=True)]
        below = list(product(*(range(n + 1) for n in highest)))
        h = self._log_first(wanted, args)
        logs = dict(zip(below, self.function.logarithms(below, h, *args[1:]), strict=True))
        if not self.log_argument:
            logs = {orders: _by_itself(logs, orders, args[0]) for orders in below}
        found = logs if self.log_value else _exponential(logs)
        unit = 1.0 if self._unit is None else args[self._unit]
        return [found[orders] * unit for orders in wanted]

    def table(self, orders: Orders, *parameters: float | Range) -> BinadePolynomial | PlanePolynomial:
        """Over the first argument, right within `ERROR`; over its logarithm and that of ``parameters`` which
        is a range, (low, high), right within `PLANE_ERROR`.
        """
        return (_plane if self.log_argument else _binades)(self, orders, parameters)

    def _log_first(self, wanted: Sequence[Orders], args: Sequence[Any]) -> Any:
        """ln r, of r or of its logarithm in units."""
        if not self.log_argument:
            return np.log(np.where(np.real(args[0]) < _TINY, _TINY, args[0])[()])
        if self._unit is None:
            return args[0]
        if any(orders[0] or orders[self._unit] for orders in wanted):
            raise TypeError(f"{self.label} has derivatives by what its table is over as those of the table")
        return args[0] / args[self._unit]

    @property
    def _unit(self) -> int | None:
        return self.function.unit if self.log_value and self.log_argument else None

    def positive_at(self, orders: Orders) -> bool:
        """Whether derivatives of ``orders`` are."""
        return not self.log_value and not any(orders)


def _by_itself(by_logarithm: Mapping[Orders, Any], orders: Orders, r: Any) -> Any:
    """d^n/dr^n = r^-n Σ s(n, k) d^k/d(ln r)^k, s Stirling's numbers of the first kind."""
    n, *rest = orders
    return sum(s * by_logarithm[k, *rest] for k, s in enumerate(polyfromroots(range(n))) if s) / r**n


def _exponential(logs: Mapping[Orders, Any]) -> dict[Orders, Any]:
    """Derivatives of f from those of ln f, by Leibniz' rule on f' = f (ln f)'."""
    first, *others = logs
    found = {first: np.exp(logs[first])}
    for orders in others:
        i = next(i for i, n in enumerate(orders) if n)
        rest = tuple(n - (k == i) for k, n in enumerate(orders))
        found[orders] = sum(
            np.prod([comb(n, m) for n, m in zip(rest, inner, strict=True)])
            * logs[tuple(n - m for n, m in zip(orders, inner, strict=True))]
            * found[inner]
            for inner in product(*(range(n + 1) for n in rest))
        )
    return found


@lru_cache(maxsize=256)
def _binades(view: _View, orders: Orders, parameters: tuple[float | Range, ...]) -> BinadePolynomial:
    """Cached, so that a fit which changes other numbers never tabulates twice."""
    low, high = (end / math.log(2.0) for end in view.function.span(*parameters))

    def values(r: np.ndarray) -> np.ndarray:
        return view.value(orders, r, *parameters)

    ends = math.floor(low), math.ceil(high)
    return fitted_binades(values, *ends, ERROR, view.positive_at(orders), view.label)


@lru_cache(maxsize=256)
def _plane(view: _View, orders: Orders, parameters: tuple[float | Range, ...]) -> PlanePolynomial:
    (i,) = (i for i, p in enumerate(parameters) if isinstance(p, tuple))
    before, after = parameters[:i], parameters[i + 1 :]

    def values(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        return view.value(orders, u, *before, v, *after)

    (low, high), across, relative = view.function.span(*parameters), parameters[i], view.positive_at(orders)
    units = np.ravel(1.0 if view._unit is None else parameters[view._unit - 1])
    span, error = (low * units.max(), high * units.max()), PLANE_ERROR * units.min()
    return fitted_plane(values, span, across, error, relative, view.label)  # type: ignore[arg-type]  # a range


class SpecialSlot(Special):
    """Stands for a special function that belongs to a cell, in a traced expression; known by its path."""

    def __init__(
        self,
        name: str,
        label: str,
        positive: bool = False,
        steep: bool = False,
        unit: int | None = None,
    ) -> None:
        self.name, self.label = name, label
        self.positive, self.steep, self.unit = positive, steep, unit  # type: ignore[misc]  # as the class has it for others

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpecialSlot) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(self.name)

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        raise TypeError(f"{self.name} stands for a function whose data are not known here")

    @property
    def logarithm(self) -> Special:
        return SpecialSlot(f"{self.name}.logarithm", rf"\ln {self.label}")

    @property
    def over_logarithm(self) -> Special:
        return SpecialSlot(f"{self.name}.over_logarithm", self.label)

    @property
    def log_log(self) -> Special:
        return SpecialSlot(f"{self.name}.log_log", rf"\ln {self.label}")
