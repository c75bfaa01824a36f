"""What a gradient of the chemical potential drives through a lattice whose sites are excluded."""

from __future__ import annotations

from typing import Any

from ...core.constants import F, R


def driven(diffusivity: Any, own: Any, other: Any, T: Any) -> Any:
    """D x (1 - x) Δμ/RT towards the node ``own`` from the ``other``, m²/s; x half-way, ``mu`` in V: μ/F."""
    between = 0.5 * (own.x + other.x)
    return diffusivity * between * (1.0 - between) * (other.mu - own.mu) * F / (R * T)
