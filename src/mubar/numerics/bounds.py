"""Bounds of unknowns in a step: what lies outside, and moves that are held back."""

from .layout import (
    BOUNDED,
    BOUNDED_COUNT,
    DELTA,
    EE,
    LOWER,
    PHI,
    UPPER,
    YDOT,
)
from .pointers import inner
from .vectors import BLOCK

_NEAREST = 0.1
"""Of an unknown's distance from its bound, what is left at least after one move."""
_AT_BOUND = 1e-7
"""A prediction that passes a bound takes no unknown nearer than this: where laws have a wall before the bound
it would be on the wrong side of it, from where Newton's method hardly comes back.
"""


@inner
def inside(w, k, at):
    """Whether every unknown that has bounds lies strictly between them, in the state at ``at``."""
    outside, lower, upper = 0, k[LOWER], k[UPPER]
    for r in range(k[BOUNDED_COUNT]):
        for i in range(k[k[BOUNDED] + 2 * r], k[k[BOUNDED] + 2 * r + 1]):
            value = w[at + i]
            outside += int(not (value > w[lower + i])) | int(not (value < w[upper + i]))
    return outside == 0


@inner
def held(w, k, cj, predicted):
    """How many unknowns the last move took too near to a bound, or beyond; they go nine tenths of the way.

    In a large population some particle is always about to be full: that alone shall not cut every step. The
    move is from the last state to the prediction (``predicted``), or the correction at k[DELTA].
    """
    count = 0
    for r in range(k[BOUNDED_COUNT]):
        first, end = k[k[BOUNDED] + 2 * r], k[k[BOUNDED] + 2 * r + 1]
        for at in range(first, end, BLOCK):
            last = min(at + BLOCK, end)
            if _some_too_near(w, k, predicted, at, last):
                count += _hold_back(w, k, cj, predicted, at, last)
    return count


@inner
def _some_too_near(w, k, predicted, first, end):
    """Whether any of these unknowns is to be held back: without a branch, since mostly none is."""
    phi, delta, lower, upper = k[PHI], k[DELTA], k[LOWER], k[UPPER]
    found = 0
    for i in range(first, end):
        was = w[phi + i] if predicted else w[i] - w[delta + i]
        low, high = w[lower + i], w[upper + i]
        found |= int(w[i] - low < _NEAREST * (was - low)) | int(high - w[i] < _NEAREST * (high - was))
    return found != 0


@inner
def _hold_back(w, k, cj, predicted, first, end):
    phi, delta, ydot, ee = k[PHI], k[DELTA], k[YDOT], k[EE]
    count = 0
    for bound in (k[LOWER], k[UPPER]):
        side = 1.0 if bound == k[LOWER] else -1.0
        for i in range(first, end):
            was = w[phi + i] if predicted else w[i] - w[delta + i]
            least = _NEAREST * (was - w[bound + i])
            if side * (w[i] - w[bound + i] - least) < 0.0:
                if predicted:
                    least = side * max(side * least, min(side * (was - w[bound + i]), _AT_BOUND))
                back = w[bound + i] + least - w[i]
                w[i] += back
                w[ydot + i] += cj * back
                w[ee + i] += back
                count += 1
    return count
