"""The layout of a structure as the compiled solver reads it (`mubar.numerics.layout`)."""

from __future__ import annotations

import numpy as np

from ..numerics import layout as at
from .assembly import Structure


def packed(st: Structure) -> tuple[np.ndarray, np.ndarray, list[tuple[int, str]]]:
    """The int64 layout ``k``, where kernel addresses go in it, and where tables' offsets go; once for each
    structure, whose workspace grows by what the solver needs.
    """
    eq, nb, nm, nf, nv, n = st.eq, st.nb, st.nm, st.nf, st.nv, st.n
    k = [0] * (at.HEAD + at.GROUP_SIZE * len(eq.pendants))
    for name, value in (
        ("N", n),
        ("NB", nb),
        ("NV", nv),
        ("NM", nm),
        ("NF", nf),
        ("NG", len(eq.pendants)),
    ):
        k[getattr(at, name)] = value
    sizes = dict.fromkeys(("DIAG", "LEFT", "RIGHT"), nv * nb * nb)
    sizes |= {"RHS": nv * nb * (1 + nm), "GRADIENT": nf * nv * nb, "GRADIENT_Z": nf * (1 + nm)}
    sizes |= {"DZ": nm, "SMALL": nm * (nm + 1)}
    sizes |= {"PHI": (at.MAX_ORDER + 2) * n, "STEPPING": 5 * (at.MAX_ORDER + 2)}
    whole = ("DELTA", "LOWER", "UPPER", "REACH", "DIFFERENTIAL", "SHARE", "WEIGHT", "EE", "KEEP")
    sizes |= dict.fromkeys(whole, n)
    known = {
        "YDOT": st.ydot,
        "CLOCK": st.clock,
        "REAL": st.real,
        "VOLUME": st.volume,
        "FACE": st.face,
        "FUNCTIONALS": st.functionals,
        "BORDER": st.border,
    }
    for name, start in (known | {name: st.take(size) for name, size in sizes.items()}).items():
        k[getattr(at, name)] = start
    k[at.GROUP_TABLE] = at.HEAD
    for g, group in enumerate(eq.pendants):
        kernels = st.groups[g]
        fixed = {**kernels.entries, "COUNT": len(group.home), "STATE": st.pendant_start[g], "HOME": len(k)}
        k += [int(v) for v in group.home]
        for name, values in kernels.lists.items():
            fixed[name] = len(k)
            k += [int(v) for v in values]
        o = at.HEAD + g * at.GROUP_SIZE
        for name, value in (fixed | {name: st.take(size) for name, size in kernels.lengths.items()}).items():
            k[o + getattr(at, f"G_{name}")] = value
    bounded = [(0, nb * nv), *(pair for g in range(len(eq.pendants)) for pair in _bounded(st, g))]
    k[at.BOUNDED], k[at.BOUNDED_COUNT] = len(k), len(bounded)
    k += [end for pair in bounded for end in pair]
    addresses, tables = [], []
    places = []
    for call in st.calls:
        places.append(len(k))
        addresses.append(len(k))
        k += [0, call.count, 0]
    scratch = st.take(max(call.spec.scratch_rows * call.count for call in st.calls))
    for call, place in zip(st.calls, places, strict=True):
        k[place + 2] = len(k)
        k += [call.inputs[r] for r in call.spec.rows] + [call.inputs[s] for s in call.spec.scalars]
        k += [call.outputs[name] for name, _ in call.spec.outputs]
        for name in call.spec.tables:
            tables.append((len(k), name))
            k.append(0)
        k.append(scratch)
    k[at.CHAIN_CALLS], k[at.CHAIN_CALL_COUNT], k[at.BORDER_CALL] = (
        places[0],
        st.chain_call_count,
        places[-1],
    )
    for g, kernels in enumerate(st.groups):
        for name, which in kernels.calls.items():
            k[at.HEAD + g * at.GROUP_SIZE + getattr(at, f"G_{name}_CALL")] = places[which]
    return np.array(k, dtype=np.int64), np.array(addresses), tables


def _bounded(st: Structure, g: int) -> list[tuple[int, int]]:
    """First and end of the unknowns of group ``g`` that have bounds."""
    group, start = st.eq.pendants[g], st.pendant_start[g]
    rows = np.flatnonzero(np.isfinite(group.bounds).any(axis=1))
    return [(start + int(row) * group.shape[1], start + int(row + 1) * group.shape[1]) for row in rows]
