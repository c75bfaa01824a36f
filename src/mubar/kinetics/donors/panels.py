"""The integral S(h) over a density of states in pieces, by Gauss' rule on panels.

The exponent ψ(x) = -(h-x)²/4Λ - ln 2cosh(x/2) is concave: it falls ever faster to both sides of its one
maximum. So of every piece only a part counts, which begins at the point nearest to the maximum and ends where
ψ has fallen by 40. That part is cut into panels on which ψ falls by a dozen at most, that are no wider than
the Gaussian's standard deviation allows and no wider than the distance of the poles of 1/cosh(x/2), ±iπ; 16
points then give every panel's integral to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.special import Orders
from .log_integral import Jet, Sum, log_2cosh_half

_FALL = 40.0
"""e^-40 = 4e-18"""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_BLOCK = 2000
"""Values of h times pieces that are treated at once."""


@dataclass(frozen=True)
class Pieces:
    """Parts of a density of states: ε = origin + sign · s^power, ρ |dε/ds| = Σ coefficient sⁱ for 0 < s <
    length.
    """

    origin: np.ndarray
    sign: np.ndarray
    power: np.ndarray
    length: np.ndarray
    coefficients: np.ndarray

    def of(self, chosen: np.ndarray) -> Pieces:
        return Pieces(*(column[chosen] for column in vars(self).values()))


def log_integral(pieces: Pieces, wanted: Sequence[Orders], h: Any, lam: Any, RT: Any) -> list[Any]:
    """Derivatives of ln S by h and λ at ``h``, ``lam`` and ``RT``, J/mol (broadcasting, complex or not)."""
    h, lam, RT = np.broadcast_arrays(h, lam, RT)
    found = np.empty((len(wanted), h.size), dtype=np.result_type(h, lam, RT, np.float64))
    flat = [a.ravel() for a in (h, lam, RT)]
    for rows in np.array_split(np.arange(h.size), max(1, h.size * len(pieces.origin) // _BLOCK)):
        if len(rows):
            found[:, rows] = _values(pieces, wanted, *(a[rows] for a in flat))
    return [one.reshape(h.shape)[()] for one in found]


def _values(
    pieces: Pieces, wanted: Sequence[Orders], h: np.ndarray, lam: np.ndarray, RT: np.ndarray
) -> list[np.ndarray]:
    scale = np.real(RT)
    row, piece, near, far = _parts(pieces, np.real(h), (np.real(lam) / scale), scale)
    # even panels in s, between the ends of every part
    power, sign, origin = pieces.power[piece], pieces.sign[piece], pieces.origin[piece] / scale[row]
    s_near, s_far = (np.abs(end - origin) ** (1.0 / power) for end in (near, far))
    count = _panels(np.real(h)[row], (np.real(lam) / scale)[row], near, far) * power
    part = np.repeat(np.arange(len(row)), count)
    place = np.arange(len(part)) - np.repeat(np.cumsum(count) - count, count)
    width = ((s_far - s_near) / count)[part]
    s = (s_near[part] + width * place)[:, None] + width[:, None] * 0.5 * (1.0 + _NODES)
    row, part = row[part], part[:, None]
    x = origin[part] + sign[part] * np.where(power[part] == 2, s * s, s)
    # dx = dε/RT, with coefficients for energies in units of RT
    raised = scale[row][:, None] ** (1.0 / power[part])
    q0, q1, q2 = (pieces.coefficients[piece[part], i] * raised ** (i + 1) for i in range(3))
    density = q0 + s * (q1 + s * q2)
    weight = density * (0.5 * np.abs(width)[:, None] * _WEIGHTS) / RT[row][:, None]
    x = x * (scale / RT)[row][:, None]
    u = x - h[row][:, None]
    big = (lam / RT)[row][:, None]
    exponent = -u * u / (4.0 * big) - log_2cosh_half(x)
    starts = len(_NODES) * np.searchsorted(row, np.arange(len(h)))
    terms = Sum(
        u.ravel(),
        exponent.ravel(),
        weight.ravel(),
        total=lambda v: np.add.reduceat(v, starts),
        largest=lambda v: np.maximum.reduceat(v, starts),
        spread=lambda v: np.repeat(v[row], len(_NODES)),
    )
    jet = Jet(terms, lam / RT, wanted)
    return [jet(n, by_lam) / RT**by_lam for n, by_lam in wanted]


def _parts(
    pieces: Pieces, h: np.ndarray, lam: np.ndarray, scale: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """What counts of every piece for each h: (row, piece, end near the maximum of ψ, far end), row by row."""
    begin = pieces.origin / scale[:, None]
    end = begin + pieces.sign * pieces.length**pieces.power / scale[:, None]
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    top = _maximum(h, lam)[:, None]
    near = np.concatenate([np.minimum(high, top), np.maximum(low, top)], axis=1)
    limit = np.concatenate([low, high], axis=1)
    outward = np.where(np.arange(near.shape[1]) < low.shape[1], -1.0, 1.0)
    slope = np.abs(_slope(near, h[:, None], lam[:, None]))
    reach = 2.0 * _FALL / (slope + np.sqrt(slope * slope + _FALL / lam[:, None]))
    length = np.minimum(outward * (limit - near), reach)
    far = near + outward * length
    column = np.concatenate([np.arange(low.shape[1])] * 2)
    # what a part gives at most; parts far below the largest don't count
    ends = [np.abs(x - begin[:, column]) ** (1.0 / pieces.power[column]) for x in (near, far)]
    unit = scale[:, None] ** (1.0 / pieces.power[column])
    values = [sum(pieces.coefficients[column, i] * (unit * s) ** i for i in range(3)) for s in ends]
    tallest = np.maximum(values[0], values[1])
    with np.errstate(divide="ignore"):
        most = _exponent(near, h[:, None], lam[:, None]) + np.log(
            np.maximum(tallest, 0.0) * np.abs(ends[1] - ends[0]) * unit
        )
    most = np.where(length > 0.0, most, -np.inf)
    row, place = np.nonzero(most > most.max(axis=1, keepdims=True) - 1.5 * _FALL)
    return row, column[place], near[row, place], far[row, place]


def _maximum(h: np.ndarray, lam: np.ndarray) -> np.ndarray:
    """Where ψ is largest: x + Λ tanh(x/2) = h, by Newton's method from the side where it can't
    overshoot.
    """
    away = np.abs(h)
    x = np.maximum(0.0, away - lam)
    for _ in range(8):
        tanh = np.tanh(0.5 * x)
        x = x - (x + lam * tanh - away) / (1.0 + 0.5 * lam * (1.0 - tanh * tanh))
    return np.sign(h) * x


def _exponent(x: np.ndarray, h: np.ndarray, lam: np.ndarray) -> np.ndarray:
    return -((h - x) ** 2) / (4.0 * lam) - log_2cosh_half(x)


def _slope(x: np.ndarray, h: np.ndarray, lam: np.ndarray) -> np.ndarray:
    return (h - x) / (2.0 * lam) - 0.5 * np.tanh(0.5 * x)


def _panels(h: np.ndarray, lam: np.ndarray, near: np.ndarray, far: np.ndarray) -> np.ndarray:
    """How many: at most 4 wide, ψ falling by 12 at most where it falls the fastest."""
    length = np.abs(far - near)
    return np.ceil(length * np.maximum(0.25, np.abs(_slope(far, h, lam)) / 12.0)).astype(int)
