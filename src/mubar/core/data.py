"""Measured data as functions: which curve goes through the points, and what points are acceptable.

Beyond the first and last point every curve goes on as a straight line with the end slope.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from .errors import InputError, Problem, clip
from .piecewise import DEGREE, PiecewisePolynomial


class Interpolation(ABC):
    """A way to draw a curve through points."""

    @abstractmethod
    def pieces(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Coefficients (n - 1, k) of ascending powers of the distance from each interval's left end."""


@dataclass(frozen=True)
class Monotone(Interpolation):
    """Piecewise cubic with continuous slope that rises and falls only where the data do (PCHIP).

    Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300. The curvature is not continuous.
    """

    def pieces(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        from scipy.interpolate import PchipInterpolator

        return PchipInterpolator(x, y).c[::-1].T


@dataclass(frozen=True)
class C2(Interpolation):
    """Cubic spline with continuous curvature; smoother than `Monotone`, but it may overshoot between points.

    At the ends the third derivative is continuous (not-a-knot), or with ``natural`` the curvature is zero.
    """

    natural: bool = False

    def pieces(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        from scipy.interpolate import CubicSpline

        return CubicSpline(x, y, bc_type="natural" if self.natural else "not-a-knot").c[::-1].T


def interpolate(
    x: Any, y: Any, kind: Interpolation | None = None, label: str = "table"
) -> PiecewisePolynomial:
    """The curve through the points (x, y), `Monotone` unless ``kind`` says otherwise.

    Raises `InputError` with every fault of the data: lengths, numbers that are not finite, x not increasing.
    """
    problems = list(faults(x, y, label))
    if problems:
        raise InputError(problems)
    knots, values = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(knots) == 2:
        cubic = np.stack([values[:1], np.diff(values) / np.diff(knots)], axis=1)
    else:
        with np.errstate(all="ignore"):  # slopes near the smallest numbers
            cubic = (kind or Monotone()).pieces(knots, values)
    coefficients = np.zeros((len(knots) - 1, DEGREE + 1))
    coefficients[:, : cubic.shape[1]] = cubic
    return PiecewisePolynomial(knots, coefficients, label)


def faults(x: Any, y: Any, where: str) -> list[Problem]:
    """What is wrong with the points, if anything; ``where`` names the table in the messages."""
    columns = {}
    problems = []
    for name, values in (("x", x), ("y", y)):
        column, problem = _column(values, f"{where}/{name}")
        columns[name] = column
        problems += problem
    if problems:
        return problems
    a, b = columns["x"], columns["y"]
    if len(a) != len(b):
        return [Problem(where, f"{len(a)} values of x and {len(b)} of y", "as many of x as of y")]
    if len(a) < 2:
        return [Problem(where, f"{len(a)} points", "at least 2 points")]
    back = np.flatnonzero(np.diff(a) <= 0)
    if back.size:
        i = int(back[0])
        what = "twice" if a[i] == a[i + 1] else f"followed by {a[i + 1]:g}"
        hint = "Average the values measured at the same x." if a[i] == a[i + 1] else "Sort the points by x."
        return [
            Problem(
                f"{where}/x/{i}", f"{a[i]:g} {what}", "values of x that increase from point to point", hint
            )
        ]
    with np.errstate(over="ignore", invalid="ignore"):
        slopes = np.diff(b) / np.diff(a)
    steep = np.flatnonzero(~np.isfinite(slopes) | (np.abs(slopes) > 1e100))
    if steep.size:
        i = int(steep[0])
        return [
            Problem(
                f"{where}/x/{i}",
                f"points {a[i]:g} and {a[i + 1]:g} too close for their values",
                "a finite slope",
            )
        ]
    return []


def _column(values: Any, where: str) -> tuple[np.ndarray, list[Problem]]:
    empty = np.zeros(0)
    if isinstance(values, (str, bytes, dict)) or not hasattr(values, "__len__"):
        return empty, [Problem(where, clip(values), "a list of numbers")]
    if isinstance(values, (list, tuple)):
        for i, v in enumerate(values):
            if isinstance(v, (bool, str, bytes, list, tuple, dict)) or v is None:
                return empty, [Problem(f"{where}/{i}", clip(v), "a number")]
    try:
        column = np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return empty, [Problem(where, clip(values), "a list of numbers")]
    if column.ndim != 1:
        return empty, [Problem(where, f"an array of shape {column.shape}", "one row of numbers")]
    bad = np.flatnonzero(~np.isfinite(column))
    if bad.size:
        return empty, [Problem(f"{where}/{int(bad[0])}", f"{column[bad[0]]}", "a finite number")]
    return column, []
