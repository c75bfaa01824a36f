"""Variable-order, fixed-leading-coefficient BDF for the differential-algebraic problem F(y, ẏ) = 0.

The formulas are those of DASSL: Brenan, Campbell, Petzold, *Numerical Solution of Initial-Value Problems in
Differential-Algebraic Equations*, SIAM 1996, ch. 5; notation φ, ψ, α, β, σ, γ as there. The Jacobian is
exact and fresh in every iteration, so Newton converges quadratically and one iteration is mostly enough
(see `mubar.numerics.corrector`).
"""

from . import history
from .corrector import DONE, ERROR_TEST_FAILED, correct
from .layout import (
    CK,
    CLOCK,
    EE,
    ERROR_FAILS,
    FUNCTIONALS,
    H_LEAST,
    H_USED,
    MAX_ORDER,
    NEWTON_FAILS,
    NM,
    ORDER,
    ORDER_USED,
    PHI,
    REAL,
    SINCE,
    STARTING,
    STEPPING,
    STEPS,
    YDOT,
    H,
    N,
    T,
)
from .pointers import inner
from .vectors import copy, norm_of_difference, norms, set_weights


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
        cj = history.coefficients(w, k)
        h, order = w[real + H], k[ORDER]
        w[k[CLOCK] + 1] = w[real + T] + h
        history.predict(w, k)
        code = correct(w, k, tables, cj)
        if code != DONE:
            history.undo(w, k)
            newton_fails += 1
            k[NEWTON_FAILS] += 1
            if 0.25 * h < h_min or newton_fails > 40:
                copy(w, phi, 0, n)
                return code
            if newton_fails > 3:
                k[ORDER] = 1
            history.shrink(w, k, 0.25)
            continue
        _quadratures(w, k, cj)
        sigma = k[STEPPING] + history.SIGMA
        e_k, e_1, e_2 = norms(w, k, ee, phi + order * n, phi + max(order - 1, 0) * n)
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
        history.undo(w, k)
        error_fails += 1
        k[ERROR_FAILS] += 1
        k[STARTING] = 0
        if 0.25 * h < h_min:
            copy(w, phi, 0, n)
            return ERROR_TEST_FAILED
        if error_fails == 1:
            k[ORDER] = order_new
            err = err_k if order_new == order else err_lower
            history.shrink(w, k, max(0.25, 0.9 * min(1.0, (2.0 * err + 1e-4) ** (-1.0 / (order_new + 1)))))
        else:
            k[ORDER] = order_new if error_fails == 2 else 1
            history.shrink(w, k, 0.25)


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
    history.accumulate(w, n, ee, phi, order)
