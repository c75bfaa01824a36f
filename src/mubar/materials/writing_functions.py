"""Functions as values of a cell file: what `mubar.materials.functions` reads back."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from ..core.data import C2, Monotone, interpolate
from ..core.errors import InputError, Problem
from ..core.expr import Expr, is_const, substitute, symbols, topological
from ..core.law import Function
from ..core.parser import MAX_LENGTH, written_size
from ..core.piecewise import PiecewisePolynomial
from ..core.printing import infix
from .functions import MAX_NODES

_NO_TEXT = {"where", "lt", "le", "table", "root", "special"}
_DEEPEST = 100
"""Operations within operations; Python's own limit lies not far beyond."""


def plain(law: Function) -> Any:
    """A law of one variable as number, text of x, or table; None where none of these holds it exactly."""
    if is_const(law.expr):
        return law.expr.payload
    if law.expr.op == "table":
        table = _table(law.expr)
        return table if table is not None and "x" in table else None
    return _text(law.expr, law.text, law.inputs[0])


def for_every_reader(value: Any) -> bool:
    """Whether what `plain` gives is what other programs read too: texts know exp, tanh and cosh (BPX 1.1)."""
    words = re.findall(r"(?<![\w.])[a-z]\w*", value) if isinstance(value, str) else ()
    return set(words) <= {"x", "exp", "tanh", "cosh"}


def _text(expr: Expr, given: str | None, variable: str) -> str | None:
    """The law as BPX's function of x, in the words it was given in where BPX allows them."""
    if any(n.op in _NO_TEXT for n in topological(expr)):
        return None
    if given is not None and not re.search(r"\^|\bpi\b", given):
        return re.sub(rf"\b{variable}\b", "x", given)
    if written_size(expr) > MAX_LENGTH // 4:
        return None
    text = infix(substitute(expr, {name: Expr.symbol("x") for name in symbols(expr)}))
    return text if len(text) <= MAX_LENGTH else None


def _table(expr: Expr) -> dict[str, Any] | None:
    """The points that a table was drawn through, if a file's interpolations give the same curve."""
    curve, order = expr.payload
    if order or expr.args[0].op != "symbol":
        return None
    points = {"x": curve.knots.tolist(), "y": curve(curve.knots).tolist()}
    for kind in (Monotone(), C2()):
        if _same(interpolate(points["x"], points["y"], kind), curve):
            return points if isinstance(kind, Monotone) else {"c2": points}
    return None


def _same(a: PiecewisePolynomial, b: PiecewisePolynomial) -> bool:
    return a.coefficients.shape == b.coefficients.shape and bool(
        np.allclose(a.coefficients, b.coefficients, rtol=1e-12, atol=0.0)
    )


def tree(law: Function, where: str) -> Any:
    """A law as the tree of operations that `mubar.materials.functions` reads. `InputError` if too large."""
    count = 0

    def node(e: Expr, depth: int = 0) -> Any:
        nonlocal count
        count += 1
        if count > MAX_NODES or depth > _DEEPEST:
            hint = "Simplify it, or give a table."
            raise InputError([Problem(where, "a law of very many operations", f"at most {MAX_NODES}", hint)])
        if is_const(e):
            return e.payload
        if e.op in ("root", "special"):
            found = "an equation solved or an integral inside a law"
            raise InputError([Problem(where, found, "operations that a file can hold")])
        if e.op == "table":
            table = _table(e)
            if table is None:
                raise InputError(
                    [Problem(where, "a table inside a law", "points interpolated by Monotone or C2")]
                )
            return {e.args[0].payload: table}
        names = symbols(e)
        if len(names) == 1:
            (name,) = names
            text = _text(e, None, name)
            if text is not None:
                return {name: text}
        return {e.op: {str(i + 1): node(a, depth + 1) for i, a in enumerate(e.args)}}

    return node(law.expr)
