"""What a gradient of the chemical potential drives through a lattice whose sites are excluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ...core.constants import F, R
from ...materials.particle_type import Lithium, Site
from .radial import inflow


class PotentialUnknown:
    """Of a kind of particle with μ among the unknowns of its nodes, since fluxes need its differences: ``mu``
    in V, μ/F.
    """

    host: Any
    unknowns: ClassVar[tuple[str, ...]] = ("mu", "x")
    algebraic: ClassVar[tuple[str, ...]] = ("mu",)

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        mu, x = F * at.own.mu, at.own.x
        return {"x": Lithium(mu, at.reaction(mu, x, mu - at.potential(self.host, x)))}

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        return {"mu": float(self.host.chemical_potential(x, T)) / F, "x": x}


def diffused(at: Site, diffusivity: Any) -> Any:
    """What comes to the node by fluxes D x (1 - x) Δμ/RT from its neighbours, 1/s; x half-way, ``mu`` in V:
    μ/F.
    """
    own = at.own

    def mobility(other: Any) -> Any:
        between = 0.5 * (own.x + other.x)
        return diffusivity * between * (1.0 - between)

    return inflow(at, lambda other: mobility(other) * (other.mu - own.mu) * F / (R * at.T), mobility)
