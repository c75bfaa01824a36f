"""Particles cut into shells: finite volumes from the surface to the centre, nodes at both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...materials.shapes import Radial
from ...numerics.ragged import Ragged


def even(depth: np.ndarray) -> np.ndarray:
    """Radii of nodes at even steps."""
    return 1.0 - depth


def gathered(depth: np.ndarray) -> np.ndarray:
    """Radii of nodes that lie closer together at the surface, the outer half of Chebyshev's points."""
    return 0.2 * (1.0 - depth) + 0.8 * np.cos(0.5 * np.pi * depth)


def cut(
    shape: Radial, sizes: np.ndarray, rows: Ragged, spaced: Callable[[np.ndarray], np.ndarray] = even
) -> Mapping[str, np.ndarray]:
    """``volume`` (share of the particle's), conductances ``before`` (to the node before, nearer to the
    surface) and ``behind``, face over distance and particle's volume, 1/m², and ``surface``, 1/m, at the
    first node. ``spaced`` says where the nodes are; faces are half-way between them.
    """
    n, d = rows.lengths[rows.chain], shape.dimension
    depth, first, last = rows.node / np.maximum(n - 1, 1), rows.node == 0, rows.node == n - 1
    step = 1.0 / np.maximum(n - 1, 1)
    before, radius, behind = (spaced(np.clip(depth + i * step, 0.0, 1.0)) for i in (-1, 0, 1))
    outer = np.where(first, 1.0, 0.5 * (before + radius))
    inner = np.where(last, 0.0, 0.5 * (radius + behind))
    to_before, to_behind = np.where(first, np.inf, before - radius), np.where(last, np.inf, radius - behind)
    faces = d / sizes[rows.chain] ** 2
    return {
        "volume": outer**d - inner**d,
        "before": faces * outer ** (d - 1) / to_before,
        "behind": faces * inner ** (d - 1) / to_behind,
        "surface": np.where(first, shape.area_per_volume(sizes)[rows.chain], 0.0),
    }


def inflow(at: Any, flux: Any, mobility: Any = None) -> Any:
    """What comes from both neighbours, ``flux(near or far)`` per conductance, with the noise of what moves.

    ``mobility(near or far)``: of that flux by a difference of μ/RT.
    """
    steady = at.own.before * flux(at.near) + at.own.behind * flux(at.far)
    if mobility is None or at.agitation is None:
        return steady
    return steady + at.agitation.inflow(at.own, mobility(at.near), mobility(at.far))
