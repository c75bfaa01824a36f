"""Where hosts are looked at, and how stable they are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.constants import R

if TYPE_CHECKING:
    from ..hosts.base import HostMaterial

EDGE = 1e-15
"""How near to empty and full hosts are looked at; a few roundings of 1."""
_ENDS = np.geomspace(EDGE, 0.02, 60)
GRID = np.concatenate([_ENDS, np.linspace(0.0225, 0.9775, 383), 1.0 - _ENDS[::-1]])


def stability(host: HostMaterial, x: Any, T: Any) -> Any:
    """x (1-x)/(RT) ∂μ/∂x: 1 for a lattice gas, negative where a uniform host is unstable."""
    return x * (1.0 - x) / (R * T) * host.d_chemical_potential(x, T)


def least_stability(host: HostMaterial, low: float, high: float, T: float) -> tuple[float, float]:
    """The filled fraction between ``low`` and ``high`` where `stability` is least, and its value there."""
    from scipy.optimize import fminbound

    x: Any = fminbound(lambda v: stability(host, v, T), low, high, xtol=1e-9 * (high - low))
    return float(x), float(stability(host, float(x), T))


def crossing(f: Callable[[float], float], low: float, high: float) -> float:
    """Where ``f``, of other signs at ``low`` and ``high``, vanishes; to rounding, by Brent's method."""
    from scipy.optimize import brentq

    tolerance: Any = 1e-14
    found: Any = brentq(f, low, high, xtol=1e-16, rtol=tolerance)
    return float(found)
