"""Tables of two variables: polynomials of fifth degree in both on rectangles.

In the first variable they are made by halving equal intervals until a polynomial follows the function on
each: every one then is a whole number of the narrowest, so that a compiled look-up finds its place by one
multiplication and vectorises. In the second they are equal bands. Beyond its ends a table goes on linearly.
The function is asked for where a few polynomials of high degree need it, which then stand for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .chebyshev import Chebyshev, finite
from .errors import InputError, Problem

Values = Callable[[np.ndarray, np.ndarray], np.ndarray]
STARTS = 32
"""Intervals to begin with."""
MOST = 20000
"""Intervals, at most."""
_BANDS = tuple(2**i for i in range(7))
_ALONG, _ACROSS = Chebyshev(23), tuple(map(Chebyshev, (11, 23, 47)))
"""Samples of an interval of x, and of the whole of y: the first that do."""
_SHARE = 0.1
"""Of the allowed error, for the samples; a quarter is for the rectangles in either direction."""
_CELL = Chebyshev(5)
_POWERS = np.arange(_CELL.degree + 1)


class PlanePolynomial:
    """Knots (m+1,) of x, equal ``bands`` between ``low`` and ``high`` of y, and coefficients (m, bands, 6, 6)
    of ascending powers of x and y, counted from the rectangles' lower corners.
    """

    def __init__(
        self, knots: np.ndarray, low: float, high: float, coefficients: np.ndarray, label: str = "f"
    ) -> None:
        self.knots, self.low, self.high = knots, low, high
        self.coefficients, self.label = coefficients, label

    @property
    def starts(self) -> np.ndarray:
        """Of the bands, (bands,)."""
        return np.linspace(self.low, self.high, self.coefficients.shape[1] + 1)[:-1]

    def __call__(self, x: Any, y: Any) -> tuple[Any, Any, Any]:
        """Value and derivatives by x and y (broadcasting)."""
        x, y = np.broadcast_arrays(np.asarray(x, dtype=float), y)
        u, v = np.clip(x, self.knots[0], self.knots[-1]), np.clip(y, self.low, self.high)
        i = np.searchsorted(self.knots[1:-1], u, side="right")
        b = np.searchsorted(self.starts[1:], v, side="right")
        in_x, in_y = _powers(u - self.knots[i]), _powers(v - self.starts[b])
        value, by_x, by_y = (
            np.einsum("...i,...ij,...j->...", in_x[k], self.coefficients[i, b], in_y[m])
            for k, m in ((0, 0), (1, 0), (0, 1))
        )
        return value + (x - u) * by_x + (y - v) * by_y, by_x, by_y

    def packed(self) -> np.ndarray:
        """The flat array that compiled kernels read: header, index of cells, and a row for each rectangle.

        The header is lo, hi, cells per x, number of the last cell; the same of y and its bands. The index
        holds, as the bits of whole numbers, where the rows of a cell begin. A row is the rectangle's lower
        corner and its coefficients, those of one power of x together.
        """
        m, bands = self.coefficients.shape[:2]
        index, (lo, hi) = cells(self.knots), self.knots[[0, -1]]
        count = len(index)
        corners = np.stack(np.meshgrid(self.knots[:-1], self.starts, indexing="ij"), axis=2)
        rows = np.concatenate(
            [corners.reshape(m * bands, 2), self.coefficients.reshape(m * bands, -1)], axis=1
        )
        header = [lo, hi, count / (hi - lo), count - 1]
        header += [self.low, self.high, bands / (self.high - self.low), bands - 1]
        places = (index * bands * rows.shape[1]).astype(np.int64).view(float)
        return np.concatenate([header, places, rows.ravel()])


def _powers(s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ascending powers, (..., 6), and their derivatives."""
    powers = s[..., None] ** _POWERS
    return powers, _POWERS * s[..., None] ** np.maximum(_POWERS - 1, 0)


def cells(knots: np.ndarray) -> np.ndarray:
    """For cells as wide as the narrowest interval, the interval that each lies in."""
    whole = knots[-1] - knots[0]
    count = round(whole / np.diff(knots).min())
    middle = knots[0] + whole * (np.arange(count) + 0.5) / count
    return np.searchsorted(knots[1:-1], middle, side="right")


def fitted_plane(
    values: Values,
    span: tuple[float, float],
    across: tuple[float, float],
    error: float,
    relative: bool = False,
    label: str = "f",
) -> PlanePolynomial:
    """``values(x, y)`` on ``span`` × ``across`` within ``error``, absolute or, of a positive function,
    ``relative`` to where it is; looked at between the nodes.

    Raises `InputError` where the function isn't finite or can't be followed.
    """
    low, high = across

    def told(x: np.ndarray, part: np.ndarray) -> np.ndarray:
        found = values(x[:, :, None], low + (high - low) * part)
        finite(found, x[:, :, None], label)
        return np.log(found) if relative else found

    for degree in _ACROSS:
        samples = _samples(told, span, degree, error, label)
        bands = samples.bands(error, relative) if samples else None
        if samples and bands:
            break
    else:
        raise _too_fast(f"between {low:.6g} and {high:.6g}", _BANDS[-1], label)
    starts, widths, coefficients = samples.cells(bands, error, relative, label)
    coefficients /= (widths[:, None, None] ** _POWERS[:, None] * ((high - low) / bands) ** _POWERS)[:, None]
    order = np.argsort(starts)
    return PlanePolynomial(np.append(starts[order], span[1]), low, high, coefficients[order], label)


@dataclass(frozen=True)
class _Samples:
    """A function, or the logarithm of a positive one, on intervals of x: values (m, along, across) at the
    points of two polynomials.
    """

    starts: np.ndarray
    widths: np.ndarray
    values: np.ndarray
    degree: Chebyshev
    """In y."""

    def bands(self, error: float, relative: bool) -> int | None:
        """How many are narrow enough; None where the most are not."""
        for bands in _BANDS:
            at_nodes, between = np.split(self._across(bands), [len(_POWERS)], axis=3)
            if relative:
                at_nodes, between = np.exp(at_nodes), np.exp(between)
            off = np.abs(between - at_nodes @ _CELL.at_probes.T).max(axis=3)
            if (off <= 0.25 * error * (at_nodes.max(axis=3) if relative else 1.0)).all():
                return bands
        return None

    def _across(self, bands: int) -> np.ndarray:
        """At the nodes and probes of the bands' polynomials, (m, along, bands, 9)."""
        places = (np.arange(bands)[:, None] + np.append(_CELL.nodes, _CELL.probes)) / bands
        found = self.values @ self.degree.at(places.ravel()).T
        return found.reshape(*found.shape[:2], *places.shape)

    def cells(
        self, bands: int, error: float, relative: bool, label: str
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Starts and widths of intervals on which polynomials follow, and coefficients (., bands, 6, 6) of
        powers of the parts of a rectangle.
        """
        inside = self._across(bands)[..., : len(_POWERS)].reshape(*self.values.shape[:2], -1)
        which, place, size = np.arange(len(self.starts)), np.zeros(len(self.starts)), 1.0
        done: list[tuple[np.ndarray, ...]] = []
        while which.size:
            if sum(len(starts) for starts, *_ in done) + which.size > MOST:
                raise _too_fast(f"near {self.starts[which[0]]:.6g}", MOST, label)
            points = place[:, None] + size * np.append(_CELL.nodes, _CELL.probes)
            along = _ALONG.at(points.ravel()).reshape(*points.shape, -1)
            found = (along @ inside[which]).reshape(*points.shape, bands, -1)
            at_nodes, between = np.split(np.exp(found) if relative else found, [len(_POWERS)], axis=1)
            off = np.abs(between - np.tensordot(_CELL.at_probes, at_nodes, (1, 1)).swapaxes(0, 1))
            allowed = 0.25 * error * (at_nodes.max(axis=(1, 3)) if relative else 1.0)
            fine = (off.max(axis=(1, 3)) <= allowed).all(axis=1)
            width = self.widths[which]
            to = _CELL.to_powers
            coefficients = np.einsum("pi,cibj,qj->cbpq", to, at_nodes[fine], to, optimize=True)
            done.append(((self.starts[which] + width * place)[fine], size * width[fine], coefficients))
            which, place, size = np.repeat(which[~fine], 2), np.repeat(place[~fine], 2), 0.5 * size
            place[1::2] += size
        starts, widths, coefficients = map(np.concatenate, zip(*done, strict=True))
        return starts, widths, coefficients


def _samples(
    told: Values, span: tuple[float, float], degree: Chebyshev, error: float, label: str
) -> _Samples | None:
    """Of ``degree`` in y, on intervals that are halved where those in x don't tell what is between them;
    None where those in y don't.
    """
    (lo, hi), n = span, _ALONG.degree + 1
    done: list[tuple[np.ndarray, ...]] = []
    width, part = (hi - lo) / STARTS, np.append(degree.nodes, degree.probes)
    starts = lo + width * np.arange(STARTS)
    while starts.size:
        if sum(len(known) for known, *_ in done) + starts.size > MOST:
            raise _too_fast(f"near {starts[0]:.6g}", MOST, label)
        found = told(starts[:, None] + width * np.append(_ALONG.nodes, _ALONG.probes), part)
        samples, beside = np.split(found[:, :n], [degree.degree + 1], axis=2)
        if np.abs(beside - samples @ degree.at_probes.T).max() > _SHARE * error:
            return None
        between = found[:, n:, : degree.degree + 1]
        fine = np.abs(between - _ALONG.at_probes @ samples).max(axis=(1, 2)) <= _SHARE * error
        done.append((starts[fine], np.full(fine.sum(), width), samples[fine]))
        width = 0.5 * width
        starts = np.concatenate([starts[~fine], starts[~fine] + width])
    starts, widths, values = map(np.concatenate, zip(*done, strict=True))
    return _Samples(starts, widths, values, degree)


def _too_fast(where: str, intervals: int, label: str) -> InputError:
    found, expected = f"a function that varies too fast {where}", f"one that {intervals} intervals can follow"
    return InputError([Problem(label, found, expected)])
