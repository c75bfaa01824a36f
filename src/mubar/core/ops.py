"""What every operation of a law means: on arrays, differentiated, as source text, as LaTeX. One row each."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .expr import Expr, is_const, make, where

Tangent = Callable[[Expr, tuple[Expr, ...]], Any]


@dataclass(frozen=True)
class Op:
    """One operation.

    ``numpy`` computes it on float64 arrays; on complex128 it continues the real function analytically,
    deciding comparisons by real parts, so that a complex step differentiates. ``tangent(node, d)`` is the
    node's derivative given those of its arguments. ``code`` is a template of Python source, ``latex`` the
    name of a function.
    """

    numpy: Callable[..., Any]
    tangent: Tangent
    code: str
    latex: str = ""
    precedence: int = 9
    """How strongly the printed form binds: 1 comparison, 2 sum, 3 product, 4 sign, 5 power, 9 call."""
    foldable: bool = True


# derivatives ------------------------------------------------------------------------------------------------
def _chain(*partials: Callable[..., Any]) -> Tangent:
    """The chain rule. Every partial derivative is a function of (node, *arguments)."""

    def tangent(e: Expr, d: tuple[Expr, ...]) -> Any:
        total = Expr.constant(0.0)
        for partial, change in zip(partials, d, strict=True):
            if not is_const(change, 0.0):
                total = total + partial(e, *e.args) * change
        return total

    return tangent


def _choice(choose: Callable[[Expr], tuple[Any, int, int]]) -> Tangent:
    """The derivative of what was chosen: never zero times the other branch, which may not be finite."""

    def tangent(e: Expr, d: tuple[Expr, ...]) -> Any:
        condition, a, b = choose(e)
        return where(condition, d[a], d[b])

    return tangent


def _flat(e: Expr, d: tuple[Expr, ...]) -> Any:
    return 0.0


def _special_tangent(e: Expr, d: tuple[Expr, ...]) -> Any:
    function, orders = e.payload
    total = Expr.constant(0.0)
    for i, change in enumerate(d):
        if not is_const(change, 0.0):
            raised = tuple(order + (i == k) for k, order in enumerate(orders))
            total = total + make("special", *e.args, payload=(function, raised)) * change
    return total


def _root_tangent(e: Expr, d: tuple[Expr, ...]) -> Any:
    from .implicit import tangent

    return tangent(e, d)


def _pow_by_base(e: Expr, base: Expr, exponent: Expr) -> Any:
    return exponent * make("pow", base, exponent - 1.0)


# arrays -----------------------------------------------------------------------------------------------------
def _erf(x: Any) -> Any:
    from scipy.special import erf

    return erf(x)


def _erfc(x: Any) -> Any:
    from scipy.special import erfc

    return erfc(x)


def _truth(condition: Any) -> Any:
    return np.asarray(condition, dtype=np.float64)[()]


def _select(condition: Any, a: Any, b: Any) -> Any:
    return np.where(condition, a, b)[()]


def _abs(x: Any) -> Any:
    return np.where(x.real < 0.0, -x, x)[()] if np.iscomplexobj(x) else np.abs(x)


def _min(a: Any, b: Any) -> Any:
    complex_ = np.iscomplexobj(a) or np.iscomplexobj(b)
    return np.where(a.real <= b.real, a, b)[()] if complex_ else np.minimum(a, b)


def _max(a: Any, b: Any) -> Any:
    complex_ = np.iscomplexobj(a) or np.iscomplexobj(b)
    return np.where(b.real <= a.real, a, b)[()] if complex_ else np.maximum(a, b)


def _call(numpy: Callable[..., Any], partial: Callable[[Expr, Expr], Any], name: str, latex: str) -> Op:
    return Op(numpy, _chain(partial), f"{name}({{0}})", latex)


def _condition(numpy: Callable[..., Any], code: str, latex: str = "") -> Op:
    return Op(lambda *args: _truth(numpy(*args)), _flat, code, latex, 1)


_2_SQRT_PI = 2.0 / math.sqrt(math.pi)

OPS: dict[str, Op] = {
    "const": Op(lambda: None, _flat, "", foldable=False),
    "symbol": Op(lambda: None, _flat, "", foldable=False),
    # Python's operators are the ufuncs for arrays, and ten times faster for scalars
    "add": Op(operator.add, _chain(lambda e, a, b: 1.0, lambda e, a, b: 1.0), "{0} + {1}", precedence=2),
    "sub": Op(operator.sub, _chain(lambda e, a, b: 1.0, lambda e, a, b: -1.0), "{0} - {1}", precedence=2),
    "mul": Op(operator.mul, _chain(lambda e, a, b: b, lambda e, a, b: a), "{0} * {1}", precedence=3),
    "div": Op(
        operator.truediv,
        _chain(lambda e, a, b: 1.0 / b, lambda e, a, b: -(e * (1.0 / b))),
        "{0} / {1}",
        precedence=3,
    ),
    "pow": Op(
        operator.pow, _chain(_pow_by_base, lambda e, a, b: e * make("log", a)), "{0} ** {1}", precedence=5
    ),
    "neg": Op(operator.neg, _chain(lambda e, x: -1.0), "-{0}", precedence=4),
    "exp": _call(np.exp, lambda e, x: e, "exp", r"\exp"),
    "expm1": _call(np.expm1, lambda e, x: make("exp", x), "expm1", r"\operatorname{expm1}"),
    "log": _call(np.log, lambda e, x: 1.0 / x, "log", r"\ln"),
    "log1p": _call(np.log1p, lambda e, x: 1.0 / (1.0 + x), "log1p", r"\operatorname{log1p}"),
    "sqrt": _call(np.sqrt, lambda e, x: 0.5 / e, "sqrt", r"\sqrt"),
    "sinh": _call(np.sinh, lambda e, x: make("cosh", x), "sinh", r"\sinh"),
    "cosh": _call(np.cosh, lambda e, x: make("sinh", x), "cosh", r"\cosh"),
    "tanh": _call(np.tanh, lambda e, x: 1.0 - e * e, "tanh", r"\tanh"),
    "arcsinh": _call(
        np.arcsinh, lambda e, x: 1.0 / make("sqrt", 1.0 + x * x), "asinh", r"\operatorname{arsinh}"
    ),
    "arctan": _call(np.arctan, lambda e, x: 1.0 / (1.0 + x * x), "atan", r"\arctan"),
    "sin": _call(np.sin, lambda e, x: make("cos", x), "sin", r"\sin"),
    "cos": _call(np.cos, lambda e, x: -make("sin", x), "cos", r"\cos"),
    "tan": _call(np.tan, lambda e, x: 1.0 + e * e, "tan", r"\tan"),
    "erf": _call(_erf, lambda e, x: _2_SQRT_PI * make("exp", -(x * x)), "erf", r"\operatorname{erf}"),
    "erfc": _call(_erfc, lambda e, x: -_2_SQRT_PI * make("exp", -(x * x)), "erfc", r"\operatorname{erfc}"),
    "abs": _call(_abs, lambda e, x: make("sign", x), "abs", ""),
    "sign": Op(lambda x: np.sign(x.real), _flat, "sign({0})", r"\operatorname{sgn}"),
    "min": Op(_min, _choice(lambda e: (e.args[0] <= e.args[1], 0, 1)), "min({0}, {1})", r"\min"),
    "max": Op(_max, _choice(lambda e: (e.args[1] <= e.args[0], 0, 1)), "max({0}, {1})", r"\max"),
    "lt": _condition(lambda a, b: a.real < b.real, "{0} < {1}", "<"),
    "le": _condition(lambda a, b: a.real <= b.real, "{0} <= {1}", r"\le"),
    "and": _condition(np.logical_and, "({0} and {1})", r"\text{ and }"),
    "or": _condition(np.logical_or, "({0} or {1})", r"\text{ or }"),
    "not": _condition(np.logical_not, "(not {0})", r"\text{not }"),
    "where": Op(_select, _choice(lambda e: (e.args[0], 1, 2)), "({1} if {0} else {2})"),
    # a table's payload is (PiecewisePolynomial, order of derivative)
    "table": Op(
        lambda x, payload: payload[0](x, payload[1]),
        _chain(lambda e, x: make("table", x, payload=(e.payload[0], e.payload[1] + 1))),
        "table({0})",
        foldable=False,
    ),
    # a special function's payload is (mubar.core.special.Special, orders of derivative)
    "special": Op(
        lambda *args, payload: payload[0].value(payload[1], *args), _special_tangent, "", foldable=False
    ),
    # a root's payload is its mubar.core.implicit.Residual
    "root": Op(lambda *args, payload: payload.solve(*args), _root_tangent, "", foldable=False),
}
