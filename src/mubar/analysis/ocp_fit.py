"""Host materials fitted to measured open-circuit potentials."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..core.evaluate import evaluate
from ..core.expr import Expr
from ..core.structure import numbers_of, with_symbols
from ..thermo import HostMaterial, OCPData
from .least_squares import Fit, least_squares
from .numbers import unknowns_of, with_numbers


class FitWarning(UserWarning):
    """What to know before fitted numbers are used, such as that the data do not determine them."""


@dataclass(frozen=True, eq=False)
class OCPFit:
    """``host`` with the numbers that describe the ``data`` best; how well, in ``fit``."""

    host: HostMaterial
    fit: Fit
    data: OCPData

    @property
    def residuals(self) -> np.ndarray:
        """Fitted less measured potential, V, (n,)."""
        return self.host.open_circuit_potential(self.data.x, self.data.T) - self.data.U

    def __str__(self) -> str:
        rms = 1e3 * np.sqrt(np.mean(self.residuals**2))
        return f"{type(self.host).__name__} on {self.data.name}, rms {rms:.3g} mV\n{self.fit}"


def fit_ocp(host: HostMaterial, data: OCPData, free: Iterable[str] | None = None) -> OCPFit:
    """The numbers named in ``free`` for which ``host`` describes ``data`` best, from those it has.

    Names are dotted paths, ``omega``, ``coefficients.2``, ``galleries.0.width``; by default all that are no
    convention (`HostMaterial.conventional`). Residuals are in units of the data's error, or V. What the data
    don't determine is in the fit's warnings, and is warned of (`FitWarning`). Raises `InputError`,
    `UnknownNameError`.
    """
    if free is None:
        free = [name for name in numbers_of(host) if name not in host.conventional]
    unknowns = unknowns_of(host, free)
    # traced once: numbers are data
    twin, numbers = with_symbols(host, "host")
    potential = twin.open_circuit_potential(Expr.symbol("x"), data.T)
    scale = 1.0 if data.error is None else data.error

    def residuals(values: Mapping[str, float]) -> np.ndarray:
        tried = {f"host.{name}": value for name, value in values.items()}
        return (evaluate(potential, {**numbers, **tried, "x": data.x}) - data.U) / scale

    fit = least_squares(residuals, unknowns, error_known=data.error is not None)
    if fit.warnings:
        warnings.warn("; ".join(fit.warnings), FitWarning, stacklevel=2)
    return OCPFit(with_numbers(host, fit.values), fit, data)
