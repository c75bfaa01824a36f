"""Values of nodes or particles put together volume by volume, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

_AT_ONCE = 2_000_000
"""Nodes or particles times rows that are looked at together: some 100 MB."""


def slices(rows: int, width: int) -> Iterator[slice]:
    """Of so many rows, a few after the others."""
    step = max(1, _AT_ONCE // width)
    return (slice(k, k + step) for k in range(0, rows, step))


class ByVolume:
    """Puts together what is of one volume; ``home``: the volume of each node or particle, every one used."""

    def __init__(self, home: np.ndarray) -> None:
        self._order = np.argsort(home, kind="stable")
        self._starts = np.flatnonzero(np.diff(home[self._order], prepend=-1))

    def __call__(self, values: np.ndarray, of: np.ufunc = np.add) -> np.ndarray:
        """(rows, volumes) of ``values`` (rows, nodes)."""
        return of.reduceat(values[:, self._order], self._starts, axis=1)


def spread(values: np.ndarray, count: int) -> np.ndarray:
    """Values (rows, 1, ...) of an electrode's only particle at all its volumes, without copies."""
    return np.broadcast_to(values, (len(values), count, *values.shape[2:]))
