"""The temperature above which a host does not separate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sampling import GRID, crossing, least_stability, stability

if TYPE_CHECKING:
    from ..hosts.base import HostMaterial

_TEMPERATURES = np.geomspace(0.1, 1e5, 41)


def critical_temperature(host: HostMaterial) -> float:
    """The highest temperature at which ∂μ/∂x reaches zero, K.

    0 if the host is stable from 0.1 K on, inf if it is still unstable somewhere at 10⁵ K.
    """

    def least(T: float) -> float:
        values = stability(host, GRID, T)
        i = int(np.clip(np.nanargmin(values), 1, len(GRID) - 2))
        return min(float(np.nanmin(values)), least_stability(host, GRID[i - 1], GRID[i + 1], T)[1])

    unstable = [i for i, T in enumerate(_TEMPERATURES) if np.nanmin(stability(host, GRID, T)) < 0.0]
    if not unstable:
        return 0.0
    if unstable[-1] == len(_TEMPERATURES) - 1:
        return np.inf
    low, high = _TEMPERATURES[unstable[-1]], _TEMPERATURES[unstable[-1] + 1]
    while least(high) < 0.0:  # a range between the points of the grid
        low, high = high, 1.1 * high
    return crossing(least, low, high)
