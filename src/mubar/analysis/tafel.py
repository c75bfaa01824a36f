"""Tafel lines: transfer coefficient and exchange current from the slope of ln|j|."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..core.constants import F, R
from ..core.errors import InputError, Problem
from ..kinetics.polarization import PolarizationCurve
from .comparison import CLEAR
from .least_squares import Fit, Unknown, least_squares


@dataclass(frozen=True, eq=False)
class TafelLine:
    """A straight line through ln|current density| over overpotential.

    slope: V per decade, positive for oxidation, negative for reduction. transfer_coefficient: (RT/F)
    d ln|j|/d|η|, of the direction in which the current flows. exchange_current_density: where the line meets
    η = 0, A/m². Each has its standard error. warnings: what to know first, such as that the line is none.
    """

    slope: float
    transfer_coefficient: float
    transfer_coefficient_error: float
    exchange_current_density: float
    exchange_current_density_error: float
    fit: Fit
    warnings: tuple[str, ...]

    @property
    def slope_error(self) -> float:
        """V per decade."""
        return abs(self.slope) * self.transfer_coefficient_error / abs(self.transfer_coefficient)


def tafel_line(curve: PolarizationCurve, low: float, high: float) -> TafelLine:
    """The line through ln|j| of the points with ``low`` <= η <= ``high``, V, on one side of η = 0.

    The reverse reaction is neglected: stay beyond 3RT/F, where it is 5 % (A. J. Bard, L. R. Faulkner, H. S.
    White, Electrochemical Methods, 3rd ed., ch. 3). `allen_hickling_line` needs no such margin. Raises
    `InputError`.
    """
    if low * high <= 0.0 or not low < high:
        found = f"{low!r} to {high!r} V"
        raise InputError([Problem("overpotentials", found, "a range on one side of η = 0, low before high")])
    chosen = (curve.eta >= low) & (curve.eta <= high)
    eta, j = curve.eta[chosen], curve.current_density[chosen]
    wrong = np.flatnonzero(np.sign(j) != math.copysign(1.0, low))
    if wrong.size:
        found = f"{j[wrong[0]]:g} A/m² at {eta[wrong[0]]:g} V"
        raise InputError([Problem(curve.name, found, "current in the direction of the overpotential")])
    return _line(curve, chosen, np.log(np.abs(j)), math.copysign(1.0, low))


def allen_hickling_line(curve: PolarizationCurve) -> TafelLine:
    """The line through ln[j/(1 - exp(-Fη/RT))] of all points, either side of η = 0.

    For one electron that is the oxidation's own current, whatever the rate law (de Donder), so that no point
    near equilibrium is lost; ``transfer_coefficient`` is the anodic one, the cathodic is 1 less it (P. L.
    Allen and A. Hickling, Trans. Faraday Soc. 53 (1957) 1626). Raises `InputError`.
    """
    return _line(curve, np.isfinite(curve.eta), np.log(oxidation_current(curve)), 1.0)


def oxidation_current(curve: PolarizationCurve) -> np.ndarray:
    """j/(1 - exp(-Fη/RT)), (n,), A/m²: the current density of oxidation alone, for one electron.

    Raises `InputError` at η = 0, and where current and overpotential differ in sign.
    """
    f = F / (R * curve.T) * curve.eta
    wrong = np.flatnonzero(~(curve.current_density * f > 0.0))
    if wrong.size:
        i = wrong[0]
        found = f"{curve.current_density[i]:g} A/m² at {curve.eta[i]:g} V"
        raise InputError([Problem(curve.name, found, "current in the direction of the overpotential")])
    return curve.current_density / -np.expm1(-f)


def _line(curve: PolarizationCurve, chosen: np.ndarray, height: np.ndarray, side: float) -> TafelLine:
    f = (F / (R * curve.T) * curve.eta)[chosen]
    known = curve.error is not None
    error = (curve.error / np.abs(curve.current_density))[chosen] if known else 1.0
    if f.size < 3:
        raise InputError([Problem(curve.name, f"{f.size} points in the range", "at least 3")])
    straight = {"ln_j0": Unknown(float(height.mean())), "slope": Unknown(0.5 * side)}

    def of_line(p: Mapping[str, float]) -> np.ndarray:
        return (p["ln_j0"] + p["slope"] * f - height) / error

    fit = least_squares(of_line, straight, error_known=known)
    warnings = list(fit.warnings)
    if f.size > 5:
        bent = least_squares(
            lambda p: of_line(p) + p["bend"] * f**2 / error,
            {**straight, "bend": Unknown(0.0)},
            error_known=known,
        )
        if fit.aicc - bent.aicc > CLEAR:
            ends = [bent.values["slope"] + 2.0 * bent.values["bend"] * at for at in (f.min(), f.max())]
            warnings.append(
                f"the points lie on a curve: the transfer coefficient changes from {side * ends[0]:.3g} to "
                f"{side * ends[1]:.3g} over them"
            )
    alpha, j0 = side * fit.values["slope"], math.exp(fit.values["ln_j0"])
    temperature = float(np.mean(curve.T[chosen]))
    return TafelLine(
        side * R * temperature * math.log(10.0) / (F * alpha),
        alpha,
        fit.standard_errors["slope"],
        j0,
        j0 * fit.standard_errors["ln_j0"],
        fit,
        tuple(warnings),
    )
