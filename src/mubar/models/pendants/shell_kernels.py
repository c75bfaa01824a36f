"""Kernels of particles made of shells: the flux's potential in all, the reaction at the surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.derivative import derivatives
from ...core.expr import Expr, as_expr, is_const, symbols
from ..equations import Names
from .base import Kernels

if TYPE_CHECKING:
    from ..assembly import Structure
    from .shells import ShellPendants


def traced(group: ShellPendants, st: Structure, g: int) -> Kernels:
    """Three kernels: weights and κ of every volume, P and its slope in the shells, the exchange."""
    first = len(st.calls)
    ns, np_ = group.shape
    node, exchange, gathered, fixed = (
        st.take(2 * ns * np_),
        st.take((2 + st.nb + st.nm) * np_),
        st.take(st.nb * np_),
        st.take(2 * st.nv),
    )
    st.call(
        {0: as_expr(group.weight(Names())), 1: as_expr(group.kappa())},
        st.nv,
        st.volume_names(0, ""),
        lambda i: fixed + i * st.nv,
    )
    x = Expr.symbol("x")
    P = as_expr(group.potential(x))
    slope = derivatives((P,), "x")[0]
    alike = int(not symbols(slope) & {"x", *st.rows})
    st.call(
        {0: P, 1: slope},
        1 if alike else ns * np_,
        {"x": st.pendant_start[g]},
        lambda i: node + i * ns * np_,
    )
    j = as_expr(group.exchange(x, Names(), Names()))
    by = ["x", *st.unknowns, *st.eq.border]
    outputs = {0: j} | {1 + i: derivatives((j,), name)[0] for i, name in enumerate(by)}
    outputs = {i: e for i, e in outputs.items() if not is_const(e, 0.0)}
    where = {u: gathered + b * np_ for b, u in enumerate(st.unknowns)}
    where["x"] = st.pendant_start[g] + (ns - 1) * np_
    st.call(outputs, np_, where, lambda i: exchange + i * np_)
    entries = {"SHELLS": ns, "NODE": node, "FIXED": fixed, "EXCHANGE": exchange}
    lengths = {"WEIGHT": np_, "KAPPA": np_, "GAIN": st.nb + st.nf, "MASS": 3 * ns, "CONDUCTANCE": ns}
    lengths |= dict.fromkeys(("LOWER", "DIAG", "UPPER", "RESIDUAL"), ns * np_)
    lengths |= {"REDUCED": (2 + st.nb + st.nm) * np_}
    return Kernels(
        {"FIXED": first, "NODE": first + 1, "EXCHANGE": first + 2},
        entries | {"GATHERED": gathered, "ALIKE": alike},
        lengths,
    )
