"""Elimination of pendants made of nodes: block tridiagonal, chains of any lengths, reactions on every node.

A group holds np chains, sorted by falling length: row i has node i of the first n_i of them, row 0 of all. A
vector over the nodes lies (row, pendant), row i from k[G_STARTS] + i on; unknowns and entries of blocks are
such vectors one after the other. Loops run over the pendants of a row, so a population of 10^4 single nodes
vectorises like one of shells.

One kernel call serves all nodes: what it reads of neighbours, pendant and volume is first spread over the
nodes. k[G_SPREAD] lists whence (`layout.NEAR` ...) and from which place each vector comes.

Kernels give per node the residuals r (nu), the blocks of its own unknowns D, of the node nearer to row 0 N
and of the farther one F (nu, nu each), and columns C: derivatives by those unknowns of the volume and the
border that are listed at k[G_COLUMNS], then by the mean of the conserved unknown over the pendant. Rows are
eliminated from the far end to row 0 and substituted back; a node is then δ = -(X₀ + Σ X_q s_q).

The pendant's current is what it loses, -d<x>/dt of the conserved unknown's mean: fluxes between nodes cancel
in that sum, so lithium and charge balance to rounding.
"""

from .layout import (
    CLOCK,
    DELTA,
    DZ,
    FAR,
    G_AROUND,
    G_COLUMN_COUNT,
    G_COLUMNS,
    G_CONSERVED,
    G_COUNT,
    G_EXCHANGE,
    G_FIXED_CALL,
    G_HOME,
    G_MEAN,
    G_MEANS,
    G_NODE,
    G_NODE_CALL,
    G_NODES,
    G_REDUCED,
    G_SHELLS,
    G_SPREAD,
    G_SPREAD_COUNT,
    G_STARTS,
    G_STATE,
    G_SUMS,
    G_UNKNOWNS,
    G_VOLUME,
    NB,
    NEAR,
    NM,
    NV,
    YDOT,
)
from .pointers import inner, run_call


@inner
def weigh(w, k, tables, o):
    """Weights of the pendants, which don't change during a run."""
    run_call(w, k, tables, k[o + G_FIXED_CALL])


@inner
def evaluate(w, k, tables, o):
    """Means over the pendants, the current without correction, and the kernel of the nodes."""
    np_, x = k[o + G_COUNT], k[o + G_CONSERVED] * k[o + G_NODES] + k[o + G_STATE]
    means, j = k[o + G_MEANS], k[o + G_EXCHANGE]
    _mean(w, k, o, x, means)
    _mean(w, k, o, k[YDOT] + x, means + np_)
    for p in range(np_):
        w[j + p] = -w[means + np_ + p]
    for q in range(k[o + G_SPREAD_COUNT]):
        _spread(w, k, o, k[k[o + G_SPREAD] + 2 * q], k[k[o + G_SPREAD] + 2 * q + 1], q)
    run_call(w, k, tables, k[o + G_NODE_CALL])


@inner
def _spread(w, k, o, whence, source, q):
    """What every node reads at ``source``, as vector ``q``: of the row before, of the row behind (its own
    where its chain ends), or of its pendant.
    """
    ns, starts = k[o + G_SHELLS], k[o + G_STARTS]
    for i in range(ns):
        at, end = k[starts + i], k[starts + i + 1]
        target, row = k[o + G_AROUND] + q * k[o + G_NODES] + at, source
        there = end - at
        if whence == NEAR:
            row += k[starts + max(i - 1, 0)]
        elif whence == FAR:
            row += end
            there = k[starts + i + 2] - end if i < ns - 1 else 0
        for p in range(there):
            w[target + p] = w[row + p]
        for p in range(there, end - at):
            w[target + p] = w[source + at + p]


@inner
def _mean(w, k, o, vector, target):
    """Means of a vector over the nodes, by their shares of the pendant's volume."""
    volume = k[o + G_VOLUME]
    for p in range(k[o + G_COUNT]):
        w[target + p] = w[volume + p] * w[vector + p]
    for i in range(1, k[o + G_SHELLS]):
        at = k[k[o + G_STARTS] + i]
        for p in range(k[k[o + G_STARTS] + i + 1] - at):
            w[target + p] += w[volume + at + p] * w[vector + at + p]


@inner
def eliminate(w, k, o):
    """Reduce the group at ``k[o]`` to its current as a linear function of its volumes' and the border's
    change: reduced (2 + nb + nm, np) holds nothing, the current, its derivatives (`pendants.eliminate`).
    """
    ns, np_, nu, nn = k[o + G_SHELLS], k[o + G_COUNT], k[o + G_UNKNOWNS], k[o + G_NODES]
    columns = 1 + k[o + G_COLUMN_COUNT] + k[o + G_MEAN]
    rhs = k[o + G_NODE]
    own = rhs + nu * columns * nn
    near, far, starts = own + nu * nu * nn, own + 2 * nu * nu * nn, k[o + G_STARTS]
    for i in range(ns - 1, -1, -1):
        at = k[starts + i]
        if i < ns - 1:
            _absorb(w, nu, nn, columns, at, k[starts + i + 1], k[starts + i + 2], rhs, own, near, far)
        _reduce(w, nu, nn, columns, at, k[starts + i + 1], rhs, own, near, nu if i > 0 else 0)
    for i in range(1, ns):
        _substitute(w, nu, nn, columns, k[starts + i - 1], k[starts + i], k[starts + i + 1], rhs, near)
    sums, x = k[o + G_SUMS], rhs + k[o + G_CONSERVED] * columns * nn
    for q in range(columns):
        _mean(w, k, o, x + q * nn, sums + q * np_)
    if k[o + G_MEAN]:
        last = sums + (columns - 1) * np_
        for q in range(columns - 1):
            for p in range(np_):
                w[sums + q * np_ + p] /= 1.0 + w[last + p]
    red, rate, cj = k[o + G_REDUCED], k[o + G_MEANS] + np_, w[k[CLOCK]]
    for p in range(np_):
        w[red + np_ + p] = cj * w[sums + p] - w[rate + p]
    for p in range(np_, (1 + k[NB] + k[NM]) * np_):
        w[red + np_ + p] = 0.0
    for q in range(k[o + G_COLUMN_COUNT]):
        slope, total = red + (2 + k[k[o + G_COLUMNS] + q]) * np_, sums + (1 + q) * np_
        for p in range(np_):
            w[slope + p] = cj * w[total + p]


@inner
def _absorb(w, nu, nn, columns, at, after, end, rhs, own, near, far):
    """Put the reduced row at ``after``, δ = -(r + C s + N δ_near), into the row at ``at``."""
    count = end - after
    for a in range(nu):
        for b in range(nu):
            f = far + (a * nu + b) * nn + at
            for q in range(nu):
                d, m = own + (a * nu + q) * nn + at, near + (b * nu + q) * nn + after
                for p in range(count):
                    w[d + p] -= w[f + p] * w[m + p]
            for q in range(columns):
                x, y = rhs + (a * columns + q) * nn + at, rhs + (b * columns + q) * nn + after
                for p in range(count):
                    w[x + p] -= w[f + p] * w[y + p]


@inner
def _reduce(w, nu, nn, columns, at, end, rhs, own, near, neighbours):
    """Multiply the row's N, r and C by the inverse of its block (Gauss-Jordan, without pivoting).

    ``neighbours``: columns of N, none in the first row.
    """
    count = end - at
    for c in range(nu):
        d = own + (c * nu + c) * nn + at
        for p in range(count):
            w[d + p] = 1.0 / w[d + p]
        for q in range(c + 1, nu):
            _scale(w, own + (c * nu + q) * nn + at, d, count)
        for q in range(neighbours):
            _scale(w, near + (c * nu + q) * nn + at, d, count)
        for q in range(columns):
            _scale(w, rhs + (c * columns + q) * nn + at, d, count)
        for i in range(nu):
            if i != c:
                f = own + (i * nu + c) * nn + at
                for q in range(c + 1, nu):
                    _subtract(w, own + (i * nu + q) * nn + at, f, own + (c * nu + q) * nn + at, count)
                for q in range(neighbours):
                    _subtract(w, near + (i * nu + q) * nn + at, f, near + (c * nu + q) * nn + at, count)
                for q in range(columns):
                    target, source = rhs + (i * columns + q) * nn + at, rhs + (c * columns + q) * nn + at
                    _subtract(w, target, f, source, count)


@inner
def _scale(w, target, factor, count):
    for p in range(count):
        w[target + p] *= w[factor + p]


@inner
def _subtract(w, target, factor, source, count):
    for p in range(count):
        w[target + p] -= w[factor + p] * w[source + p]


@inner
def _substitute(w, nu, nn, columns, before, at, end, rhs, near):
    """X of the row at ``at`` from that of the row before it."""
    count = end - at
    for a in range(nu):
        for b in range(nu):
            f = near + (a * nu + b) * nn + at
            for q in range(columns):
                target, source = rhs + (a * columns + q) * nn + at, rhs + (b * columns + q) * nn + before
                _subtract(w, target, f, source, count)


@inner
def substitute(w, k, o):
    """Corrections of all nodes once those of the chain (k[DELTA]) and of the border are known."""
    np_, nu, nn, nv, nb = k[o + G_COUNT], k[o + G_UNKNOWNS], k[o + G_NODES], k[NV], k[NB]
    count = k[o + G_COLUMN_COUNT]
    columns = 1 + count + k[o + G_MEAN]
    sums, drive = k[o + G_SUMS], k[o + G_REDUCED]
    home, delta = k[o + G_HOME], k[DELTA]
    # what drives each pendant, over the reduced numbers, which have been used
    for q in range(count):
        column, s = k[k[o + G_COLUMNS] + q], drive + q * np_
        if column < nb:
            for p in range(np_):
                w[s + p] = w[delta + column * nv + k[home + p]]
        else:
            for p in range(np_):
                w[s + p] = w[k[DZ] + column - nb]
    if k[o + G_MEAN]:
        change = drive + count * np_
        for p in range(np_):
            w[change + p] = -w[sums + p]
        for q in range(count):
            _subtract(w, change, sums + (1 + q) * np_, drive + q * np_, np_)
    for a in range(nu):
        x, out = k[o + G_NODE] + a * columns * nn, delta + k[o + G_STATE] + a * nn
        for i in range(k[o + G_SHELLS]):
            at, end = k[k[o + G_STARTS] + i], k[k[o + G_STARTS] + i + 1]
            for p in range(end - at):
                w[out + at + p] = -w[x + at + p]
            for q in range(1, columns):
                _subtract(w, out + at, x + q * nn + at, drive + (q - 1) * np_, end - at)
