"""What may be asked of a thermodynamic law: filled fractions between 0 and 1, temperatures above 0 K."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.errors import InputError
from ..core.expr import Expr


def filled_fraction(x: Any, where: str = "x") -> None:
    """Raises `InputError` naming the first value that doesn't lie between 0 and 1. Symbols pass."""
    _held(x, where, lambda v: (v > 0.0) & (v < 1.0), "a filled fraction above 0 and below 1")


def temperature(T: Any, where: str = "T") -> None:
    """Raises `InputError` naming the first value that isn't a temperature above 0 K. Symbols pass."""
    _held(T, where, lambda v: (v > 0.0) & (v < np.inf), "a temperature above 0 K")


def branch_state(h: Any, where: str = "h") -> None:
    """Raises `InputError` naming the first value that is no state of hysteresis, -1 to 1. Symbols pass."""
    _held(h, where, lambda v: np.abs(v) <= 1.0, "a state from -1 (lithiation) to 1 (delithiation)")


def finite(values: Any, where: str) -> None:
    """Raises `InputError` naming the first value that isn't a finite number. Symbols pass."""
    _held(values, where, np.isfinite, "a finite number")


def one_temperature(T: Any, where: str = "T") -> float:
    """``T`` as a number. Raises `InputError`."""
    temperature(T, where)
    if isinstance(T, Expr) or np.ndim(T):
        raise InputError.one(where, T, "one temperature, in K")
    return float(T)


def _held(values: Any, where: str, admits: Any, expected: str) -> None:
    if isinstance(values, Expr):
        return
    array: Any = np.asarray(values)
    if array.dtype.kind not in "fciu":
        raise InputError.one(where, values, expected)
    bad = np.argwhere(~np.asarray(admits(array.real)))
    if len(bad):
        first = tuple(int(i) for i in bad[0])
        place = f"{where}[{', '.join(map(str, first))}]" if first else where
        raise InputError.one(place, float(array.real[first]), expected)
