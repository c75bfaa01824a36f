"""Block-tridiagonal system along the chain: assembly, elimination, several right-hand sides.

``block`` is a tuple of nb zeros: the block size as a type, so that loops over it unroll. Entry (i, j) of
all blocks is a row over the volumes, so that assembly vectorises. Blocks are eliminated without pivoting; a
model orders its unknowns so that conserved quantities with their accumulation come first.

``columns`` stands for the right-hand sides by its length: a tuple where it is known beforehand (again a type,
so that loops over one right-hand side vanish), else a range.
"""

from .layout import (
    DIAG,
    DZ,
    FACE,
    G_COUNT,
    G_GAIN,
    G_HOME,
    G_REDUCED,
    G_WEIGHT,
    GROUP_SIZE,
    GROUP_TABLE,
    LEFT,
    NG,
    NM,
    NV,
    RHS,
    RIGHT,
    VOLUME,
)
from .pointers import inner

ONE = (0,)
"""One right-hand side."""


@inner
def solve_one(block, w, k):
    """The chain's correction with the border's change known: into k[RHS]."""
    assemble(block, w, k, ONE)
    solve(block, w, k, ONE)


@inner
def solve_many(block, w, k):
    """The chain's correction, and per unit of each of the border's changes."""
    assemble(block, w, k, range(1 + k[NM]))
    solve(block, w, k, range(1 + k[NM]))


@inner
def assemble(block, w, k, columns):
    """Blocks and right-hand sides. With one column the border's change k[DZ] is known and moved to the
    right.
    """
    nb = len(block)
    nv, nm, nn = k[NV], k[NM], k[NV] - 1
    D, L, R, rhs, dz = k[DIAG], k[LEFT], k[RIGHT], k[RHS], k[DZ]
    vw, fw = (1 + nb + nm) * nv, (1 + 2 * nb + nm) * nn
    for b in range(nb):
        vol, face, x = k[VOLUME] + b * vw, k[FACE] + b * fw, rhs + b * len(columns) * nv
        for c in range(nb):
            entry = (b * nb + c) * nv
            d, left, r = D + entry, L + entry, R + entry
            fl, fr = face + (1 + c) * nn, face + (1 + nb + c) * nn
            for v in range(nv):
                w[d + v] = w[vol + (1 + c) * nv + v]
            for v in range(nn):
                w[d + v] += w[fl + v]
            for v in range(nn):
                w[d + 1 + v] -= w[fr + v]
            for v in range(nn):
                w[left + 1 + v] = -w[fl + v]
            for v in range(nn):
                w[r + v] = w[fr + v]
        for v in range(nv):
            w[x + v] = -w[vol + v]
        _divergence(w, x, face, nn, 1.0)
        for m in range(nm):
            dv, df = vol + (1 + nb + m) * nv, face + (1 + 2 * nb + m) * nn
            if len(columns) == 1:
                for v in range(nv):
                    w[x + v] -= w[dv + v] * w[dz + m]
                _divergence(w, x, df, nn, w[dz + m])
            else:
                column = x + (1 + m) * nv
                for v in range(nv):
                    w[column + v] = -w[dv + v]
                _divergence(w, column, df, nn, 1.0)
    for g in range(k[NG]):
        o = k[GROUP_TABLE] + g * GROUP_SIZE
        for b in range(nb):
            if w[k[o + G_GAIN] + b] != 0.0:
                _add_exchange(block, w, k, o, b, columns)


@inner
def _divergence(w, x, face, nn, factor):
    """x_v -= f_v - f_(v-1), times ``factor``."""
    for v in range(nn):
        w[x + v] -= factor * w[face + v]
    for v in range(nn):
        w[x + 1 + v] += factor * w[face + v]


@inner
def _add_exchange(block, w, k, o, b, columns):
    """What the pendants of the group at ``k[o]`` give to equation ``b``."""
    nb = len(block)
    nv, nm = k[NV], k[NM]
    np_, red, home, gain = k[o + G_COUNT], k[o + G_REDUCED], k[o + G_HOME], w[k[o + G_GAIN] + b]
    d, x = k[DIAG] + b * nb * nv, k[RHS] + b * len(columns) * nv
    for p in range(np_):
        v = k[home + p]
        share = gain * w[k[o + G_WEIGHT] + p]
        total = w[red + np_ + p]
        for c in range(nb):
            w[d + c * nv + v] += share * w[red + (2 + c) * np_ + p]
        for m in range(nm):
            slope = w[red + (2 + nb + m) * np_ + p]
            if len(columns) == 1:
                total += slope * w[k[DZ] + m]
            else:
                w[x + (1 + m) * nv + v] -= share * slope
        w[x + v] -= share * total


@inner
def solve(block, w, k, columns):
    """Eliminate from both ends towards the middle, then substitute outwards; right-hand sides become
    solutions.

    The two halves don't wait for each other, which hides half of the latency of a recursion that can't be
    vectorised.
    """
    nv, middle = k[NV], k[NV] // 2
    D, U, V, x = k[DIAG], k[RIGHT], k[LEFT], k[RHS]
    for i in range(max(middle, nv - middle - 1)):
        v = i
        if v < middle:
            if v > 0:
                _absorb(block, w, v, v - 1, V, U, D, x, nv, columns)
            _reduce(block, w, v, D, U, x, nv, columns)
        v = nv - 1 - i
        if v > middle:
            if v < nv - 1:
                _absorb(block, w, v, v + 1, U, V, D, x, nv, columns)
            _reduce(block, w, v, D, V, x, nv, columns)
    if middle > 0:
        _absorb(block, w, middle, middle - 1, V, U, D, x, nv, columns)
    if middle < nv - 1:
        _absorb(block, w, middle, middle + 1, U, V, D, x, nv, columns)
    _reduce(block, w, middle, D, V, x, nv, columns)
    for i in range(max(middle, nv - middle - 1)):
        v = middle - 1 - i
        if v >= 0:
            _substitute(block, w, v, v + 1, U, x, nv, columns)
        v = middle + 1 + i
        if v < nv:
            _substitute(block, w, v, v - 1, V, x, nv, columns)


@inner
def _absorb(block, w, v, other, C, K, D, x, nv, columns):
    """Put the reduced neighbour ``other``, y + K y_v = x, into volume v, which is coupled to it by C."""
    nb = len(block)
    for a in range(nb):
        for b in range(nb):
            f = w[C + (a * nb + b) * nv + v]
            for q in range(nb):
                w[D + (a * nb + q) * nv + v] -= f * w[K + (b * nb + q) * nv + other]
            for q in range(len(columns)):
                w[x + (a * len(columns) + q) * nv + v] -= f * w[x + (b * len(columns) + q) * nv + other]


@inner
def _reduce(block, w, v, D, U, x, nv, columns):
    """Multiply U and x of volume v by the inverse of its block (Gauss-Jordan)."""
    nb = len(block)
    for c in range(nb):
        inverse = 1.0 / w[D + (c * nb + c) * nv + v]
        for q in range(c + 1, nb):
            w[D + (c * nb + q) * nv + v] *= inverse
        for q in range(nb):
            w[U + (c * nb + q) * nv + v] *= inverse
        for q in range(len(columns)):
            w[x + (c * len(columns) + q) * nv + v] *= inverse
        for i in range(nb):
            if i != c:
                f = w[D + (i * nb + c) * nv + v]
                for q in range(c + 1, nb):
                    w[D + (i * nb + q) * nv + v] -= f * w[D + (c * nb + q) * nv + v]
                for q in range(nb):
                    w[U + (i * nb + q) * nv + v] -= f * w[U + (c * nb + q) * nv + v]
                for q in range(len(columns)):
                    w[x + (i * len(columns) + q) * nv + v] -= f * w[x + (c * len(columns) + q) * nv + v]


@inner
def _substitute(block, w, v, other, U, x, nv, columns):
    nb = len(block)
    for i in range(nb):
        for j in range(nb):
            f = w[U + (i * nb + j) * nv + v]
            for q in range(len(columns)):
                w[x + (i * len(columns) + q) * nv + v] -= f * w[x + (j * len(columns) + q) * nv + other]
