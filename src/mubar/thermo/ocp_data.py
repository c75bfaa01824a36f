"""What was measured of a host: open-circuit potentials at filled fractions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..core.errors import InputError, Problem, clip
from .arguments import filled_fraction, one_temperature

_HEADER = "a header that names x and U, such as 'x,U / V'"


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
        """The columns x and U (V) of a text file: comma, semicolon or tab; ``U / V`` or ``U [V]`` is U.

        Raises `InputError` for files that can't be read, have no such columns, or hold what is no number,
        with the line.
        """
        name = str(path)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as fault:
            found = (fault.strerror or str(fault)).lower()
            raise InputError([Problem(name, found, "a file that can be read")]) from None
        except UnicodeDecodeError:
            raise InputError([Problem(name, "bytes that are not text", "a text file in UTF-8")]) from None
        lines = text.splitlines()
        delimiter = max(",;\t", key=lines[0].count) if lines else ","
        rows = [row for row in enumerate(csv.reader(lines, delimiter=delimiter), 1) if any(row[1])]
        labels = [label.partition("/")[0].partition("[")[0].strip() for label in rows[0][1]] if rows else []
        if not {"x", "U"} <= set(labels):
            raise InputError([Problem(name, clip(lines[0]) if lines else "an empty file", _HEADER)])
        columns = [[_number(row, labels.index(c), f"{name}, line {n}") for n, row in rows[1:]] for c in "xU"]
        return cls(columns[0], columns[1], T, error, Path(path).name)


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


def _number(row: list[str], column: int, where: str) -> float:
    text = row[column] if column < len(row) else ""
    try:
        return float(text)
    except ValueError:
        raise InputError.one(where, text, "a number in each of the columns x and U") from None
