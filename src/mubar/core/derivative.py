"""Exact derivatives of an expression, as another expression (forward accumulation on the graph)."""

from __future__ import annotations

from .expr import Expr, as_expr, is_const, topological
from .ops import OPS


def derivative(root: Expr, name: str) -> Expr:
    """∂root/∂name, exact; symbols other than ``name`` are held constant."""
    return derivatives((root,), name)[0]


def derivatives(roots: tuple[Expr, ...], name: str) -> tuple[Expr, ...]:
    """∂root/∂name of several expressions, sharing their common parts."""
    zero, one = Expr.constant(0.0), Expr.constant(1.0)
    d: dict[int, Expr] = {}
    for n in topological(*roots):
        inner = tuple(d[id(a)] for a in n.args)
        if n.op == "symbol":
            d[id(n)] = one if n.payload == name else zero
        elif all(is_const(change, 0.0) for change in inner):
            d[id(n)] = zero
        else:
            d[id(n)] = as_expr(OPS[n.op].tangent(n, inner))
    return tuple(d[id(r)] for r in roots)
