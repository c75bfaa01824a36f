"""Compiled look-up in a packed piecewise polynomial (layout: `mubar.core.piecewise`)."""

from numba import njit


@njit(inline="never", error_model="numpy")
def look_up(tab, o, x):
    """Value, first and second derivative of the table packed at ``tab[o:]``; linear beyond the ends."""
    m = int(tab[o + 3])
    buckets = int(tab[o + 2])
    knots = o + 4 + buckets
    lo = tab[o]
    hi = tab[knots + m]
    inside = min(max(x, lo), hi)
    b = min(int((inside - lo) * tab[o + 1]), buckets - 1)
    i = int(tab[o + 4 + b])
    while i < m - 1 and inside >= tab[knots + i + 1]:
        i += 1
    s = inside - tab[knots + i]
    c = knots + m + 1 + 6 * i
    c1, c2, c3, c4, c5 = tab[c + 1], tab[c + 2], tab[c + 3], tab[c + 4], tab[c + 5]
    f = tab[c] + s * (c1 + s * (c2 + s * (c3 + s * (c4 + s * c5))))
    f1 = c1 + s * (2.0 * c2 + s * (3.0 * c3 + s * (4.0 * c4 + s * 5.0 * c5)))
    f2 = 2.0 * c2 + s * (6.0 * c3 + s * (12.0 * c4 + s * 20.0 * c5))
    if x != inside:
        f += (x - inside) * f1
        f2 = 0.0
    return f, f1, f2
