"""A metal: the same density of states at every energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.expr import Expr, as_expr
from ...core.special import LogIntegral, Orders, Positive, Range
from .donor import Donor
from .log_integral import Jet, Sum, log_2cosh_half

_REACH = 12.2
"""In √Λ: Gaussians are below 1e-16 of their peak from there on."""
_BLOCK = 1 << 14
"""Terms that are held at once."""
_FAR = 500.0
"""Values of h below which 1/cosh is a number wherever it counts."""
_ROWS = 128
"""Values of h that share their nodes."""


class MetalRates(Positive):
    """J(e^h, Λ) = (1 + e^h) I(h) = 2cosh(h/2) e^{-Λ/4} S(h) of ρ = 1, the rates of both directions together,
    by the trapezoidal rule.

    For analytic integrands the rule converges exponentially (Trefethen & Weideman, SIAM Rev. 56 (2014) 385).
    The summand of S has its poles at x = ±iπ and a Gaussian's width √(2Λ); steps min(0.4, 0.8 √Λ) leave
    errors below 1e-14, relative to S, for every h. The terms reach 12.2 √Λ to both sides of the largest one.
    """

    label = "J"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MetalRates)

    def __hash__(self) -> int:
        return hash(MetalRates)

    def span(self, *parameters: float | Range) -> Range:
        """To where J has its limit within rounding, or 150 RT/F if that is more than any cell sees."""
        lam = np.max(parameters)
        far = min(lam + 2.0 * _REACH * np.sqrt(lam) + 40.0, 150.0)
        return -far, far

    @property
    def log_integral(self) -> LogIntegral:
        ratio, lam, u = map(Expr.symbol, ("ratio", "lam", "u"))
        away = abs(np.log(ratio))
        x = abs(away + u)
        both = 0.5 * away + np.log1p(np.exp(-away)) - 0.25 * lam  # ln(J/S)
        term = _exponent(u, x, lam) - np.log1p(np.exp(-x)) + both
        return LogIntegral(("ratio", "lam"), _start(away, lam), _step(lam), as_expr(_points(lam)), term)

    def logarithms(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        h, lam = np.broadcast_arrays(*args)
        shape, flat_h, flat_lam = h.shape, h.ravel(), lam.ravel()
        found = np.empty((len(wanted), h.size), dtype=np.result_type(h, lam, np.float64))
        order = np.argsort(np.real(flat_lam), kind="stable")  # alike ones together
        alike = np.flatnonzero(np.diff(flat_lam[order])) + 1
        many = found.dtype == float and h.size > _ROWS * len(alike)
        if many and list(wanted) == [(0, 0)] and np.abs(h).max() < _FAR:
            for rows in np.split(order, alike):
                found[0, rows] = np.log(_S_at_one(np.abs(flat_h[rows]), float(flat_lam[rows[0]])))
            order = order[:0]
        start = 0
        while start < len(order):
            rows = order[start : start + max(1, _BLOCK // _count(np.real(flat_lam[order[start]])))]
            rows = rows[: max(1, _BLOCK // _count(np.real(flat_lam[rows[-1]])))]
            found[:, rows] = _values(flat_h[rows], flat_lam[rows], wanted)
            start += len(rows)
        return [
            one.reshape(shape)[()] + log_rates_per_S(orders, h, lam, 1.0)
            for orders, one in zip(wanted, found, strict=True)
        ]


def _S_at_one(h: np.ndarray, lam: float) -> np.ndarray:
    """S at many h >= 0 for one Λ: on nodes that they share, Gaussians apart from occupations."""
    step, reach = float(_step(lam)), _REACH * np.sqrt(lam)
    found = np.empty_like(h)
    for rows in np.array_split(np.argsort(h), -(-h.size // _ROWS)):
        low, high = h[rows[0]], h[rows[-1]]
        x = step * np.arange((max(0.0, low - lam) - reach) // step, (high + reach) // step + 2.0)
        distance = np.subtract.outer(h[rows], x)
        found[rows] = np.exp(distance * distance * (-0.25 / lam)) @ (0.5 * step / np.cosh(0.5 * x))
    return found


def _step(lam: Any) -> Any:
    return np.minimum(0.4, 0.8 * np.sqrt(lam))


def _points(lam: Any) -> Any:
    return 2.0 * _REACH * np.sqrt(lam) / _step(lam) + 2.0


def _count(lam: Any) -> int:
    return int(_points(lam))


def _start(away: Any, lam: Any) -> Any:
    """Of u = x - |h|; the largest summand lies at x = max(0, |h| - Λ)."""
    return -np.minimum(away, lam) - _REACH * np.sqrt(lam)


def _exponent(u: Any, x: Any, lam: Any) -> Any:
    """At |x|; what is missing of 1/(2 cosh(x/2)) is 1/(1 + e^-|x|)."""
    return -u * u / (4.0 * lam) - 0.5 * x


def _values(h: np.ndarray, lam: np.ndarray, wanted: Sequence[Orders]) -> list[np.ndarray]:
    """S is even, so it is enough to look at |h|."""
    side = np.where(np.real(h) < 0.0, -1.0, 1.0)
    away = side * h
    step, first = _step(np.real(lam)), _start(np.real(away), np.real(lam))
    real = first[:, None] + step[:, None] * np.arange(_count(np.real(lam).max()))
    u = real + (np.real(away) - away)[:, None]
    x = np.abs(np.real(away[:, None] + u))
    terms = Sum(
        u,
        _exponent(u, x, lam[:, None]),
        step[:, None] / (1.0 + np.exp(-x)),
        total=lambda v: v.sum(axis=1),
        largest=lambda v: v.max(axis=1),
        spread=lambda v: v[:, None],
    )
    jet = Jet(terms, lam, wanted)
    return [side**n * jet(n, by_lam) for n, by_lam in wanted]


def log_rates_per_S(orders: Orders, h: Any, reorganization_energy: Any, RT: Any) -> Any:
    """Derivatives by h and λ of ln(J/S) = ln 2cosh(h/2) - λ/4RT, J the rates of both directions together."""
    n, m = orders
    if m:
        return -0.25 / RT if (n, m) == (0, 1) else 0.0
    if n == 0:
        return log_2cosh_half(h) - 0.25 * reorganization_energy / RT
    by_tanh = np.polynomial.Polynomial([0.0, 0.5])
    for _ in range(n - 1):
        by_tanh = by_tanh.deriv() * np.polynomial.Polynomial([0.5, 0.0, -0.5])
    return by_tanh(np.tanh(0.5 * h))


_BOTH = MetalRates()


@dataclass(frozen=True)
class Metal(Donor):
    """A metal near its Fermi level: ρ = 1 at every energy, I = ∫ n_e e^{-(Λ+h-x)²/4Λ} dx.

    With it the rate is that of Marcus, Hush and Chidsey: C. E. D. Chidsey, Science 251 (1991) 919.
    """

    monotone: ClassVar[bool] = True

    def reduction(self, h: Any, ratio: Any, reorganization_energy: Any, RT: Any) -> Any:
        return _BOTH(ratio, reorganization_energy / RT) * (1.0 / (1.0 + ratio))

    def plateau(self, reorganization_energy: Any, RT: Any) -> Any:
        return np.sqrt(4.0 * np.pi * reorganization_energy / RT)
