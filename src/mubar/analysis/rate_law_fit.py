"""Rate laws fitted to measured current densities, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..kinetics.base import RateLaw
from ..kinetics.polarization import PolarizationCurve
from .least_squares import Fit, least_squares
from .numbers import unknowns_of, with_numbers


@dataclass(frozen=True, eq=False)
class RateLawFit:
    """``law`` with the numbers that describe the ``curve`` best; how well, in ``fit``."""

    law: RateLaw
    fit: Fit
    curve: PolarizationCurve

    def __str__(self) -> str:
        return f"{type(self.law).__name__} on {self.curve.name}\n{self.fit}"


def fit_rate_law(law: RateLaw, curve: PolarizationCurve, free: Iterable[str]) -> RateLawFit:
    """The numbers named in ``free`` for which ``law`` describes ``curve`` best, from those it has.

    Names are dotted paths, ``exchange.rate_constant``; residuals are those of `PolarizationCurve`. Raises
    `InputError`, `UnknownNameError`.
    """

    def residuals(values: Mapping[str, float]) -> np.ndarray:
        model = with_numbers(law, values).current_density(
            curve.eta, x=curve.x, c_plus=curve.c_plus, T=curve.T
        )
        return curve.residuals(model)

    fit = least_squares(residuals, unknowns_of(law, free), error_known=curve.error is not None)
    return RateLawFit(with_numbers(law, fit.values), fit, curve)
