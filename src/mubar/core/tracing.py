"""NumPy's functions on expressions: what np.exp(x) or np.where(c, a, b) becomes while a law is traced."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from .expr import NO_EQUALITY, Expr, as_expr, make, where

_HINTS = {
    "equal": NO_EQUALITY,
    "not_equal": NO_EQUALITY,
    "interp": "make a law of the points, Function.from_data(x, y)",
    "piecewise": "write np.where(condition, a, b)",
    "select": "write np.where(condition, a, b)",
    "sum": "write the sum out, or use Python's sum()",
}


def traced_function(name: str) -> Callable[..., Expr]:
    """NumPy's function ``name`` on expressions. Raises `TypeError` where laws have no such function."""
    if name not in _FUNCTIONS:
        hint = _HINTS.get(name) or f"known are: {', '.join(sorted(_FUNCTIONS))}"
        raise TypeError(f"np.{name} can't be used in a law; {hint}")
    return _FUNCTIONS[name]


def _op(op: str) -> Callable[..., Expr]:
    return lambda *args: make(op, *args)


def _clip(a: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Expr:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    a = as_expr(a) if low is None else make("max", a, low)
    return a if high is None else make("min", a, high)


def _polyval(p: Any, x: Any) -> Expr:
    total = Expr.constant(0.0)
    for coefficient in p:
        total = total * x + coefficient
    return total


_OPS_OF_THE_SAME_NAME = (
    "exp", "expm1", "log", "log1p", "sqrt", "sinh", "cosh", "tanh", "arcsinh", "arctan", "sin", "cos", "tan",
    "sign", "erf", "erfc",
)  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Expr]] = {
    **{n: _op(n) for n in _OPS_OF_THE_SAME_NAME},
    "exp2": lambda x: make("exp", as_expr(x) * math.log(2.0)),
    "log2": lambda x: make("log", x) / math.log(2.0),
    "log10": lambda x: make("log", x) / math.log(10.0),
    "absolute": _op("abs"),
    "fabs": _op("abs"),
    "negative": _op("neg"),
    "positive": as_expr,
    "square": lambda x: make("mul", x, x),
    "reciprocal": lambda x: make("div", 1.0, x),
    "add": _op("add"),
    "subtract": _op("sub"),
    "multiply": _op("mul"),
    "divide": _op("div"),
    "power": _op("pow"),
    "float_power": _op("pow"),
    "hypot": lambda x, y: make("sqrt", make("mul", x, x) + make("mul", y, y)),
    "minimum": _op("min"),
    "maximum": _op("max"),
    "less": _op("lt"),
    "less_equal": _op("le"),
    "greater": lambda x, y: make("lt", y, x),
    "greater_equal": lambda x, y: make("le", y, x),
    **dict.fromkeys(("logical_and", "bitwise_and"), _op("and")),
    **dict.fromkeys(("logical_or", "bitwise_or"), _op("or")),
    **dict.fromkeys(("logical_not", "invert"), _op("not")),
    "where": where,
    "clip": _clip,
    "polyval": _polyval,
    "zeros_like": lambda a: Expr.constant(0.0),
    "ones_like": lambda a: Expr.constant(1.0),
    "full_like": lambda a, fill_value: as_expr(fill_value),
}
