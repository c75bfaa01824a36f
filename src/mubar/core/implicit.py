"""Roots of equations inside a law: the y at which a residual vanishes, given everything else in it.

A law states the residual once, as an expression of y. On arrays the root is found by Newton's method within
its bracket; on symbols it is a node of the graph, differentiated by the implicit function theorem, and in
kernels a loop of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .derivative import derivative
from .evaluate import evaluate_all
from .expr import Expr, as_expr, make, substitute, symbols

ITERATIONS = 100
CLOSE = 1e-11
"""Of the root: a Newton step of that size is the last, as the next would be about its square, even times a
thousand where the residual turns within a thousandth of the root.
"""
ROUNDING = 4e-16
"""Of the root: no bracket is narrower."""


@dataclass(frozen=True)
class Residual:
    """``expression`` of the unknown and of ``names``; negative at the lower end of a bracket, positive at the
    upper.
    """

    expression: Expr
    unknown: str
    names: tuple[str, ...]

    @cached_property
    def slope(self) -> Expr:
        """By the unknown."""
        return derivative(self.expression, self.unknown)

    def mapped(self, change: Callable[[Expr], Expr]) -> Residual:
        """With another expression of the same names."""
        return Residual(change(self.expression), self.unknown, self.names)

    def solve(self, low: Any, high: Any, start: Any, *given: Any) -> Any:
        """The root in [low, high]; arrays broadcast. Complex numbers move the root of their real parts."""
        ends = np.broadcast_arrays(*(np.real(a) for a in (low, high, start, *given)))
        shape, (low, high, y, *flat) = ends[0].shape, (np.array(a, dtype=float).ravel() for a in ends)
        real = dict(zip(self.names, flat, strict=True))
        busy, moved = np.arange(y.size), np.full(y.size, np.inf)
        for _ in range(ITERATIONS):
            at = y[busy]
            value, slope = self._at(at, {name: a[busy] for name, a in real.items()})
            low[busy] = np.where(value > 0.0, low[busy], at)
            high[busy] = np.where(value > 0.0, at, high[busy])
            with np.errstate(all="ignore"):
                step = at - value / slope
            # halved is the bracket where Newton's step leaves it or isn't half the one before
            newton = (low[busy] <= step) & (step <= high[busy]) & (np.abs(step - at) <= 0.5 * moved[busy])
            newton |= np.isnan(step)
            y[busy] = np.where(newton, step, 0.5 * (low[busy] + high[busy]))
            moved[busy], size = np.abs(y[busy] - at), np.abs(y[busy])
            done = newton & ~(np.abs(step - at) > CLOSE * size) | (high[busy] - low[busy] <= ROUNDING * size)
            busy = busy[~done]
            if not busy.size:
                break
        y = y.reshape(shape)
        if any(map(np.iscomplexobj, given)):
            exact = dict(zip(self.names, given, strict=True))
            for _ in range(8):  # from the real root, which a complex step hardly leaves
                value, slope = self._at(y, exact)
                y = y - value / slope
        return y[()]

    def _at(self, y: Any, given: Mapping[str, Any]) -> tuple[Any, ...]:
        return evaluate_all((self.expression, self.slope), {**given, self.unknown: y})


def root(residual: Expr, unknown: str, low: Any, high: Any, start: Any, given: Mapping[str, Any]) -> Any:
    """The value of the symbol ``unknown`` between ``low`` and ``high`` at which ``residual`` is zero.

    ``given``: what other symbols of the residual stand for, arrays or expressions; symbols that it doesn't
    name stay symbols. The residual rises through its root.
    """
    names = tuple(sorted(symbols(residual) - {unknown}))
    equation = Residual(residual, unknown, names)
    args = (low, high, start, *(given.get(name, Expr.symbol(name)) for name in names))
    if any(isinstance(a, Expr) for a in args):
        return make("root", *args, payload=equation)
    return equation.solve(*args)


def tangent(e: Expr, d: tuple[Expr, ...]) -> Any:
    """dy = -Σ (∂g/∂p) dp / (∂g/∂y): the implicit function theorem."""
    equation: Residual = e.payload
    here = {equation.unknown: e, **dict(zip(equation.names, e.args[3:], strict=True))}
    total = as_expr(0.0)
    for name, change in zip(equation.names, d[3:], strict=True):
        total = total + substitute(derivative(equation.expression, name), here) * change
    return -total / substitute(equation.slope, here)
