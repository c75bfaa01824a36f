"""Vectors as long as the state: sums, weights, and the norm in which errors are told."""

import numpy as np

from .layout import ATOL, NM, REAL, RTOL, SHARE, WEIGHT, N
from .pointers import inner, summing, unshared

BLOCK = 256
"""Numbers of a vector that stay in the fastest cache while something is done with them."""


@inner
def copy(w, source, target, n):
    for i in range(n):
        w[target + i] = w[source + i]


@inner
def scale(w, at, n, factor):
    for i in range(n):
        w[at + i] *= factor


@inner
def add(to, given, n):
    """``to`` += ``given``, which are apart."""
    unshared()
    for i in range(n):
        to[i] += given[i]


@inner
def set_weights(w, k, y):
    """Weights √share / (rtol |y| + atol) for the state at ``y``, with |y| at most 1 but in the border.

    Of order 1 are filled fractions, concentrations over 1 mol/L, and potentials, whose own size says nothing,
    as their zero is a convention: their tolerance is rtol times 1 V.
    """
    n, border, weight, share = k[N], k[N] - 2 - k[NM], k[WEIGHT], k[SHARE]
    rtol, atol = w[k[REAL] + RTOL], w[k[REAL] + ATOL]
    for i in range(border):
        w[weight + i] = w[share + i] / (rtol * min(abs(w[y + i]), 1.0) + atol)
    for i in range(border, n):
        w[weight + i] = w[share + i] / (rtol * abs(w[y + i]) + atol)


@summing
def norm(w, k, v):
    """Weighted root-mean-square norm of the vector at ``v``."""
    total = 0.0
    for i in range(k[N]):
        e = w[v + i] * w[k[WEIGHT] + i]
        total += e * e
    return np.sqrt(total)


@summing
def norm_of_difference(w, k, a, b):
    total = 0.0
    for i in range(k[N]):
        e = (w[a + i] - w[b + i]) * w[k[WEIGHT] + i]
        total += e * e
    return np.sqrt(total)


@summing
def norms(w, k, a, b, c):
    """Norms of a, a + b and a + b + c in one pass."""
    n, weight = k[N], k[WEIGHT]
    s1, s2, s3 = 0.0, 0.0, 0.0
    for i in range(n):
        e1 = w[a + i]
        e2 = e1 + w[b + i]
        e3 = e2 + w[c + i]
        q = w[weight + i] * w[weight + i]
        s1 += q * e1 * e1
        s2 += q * e2 * e2
        s3 += q * e3 * e3
    return np.sqrt(s1), np.sqrt(s2), np.sqrt(s3)
