"""What was measured of a host: open-circuit potentials at filled fractions."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..core import unit_names
from ..core.columns import Quantity, read_table
from ..core.errors import InputError, Problem
from .arguments import filled_fraction, one_temperature

FILLED = Quantity(("x", "X", "filling", "filled fraction", "stoichiometry"), unit_names.NUMBER)
POTENTIAL = Quantity(
    ("U", "u", "V", "OCP", "OCV", "open-circuit potential", "open-circuit voltage", "potential", "voltage"),
    unit_names.VOLTAGE,
)


@dataclass(frozen=True, eq=False)
class OCPData:
    """Open-circuit potentials ``U`` against lithium metal, V, at filled fractions ``x``; (n,), sorted by x.

    T: K. error: standard error of the potentials, V, one number or (n,); None if it isn't known, and is then
    taken as the same for all. name: for legends and messages. Raises `InputError`.
    """

    x: Any
    U: Any
    T: float = 298.15
    error: Any = None
    name: str = "measured"

    def __post_init__(self) -> None:
        object.__setattr__(self, "T", one_temperature(self.T, f"{self.name}: T"))
        x = _row(self.x, f"{self.name}: x", np.size(self.x))
        filled_fraction(x, f"{self.name}: x")
        order = np.argsort(x, kind="stable")
        object.__setattr__(self, "x", x[order])
        object.__setattr__(self, "U", _row(self.U, f"{self.name}: U", x.size)[order])
        if self.error is not None:
            error = _row(np.broadcast_to(self.error, x.shape), f"{self.name}: error", x.size)
            if not (error > 0.0).all():
                raise InputError.one(f"{self.name}: error", float(error.min()), "standard errors above 0 V")
            object.__setattr__(self, "error", error[order])

    @classmethod
    def from_csv(cls, path: str | PathLike[str], T: float = 298.15, error: Any = None) -> Self:
        """The columns x and U of a text file, found by their names and units (`mubar.core.columns`).

        Raises `InputError` for files that can't be read, have no such columns, or hold what is no number,
        with the line.
        """
        table = read_table(path, FILLED, POTENTIAL)
        x, U = table.numbers(FILLED, POTENTIAL)
        return cls(x, U, T, error, Path(path).name)


def _row(values: Any, where: str, n: int) -> np.ndarray:
    try:
        row = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise InputError.one(where, values, "a row of numbers") from None
    if row.shape != (n,) or not n:
        raise InputError(
            [Problem(where, f"an array of shape {row.shape}", f"a row of {n or 'some'} numbers")]
        )
    bad = np.flatnonzero(~np.isfinite(row))
    if bad.size:
        raise InputError.one(f"{where}[{bad[0]}]", float(row[bad[0]]), "a finite number")
    return row
