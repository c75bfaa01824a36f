"""Particles cut into shells: finite volumes from the surface to the centre, nodes at both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...materials.shapes import Radial
from ...numerics.ragged import Ragged


def cut(shape: Radial, sizes: np.ndarray, rows: Ragged) -> Mapping[str, np.ndarray]:
    """``volume`` (share of the particle's), conductances ``before`` (to the node before, nearer to the
    surface) and ``behind``, face over distance and particle's volume, 1/m², and ``surface``, 1/m, at the
    first node. Nodes are evenly spaced, faces half-way between them.
    """
    n, d = rows.lengths[rows.chain], shape.dimension
    step = 1.0 / np.maximum(n - 1, 1)
    radius = 1.0 - rows.node * step
    first, last = rows.node == 0, rows.node == n - 1
    outer, inner = np.where(first, 1.0, radius + 0.5 * step), np.where(last, 0.0, radius - 0.5 * step)
    faces = d / (step * sizes[rows.chain] ** 2)
    return {
        "volume": outer**d - inner**d,
        "before": np.where(first, 0.0, faces * outer ** (d - 1)),
        "behind": np.where(last, 0.0, faces * np.maximum(inner, 0.0) ** (d - 1)),
        "surface": np.where(first, shape.area_per_volume(sizes)[rows.chain], 0.0),
    }


def inflow(at: Any, flux: Any) -> Any:
    """What comes from both neighbours, ``flux(near or far)`` per conductance."""
    return at.own.before * flux(at.near) + at.own.behind * flux(at.far)
