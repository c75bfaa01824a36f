"""What the structure fixes in a workspace, whatever the numbers of a cell."""

from __future__ import annotations

import numpy as np

from ..numerics import layout as at
from .assembly import Structure


def template(st: Structure, k: np.ndarray) -> np.ndarray:
    """A workspace with that: bounds, unknowns' shares in the norm, shells."""
    eq, w = st.eq, np.zeros(st.size)
    lower, upper, reach, differential, share = (
        w[k[i] : k[i] + st.n] for i in (at.LOWER, at.UPPER, at.REACH, at.DIFFERENTIAL, at.SHARE)
    )
    lower[:], upper[:], reach[:] = -np.inf, np.inf, np.inf
    kinds = []
    for u in eq.unknowns:
        here = st.unknown(u)
        lower[here], upper[here], reach[here] = eq.lower[u], eq.upper[u], eq.reach.get(u, np.inf)
        differential[here] = u not in eq.algebraic
        kinds.append(np.arange(st.n)[here][~eq.inactive.get(u, np.zeros(st.nv, bool))])
    for pivot in st.placeholder_pivots():
        w[pivot] = 1.0
    for m, name in enumerate(eq.border):
        reach[st.border_start + m] = eq.reach.get(name, np.inf)
    kinds.append(st.border_start + np.arange(1, st.nm))
    for g, group in enumerate(eq.pendants):
        o = k[at.GROUP_TABLE] + g * at.GROUP_SIZE
        gain = k[o + at.G_GAIN]
        w[gain : gain + st.nb + st.nf] = [group.gain.get(q, 0.0) for q in st.equations]
        places = st.pendant(np.arange(st.n), g)
        kinds += [places.ravel()] if group.alike else list(places)
        st.pendant(lower, g)[...], st.pendant(upper, g)[...] = (end[:, None] for end in group.bounds.T)
        st.pendant(differential, g)[...] = group.differential[:, None]
        for name, values in group.constants.items():
            start = k[o + getattr(at, f"G_{name}")]
            w[start : start + len(values)] = values
    kinds = [kind for kind in kinds if len(kind)]
    for kind in kinds:  # kinds of unknowns count alike, whatever their number
        share[kind] = np.sqrt(1.0 / (len(kind) * len(kinds)))
    # untested, the current of a hold would be noise where steps are short; counted as a kind, it would loosen
    # the others' tests where it is given
    share[st.border_start] = np.sqrt(1.0 / len(kinds))
    return w
