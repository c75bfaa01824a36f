"""What coexists: common tangents of the free energy, found on its convex hull and polished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..arguments import one_temperature
from .sampling import EDGE, GRID
from .spinodal import spinodal

if TYPE_CHECKING:
    from ..hosts.base import HostMaterial

_NARROW = 0.2
"""Gaps less wide than this in ln[x/(1-x)] are too flat for differences of G: their tangent is the mean of μ,
by quadrature."""
_APART = 1e-6
"""Of the distance from the nearer end; points closer than that would be corners of the hull by rounding."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_FURTHEST = np.log((1.0 - EDGE) / EDGE)


def binodal(host: HostMaterial, T: float) -> np.ndarray:
    """Filled fractions that coexist at ``T``, shape (miscibility gaps, 2), rising; (0, 2) without a gap.

    Every unstable range lies in one gap, and a gap may hold several. Where there is no common tangent because
    μ is finite at an end, the gap ends there. Raises `InputError` for what is no temperature.
    """
    T = one_temperature(T)
    unstable = spinodal(host, T)
    if not len(unstable):
        return unstable
    near = [np.linspace(1.5 * a - 0.5 * b, 1.5 * b - 0.5 * a, 41) for a, b in unstable]
    x = np.unique(np.clip(np.concatenate([GRID, *near]), EDGE, 1.0 - EDGE))
    x = x[np.diff(x, prepend=-1.0) > _APART * np.minimum(x, 1.0 - x)]
    corners = x[_lower_hull(x, host.gibbs(x, T))]
    starts = dict.fromkeys(_around(corners, a, b) for a, b in unstable)
    return np.array([tangent(host, a, b, T) for a, b in starts])


def tangent(host: HostMaterial, a: float, b: float, T: float) -> tuple[float, float]:
    """The common tangent near ``a`` and ``b``: Newton's method on μ(a) = μ(b) = the slope between them.

    An end of the range of x stays where it is.
    """
    z = np.log([a / (1.0 - a), b / (1.0 - b)])
    free = np.array([a > EDGE, b < 1.0 - EDGE])
    for _ in range(60):
        x = 1.0 / (1.0 + np.exp(-z))
        mu, slope = host.chemical_potential(x, T), chord(host, x[0], x[1], T)
        per_z = x * (1.0 - x)
        jacobian = np.diag(host.d_chemical_potential(x, T) * per_z)
        jacobian -= np.array([slope - mu[0], mu[1] - slope]) / (x[1] - x[0]) * per_z
        jacobian = np.where(free[:, None], jacobian, np.eye(2))
        step = np.linalg.solve(jacobian, np.where(free, slope - mu, 0.0))
        z = np.clip(z + np.clip(step, -1.0, 1.0), -_FURTHEST, _FURTHEST)
        if np.abs(step).max() < 1e-13:
            break
    low, high = 1.0 / (1.0 + np.exp(-z))
    return float(low), float(high)


def chord(host: HostMaterial, a: float, b: float, T: float) -> float:
    """(G(b) - G(a))/(b - a), J/mol."""
    if np.log(b / a * (1.0 - a) / (1.0 - b)) < _NARROW:
        return float(0.5 * _WEIGHTS @ host.chemical_potential(0.5 * (a + b) + 0.5 * (b - a) * _NODES, T))
    low, high = host.gibbs(np.array([a, b]), T)
    return float((high - low) / (b - a))


def _around(corners: np.ndarray, a: float, b: float) -> tuple[float, float]:
    """Where to begin for the gap around the unstable range (a, b): the side of the hull over it.

    Shortly below its critical temperature rounding hides a gap from the hull; it is √3 times as wide as the
    range then (Landau's expansion).
    """
    middle = 0.5 * (a + b)
    i = np.clip(np.searchsorted(corners, middle), 1, len(corners) - 1)
    low, high = float(corners[i - 1]), float(corners[i])
    if b - a > 0.01 or high - low > max(0.02, 2.0 * (b - a)):
        return low, high
    half = 0.5 * np.sqrt(3.0) * (b - a)
    return max(middle - half, EDGE), min(middle + half, 1.0 - EDGE)


def _lower_hull(x: np.ndarray, y: np.ndarray) -> list[int]:
    """Indices of the corners of the lower convex hull (Andrew's monotone chain); ``x`` rises."""
    hull: list[int] = []
    for k in range(len(x)):
        while len(hull) > 1:
            i, j = hull[-2:]
            if (y[j] - y[i]) * (x[k] - x[i]) < (y[k] - y[i]) * (x[j] - x[i]):
                break
            hull.pop()
        hull.append(k)
    return hull
