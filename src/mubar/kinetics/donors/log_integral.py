"""Logarithms of integrals with a Gaussian of the reaction's energy, and all their derivatives.

S(h) = ∫ ρ(x) e^{-(h-x)²/4Λ} / (2 cosh(x/2)) dx as a sum over nodes x. Its logarithm is a cumulant generating
function: with u = x - h distributed as the summands,

    ∂ ln S/∂h = <u>/2Λ,   ∂² ln S/∂h² = κ₂/(2Λ)² - 1/2Λ,   ∂ⁿ ln S/∂hⁿ = κₙ/(2Λ)ⁿ

and because S/√Λ obeys the heat equation, ∂S/∂Λ = ∂²S/∂h² + S/2Λ, whatever ρ is. Sums are taken relative to
their largest term, so that nothing overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, factorial
from typing import Any

import numpy as np

from ...core.special import Orders


@dataclass(frozen=True)
class Sum:
    """Terms weight · e^exponent at distances ``u`` = x - h, some for every value of h.

    ``total`` adds the terms of each h, ``largest`` finds the largest, ``spread`` gives each term what belongs
    to its h.
    """

    u: np.ndarray
    exponent: np.ndarray
    weight: Any
    total: Callable[[np.ndarray], np.ndarray]
    largest: Callable[[np.ndarray], np.ndarray]
    spread: Callable[[np.ndarray], np.ndarray]

    def log_and_cumulants(self, top: int) -> tuple[np.ndarray, list[np.ndarray]]:
        """The logarithm of the sum, and the cumulants of u from the first to the ``top``-th."""
        peak = self.largest(np.real(self.exponent))
        terms = self.weight * np.exp(self.exponent - self.spread(peak))
        total = self.total(terms)
        log = peak + np.log(total)
        if not top:
            return log, []
        mean = self.total(terms * self.u) / total
        power = np.ones_like(terms)
        moments: list[Any] = [None, None]
        deviation = self.u - self.spread(mean)
        for k in range(1, top + 1):
            power = power * deviation
            if k > 1:
                moments.append(self.total(terms * power) / total)
        return log, [mean, *_central_to_cumulants(moments)]


def _central_to_cumulants(moments: list[Any]) -> list[Any]:
    """Cumulants from the second on, from central moments μ₂, μ₃, ... (McCullagh 1987, ch. 2)."""
    cumulants = list(moments)
    for n in range(4, len(moments)):
        cumulants[n] = moments[n] - sum(
            comb(n - 1, m - 1) * cumulants[m] * moments[n - m] for m in range(2, n - 1)
        )
    return cumulants[2:]


class Jet:
    """∂ⁿ⁺ˡ ln S/∂hⁿ∂Λˡ of the ``wanted`` orders (n, l), from the logarithm and cumulants of a
    `Sum`.
    """

    def __init__(self, terms: Sum, lam: np.ndarray, wanted: Sequence[Orders]) -> None:
        log, cumulants = terms.log_and_cumulants(max(n + 2 * by_lam for n, by_lam in wanted))
        self.lam = lam
        self.by_h = [log, *(c / (2.0 * lam) ** (n + 1) for n, c in enumerate(cumulants))]
        if len(self.by_h) > 2:
            self.by_h[2] = self.by_h[2] - 0.5 / lam

    def __call__(self, n: int, m: int) -> Any:
        """By the heat equation for ln S: ∂/∂Λ = ∂²/∂h² + (∂/∂h)² + 1/2Λ, differentiated by Leibniz' rule."""
        if m == 0:
            return self.by_h[n]
        squared = sum(
            comb(n, i) * comb(m - 1, k) * self(i + 1, k) * self(n - i + 1, m - 1 - k)
            for i in range(n + 1)
            for k in range(m)
        )
        own = 0.5 * (-1) ** (m - 1) * factorial(m - 1) / self.lam**m if n == 0 else 0.0
        return self(n + 2, m - 1) + squared + own


def log_2cosh_half(x: Any) -> Any:
    """ln(2 cosh(x/2)) without overflow; complex x by its real part's sign."""
    away = np.where(np.real(x) < 0.0, -x, x)
    return 0.5 * away + np.log1p(np.exp(-away))
