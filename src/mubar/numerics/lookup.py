"""Compiled look-up in packed tables (layouts: `mubar.core.piecewise` and `mubar.core.plane`)."""

from numba import njit

from .elementary import bits

_WHOLE = 6755399441055744.0
"""1.5 · 2^52: a small whole number added to it stands in its last bits."""


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
    return _value(tab, c, inside, x)


@njit(inline="always", error_model="numpy")
def look_up_regular(tab, table, x):
    """The same of a table whose buckets lie within one interval each: loops with it vectorise."""
    lo, hi, scale, last, index, rows = table
    inside = min(max(lo, x), hi)
    return _value(tab, rows + bits(tab[index + _bucket(inside, lo, scale, last)]), inside, x)


@njit(inline="always", error_model="numpy")
def _bucket(inside, lo, scale, last):
    place = min((inside - lo) * scale - 0.5, last)
    return bits(place + _WHOLE) - bits(_WHOLE)


@njit(inline="always", error_model="numpy")
def _value(tab, c, inside, x):
    """Of the row at ``c``, by Horner's rule for the value and its derivatives at once."""
    s = inside - tab[c + 1]
    f, f1, f2 = tab[c + 7], 0.0, 0.0
    for i in range(6, 1, -1):
        f2 = f2 * s + f1
        f1 = f1 * s + f
        f = f * s + tab[c + i]
    return f + (x - inside) * f1, f1, 2.0 * f2 if x == inside else 0.0


@njit(error_model="numpy")
def opened_plane(tab, o):
    """What `look_up_plane` needs of the table packed at ``tab[o:]``."""
    first = tab[o], tab[o + 1], tab[o + 2], int(tab[o + 3])
    second = tab[o + 4], tab[o + 5], tab[o + 6], int(tab[o + 7])
    return first, second, o + 8, o + 9 + int(tab[o + 3])


@njit(inline="always", error_model="numpy")
def look_up_plane(tab, table, x, y):
    """Value, derivatives by x and by y of an `opened_plane` table; linear beyond the ends, NaN at NaN."""
    (lo, hi, scale, last), (low, high, per_y, last_y), index, rows = table
    u, v = min(max(lo, x), hi), min(max(low, y), high)
    c = rows + bits(tab[index + _bucket(u, lo, scale, last)]) + 38 * _bucket(v, low, per_y, last_y)
    s, t = u - tab[c], v - tab[c + 1]
    f, by_x, by_y = 0.0, 0.0, 0.0
    for i in range(5, -1, -1):
        p = c + 2 + 6 * i
        g, g1 = tab[p + 5], 0.0
        for k in range(4, -1, -1):
            g1 = g1 * t + g
            g = g * t + tab[p + k]
        by_x = by_x * s + f
        f = f * s + g
        by_y = by_y * s + g1
    return f + (x - u) * by_x + (y - v) * by_y, by_x, by_y
