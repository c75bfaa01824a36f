"""exp, log and their kin in plain arithmetic, so that loops with them vectorise (calls into C do not).

Relative error below 1e-14, and exact where it matters: exp(0) = 1, log(1) = 0. NaN stays NaN; exp and
what is made of it saturate at e^±708 instead of overflowing or vanishing; log of what isn't positive is NaN.
"""

import math

from llvmlite import ir
from numba import njit, types

from .pointers import intrinsic

_LOG2_E = 1.0 / math.log(2.0)
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
"""ln 2 in two parts (Cody & Waite 1980), the first with trailing zeros, so that its multiples are exact."""
_ROUND = 6755399441055744.0
"""1.5 · 2^52: adding it rounds to a whole number, in the last bits then; subtracting it gives that."""
_FACTORIAL = tuple(1.0 / math.factorial(i) for i in range(14))


@intrinsic
def bits(typingctx, x):
    """A float's bits as a whole number."""

    def codegen(context, builder, signature, args):
        return builder.bitcast(args[0], ir.IntType(64))

    return types.int64(types.float64), codegen


@intrinsic
def from_bits(typingctx, n):
    """The float that has the bits of a whole number."""

    def codegen(context, builder, signature, args):
        return builder.bitcast(args[0], ir.DoubleType())

    return types.float64(types.int64), codegen


@njit(inline="always", error_model="numpy")
def _split(x):
    """2^k, r and (e^r - 1)/r of e^x = 2^k e^r with |r| <= ln(2)/2, the last by the Taylor series of e^r."""
    bounded = min(max(x, -708.0), 708.0)
    shifted = bounded * _LOG2_E + _ROUND
    k = shifted - _ROUND
    r = (bounded - k * _LN2_HIGH) - k * _LN2_LOW
    # even and odd powers apart: two short chains in place of a long one
    q = r * r
    even = _FACTORIAL[13]
    even = even * q + _FACTORIAL[11]
    even = even * q + _FACTORIAL[9]
    even = even * q + _FACTORIAL[7]
    even = even * q + _FACTORIAL[5]
    even = even * q + _FACTORIAL[3]
    even = even * q + 1.0
    odd = _FACTORIAL[12]
    odd = odd * q + _FACTORIAL[10]
    odd = odd * q + _FACTORIAL[8]
    odd = odd * q + _FACTORIAL[6]
    odd = odd * q + _FACTORIAL[4]
    odd = odd * q + 0.5
    return from_bits((bits(shifted) + 1023) << 52), r, odd * r + even


@njit(inline="always", error_model="numpy")
def exp(x):
    """e^x = 2^k (1 + r p)."""
    whole, r, p = _split(x)
    return (p * r + 1.0) * whole if x == x else x


@njit(inline="always", error_model="numpy")
def expm1(x):
    """e^x - 1 = 2^k r p + (2^k - 1), to the last places for small x too."""
    whole, r, p = _split(x)
    return whole * (p * r) + (whole - 1.0) if x == x else x


@njit(inline="always", error_model="numpy")
def sinh(x):
    e = expm1(abs(x))
    half = 0.5 * (e + e / (e + 1.0))
    return half if x > 0.0 else -half


@njit(inline="always", error_model="numpy")
def cosh(x):
    e = exp(abs(x))
    return 0.5 * (e + 1.0 / e)


@njit(inline="always", error_model="numpy")
def tanh(x):
    e = expm1(2.0 * abs(x))
    whole = e / (e + 2.0)
    return whole if x > 0.0 else -whole


@njit(inline="always", error_model="numpy")
def log(x):
    """ln(2^k m) = k ln 2 + 2 artanh((m - 1)/(m + 1)) with √½ <= m < √2."""
    word = bits(x)
    # the exponent of x/√½, so that the mantissa is centred on one
    k = (word - 0x3FE6A09E667F3BCD) >> 52
    m = from_bits(word - (k << 52))
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    u = q * q
    even = 1.0 / 21.0
    even = even * u + 1.0 / 17.0
    even = even * u + 1.0 / 13.0
    even = even * u + 1.0 / 9.0
    even = even * u + 1.0 / 5.0
    odd = 1.0 / 19.0
    odd = odd * u + 1.0 / 15.0
    odd = odd * u + 1.0 / 11.0
    odd = odd * u + 1.0 / 7.0
    odd = odd * u + 1.0 / 3.0
    p = (even * q + odd) * q + 1.0
    value = k * _LN2_HIGH + (2.0 * s * p + k * _LN2_LOW)
    return value if x > 0.0 else math.nan
