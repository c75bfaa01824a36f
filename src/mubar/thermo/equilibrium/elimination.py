"""Gauss-Jordan elimination: which unknowns of linear equations stay free, and how the others follow.

Kept instead of an orthogonal basis, so that a conserved amount of a trace species stays free of others'
rounding.
"""

from __future__ import annotations

import numpy as np


def reduce_rows(matrix: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Reduced row echelon form of ``matrix`` and its pivot columns, leftmost first (partial pivoting)."""
    a = np.array(matrix, dtype=float)
    pivots: list[int] = []
    scale = np.abs(a).max(axis=0, initial=1e-300)
    for column in range(a.shape[1]):
        row = len(pivots)
        if row == a.shape[0]:
            break
        best = row + int(np.argmax(np.abs(a[row:, column])))
        if np.abs(a[best, column]) <= 1e-9 * scale[column]:
            a[row:, column] = 0.0
            continue
        a[[row, best]] = a[[best, row]]
        a[row] /= a[row, column]
        others = np.arange(a.shape[0]) != row
        a[others] -= np.outer(a[others, column], a[row])
        pivots.append(column)
    return a, pivots


def solutions(matrix: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """All x with ``matrix @ x = right`` as ``particular + basis @ free``, or None where there are none.

    Every column of the basis belongs to one unknown that stays free, where it is 1.
    """
    unknowns = matrix.shape[1]
    reduced, pivots = reduce_rows(np.column_stack([matrix, right]))
    if unknowns in pivots:
        return None
    free = [i for i in range(unknowns) if i not in pivots]
    particular, basis = np.zeros(unknowns), np.zeros((unknowns, len(free)))
    basis[free, range(len(free))] = 1.0
    basis[pivots] = -reduced[: len(pivots), free]
    particular[pivots] = reduced[: len(pivots), -1]
    return particular, basis


def rank(matrix: np.ndarray) -> int:
    """Number of independent columns."""
    return len(reduce_rows(matrix)[1])
