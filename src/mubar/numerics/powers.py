"""Rows of a workspace raised to one exponent: plain arithmetic where that does."""

from math import sqrt

from numba import njit


@njit(error_model="numpy")
def raised(n, w, at, to, exponent):
    """``w[to + k] = w[at + k] ** exponent`` for k < n."""
    if exponent == 1.0:
        for k in range(n):
            w[to + k] = w[at + k]
    elif exponent == 0.0:
        for k in range(n):
            w[to + k] = 1.0
    elif exponent == -1.0:
        for k in range(n):
            w[to + k] = 1.0 / w[at + k]
    elif exponent == 0.5:
        for k in range(n):
            w[to + k] = sqrt(w[at + k])
    elif exponent == 2.0:
        for k in range(n):
            w[to + k] = w[at + k] * w[at + k]
    else:
        for k in range(n):
            w[to + k] = w[at + k] ** exponent
