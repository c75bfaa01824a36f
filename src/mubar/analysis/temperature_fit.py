"""Laws of temperature fitted to measured conductivities (or diffusivities, fluidities)."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import Bounds
from ..core.errors import InputError, Problem
from ..core.evaluate import evaluate
from ..core.expr import Expr
from ..core.structure import numbers_of, with_symbols
from ..transport import VFT, WLF, TemperatureData, TemperatureLaw
from .least_squares import Fit, Unknown, least_squares
from .numbers import unknowns_of, with_numbers

_ABOVE_T0 = 0.999


@dataclass(frozen=True, eq=False)
class TemperatureFit:
    """``law`` with the numbers that describe the ``data`` best; how well, in ``fit``."""

    law: TemperatureLaw
    fit: Fit
    data: TemperatureData

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest temperature that was fitted, K."""
        return self.data.range

    def extrapolates(self, T: Any) -> np.ndarray:
        """Whether ``T``, K, lies outside the fitted range."""
        low, high = self.range
        return (np.asarray(T) < low) | (np.asarray(T) > high)

    def __call__(self, T: Any) -> Any:
        """The law at ``T``, K; warns (`ExtrapolationWarning`) outside the fitted range.

        Raises `InputError`.
        """
        outside = self.extrapolates(T)
        if outside.any():
            low, high = self.range
            first = float(np.asarray(T)[outside].flat[0])
            name = type(self.law).__name__
            said = f"{name} was fitted from {low:g} to {high:g} K and is asked for {first:g} K"
            warnings.warn(said, ExtrapolationWarning, stacklevel=2)
        return self.law(T)

    def __str__(self) -> str:
        low, high = self.range
        return f"{type(self.law).__name__} from {low:g} to {high:g} K\n{self.fit}"


class ExtrapolationWarning(UserWarning):
    """A fitted law is used where nothing was measured."""


def fit_temperature_law(
    law: TemperatureLaw | type[TemperatureLaw], data: TemperatureData, free: Iterable[str] | None = None
) -> TemperatureFit:
    """The numbers named in ``free`` for which ``law`` describes ``data`` best.

    A law starts from the numbers it has, a class (`Arrhenius`, `VFT`, `WLF`) near the data; WLF's reference
    is then the lowest temperature. By default all are free that are no convention
    (`TemperatureLaw.conventional`). Residuals are in ln κ, over the relative error where it is known, so
    that decades count alike. `mubar.analysis.compare` tells which of several laws the data support.
    Raises `InputError`, `UnknownNameError`.
    """
    if isinstance(law, type):
        if np.unique(data.T).size < 2:
            raise InputError.one("TemperatureData.T", data.T.tolist(), "at least two temperatures")
        law = law.near(data.T, data.value)
    if free is None:
        free = [name for name in numbers_of(law) if name not in law.conventional]
    unknowns = {n: _above_lowest(law, n, u, data) for n, u in unknowns_of(law, free).items()}
    twin, numbers = with_symbols(law, "law")
    logarithm = np.log(twin.value(Expr.symbol("T")))
    scale = 1.0 if data.relative_error is None else data.relative_error

    def residuals(values: Mapping[str, float]) -> np.ndarray:
        tried = {f"law.{name}": value for name, value in values.items()}
        return (evaluate(logarithm, {**numbers, **tried, "T": data.T}) - np.log(data.value)) / scale

    fit = least_squares(residuals, unknowns, error_known=data.relative_error is not None)
    return TemperatureFit(with_numbers(law, fit.values), fit, data)


def _above_lowest(law: TemperatureLaw, name: str, unknown: Unknown, data: TemperatureData) -> Unknown:
    """The unknown kept where every measured temperature is one that the law has a value for."""
    coldest, bounds = _ABOVE_T0 * float(data.T.min()), unknown.bounds
    if law.lowest >= coldest:
        found = f"{type(law).__name__} without values below {law.lowest:g} K"
        raise InputError([Problem("start of the fit", found, f"values from {coldest:g} K on")])
    if isinstance(law, VFT) and name == "T0":
        return Unknown(unknown.start, Bounds(bounds.low, coldest))
    if isinstance(law, WLF) and name == "C2":
        least = max(law.reference - coldest, 0.0)
        return Unknown(unknown.start, Bounds(least, law.reference, open_low=not least))
    return unknown
