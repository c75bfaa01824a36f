"""Measured conductivities, or diffusivities, over temperature."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..core import unit_names
from ..core.columns import Quantity, read_table
from ..core.errors import InputError, Problem, clip

TEMPERATURE = Quantity(("temperature", "T", "temp"), unit_names.TEMPERATURE)
CONDUCTIVITY = Quantity(
    ("conductivity", "ionic conductivity", "kappa", "sigma", "κ", "σ"), unit_names.CONDUCTIVITY
)
DIFFUSIVITY = Quantity(("diffusivity", "diffusion coefficient", "D"), unit_names.DIFFUSIVITY)
RELATIVE_ERROR = Quantity(("relative error", "relative uncertainty"), unit_names.NUMBER)
_COLD = 150.0
"""Where nothing that moves ions is measured; a file below means degrees Celsius."""


@dataclass(frozen=True, eq=False)
class TemperatureData:
    """A positive quantity measured over temperature.

    T: (n,), K; value: (n,), such as S/m; relative_error: its standard error over its value, a number or
    (n,), or None where it isn't known. ``quantity`` and ``unit`` say in words what it is. Raises
    `InputError`.
    """

    T: Any
    value: Any
    relative_error: Any = None
    name: str = "measured"
    quantity: str = "conductivity"
    unit: str = "S/m"

    def __post_init__(self) -> None:
        problems = []
        for name in ("T", "value", "relative_error"):
            given = getattr(self, name)
            if given is None and name == "relative_error":
                continue
            try:
                array = np.array(given, dtype=float)
            except (TypeError, ValueError):
                problems.append(Problem(f"TemperatureData.{name}", clip(given), "numbers above 0"))
                continue
            object.__setattr__(self, name, array)
            expected, hint, most = "a number above 0", "", np.inf
            if name == "relative_error":
                expected, hint, most = "a part above 0 and below 1", "2 % are 0.02.", 1.0
            bad = np.flatnonzero(~((array > 0.0) & (array < most)))
            if bad.size:
                place, found = f"TemperatureData.{name}[{bad[0]}]", f"{array.ravel()[bad[0]]:g}"
                problems.append(Problem(place, found, expected, hint))
        if not problems and (self.T.ndim != 1 or self.T.shape != self.value.shape):
            found = f"shapes {self.T.shape} and {self.value.shape}"
            problems.append(Problem("TemperatureData", found, "one value for each temperature"))
        error = self.relative_error
        if not problems and error is not None and error.shape not in ((), self.T.shape):
            expected = "one number, or one a point"
            problems.append(Problem("TemperatureData.relative_error", f"shape {error.shape}", expected))
        if problems:
            raise InputError(problems)

    @classmethod
    def from_csv(cls, path: str | PathLike[str], relative_error: Any = None) -> Self:
        """Temperature (K or °C) and conductivity or diffusivity from the columns of a text file.

        Columns are found by their names and units (`mubar.core.columns`); one of the relative error counts
        unless ``relative_error`` is given. Raises `InputError` for files that can't be read, have no such
        columns, or hold what is no number above 0, with the line.
        """
        table = read_table(path, TEMPERATURE, CONDUCTIVITY, DIFFUSIVITY, RELATIVE_ERROR)
        quantity = next((q for q in (CONDUCTIVITY, DIFFUSIVITY) if q in table.columns), CONDUCTIVITY)
        wanted = [TEMPERATURE, quantity]
        if relative_error is None and RELATIVE_ERROR in table.columns:
            wanted.append(RELATIVE_ERROR)
        T, value, *errors = table.numbers(*wanted)
        if T.max() < _COLD:
            found = f"temperatures up to {T.max():g} K"
            hint = "Degrees Celsius have to be named: 'temperature / degC'."
            raise InputError([Problem(str(path), found, "the temperatures of an electrolyte", hint)])
        unit = quantity.units.units[0].spellings[0]
        error = errors[0] if errors else relative_error
        try:
            return cls(T, value, error, Path(path).name, str(quantity), unit)
        except InputError as e:
            raise e.moved(lambda where: f"{path}, {where.removeprefix('TemperatureData.')}") from None

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest temperature, K."""
        return float(self.T.min()), float(self.T.max())
