"""Where a uniform host is unstable: its chemical potential falls as it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..arguments import one_temperature
from .sampling import GRID, crossing, least_stability, stability

if TYPE_CHECKING:
    from ..hosts.base import HostMaterial


def spinodal(host: HostMaterial, T: float) -> np.ndarray:
    """Ends of the ranges of x with ∂μ/∂x < 0 at ``T``, shape (ranges, 2), rising; (0, 2) where there is none.

    Ranges that hold no point of the grid are found where the stability has a minimum between its points.
    Raises `InputError` for what is no temperature.
    """
    T = one_temperature(T)
    values = stability(host, GRID, T)
    # no minimum lies deeper below the lowest point of a parabola than an eighth of its second difference
    dips = np.flatnonzero((values[1:-1] > 0.0) & (values[1:-1] < np.diff(values, 2)))
    found = [least_stability(host, GRID[i], GRID[i + 2], T) for i in dips]
    added = [(x, value) for x, value in found if value < 0.0]
    x = np.concatenate([GRID, [x for x, _ in added]])
    order = np.argsort(x)
    x, unstable = x[order], np.concatenate([values, [value for _, value in added]])[order] < 0.0

    def edge(i: int) -> float:
        """Where the sign changes between points i and i + 1."""
        return crossing(lambda v: float(stability(host, v, T)), x[i], x[i + 1])

    change = np.diff(unstable.astype(int))
    begins, ends = np.flatnonzero(change > 0).tolist(), np.flatnonzero(change < 0).tolist()
    low = [*([x[0]] if unstable[0] else []), *map(edge, begins)]
    high = [*map(edge, ends), *([x[-1]] if unstable[-1] else [])]
    return np.array([low, high]).T.reshape(-1, 2)
