"""Particles of two layers without gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ...materials.particle_type import Lithium, Site
from ...thermo.hosts.two_sublattice import TwoSublattice
from . import two_layers
from .homogeneous import Homogeneous


@dataclass(frozen=True)
class LayeredHomogeneous(Homogeneous):
    """∂x_i/∂t = -a j_i/(F c_max) of both layers, η_i = V_e - V_Li + μ_i/F, a the surface per volume.

    T. R. Ferguson, M. Z. Bazant, Electrochim. Acta 146 (2014) 89; the host's free energy is R. B. Smith, E.
    Khoo, M. Z. Bazant, J. Phys. Chem. C 121 (2017) 12505. Layers exchange lithium through the electrolyte
    only.
    """

    host: TwoSublattice
    preference: float = two_layers.preference()
    hosts: ClassVar[Any] = TwoSublattice
    orders: ClassVar[int] = 2
    unknowns: ClassVar[tuple[str, ...]] = two_layers.FILLED
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = two_layers.BOUNDS

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        layers = zip(two_layers.sites(at), two_layers.potentials(at, self.host, self.preference), strict=True)
        one, two = (two_layers.reacting(layer, self.host, mu) for layer, mu in layers)
        return {"x1": one, "x2": two}

    def terms(self, at: Site) -> Mapping[str, Any]:
        own, layers = at.own, self.lithium(at)
        return {
            "x1": own.x1_t + own.surface * at.filling * layers["x1"].j,
            "x2": own.x2_t + own.surface * at.filling * layers["x2"].j,
            "x": two_layers.mean_rate(own),
        }

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        return two_layers.at_rest(self.host, x, T)
