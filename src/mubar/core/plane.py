"""Tables of two variables: polynomials of fifth degree in both on rectangles.

In the first variable they are made by halving equal intervals until a polynomial follows the function on
each: every one then is a whole number of the narrowest, so that a compiled look-up finds its place by one
multiplication and vectorises. In the second they are equal bands. Beyond its ends a table goes on linearly.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """``values(x, y)`` on ``span`` × ``across`` within ``error``, absolute or ``relative`` to where it is,
    looked at between the nodes.

    Raises `InputError` where the function isn't finite or can't be followed.
    """
    for bands in _BANDS:
        found = _with_bands(values, span, across, bands, error, relative, label)
        if found is not None:
            return found
    where = f"a function that varies too fast between {across[0]:.6g} and {across[1]:.6g}"
    raise InputError([Problem(label, where, f"one that {_BANDS[-1]} intervals can follow")])


def _with_bands(
    values: Values,
    span: tuple[float, float],
    across: tuple[float, float],
    bands: int,
    error: float,
    relative: bool,
    label: str,
) -> PlanePolynomial | None:
    """The table with so many bands, None where they are too wide."""
    (lo, hi), (low, high) = span, across
    done, places = [], []
    width, height = (hi - lo) / STARTS, (high - low) / bands
    starts, bottoms = lo + width * np.arange(STARTS), low + height * np.arange(bands)
    while starts.size:
        x, y = starts[:, None] + width * _CELL.nodes, bottoms[:, None] + height * _CELL.nodes
        at_nodes = _on_grid(values, x, y, label)
        allowed = 0.25 * error * (np.abs(at_nodes).max(axis=(2, 3)) if relative else 1.0)
        between_y = _on_grid(values, x, bottoms[:, None] + height * _CELL.probes, label)
        if (np.abs(between_y - at_nodes @ _CELL.at_probes.T).max(axis=(2, 3)) > allowed).any():
            return None
        between_x = _on_grid(values, starts[:, None] + width * _CELL.probes, y, label)
        fine = (np.abs(between_x - _CELL.at_probes @ at_nodes).max(axis=(2, 3)) <= allowed).all(axis=1)
        scale = np.multiply.outer(width**_POWERS, height**_POWERS)
        done.append(_CELL.to_powers @ at_nodes[fine] @ _CELL.to_powers.T / scale)
        places.append(starts[fine])
        starts, width = starts[~fine], 0.5 * width
        if sum(map(len, places)) + 2 * starts.size > MOST:
            where = f"a function that varies too fast near {starts[0]:.6g}"
            raise InputError([Problem(label, where, f"one that {MOST} intervals can follow")])
        starts = np.concatenate([starts, starts + width])
    knots = np.concatenate(places)
    order = np.argsort(knots)
    return PlanePolynomial(np.append(knots[order], hi), low, high, np.concatenate(done)[order], label)


def _on_grid(values: Values, x: np.ndarray, y: np.ndarray, label: str) -> np.ndarray:
    """(cells, bands, nodes of x, nodes of y)"""
    x = x[:, None, :, None]
    found = values(x, y[None, :, None, :])
    finite(found, x, label)
    return found
