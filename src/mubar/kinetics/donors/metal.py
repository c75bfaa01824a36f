"""A metal: the same density of states at every energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.expr import Expr, as_expr
from ...core.special import LogIntegral, Orders, Special
from .donor import Donor
from .log_integral import Jet, Sum

_REACH = 12.2
"""In √Λ: Gaussians are below 1e-16 of their peak from there on."""
_BLOCK = 1 << 14
"""Terms that are held at once."""


class MetalIntegral(Special):
    """ln S(h, Λ) of ρ = 1, by the trapezoidal rule.

    For analytic integrands the rule converges exponentially (Trefethen & Weideman, SIAM Rev. 56 (2014) 385).
    The summand has its poles at x = ±iπ and a Gaussian's width √(2Λ); steps min(0.4, 0.8 √Λ) leave errors
    below 1e-14, relative to S, for every h. The terms reach 12.2 √Λ to both sides of the largest one.
    """

    label = r"\ln S"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MetalIntegral)

    def __hash__(self) -> int:
        return hash(MetalIntegral)

    def span(self, *parameters: Any) -> tuple[float, float]:
        """To where S is e^{±h/2} within rounding, or 150 RT/F if that is more than any cell sees."""
        (lam,) = parameters
        far = min(lam + 2.0 * _REACH * np.sqrt(lam) + 40.0, 150.0)
        return -far, far

    @property
    def log_integral(self) -> LogIntegral:
        h, lam, u = map(Expr.symbol, ("h", "lam", "u"))
        away = abs(h)
        x = abs(away + u)
        term = _exponent(u, x, lam) - np.log1p(np.exp(-x))
        return LogIntegral(("h", "lam"), _start(away, lam), _step(lam), as_expr(_points(lam)), term)

    def values(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        h, lam = np.broadcast_arrays(*args)
        shape, flat_h, flat_lam = h.shape, h.ravel(), lam.ravel()
        found = np.empty((len(wanted), h.size), dtype=np.result_type(h, lam, np.float64))
        order = np.argsort(np.real(flat_lam), kind="stable")  # alike ones together
        start = 0
        while start < len(order):
            rows = order[start : start + max(1, _BLOCK // _count(np.real(flat_lam[order[start]])))]
            rows = rows[: max(1, _BLOCK // _count(np.real(flat_lam[rows[-1]])))]
            found[:, rows] = _values(flat_h[rows], flat_lam[rows], wanted)
            start += len(rows)
        return [one.reshape(shape)[()] for one in found]


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


_INTEGRAL = MetalIntegral()


@dataclass(frozen=True)
class Metal(Donor):
    """A metal near its Fermi level: ρ = 1 at every energy, S = ∫ e^{-(h-x)²/4Λ}/(2 cosh(x/2)) dx.

    With it the rate is that of Marcus, Hush and Chidsey: C. E. D. Chidsey, Science 251 (1991) 919.
    """

    monotone: ClassVar[bool] = True

    def __call__(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        return _INTEGRAL(h, reorganization_energy / RT)

    def plateau(self, reorganization_energy: Any, RT: Any) -> Any:
        return np.sqrt(4.0 * np.pi * reorganization_energy / RT)
