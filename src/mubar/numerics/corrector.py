"""From the prediction to the new state: Newton with a fresh Jacobian in every iteration."""

import numpy as np

from . import bounds
from .layout import (
    CLOCK,
    DELTA,
    EE,
    ITERATIONS,
    NEWTON_STEP,
    WEIGHT,
    YDOT,
    N,
)
from .pointers import call_part, inner, summing
from .vectors import BLOCK

DONE, ERROR_TEST_FAILED, NEWTON_FAILED, AT_BOUND = range(4)
"""How a step ends."""

CONVERGED = 0.05
"""An iterate is accepted when the next Newton correction is estimated below this share of the tolerance."""
BEND = 0.003
"""First guess of the next correction over the square of this one: laws bend on the scale of RT/F,
tolerances are finer.
"""
_ITERATIONS = 12


@summing
def _apply(w, k, cj):
    """Add the correction to y, ẏ and the sum of corrections; returns its norm."""
    n, delta, ydot, ee, weight = k[N], k[DELTA], k[YDOT], k[EE], k[WEIGHT]
    total = 0.0
    for at in range(0, n, BLOCK):
        count = min(BLOCK, n - at)
        for i in range(at, at + count):
            e = w[delta + i] * w[weight + i]
            total += e * e
        for i in range(at, at + count):
            w[i] += w[delta + i]
        for i in range(at, at + count):
            w[ydot + i] += cj * w[delta + i]
        for i in range(at, at + count):
            w[ee + i] += w[delta + i]
    return np.sqrt(total)


@inner
def correct(w, k, tables, cj):
    """Newton from the prediction: `DONE`, with the sum of corrections at k[EE], or how it failed."""
    n, ee = k[N], k[EE]
    w[k[CLOCK]] = cj
    for i in range(n):
        w[ee + i] = 0.0
    held, previous = bounds.held(w, k, cj, True), 0.0
    for iteration in range(_ITERATIONS):
        if not call_part(k[NEWTON_STEP], w, k, tables, 0):
            break
        k[ITERATIONS] += 1
        d = _apply(w, k, cj)
        if not d < 1e6:
            break
        # quadratic convergence: the next correction is about bend · d²
        bend = d / (previous * previous) if iteration > 0 else BEND
        stuck = iteration > 0 and d > 0.9 * previous and held == 0
        held = bounds.held(w, k, cj, False)
        if bend * d * d < CONVERGED and held == 0:
            return DONE
        if stuck:
            break
        previous = d
    return AT_BOUND if held else NEWTON_FAILED
