"""Compiled look-up in a packed piecewise polynomial (layout: `mubar.core.piecewise`)."""

from numba import njit

from .elementary import bits


@njit(error_model="numpy")
def opened(tab, o):
    """What `look_up` needs of the table packed at ``tab[o:]``: its ends, buckets per x, last bucket, places.

    Asked for once, before a loop.
    """
    last = int(tab[o + 3])
    return tab[o], tab[o + 1], tab[o + 2], last, o + 4, o + 5 + last


@njit(error_model="numpy", fastmath={"contract"})
def look_up(tab, table, x):
    """Value, first and second derivative of an `opened` table; linear beyond the ends, NaN at NaN."""
    lo, hi, scale, last, index, rows = table
    inside = min(max(lo, x), hi)
    b = min(int((inside - lo) * scale), last)
    c = rows + bits(tab[index + b])
    while inside >= tab[c]:
        c += 8
    s = inside - tab[c + 1]
    c0, c1, c2, c3, c4, c5 = tab[c + 2], tab[c + 3], tab[c + 4], tab[c + 5], tab[c + 6], tab[c + 7]
    f = c0 + s * (c1 + s * (c2 + s * (c3 + s * (c4 + s * c5))))
    f1 = c1 + s * (2.0 * c2 + s * (3.0 * c3 + s * (4.0 * c4 + s * 5.0 * c5)))
    f2 = 2.0 * c2 + s * (6.0 * c3 + s * (12.0 * c4 + s * 20.0 * c5))
    if x != inside:
        f += (x - inside) * f1
        f2 = 0.0
    return f, f1, f2
