"""Random formulas for the tests of laws: trees that compute on arrays and trace, by the same operators."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy import special

from mubar.core.data import C2, interpolate
from mubar.core.expr import Expr, make, topological
from mubar.core.tabulated import TableSlot

NAMES = ("x", "y", "z")
KNOTS = np.linspace(-3.0, 3.0, 9)
TABLES = {"wave": interpolate(KNOTS, np.sin(KNOTS), C2()), "step": interpolate(KNOTS, np.tanh(KNOTS))}


def _double(a: Any) -> Any:
    """SciPy has no error function of long doubles."""
    return a if isinstance(a, Expr) else np.asarray(a, dtype=float)


UNARY = {
    "exp": lambda a: np.exp(np.minimum(a, 20.0)),
    "expm1": lambda a: np.expm1(np.minimum(a, 20.0)),
    "log": lambda a: np.log(np.abs(a) + 0.5),
    "log1p": lambda a: np.log1p(np.abs(a)),
    "sqrt": lambda a: np.sqrt(np.abs(a) + 0.1),
    "sinh": lambda a: np.sinh(np.clip(a, -9.0, 9.0)),
    "cosh": lambda a: np.cosh(np.clip(a, -9.0, 9.0)),
    "tanh": np.tanh,
    "arcsinh": np.arcsinh,
    "arctan": np.arctan,
    "sin": np.sin,
    "cos": np.cos,
    "tan": lambda a: np.tan(np.tanh(a)),
    "erf": lambda a: special.erf(_double(a)),
    "erfc": lambda a: special.erfc(_double(a)),
    "abs": abs,
    "sign": np.sign,
    "neg": operator.neg,
    "square": np.square,
    "cube": lambda a: a**3,
    "inverse": lambda a: (np.abs(a) + 0.3) ** -1.5,
}
LOOK_UP = {
    f"{name} {order}": lambda a, table=table, order=order: _look_up(table, order, a)
    for name, table in TABLES.items()
    for order in (0, 1)
}
"""Values and slopes of tables."""


def _look_up(table: Any, order: int, a: Any) -> Any:
    return make("table", a, payload=(table, order)) if isinstance(a, Expr) else table(a, order)


BINARY = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": lambda a, b: a / (np.abs(b) + 0.2),
    "pow": lambda a, b: (np.abs(a) + 0.2) ** np.tanh(b),
    "min": np.minimum,
    "max": np.maximum,
    "where": lambda a, b: np.where(a < b, a * b, a + 1.0),
    "where_not_nan": lambda a, b: np.where(a <= 0.1, b, np.sqrt(np.abs(a))),
    "both": lambda a, b: np.where((a > -1.0) & (b <= 2.0), a, b),
    "either": lambda a, b: np.where((a > 1.0) | np.logical_not(b >= 0.0), a, 2.0 * b),
}
"""Every operation of a law, kept where it is smooth and of moderate size."""


def compute(tree: Any, values: dict[str, Any]) -> Any:
    """The value of a tree (name, number, or operation with branches) on arrays or on expressions."""
    if isinstance(tree, str):
        return values[tree]
    if isinstance(tree, float):
        return tree
    name, *branches = tree
    function = UNARY.get(name) or BINARY.get(name) or LOOK_UP[name]
    return function(*(compute(b, values) for b in branches))


def traced(tree: Any) -> Expr:
    """The tree as an expression."""
    found = compute(tree, {n: Expr.symbol(n) for n in NAMES})
    return found if isinstance(found, Expr) else Expr.constant(float(found))


def with_slots(root: Expr) -> Expr:
    """The expression with its tables as names, as kernels have them."""
    slots = {table: TableSlot(name) for name, table in TABLES.items()}
    new: dict[Expr, Expr] = {}
    for n in topological(root):
        payload = (slots[n.payload[0]], n.payload[1]) if n.op == "table" else n.payload
        new[n] = Expr(n.op, tuple(new[a] for a in n.args), payload)
    return new[root]


def trees(names: tuple[str, ...] = NAMES, leaves: int = 12, tables: bool = False) -> st.SearchStrategy[Any]:
    """Formulas in ``names`` and numbers; with look-ups in tables if asked for."""
    unary = sorted({**UNARY, **LOOK_UP} if tables else UNARY)
    numbers = st.sampled_from([-2.5, -1.0, 0.25, 1.0, 2.0, 3.0, 0.1])
    return st.recursive(
        st.one_of(st.sampled_from(names), numbers),
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(unary), inner),
            st.tuples(st.sampled_from(sorted(BINARY)), inner, inner),
        ),
        max_leaves=leaves,
    )
