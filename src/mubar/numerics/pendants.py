"""Elimination of pendant chains: tridiagonal in the shells, all pendants of a group at once.

Arrays are laid out (shell, pendant), so that loops run over pendants, or over all shells of all pendants,
and vectorise: a group of 10^4 particles and one of 20 are the same code. Pendants that are linear and alike
(a constant diffusivity) share one factorised matrix; otherwise every pendant has its own.
"""

from .layout import (
    CLOCK,
    DELTA,
    DZ,
    G_ALIKE,
    G_CONDUCTANCE,
    G_COUNT,
    G_DIAG,
    G_EXCHANGE,
    G_EXCHANGE_CALL,
    G_FIXED,
    G_FIXED_CALL,
    G_HOME,
    G_KAPPA,
    G_LOWER,
    G_MASS,
    G_NODE,
    G_NODE_CALL,
    G_REDUCED,
    G_RESIDUAL,
    G_SHELLS,
    G_STATE,
    G_UPPER,
    G_WEIGHT,
    NB,
    NM,
    NV,
    YDOT,
)
from .pointers import inner, run_call


@inner
def weigh(w, k, tables, o):
    """What doesn't change during a run: weight and κ, per volume, and so per pendant."""
    run_call(w, k, tables, k[o + G_FIXED_CALL])
    for p in range(k[o + G_COUNT]):
        at = k[o + G_FIXED] + k[k[o + G_HOME] + p]
        w[k[o + G_WEIGHT] + p] = w[at]
        w[k[o + G_KAPPA] + p] = w[at + k[NV]]


@inner
def evaluate(w, k, tables, o):
    """Run the kernels at (y, ẏ); the volumes' unknowns have been gathered."""
    run_call(w, k, tables, k[o + G_NODE_CALL])
    run_call(w, k, tables, k[o + G_EXCHANGE_CALL])


@inner
def eliminate(w, k, o):
    """Reduce the group at ``k[o]`` to j + δj as a linear function of its volumes' and the border's change.

    Afterwards reduced (2 + nb + nm, np) holds κ/pivot, j without the neighbours' change, and its derivatives.
    """
    _residual(w, k, o)
    if k[o + G_ALIKE]:
        _factor_shared(w, k, o)
        _sweep_shared(w, k, o)
    else:
        _factor_each(w, k, o)
    _reduce_surface(w, k, o)


@inner
def _residual(w, k, o):
    """M ẋ + (flux out) - (flux in) of every shell, without the surface exchange. Where all are alike, P =
    slope · x.
    """
    ns, np_ = k[o + G_SHELLS], k[o + G_COUNT]
    xdot, P, r, slope = k[YDOT] + k[o + G_STATE], k[o + G_NODE], k[o + G_RESIDUAL], 1.0
    if k[o + G_ALIKE]:
        P, slope = k[o + G_STATE], w[P + ns * np_]
    mass, g = k[o + G_MASS], k[o + G_CONDUCTANCE]
    for i in range(ns):
        h = i * np_
        before, after = max(i - 1, 0) * np_, min(i + 1, ns - 1) * np_
        m0, m1, m2 = w[mass + 3 * i], w[mass + 3 * i + 1], w[mass + 3 * i + 2]
        inward, outward = slope * (w[g + i - 1] if i > 0 else 0.0), slope * w[g + i]
        for p in range(np_):
            w[r + h + p] = (
                m0 * w[xdot + before + p] + m1 * w[xdot + h + p] + m2 * w[xdot + after + p]
                + inward * (w[P + h + p] - w[P + before + p]) - outward * (w[P + after + p] - w[P + h + p])
            )  # fmt: skip


@inner
def _factor_shared(w, k, o):
    """One matrix for all: multipliers, inverse pivots and upper band per shell."""
    ns, slope, cj = k[o + G_SHELLS], w[k[o + G_NODE] + k[o + G_SHELLS] * k[o + G_COUNT]], w[k[CLOCK]]
    low, diag, up, mass, g = (
        k[o + G_LOWER],
        k[o + G_DIAG],
        k[o + G_UPPER],
        k[o + G_MASS],
        k[o + G_CONDUCTANCE],
    )
    inward, inverse = 0.0, 0.0
    for i in range(ns):
        outward = slope * w[g + i]
        d = cj * w[mass + 3 * i + 1] + inward + outward
        if i > 0:
            w[low + i] = (cj * w[mass + 3 * i] - inward) * inverse
            d -= w[low + i] * w[up + i - 1]
        w[up + i] = cj * w[mass + 3 * i + 2] - outward
        inverse = 1.0 / d
        w[diag + i] = inverse if i < ns - 1 else d
        inward = outward


@inner
def _sweep_shared(w, k, o):
    ns, np_, low, r = k[o + G_SHELLS], k[o + G_COUNT], k[o + G_LOWER], k[o + G_RESIDUAL]
    for i in range(1, ns):
        f, h = w[low + i], r + i * np_
        for p in range(np_):
            w[h + p] -= f * w[h - np_ + p]


@inner
def _factor_each(w, k, o):
    """A matrix per pendant, and the forward sweep of its residual."""
    ns, np_, cj = k[o + G_SHELLS], k[o + G_COUNT], w[k[CLOCK]]
    slope = k[o + G_NODE] + ns * np_
    low, diag, up, r, mass, g = (
        k[o + G_LOWER],
        k[o + G_DIAG],
        k[o + G_UPPER],
        k[o + G_RESIDUAL],
        k[o + G_MASS],
        k[o + G_CONDUCTANCE],
    )
    for i in range(ns):
        h, last = i * np_, i == ns - 1
        after = min(i + 1, ns - 1) * np_
        inward, outward = (w[g + i - 1] if i > 0 else 0.0), w[g + i]
        both, m0, m1, m2 = (
            inward + outward,
            cj * w[mass + 3 * i],
            cj * w[mass + 3 * i + 1],
            cj * w[mass + 3 * i + 2],
        )
        for p in range(np_):
            w[up + h + p] = m2 - outward * w[slope + after + p]
        if i == 0:
            for p in range(np_):
                w[diag + p] = m1 + both * w[slope + p]
        else:
            b = h - np_
            for p in range(np_):
                w[low + h + p] = (m0 - inward * w[slope + b + p]) * w[diag + b + p]
            for p in range(np_):
                w[diag + h + p] = m1 + both * w[slope + h + p] - w[low + h + p] * w[up + b + p]
            for p in range(np_):
                w[r + h + p] -= w[low + h + p] * w[r + b + p]
        if not last:
            for p in range(np_):
                w[diag + h + p] = 1.0 / w[diag + h + p]


@inner
def _reduce_surface(w, k, o):
    """(d + κ j_x) δx + κ (j_y·δy + j_z·δz) = -(r + κ j), solved for δx and put into j + δj."""
    ns, np_ = k[o + G_SHELLS], k[o + G_COUNT]
    r = k[o + G_RESIDUAL] + (ns - 1) * np_
    j, red, kappa = k[o + G_EXCHANGE], k[o + G_REDUCED], k[o + G_KAPPA]
    alike = k[o + G_ALIKE]
    diag = k[o + G_DIAG] + (ns - 1 if alike else (ns - 1) * np_)
    for p in range(np_):
        d = w[diag] if alike else w[diag + p]
        pivot = 1.0 / (d + w[kappa + p] * w[j + np_ + p])
        theta = d * pivot
        w[red + p] = w[kappa + p] * pivot
        # j - j_x (r + κ j) pivot, without the cancellation where j is steep
        w[red + np_ + p] = theta * w[j + p] - w[j + np_ + p] * w[r + p] * pivot
        w[r + p] = (w[r + p] + w[kappa + p] * w[j + p]) * pivot
        for b in range(2, 2 + k[NB] + k[NM]):
            w[red + b * np_ + p] = theta * w[j + b * np_ + p]


@inner
def substitute(w, k, o):
    """Corrections of all shells once those of the chain (k[DELTA]) and of the border are known."""
    ns, np_ = k[o + G_SHELLS], k[o + G_COUNT]
    diag, up, r = k[o + G_DIAG], k[o + G_UPPER], k[o + G_RESIDUAL]
    j, red = k[o + G_EXCHANGE], k[o + G_REDUCED]
    delta = k[DELTA] + k[o + G_STATE]
    nb, nm, nv = k[NB], k[NM], k[NV]
    last = (ns - 1) * np_
    for p in range(np_):
        v = k[k[o + G_HOME] + p]
        drive = 0.0
        for b in range(nb):
            drive += w[j + (2 + b) * np_ + p] * w[k[DELTA] + b * nv + v]
        for m in range(nm):
            drive += w[j + (2 + nb + m) * np_ + p] * w[k[DZ] + m]
        w[delta + last + p] = -(w[r + last + p] + w[red + p] * drive)
    for i in range(ns - 2, -1, -1):
        h = i * np_
        if k[o + G_ALIKE]:
            d, u = w[diag + i], w[up + i]
            for p in range(np_):
                w[delta + h + p] = -(w[r + h + p] + u * w[delta + h + np_ + p]) * d
        else:
            for p in range(np_):
                w[delta + h + p] = -(w[r + h + p] + w[up + h + p] * w[delta + h + np_ + p]) * w[diag + h + p]
