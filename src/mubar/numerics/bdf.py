"""Variable-order, fixed-leading-coefficient BDF for the differential-algebraic problem F(y, ẏ) = 0.

The formulas are those of DASSL: Brenan, Campbell, Petzold, *Numerical Solution of Initial-Value Problems in
Differential-Algebraic Equations*, SIAM 1996, ch. 5; notation φ, ψ, α, β, σ, γ as there. The Jacobian is
exact and fresh in every iteration, so Newton converges quadratically and one iteration is mostly enough
(see `BEND`).
"""

import numpy as np

from .layout import (
    ATOL,
    BOUNDED,
    BOUNDED_COUNT,
    CK,
    CLOCK,
    DELTA,
    EE,
    ERROR_FAILS,
    FUNCTIONALS,
    H_LEAST,
    H_USED,
    ITERATIONS,
    LOWER,
    MAX_ORDER,
    NEWTON_FAILS,
    NEWTON_STEP,
    NM,
    ORDER,
    ORDER_USED,
    PHI,
    REAL,
    RTOL,
    SHARE,
    SINCE,
    STARTING,
    STEPPING,
    STEPS,
    UPPER,
    WEIGHT,
    YDOT,
    H,
    N,
    T,
)
from .pointers import call_part, inner, shifted, summing, unshared

CONVERGED = 0.05
"""An iterate is accepted when the next Newton correction is estimated below this share of the tolerance."""
BLOCK = 256
BEND = 0.003
"""First guess of the next correction over the square of this one: laws bend on the scale of RT/F,
tolerances are finer.
"""
_ITERATIONS = 12
_NEAREST = 0.25
"""Of an unknown's distance from its bound, what is left at least after one move."""

DONE, ERROR_TEST_FAILED, NEWTON_FAILED, AT_BOUND = range(4)
"""What `step` returns."""

# step coefficients, MAX_ORDER + 2 of each, at k[STEPPING]
_ALPHA, _BETA, _SIGMA, _GAMMA, PSI = (i * (MAX_ORDER + 2) for i in range(5))


@inner
def copy(w, source, target, n):
    for i in range(n):
        w[target + i] = w[source + i]


@inner
def scale(w, at, n, factor):
    for i in range(n):
        w[at + i] *= factor


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
def _norms(w, k, a, b, c):
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


@inner
def set_weights(w, k, y):
    """Weights √share / (rtol |y| + atol) for the state at ``y``."""
    n, weight, share = k[N], k[WEIGHT], k[SHARE]
    rtol, atol = w[k[REAL] + RTOL], w[k[REAL] + ATOL]
    for i in range(n):
        w[weight + i] = w[share + i] / (rtol * abs(w[y + i]) + atol)


@inner
def start(w, k, t, h):
    """Begin at order 1 with step ``h`` from the consistent (y, ẏ) in the workspace."""
    n = k[N]
    for i in range(n):
        w[k[PHI] + i] = w[i]
        w[k[PHI] + n + i] = h * w[k[YDOT] + i]
    for i in range(2 * n, (MAX_ORDER + 2) * n):
        w[k[PHI] + i] = 0.0
    w[k[STEPPING] + PSI] = h
    k[SINCE], k[ORDER], k[ORDER_USED], k[STARTING] = 0, 1, 0, 1
    real = k[REAL]
    w[real + T], w[real + H], w[real + H_USED] = t, h, 0.0


@inner
def _coefficients(w, k):
    """Step coefficients for the present step and order; φ is rescaled. Returns c_j = -α_s/h."""
    s, real, n = k[STEPPING], k[REAL], k[N]
    alpha, beta, sigma, gamma, psi = s + _ALPHA, s + _BETA, s + _SIGMA, s + _GAMMA, s + PSI
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
def _undo(w, k):
    """Take back `_coefficients` after a failed step."""
    psi, beta, h = k[STEPPING] + PSI, k[STEPPING] + _BETA, w[k[REAL] + H]
    for i in range(1, k[ORDER] + 1):
        w[psi + i - 1] = w[psi + i] - h
    for i in range(k[SINCE], k[ORDER] + 1):
        scale(w, k[PHI] + i * k[N], k[N], 1.0 / w[beta + i])


@inner
def _shrink(w, k, factor):
    """A smaller step after a failed one. Before the first accepted step φ_1 is still h ẏ and follows h."""
    w[k[REAL] + H] *= factor
    if k[ORDER_USED] == 0:
        w[k[STEPPING] + PSI] = w[k[REAL] + H]
        scale(w, k[PHI] + k[N], k[N], factor)


@inner
def _predict(w, k):
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
def inside(w, k, at):
    """Whether every unknown that has bounds lies strictly between them, in the state at ``at``."""
    outside, lower, upper = 0, k[LOWER], k[UPPER]
    for r in range(k[BOUNDED_COUNT]):
        for i in range(k[k[BOUNDED] + 2 * r], k[k[BOUNDED] + 2 * r + 1]):
            value = w[at + i]
            outside += int(not (value > w[lower + i])) | int(not (value < w[upper + i]))
    return outside == 0


@summing
def _apply(w, k, cj):
    """Add the correction to y and ẏ; returns its norm."""
    n, delta, ydot, weight = k[N], k[DELTA], k[YDOT], k[WEIGHT]
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
    return np.sqrt(total)


@inner
def _held(w, k, cj, predicted):
    """How many unknowns the last move took too near to a bound, or beyond; they go three quarters of the way.

    In a large population some particle is always about to be full: that alone shall not cut every step. The
    move is from the last state to the prediction (``predicted``), or the correction at k[DELTA].
    """
    phi, delta, ydot, ee = k[PHI], k[DELTA], k[YDOT], k[EE]
    count = 0
    for bound in (k[LOWER], k[UPPER]):
        side = 1.0 if bound == k[LOWER] else -1.0
        for r in range(k[BOUNDED_COUNT]):
            for i in range(k[k[BOUNDED] + 2 * r], k[k[BOUNDED] + 2 * r + 1]):
                was = w[phi + i] if predicted else w[i] - w[delta + i]
                least = _NEAREST * (was - w[bound + i])
                if side * (w[i] - w[bound + i] - least) < 0.0:
                    back = w[bound + i] + least - w[i]
                    w[i] += back
                    w[ydot + i] += cj * back
                    w[ee + i] += back
                    count += 1
    return count


@inner
def _correct(w, k, tables, cj):
    """Newton from the prediction: `DONE`, with the sum of corrections at k[EE], or how it failed."""
    n, ee, delta = k[N], k[EE], k[DELTA]
    w[k[CLOCK]] = cj
    for i in range(n):
        w[ee + i] = 0.0
    held, previous = _held(w, k, cj, True), 0.0
    for iteration in range(_ITERATIONS):
        if not call_part(k[NEWTON_STEP], w, k, tables, 0):
            break
        k[ITERATIONS] += 1
        for i in range(n):
            w[ee + i] += w[delta + i]
        d = _apply(w, k, cj)
        if not d < 1e6:
            break
        # quadratic convergence: the next correction is about bend · d²
        bend = d / (previous * previous) if iteration > 0 else BEND
        stuck = iteration > 0 and d > 0.9 * previous and held == 0
        held = _held(w, k, cj, False)
        if bend * d * d < CONVERGED and held == 0:
            return DONE
        if stuck:
            break
        previous = d
    return AT_BOUND if held else NEWTON_FAILED


@inner
def _quadratures(w, k, cj):
    """Charge and energy by the same formula, after the fact: nothing depends on them."""
    n, ydot = k[N], k[YDOT]
    current = w[n - 2 - k[NM]]
    rate = current
    for i in range(n - 2, n):
        e = (rate - w[ydot + i]) / cj
        w[k[EE] + i] = e
        w[i] += e
        w[ydot + i] = rate
        rate = current * w[k[FUNCTIONALS]]


@inner
def step(w, k, tables):
    """One accepted step, however many tries it takes; y then holds the new state."""
    n, phi, ee, real = k[N], k[PHI], k[EE], k[REAL]
    h_min = w[real + H_LEAST]
    error_fails, newton_fails = 0, 0
    set_weights(w, k, phi)
    while True:
        cj = _coefficients(w, k)
        h, order = w[real + H], k[ORDER]
        w[k[CLOCK] + 1] = w[real + T] + h
        _predict(w, k)
        code = _correct(w, k, tables, cj)
        if code != DONE:
            _undo(w, k)
            newton_fails += 1
            k[NEWTON_FAILS] += 1
            if 0.25 * h < h_min or newton_fails > 40:
                copy(w, phi, 0, n)
                return code
            if newton_fails > 3:
                k[ORDER] = 1
            _shrink(w, k, 0.25)
            continue
        _quadratures(w, k, cj)
        sigma = k[STEPPING] + _SIGMA
        e_k, e_1, e_2 = _norms(w, k, ee, phi + order * n, phi + max(order - 1, 0) * n)
        err_k, err_lower, order_new = w[sigma + order] * e_k, 0.0, order
        if order > 1:
            err_lower = w[sigma + order - 1] * e_1
            if order > 2:
                err_2 = w[sigma + order - 2] * e_2
                if max(order * err_lower, (order - 1) * err_2) <= (order + 1) * err_k:
                    order_new = order - 1
            elif order * err_lower <= 0.5 * (order + 1) * err_k:
                order_new = order - 1
        if w[real + CK] * e_k <= 1.0:
            _complete(w, k, order, order_new, err_k, err_lower)
            return DONE
        _undo(w, k)
        error_fails += 1
        k[ERROR_FAILS] += 1
        k[STARTING] = 0
        if 0.25 * h < h_min:
            copy(w, phi, 0, n)
            return ERROR_TEST_FAILED
        if error_fails == 1:
            k[ORDER] = order_new
            err = err_k if order_new == order else err_lower
            _shrink(w, k, max(0.25, 0.9 * min(1.0, (2.0 * err + 1e-4) ** (-1.0 / (order_new + 1)))))
        else:
            k[ORDER] = order_new if error_fails == 2 else 1
            _shrink(w, k, 0.25)


@inner
def _complete(w, k, order, order_new, err_k, err_lower):
    """Accept: choose the next order and step, update φ."""
    n, phi, ee, real = k[N], k[PHI], k[EE], k[REAL]
    h = w[real + H]
    raised = order - k[ORDER_USED] == 1
    first = k[ORDER_USED] == 0
    k[ORDER_USED] = order
    w[real + H_USED] = h
    w[real + T] += h
    k[STEPS] += 1
    if order_new < order or order == MAX_ORDER:
        k[STARTING] = 0
    if k[STARTING] == 1:
        if not first:
            k[ORDER] = order + 1
            w[real + H] = 2.0 * h
    else:
        err, best = err_k, order
        if order_new < order:
            err, best = err_lower, order - 1
        elif not (order == MAX_ORDER or order + 1 >= k[SINCE] or raised):
            err_upper = norm_of_difference(w, k, ee, phi + (order + 1) * n) / (order + 2)
            now, upper = (order + 1) * err_k, (order + 2) * err_upper
            if order == 1:
                if upper < 0.5 * now:
                    err, best = err_upper, 2
            elif order * err_lower <= min(now, upper):
                err, best = err_lower, order - 1
            elif upper < now:
                err, best = err_upper, order + 1
        k[ORDER] = best
        ratio = (2.0 * err + 1e-4) ** (-1.0 / (best + 1))
        if ratio >= 2.0:
            w[real + H] = 2.0 * h
        elif ratio <= 1.0:
            w[real + H] = h * max(0.5, min(0.9, ratio))
    _accumulate(w, n, ee, phi, order)


@inner
def _accumulate(w, n, ee, phi, order):
    """φ for the next step: φ_{k+1} = e, and from φ_k = φ_k + e downwards every φ_j gains φ_{j+1}."""
    for at in range(0, n, BLOCK):
        count, above = min(BLOCK, n - at), ee + at
        if order < MAX_ORDER:
            copy(w, above, phi + (order + 1) * n + at, count)
        for j in range(order, -1, -1):
            f = phi + j * n + at
            _add(shifted(w, f), shifted(w, above), count)
            above = f


@inner
def _add(to, given, n):
    """``to`` += ``given``, which are apart."""
    unshared()
    for i in range(n):
        to[i] += given[i]


@inner
def interpolate(w, k, t, target):
    """State at ``t`` within the last step, by the BDF polynomial, into the vector at ``target``.

    Where a step ends near a bound, as salt that is used up, the polynomial may pass it between the step's two
    states. All of the sample then lies on the straight line between them: what is conserved is a sum over
    unknowns.
    """
    n, phi, psi = k[N], k[PHI], k[STEPPING] + PSI
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
