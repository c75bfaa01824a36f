"""Unknowns that an equation defines, as expressions like those of any law."""

from __future__ import annotations

from typing import Any

from ...core.derivative import derivative
from ...core.expr import Expr, as_expr, substitute, where


def root(residual: Expr, unknown: str, low: Any, high: Any, halvings: int, polishings: int = 3) -> Expr:
    """Where ``residual``, which rises through zero between ``low`` and ``high``, vanishes.

    ``unknown`` is the symbol that the residual is an expression of. The bracket is halved until Newton's
    method converges, which then polishes; n of its steps also carry 2^n - 1 exact derivatives.
    """
    low, high = as_expr(low), as_expr(high)
    for _ in range(halvings):
        middle = 0.5 * (low + high)
        above = substitute(residual, {unknown: middle}) > 0.0
        low, high = where(above, low, middle), where(above, middle, high)
    step = residual / derivative(residual, unknown)
    found = 0.5 * (low + high)
    for _ in range(polishings):
        found = found - substitute(step, {unknown: found})
    return found
