"""Kernels of particles made of nodes: residuals of a node, by its own unknowns and all that it sees."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ...core.expr import Expr, as_expr, is_const, symbols
from ...numerics import layout as at
from ..equations import Names
from ..tracing import summed_derivative
from .base import Kernels

if TYPE_CHECKING:
    from ..assembly import Structure
    from .nodes import NodePendants


def traced(group: NodePendants, st: Structure, g: int) -> Kernels:
    """Two kernels: residuals and derivatives on all nodes, and weights; the values of a cell come later."""
    (nu, nn), np_, starts = group.shape, len(group.home), group.rows.starts
    single = len(starts) == 2  # one node in each: there are no neighbours
    own, near, far = (Names(side) for side in ("@node", "@near", "@far"))
    terms = group.terms(own, near, far, Names(), Names())
    values = [as_expr(terms[u]) for u in group.unknowns]
    used = symbols(*values)
    mean, drift = (f"{group.conserved}_mean{rate}@node" for rate in ("", "_t"))
    columns = [i for i, name in enumerate((*st.unknowns, *st.eq.border)) if name in used]
    names = (*st.unknowns, *st.eq.border)
    by: list[list[tuple[str, Expr]]] = [[(names[i], as_expr(1.0))] for i in columns]
    by += [[(mean, as_expr(1.0)), (drift, Expr.symbol("cj"))]] if {mean, drift} & used else []
    width = 1 + len(by)
    outputs: dict[int, Expr] = {}
    blocks = nu * width
    for a, value in enumerate(values):
        for q, e in enumerate([value, *(summed_derivative(value, parts) for parts in by)]):
            outputs[a * width + q] = e
        for b, u in enumerate(group.unknowns):
            direct = [(f"{u}@node", as_expr(1.0)), (f"{u}_t@node", Expr.symbol("cj"))]
            outputs[blocks + a * nu + b] = summed_derivative(value, direct)
            if not single:
                outputs[blocks + (nu + a) * nu + b] = summed_derivative(value, [(f"{u}@near", as_expr(1.0))])
            distant = summed_derivative(value, [(f"{u}@far", as_expr(1.0))])
            if not is_const(distant, 0.0):  # the others are overwritten, zeros too
                outputs[blocks + (2 * nu + a) * nu + b] = distant
    node, means = st.take((blocks + 3 * nu * nu) * nn), st.take(2 * np_)
    gathered, exchange, weight = st.take(st.nb * np_), st.take(np_), st.take(np_)
    charge = as_expr(group.weight(own, Names()))
    fixed = {n: gathered + b * np_ for b, n in enumerate(st.unknowns)}
    fixed |= {mean: means, drift: means + np_}
    own_rows: dict[str, int] = {}
    volume_rows = {name: st.take(np_) for name in st.eq.rows}
    fixed |= volume_rows
    known = {f"{u}{end}" for u in group.unknowns for end in ("@node", "_t@node", "@near", "@far")}
    for name in sorted((symbols(*values, charge) | {"volume@node"}) - known - set(fixed)):
        if name.endswith("@node"):
            own_rows[name.removesuffix("@node")] = st.take(nn)
    first = len(st.calls)
    rows = fixed | {f"{name}@node": at for name, at in own_rows.items()}
    # read elsewhere than at the node itself: whence, and where
    spread = {name: (at.PENDANT, place) for name, place in fixed.items() if name in used and not single}
    for b, u in enumerate(group.unknowns):
        plane = st.pendant_start[g] + b * nn
        rows |= {f"{u}@node": plane, f"{u}_t@node": st.ydot + plane}
        ends = {f"{u}@near": (at.NEAR, plane), f"{u}@far": (at.FAR, plane)}
        spread |= {name: there for name, there in ends.items() if name in used}
    around = st.take(len(spread) * nn)
    at_nodes = rows | {name: around + q * nn for q, name in enumerate(spread)}
    st.call(outputs, nn, at_nodes, lambda q: node + q * nn)
    st.call({0: charge}, np_, rows, lambda q: weight)
    entries = {
        "SHELLS": len(starts) - 1,
        "NODE": node,
        "EXCHANGE": exchange,
        "GATHERED": gathered,
        "WEIGHT": weight,
        "UNKNOWNS": nu,
        "NODES": nn,
        "COLUMN_COUNT": len(columns),
        "MEAN": int(bool({mean, drift} & used)),
        "MEANS": means,
        "VOLUME": own_rows["volume"],
        "CONSERVED": group.unknowns.index(group.conserved),
        "SPREAD_COUNT": len(spread),
        "AROUND": around,
    }
    return Kernels(
        calls={"NODE": first, "FIXED": first + 1},
        entries=entries,
        lengths={"GAIN": st.nb + st.nf, "SUMS": width * np_, "REDUCED": (2 + st.nb + st.nm) * np_},
        lists={"STARTS": starts, "COLUMNS": columns, "SPREAD": [*chain(*spread.values())]},
        own_rows=own_rows,
        volume_rows=volume_rows,
    )
