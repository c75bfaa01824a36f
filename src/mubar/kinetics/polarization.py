"""What was measured at an interface: current densities at overpotentials."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..core import unit_names
from ..core.bounds import ANY, POSITIVE, TEMPERATURE, Bounds
from ..core.columns import Quantity, read_table
from ..core.errors import InputError, Problem

OVERPOTENTIAL = Quantity(("eta", "η", "overpotential", "polarization", "polarisation"), unit_names.VOLTAGE)
CURRENT_DENSITY = Quantity(("j", "i", "current density"), unit_names.CURRENT_DENSITY)


@dataclass(frozen=True, eq=False)
class PolarizationCurve:
    """Current densities measured at overpotentials. Arrays are (n,), finite; oxidation is positive.

    eta: V. current_density: A/m². x, c_plus, T: filled fraction, cation activity, temperature (K), each one
    number or (n,). error: standard error of the current densities, A/m², one number or (n,); None if it isn't
    known: it is then taken as the same fraction of every current, and all have to flow in the direction of
    their overpotentials. name: for legends and messages.
    Raises `InputError` with everything that is wrong.
    """

    eta: np.ndarray
    current_density: np.ndarray
    x: Any = 0.5
    c_plus: Any = 1.0
    T: Any = 298.15
    error: Any = None
    name: str = "measured"

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        n = np.size(self.eta)
        for field in ("eta", "current_density", "x", "c_plus", "T", "error"):
            given = getattr(self, field)
            if given is None and field == "error":
                continue
            try:
                row = np.broadcast_to(np.asarray(given, dtype=float), (n,))
            except (TypeError, ValueError):
                what = "numbers" if field == "eta" else f"one number, or {n} as of eta"
                problems.append(Problem(f"{self.name}: {field}", f"{_shape(given)}", what))
                continue
            object.__setattr__(self, field, row)
            bad = np.flatnonzero(~(np.isfinite(row) & _BOUNDS.get(field, ANY).hold(row)))
            if bad.size:
                found = f"{row[bad[0]]:g} at point {bad[0] + 1}"
                problems.append(Problem(f"{self.name}: {field}", found, _EXPECTED[field]))
        if not problems and self.error is None:
            against = np.flatnonzero(~(self.current_density * self.eta > 0.0))
            if against.size:
                i = int(against[0])
                found = f"{self.current_density[i]:g} A/m² at {self.eta[i]:g} V"
                hint = "Give the error of the current densities, or leave such points out."
                expected = "current in the direction of the overpotential"
                problems.append(Problem(f"{self.name}: current_density", found, expected, hint))
        if problems:
            raise InputError(problems)

    @classmethod
    def from_csv(
        cls, path: str | PathLike[str], x: Any = 0.5, c_plus: Any = 1.0, T: Any = 298.15, error: Any = None
    ) -> Self:
        """The columns eta and j of a text file, found by their names and units (`mubar.core.columns`).

        ``x``, ``c_plus``, ``T``, ``error``: as of the curve. Raises `InputError` for files that can't be
        read, have no such columns, or hold what is no number, with the line.
        """
        eta, j = read_table(path, OVERPOTENTIAL, CURRENT_DENSITY).numbers(OVERPOTENTIAL, CURRENT_DENSITY)
        return cls(eta, j, x, c_plus, T, error, Path(path).name)

    def residuals(self, model: Any) -> np.ndarray:
        """(n,): (``model`` - measured)/error, or ln(model/measured) where the error isn't known."""
        if self.error is None:
            return np.log(model / self.current_density)
        return (model - self.current_density) / self.error


_BOUNDS = {
    "x": Bounds(0.0, 1.0, open_low=True, open_high=True),
    "c_plus": POSITIVE,
    "T": TEMPERATURE,
    "error": POSITIVE,
}
_EXPECTED = {
    "eta": "finite overpotentials, V",
    "current_density": "finite current densities, A/m²",
    "x": "a fraction above 0 and below 1",
    "c_plus": "an activity above 0",
    "T": f"a temperature, {TEMPERATURE} K",
    "error": "a standard error above 0 A/m²",
}


def _shape(given: Any) -> str:
    try:
        shape = np.shape(given)
    except ValueError:
        shape = ()
    return f"an array of shape {shape}" if shape else repr(given)[:60]
