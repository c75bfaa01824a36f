"""What a gradient of the chemical potential drives through a lattice whose sites are excluded."""

from __future__ import annotations

from typing import Any

from ...core.constants import F, R
from ...materials.particle_type import Site
from .radial import inflow


def diffused(at: Site, diffusivity: Any) -> Any:
    """What comes to the node by fluxes D x (1 - x) Δμ/RT from its neighbours, 1/s; x half-way, ``mu`` in V:
    μ/F.
    """
    own = at.own

    def mobility(other: Any) -> Any:
        between = 0.5 * (own.x + other.x)
        return diffusivity * between * (1.0 - between)

    return inflow(at, lambda other: mobility(other) * (other.mu - own.mu) * F / (R * at.T), mobility)
