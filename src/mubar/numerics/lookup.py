"""Compiled look-up in packed tables (layouts: `mubar.core.piecewise`, `mubar.core.binades` and
`mubar.core.plane`)."""

from numba import njit

from .elementary import bits, from_bits

_WHOLE = 6755399441055744.0
"""1.5 · 2^52: a small whole number added to it stands in its last bits."""
_ONE, _MANTISSA, _EXPONENT = 0x3FF0000000000000, (1 << 52) - 1, 0x7FF0000000000000
"""Bits of 1.0, and those that are a float's mantissa and exponent."""


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
    f, f1, f2 = tab[c + 7], 0.0, 0.0
    for i in range(6, 1, -1):
        f2 = f2 * s + f1
        f1 = f1 * s + f
        f = f * s + tab[c + i]
    return f + (x - inside) * f1, f1, 2.0 * f2 if x == inside else 0.0


@njit(error_model="numpy")
def opened_binades(tab, o):
    """What `look_up_binades` needs of the table packed at ``tab[o:]``."""
    level = int(tab[o + 2])
    return tab[o], tab[o + 1], level, o + 3 - 6 * (bits(tab[o]) >> (52 - level))


@njit(inline="always", error_model="numpy")
def look_up_binades(tab, table, x):
    """Value, first and second derivative of an `opened_binades` table; constant beyond the ends, NaN at NaN.

    Of the bits of x, exponent and upper mantissa number the cell, and the rest of the mantissa is the place
    in it.
    """
    lo, hi, level, rows = table
    inside = min(max(lo, x), hi)
    word = bits(inside)
    c = rows + 6 * (word >> (52 - level))
    s = from_bits(((word << level) & _MANTISSA) | _ONE) - 1.0
    cells_per_x = from_bits(((2046 + level) << 52) - (word & _EXPONENT))
    f, f1, f2 = tab[c + 5], 0.0, 0.0
    for i in range(4, -1, -1):
        f2 = f2 * s + f1
        f1 = f1 * s + f
        f = f * s + tab[c + i]
    f1, f2 = f1 * cells_per_x, 2.0 * f2 * (cells_per_x * cells_per_x)
    return f if x == x else x, f1 if x == inside else 0.0, f2 if x == inside else 0.0


@njit(inline="always", error_model="numpy")
def _bucket(inside, lo, scale, last):
    place = min((inside - lo) * scale - 0.5, last)
    return bits(place + _WHOLE) - bits(_WHOLE)


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
