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
"""1.5 · 2^52: adding and subtracting it rounds to the nearest whole number."""
_FACTORIAL = tuple(1.0 / math.factorial(i) for i in range(14))


@intrinsic
def _power_of_two(typingctx, n):
    """2.0 ** n for a whole -1022 <= n <= 1023, by its bits."""

    def codegen(context, builder, signature, args):
        word = ir.IntType(64)
        bits = builder.shl(builder.add(args[0], ir.Constant(word, 1023)), ir.Constant(word, 52))
        return builder.bitcast(bits, ir.DoubleType())

    return types.float64(types.int64), codegen


@intrinsic
def bits(typingctx, x):
    """A float's bits as a whole number."""

    def codegen(context, builder, signature, args):
        return builder.bitcast(args[0], ir.IntType(64))

    return types.int64(types.float64), codegen


@intrinsic
def _from_bits(typingctx, n):
    def codegen(context, builder, signature, args):
        return builder.bitcast(args[0], ir.DoubleType())

    return types.float64(types.int64), codegen


@njit(inline="always", error_model="numpy")
def _split(x):
    """2^k, r and (e^r - 1)/r of e^x = 2^k e^r with |r| <= ln(2)/2, the last by the Taylor series of e^r."""
    bounded = min(max(x, -708.0), 708.0)
    k = (bounded * _LOG2_E + _ROUND) - _ROUND
    r = (bounded - k * _LN2_HIGH) - k * _LN2_LOW
    p = _FACTORIAL[13]
    p = p * r + _FACTORIAL[12]
    p = p * r + _FACTORIAL[11]
    p = p * r + _FACTORIAL[10]
    p = p * r + _FACTORIAL[9]
    p = p * r + _FACTORIAL[8]
    p = p * r + _FACTORIAL[7]
    p = p * r + _FACTORIAL[6]
    p = p * r + _FACTORIAL[5]
    p = p * r + _FACTORIAL[4]
    p = p * r + _FACTORIAL[3]
    p = p * r + 0.5
    return _power_of_two(int(k)), r, p * r + 1.0


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
def log(x):
    """ln(2^k m) = k ln 2 + 2 artanh((m - 1)/(m + 1)) with √½ <= m < √2."""
    word = bits(x)
    # the exponent of x/√½, so that the mantissa is centred on one
    k = (word - 0x3FE6A09E667F3BCD) >> 52
    m = _from_bits(word - (k << 52))
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    p = 1.0 / 21.0
    p = p * q + 1.0 / 19.0
    p = p * q + 1.0 / 17.0
    p = p * q + 1.0 / 15.0
    p = p * q + 1.0 / 13.0
    p = p * q + 1.0 / 11.0
    p = p * q + 1.0 / 9.0
    p = p * q + 1.0 / 7.0
    p = p * q + 1.0 / 5.0
    p = p * q + 1.0 / 3.0
    p = p * q + 1.0
    value = k * _LN2_HIGH + (2.0 * s * p + k * _LN2_LOW)
    return value if x > 0.0 else math.nan
