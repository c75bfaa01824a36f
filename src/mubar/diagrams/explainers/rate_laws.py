"""What explainers take from a rate law: its own definition, with sliders in the place of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mubar.core.expr import Expr, as_expr, substitute, symbols
from mubar.core.law import Function
from mubar.core.structure import numbers_of, symbolic
from mubar.kinetics.base import RateLaw

Quantity = Callable[[Any, Mapping[str, Expr]], Any]
"""Of the law with symbols for its numbers, and the state's symbols."""


def current_density(law: Any, state: Mapping[str, Expr]) -> Any:
    return law.current_density(state["eta"], x=state["x"], c_plus=state["c_plus"], T=state["T"])


def oxidation(law: Any, state: Mapping[str, Expr]) -> Any:
    return law.partial_currents(state["eta"], x=state["x"], c_plus=state["c_plus"], T=state["T"]).oxidation


def reduction(law: Any, state: Mapping[str, Expr]) -> Any:
    return law.partial_currents(state["eta"], x=state["x"], c_plus=state["c_plus"], T=state["T"]).reduction


def exchange(law: Any, state: Mapping[str, Expr]) -> Any:
    zero = {**state, "eta": as_expr(0.0)}
    return oxidation(law, zero)


def of(law: RateLaw, quantity: Quantity, given: Mapping[str, Any]) -> Function:
    """A quantity of ``law`` as a function of what ``given`` depends on.

    ``given``: expressions or numbers of sliders for numbers of the law, by path, and for the state eta, x,
    c_plus, T; the state is a symbol of its own name, the law's numbers are its own, where nothing is given.
    """
    state = {name: Expr.symbol(name) for name in ("eta", "x", "c_plus", "T")}
    value = substitute(as_expr(quantity(symbolic(law), state)), {**numbers_of(law), **given})
    return Function(tuple(sorted(symbols(value))), value, type(law).__name__)
