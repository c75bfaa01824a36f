"""One Newton iteration on a chain with pendants: evaluate, eliminate pendants, then chain and border."""

import numpy as np

from .layout import (
    BORDER,
    BORDER_CALL,
    CHAIN_CALL_COUNT,
    CHAIN_CALLS,
    COUPLED,
    DELTA,
    DZ,
    FACE,
    FUNCTIONALS,
    G_COUNT,
    G_ELIMINATE,
    G_EVALUATE,
    G_EXCHANGE,
    G_GAIN,
    G_GATHERED,
    G_HOME,
    G_REDUCED,
    G_SUBSTITUTE,
    G_WEIGH,
    G_WEIGHT,
    GRADIENT,
    GRADIENT_Z,
    GROUP_SIZE,
    GROUP_TABLE,
    NF,
    NG,
    NM,
    NV,
    RHS,
    SMALL,
    SOLVE_MANY,
    SOLVE_ONE,
    VOLUME,
    N,
)
from .pointers import call_part, inner, run_call, summing


@inner
def weigh_pendants(w, k, tables):
    """What of the pendants doesn't change during a run."""
    for g in range(k[NG]):
        o = k[GROUP_TABLE] + g * GROUP_SIZE
        call_part(k[o + G_WEIGH], w, k, tables, o)


@inner
def evaluate(block, w, k, tables):
    """Run every local kernel at (y, ẏ)."""
    nb = len(block)
    nv = k[NV]
    for c in range(k[CHAIN_CALL_COUNT]):
        run_call(w, k, tables, k[CHAIN_CALLS] + 3 * c)
    for g in range(k[NG]):
        o = k[GROUP_TABLE] + g * GROUP_SIZE
        np_ = k[o + G_COUNT]
        for b in range(nb):
            for p in range(np_):
                w[k[o + G_GATHERED] + b * np_ + p] = w[b * nv + k[k[o + G_HOME] + p]]
        call_part(k[o + G_EVALUATE], w, k, tables, o)


@inner
def functionals(block, w, k, reduced):
    """Values φ from the kernels' outputs, into k[FUNCTIONALS]. The pendants' part is that of j, or, once they
    are eliminated (``reduced``), of j + δj without their neighbours' change.
    """
    nb = len(block)
    nv, nm = k[NV], k[NM]
    vw, fw = (1 + nb + nm) * nv, (1 + 2 * nb + nm) * (nv - 1)
    for f in range(k[NF]):
        total = 0.0
        for v in range(nv):
            total += w[k[VOLUME] + (nb + f) * vw + v]
        for v in range(nv - 1):
            total += w[k[FACE] + (nb + f) * fw + v]
        for g in range(k[NG]):
            o = k[GROUP_TABLE] + g * GROUP_SIZE
            gain = w[k[o + G_GAIN] + nb + f]
            if gain != 0.0:
                j = k[o + G_REDUCED] + k[o + G_COUNT] if reduced else k[o + G_EXCHANGE]
                for p in range(k[o + G_COUNT]):
                    total += gain * w[k[o + G_WEIGHT] + p] * w[j + p]
        w[k[FUNCTIONALS] + f] = total


@inner
def _gradients(block, w, k):
    """Functional gradients after elimination of the pendants: over the chain, and constant and border
    parts.
    """
    nb = len(block)
    nv, nm, nn = k[NV], k[NM], k[NV] - 1
    vw, fw = (1 + nb + nm) * nv, (1 + 2 * nb + nm) * nn
    for f in range(k[NF]):
        G, Z = k[GRADIENT] + f * nv * nb, k[GRADIENT_Z] + f * (1 + nm)
        vol, face = k[VOLUME] + (nb + f) * vw, k[FACE] + (nb + f) * fw
        w[Z] = 0.0
        for m in range(nm):
            w[Z + 1 + m] = _sum(w, vol + (1 + nb + m) * nv, nv) + _sum(w, face + (1 + 2 * nb + m) * nn, nn)
        for c in range(nb):
            row = G + c * nv
            for v in range(nv):
                w[row + v] = w[vol + (1 + c) * nv + v]
            for v in range(nn):
                w[row + v] += w[face + (1 + c) * nn + v]
            for v in range(nn):
                w[row + 1 + v] += w[face + (1 + nb + c) * nn + v]
        for g in range(k[NG]):
            o = k[GROUP_TABLE] + g * GROUP_SIZE
            gain = w[k[o + G_GAIN] + nb + f]
            if gain == 0.0:
                continue
            np_, red = k[o + G_COUNT], k[o + G_REDUCED]
            for p in range(np_):
                share = gain * w[k[o + G_WEIGHT] + p]
                v = k[k[o + G_HOME] + p]
                for c in range(nb):
                    w[G + c * nv + v] += share * w[red + (2 + c) * np_ + p]
                for m in range(nm):
                    w[Z + 1 + m] += share * w[red + (2 + nb + m) * np_ + p]


@summing
def _sum(w, at, n):
    total = 0.0
    for i in range(n):
        total += w[at + i]
    return total


@summing
def _dot(w, a, b, n):
    total = 0.0
    for i in range(n):
        total += w[a + i] * w[b + i]
    return total


@inner
def _small_solve(w, a, n, x):
    """Gaussian elimination with pivoting of the (n, n + 1) augmented matrix at ``a`` into ``x``."""
    s = n + 1
    for c in range(n):
        pivot = c
        for i in range(c + 1, n):
            if abs(w[a + i * s + c]) > abs(w[a + pivot * s + c]):
                pivot = i
        if pivot != c:
            for q in range(s):
                t = w[a + c * s + q]
                w[a + c * s + q] = w[a + pivot * s + q]
                w[a + pivot * s + q] = t
        for i in range(c + 1, n):
            f = w[a + i * s + c] / w[a + c * s + c]
            for q in range(c, s):
                w[a + i * s + q] -= f * w[a + c * s + q]
    for i in range(n - 1, -1, -1):
        total = w[a + i * s + n]
        for q in range(i + 1, n):
            total -= w[a + i * s + q] * w[x + q]
        w[x + i] = total / w[a + i * s + i]


@inner
def _border_matrix(w, k):
    nm, nf = k[NM], k[NF]
    for m in range(nm):
        row = k[BORDER] + m * (1 + nm + nf)
        for q in range(nm):
            w[k[SMALL] + m * (nm + 1) + q] = w[row + 1 + q]
        w[k[SMALL] + m * (nm + 1) + nm] = -w[row]


@inner
def newton_step(block, w, k, tables):
    """Newton correction of all unknowns into k[DELTA]; functionals become their values after it. Returns
    finiteness.

    Where the border doesn't look at the chain (a given current) it is solved first, and the chain needs one
    right-hand side.
    """
    nb = len(block)
    nv, nm, nf = k[NV], k[NM], k[NF]
    evaluate(block, w, k, tables)
    for g in range(k[NG]):
        o = k[GROUP_TABLE] + g * GROUP_SIZE
        call_part(k[o + G_ELIMINATE], w, k, tables, o)
    functionals(block, w, k, True)
    run_call(w, k, tables, k[BORDER_CALL])
    _border_matrix(w, k)
    _gradients(block, w, k)
    size = nv * nb
    columns = 1 if k[COUPLED] == 0 else 1 + nm
    if columns == 1:
        _small_solve(w, k[SMALL], nm, k[DZ])
        call_part(k[SOLVE_ONE], w, k, tables, 0)
    else:
        call_part(k[SOLVE_MANY], w, k, tables, 0)
        for m in range(nm):
            row = k[BORDER] + m * (1 + nm + nf) + 1 + nm
            for f in range(nf):
                Z = k[GRADIENT_Z] + f * (1 + nm)
                for q in range(columns):
                    seen = w[Z + q]
                    for c in range(nb):
                        seen += _dot(w, k[GRADIENT] + (f * nb + c) * nv, k[RHS] + (c * columns + q) * nv, nv)
                    if q == 0:
                        w[k[SMALL] + m * (nm + 1) + nm] -= w[row + f] * seen
                    else:
                        w[k[SMALL] + m * (nm + 1) + q - 1] += w[row + f] * seen
        _small_solve(w, k[SMALL], nm, k[DZ])
    for b in range(nb):
        delta, x = k[DELTA] + b * nv, k[RHS] + b * columns * nv
        for v in range(nv):
            w[delta + v] = w[x + v]
        for m in range(columns - 1):
            for v in range(nv):
                w[delta + v] += w[x + (1 + m) * nv + v] * w[k[DZ] + m]
    for f in range(nf):
        Z = k[GRADIENT_Z] + f * (1 + nm)
        w[k[FUNCTIONALS] + f] += (
            w[Z] + _dot(w, Z + 1, k[DZ], nm) + _dot(w, k[GRADIENT] + f * size, k[DELTA], size)
        )
    for g in range(k[NG]):
        o = k[GROUP_TABLE] + g * GROUP_SIZE
        call_part(k[o + G_SUBSTITUTE], w, k, tables, o)
    total = 0.0
    border = k[N] - 2 - nm
    w[k[DELTA] + k[N] - 2] = w[k[DELTA] + k[N] - 1] = 0.0
    for m in range(nm):
        w[k[DELTA] + border + m] = w[k[DZ] + m]
        total += w[k[DZ] + m]
    return np.isfinite(total + _sum(w, k[DELTA], size))


@inner
def look(block, w, k, tables):
    """The functionals at (y, ẏ)."""
    evaluate(block, w, k, tables)
    functionals(block, w, k, False)
