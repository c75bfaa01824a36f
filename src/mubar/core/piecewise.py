"""Piecewise polynomials: how data and one-variable functions enter the compiled solver.

A table is a list of knots and, on each interval, six coefficients in the local variable s = x - knot (degree
five at most). Beyond its ends it goes on linearly with the end slope, so that a Newton iterate that oversteps
still meets a finite, continuous function. An index of equal buckets over the range makes the look-up one
multiplication and, nearly always, one comparison, however uneven the knots.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np

from .errors import InputError, Problem

DEGREE = 5
Jet = tuple[np.ndarray, ...]
"""Value, first and second derivative."""


class PiecewisePolynomial:
    """Knots (m+1,), increasing, and coefficients (m, 6) of ascending powers of (x - knot).

    Two are equal when their numbers are; ``label`` is for printing.
    """

    def __init__(self, knots: np.ndarray, coefficients: np.ndarray, label: str = "f") -> None:
        self.knots = np.ascontiguousarray(knots, dtype=float)
        self.coefficients = np.ascontiguousarray(coefficients, dtype=float)
        self.label = label

    @cached_property
    def _digest(self) -> bytes:
        return hashlib.blake2b(self.knots.tobytes() + self.coefficients.tobytes(), digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PiecewisePolynomial) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)

    def __call__(self, x: Any, order: int = 0) -> Any:
        """Value or derivative of ``order`` at ``x`` (any shape); linear beyond the ends. Complex x counts by
        its real part.
        """
        x = np.asarray(x)
        real = x.real
        inside = np.minimum(np.maximum(real, self.knots[0]), self.knots[-1])
        beyond = real != inside
        at = np.where(beyond, inside, x) if np.iscomplexobj(x) else inside
        i = np.searchsorted(self.knots[1:-1], inside, side="right")
        s, c = at - self.knots[i], [column[i] for column in self._columns]
        value = _horner(c, s, order)
        if not beyond.any():
            return value
        if order == 0:
            return value + (x - at) * _horner(c, s, 1)
        return value if order == 1 else np.where(beyond, 0.0, value)[()]

    @cached_property
    def _columns(self) -> list[np.ndarray]:
        return list(np.ascontiguousarray(self.coefficients.T))

    def packed(self) -> np.ndarray:
        """The flat array that compiled kernels read: header, bucket index, and a row for each interval.

        The header is lo, hi, buckets per x, number of the last bucket. The index holds, as the bits of whole
        numbers, where the rows begin that a bucket may lie in. A row is the interval's end (infinite for the
        last), its start, its coefficients: eight numbers, one or two lines of a processor's cache.
        """
        index = self._index()
        lo, hi, buckets = self.knots[0], self.knots[-1], len(index)
        rows = np.column_stack([np.append(self.knots[1:-1], np.inf), self.knots[:-1], self.coefficients])
        header = np.array([lo, hi, buckets / (hi - lo), buckets - 1], dtype=float)
        return np.concatenate([header, (index * rows.shape[1]).astype(np.int64).view(float), rows.ravel()])

    def _index(self) -> np.ndarray:
        """For equal buckets over the range, the interval in which each begins."""
        buckets = max(4, 2 * len(self.coefficients))
        left = self.knots[0] + (self.knots[-1] - self.knots[0]) * np.arange(buckets) / buckets
        return np.clip(np.searchsorted(self.knots, left, side="right") - 1, 0, len(self.coefficients) - 1)


def _horner(c: list[np.ndarray], s: Any, order: int) -> Any:
    total: Any = 0.0
    for p in range(DEGREE, order - 1, -1):
        total = total * s + math.perm(p, order) * c[p]
    return total + 0.0 * s if order > DEGREE else total


def hermite(knots: np.ndarray, start: Jet, end: Jet, label: str = "f") -> PiecewisePolynomial:
    """Quintic through value, slope and curvature at the ``start`` and ``end`` of every interval."""
    h = np.diff(knots)
    (f0, a0, b0), (f1, a1, b1) = start, end
    rise = f1 - f0 - a0 * h - 0.5 * b0 * h * h
    slope = (a1 - a0 - b0 * h) * h
    curve = (b1 - b0) * h * h
    c = np.stack(
        [
            f0,
            a0,
            0.5 * b0,
            (10 * rise - 4 * slope + 0.5 * curve) / h**3,
            (-15 * rise + 7 * slope - curve) / h**4,
            (6 * rise - 3 * slope + 0.5 * curve) / h**5,
        ],
        axis=1,
    )
    return PiecewisePolynomial(knots, c, label)


def tabulate(
    jet: Callable[[np.ndarray], Jet],
    lo: float,
    hi: float,
    tolerance: float = 1e-9,
    label: str = "f",
    breakpoints: Iterable[float] = (),
    max_intervals: int = 20000,
) -> PiecewisePolynomial:
    """A function as quintic pieces, halved until each is right within ``tolerance`` × the function's range.

    Where it leaves its range by a factor (at a pole) the error may grow by that factor's square, as rounding
    does, up to 1e3 × ``tolerance`` of the value.
    ``jet(x)`` returns value, first and second derivative, which may jump at ``breakpoints``. The error is
    looked at in the quarters of each interval, where half of it is allowed; there are 32 intervals to start
    with, so what is narrower than 1/128 of the length may be missed. Where the function isn't finite at an
    end (a logarithm), the table ends 1e-9 of the length before. Raises `InputError` where the function isn't
    finite inside, or can't be followed with ``max_intervals``.
    """
    inner = [x for x in breakpoints if lo < x < hi]
    knots = np.unique(np.concatenate([np.linspace(lo, hi, 33), inner]))
    ends = np.array(jet(knots[[0, -1]]))
    finite = np.asarray(np.isfinite(ends).all(axis=0))
    knots[[0, -1]] += np.array([1.0, -1.0]) * np.where(finite, 0.0, _END * (hi - lo))
    # a jet at every knot, as seen from its right and from its left
    kinks = np.isin(knots, inner)
    right, left = (_stacked(jet, np.where(kinks, np.nextafter(knots, to), knots)) for to in (np.inf, -np.inf))
    middle, scale = _range(right[0], finite)
    while True:
        bad = ~(np.isfinite(right) & np.isfinite(left)).all(axis=0)
        if bad.any():
            found = f"a value or slope that is not finite at {knots[bad][0]:.6g}"
            raise InputError([Problem(label, found, f"a finite function on [{lo:.6g}, {hi:.6g}]")])
        piece = hermite(knots, tuple(right[:, :-1]), tuple(left[:, 1:]), label)
        h, outside = np.diff(knots), np.abs(right[0] - middle)
        outside = np.maximum(outside[:-1], outside[1:])
        allowed = np.maximum(scale, outside * np.minimum(outside / scale, _COARSER))
        allowed = 0.5 * tolerance * np.minimum(allowed, max(scale, float(np.ptp(right[0]))))
        probes = knots[:-1, None] + h[:, None] * np.array([0.25, 0.5, 0.75])
        exact = _stacked(jet, probes.ravel())
        error = np.abs(exact[0].reshape(probes.shape) - piece(probes)).max(axis=1)
        refine = ~(error <= allowed) & (h > _NARROWEST * (hi - lo))
        if not refine.any():
            return piece
        if len(knots) > max_intervals:
            found = f"a function that varies too fast near {knots[:-1][refine][0]:.6g}"
            raise InputError([Problem(label, found, f"one that {max_intervals} intervals can follow")])
        between = exact.reshape(3, *probes.shape)[:, refine, 1]
        at = np.flatnonzero(refine) + 1
        knots = np.insert(knots, at, probes[refine, 1])
        right, left = np.insert(right, at, between, axis=1), np.insert(left, at, between, axis=1)


def _range(values: np.ndarray, finite: np.ndarray) -> tuple[float, float]:
    """Middle and width of the range of ``values`` at evenly spaced points; how high a pole's flank happens to
    reach at the end does not count.
    """
    inside = values[1:-1]
    inside = inside[np.isfinite(inside)] if np.isfinite(inside).any() else np.zeros(1)
    seen = values[(0 if finite[0] else 1) : (None if finite[1] else -1)]
    width = min(float(np.ptp(seen)), _FLANK * float(np.ptp(inside)))
    return float(np.median(inside)), max(width, 1e-3 * float(np.max(np.abs(inside))), 1e-300)


def _stacked(jet: Callable[[np.ndarray], Jet], x: np.ndarray) -> np.ndarray:
    return np.stack(jet(x))


_END = 1e-9
_FLANK = 1e3
"""How far the ends may widen the range of what is between them."""
_COARSER = 1e3
"""How far the relative error may grow towards a pole."""
_NARROWEST = 1e-12
"""Share of the length below which an interval isn't halved: there is a jump."""
