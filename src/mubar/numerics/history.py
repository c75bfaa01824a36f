"""What is kept of past steps: the polynomial φ through them, its coefficients, predictions and samples.

The notation is that of `mubar.numerics.bdf`.
"""

from .bounds import inside
from .layout import (
    CK,
    H_USED,
    MAX_ORDER,
    ORDER,
    ORDER_USED,
    PHI,
    REAL,
    SINCE,
    STARTING,
    STEPPING,
    YDOT,
    H,
    N,
    T,
)
from .pointers import inner, shifted
from .vectors import BLOCK, add, copy, scale

# coefficients of a step, MAX_ORDER + 2 of each, at k[STEPPING]
_ALPHA, _BETA, SIGMA, _GAMMA, _PSI = (i * (MAX_ORDER + 2) for i in range(5))


@inner
def start(w, k, t, h):
    """Begin at order 1 with step ``h`` from the consistent (y, ẏ) in the workspace."""
    n = k[N]
    for i in range(n):
        w[k[PHI] + i] = w[i]
        w[k[PHI] + n + i] = h * w[k[YDOT] + i]
    for i in range(2 * n, (MAX_ORDER + 2) * n):
        w[k[PHI] + i] = 0.0
    w[k[STEPPING] + _PSI] = h
    k[SINCE], k[ORDER], k[ORDER_USED], k[STARTING] = 0, 1, 0, 1
    real = k[REAL]
    w[real + T], w[real + H], w[real + H_USED] = t, h, 0.0


@inner
def coefficients(w, k):
    """Step coefficients for the present step and order; φ is rescaled. Returns c_j = -α_s/h."""
    s, real, n = k[STEPPING], k[REAL], k[N]
    alpha, beta, sigma, gamma, psi = s + _ALPHA, s + _BETA, s + SIGMA, s + _GAMMA, s + _PSI
    h, order = w[real + H], k[ORDER]
    if h != w[real + H_USED] or order != k[ORDER_USED]:
        k[SINCE] = 0
    k[SINCE] = min(k[SINCE] + 1, k[ORDER_USED] + 2)
    if order + 1 >= k[SINCE]:
        w[beta], w[alpha], w[gamma], w[sigma] = 1.0, 1.0, 0.0, 1.0
        t1 = h
        for i in range(1, order + 1):
            t2 = w[psi + i - 1]
            w[psi + i - 1] = t1
            w[beta + i] = w[beta + i - 1] * w[psi + i - 1] / t2
            t1 = t2 + h
            w[alpha + i] = h / t1
            w[sigma + i] = i * w[sigma + i - 1] * w[alpha + i]
            w[gamma + i] = w[gamma + i - 1] + w[alpha + i - 1] / h
        w[psi + order] = t1
    alpha_s, alpha_0 = 0.0, 0.0
    for i in range(order):
        alpha_s -= 1.0 / (i + 1)
        alpha_0 -= w[alpha + i]
    w[real + CK] = max(abs(w[alpha + order] + alpha_s - alpha_0), w[alpha + order])
    for i in range(k[SINCE], order + 1):
        scale(w, k[PHI] + i * n, n, w[beta + i])
    return -alpha_s / h


@inner
def undo(w, k):
    """Take back `coefficients` after a failed step."""
    psi, beta, h = k[STEPPING] + _PSI, k[STEPPING] + _BETA, w[k[REAL] + H]
    for i in range(1, k[ORDER] + 1):
        w[psi + i - 1] = w[psi + i] - h
    for i in range(k[SINCE], k[ORDER] + 1):
        scale(w, k[PHI] + i * k[N], k[N], 1.0 / w[beta + i])


@inner
def shrink(w, k, factor):
    """A smaller step after a failed one. Before the first accepted step φ_1 is still h ẏ and follows h."""
    w[k[REAL] + H] *= factor
    if k[ORDER_USED] == 0:
        w[k[STEPPING] + _PSI] = w[k[REAL] + H]
        scale(w, k[PHI] + k[N], k[N], factor)


@inner
def predict(w, k):
    """y and ẏ at the new time, block by block so that a block stays in the fastest cache."""
    n, phi, gamma, ydot = k[N], k[PHI], k[STEPPING] + _GAMMA, k[YDOT]
    for at in range(0, n, BLOCK):
        f, count = phi + at, min(BLOCK, n - at)
        for i in range(count):
            w[at + i] = w[f + i]
        for i in range(count):
            w[ydot + at + i] = 0.0
        for j in range(1, k[ORDER] + 1):
            f += n
            g = w[gamma + j]
            for i in range(count):
                w[at + i] += w[f + i]
            for i in range(count):
                w[ydot + at + i] += g * w[f + i]


@inner
def accumulate(w, n, ee, phi, order):
    """φ for the next step: φ_{k+1} = e, and from φ_k = φ_k + e downwards every φ_j gains φ_{j+1}."""
    for at in range(0, n, BLOCK):
        count, above = min(BLOCK, n - at), ee + at
        if order < MAX_ORDER:
            copy(w, above, phi + (order + 1) * n + at, count)
        for j in range(order, -1, -1):
            f = phi + j * n + at
            add(shifted(w, f), shifted(w, above), count)
            above = f


@inner
def interpolate(w, k, t, target):
    """State at ``t`` within the last step, by the BDF polynomial, into the vector at ``target``.

    Where a step ends near a bound, as salt that is used up, the polynomial may pass it between the step's two
    states. All of the sample then lies on the straight line between them: what is conserved is a sum over
    unknowns.
    """
    n, phi, psi = k[N], k[PHI], k[STEPPING] + _PSI
    delta = t - w[k[REAL] + T]
    copy(w, phi, target, n)
    c = 1.0
    gamma = delta / w[psi]
    for j in range(1, k[ORDER_USED] + 1):
        c *= gamma
        gamma = (delta + w[psi + j - 1]) / w[psi + j]
        f = phi + j * n
        for i in range(n):
            w[target + i] += c * w[f + i]
    if not inside(w, k, target):
        passed = delta / w[psi]
        for i in range(n):
            w[target + i] = w[phi + i] + passed * w[phi + n + i]
