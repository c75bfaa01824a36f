"""Phase separation limited by reaction in thin particles of two layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ...materials.particle_type import Lithium, Site
from ...materials.shapes import Thin
from ...thermo.hosts.two_sublattice import TwoSublattice
from . import two_layers
from .allen_cahn import _PLATELET, AllenCahn


@dataclass(frozen=True)
class LayeredAllenCahn(AllenCahn):
    """∂x_i/∂t = -a j_i/(F c_max) of both layers at every place of a thin particle's face, with μ_i = ∂g/∂x_i
    - (κ x_i'' - B (x - <x>))/c_max; both are wetted at the ends.

    `AllenCahn` with the free energy of R. B. Smith, E. Khoo, M. Z. Bazant, J. Phys. Chem. C 121 (2017) 12505;
    the gradient energy counts as in `LayeredCahnHilliard`.
    """

    host: TwoSublattice
    shape: Thin = _PLATELET
    preference: float = two_layers.preference()
    hosts: ClassVar[Any] = TwoSublattice
    orders: ClassVar[int] = 2
    unknowns: ClassVar[tuple[str, ...]] = two_layers.FILLED
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = two_layers.BOUNDS

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        uniform, strain = two_layers.potentials(at, self.host, self.preference), self.strained(at)
        one, two = (
            two_layers.reacting(layer, self.host, mu + strain + self.bent(layer))
            for layer, mu in zip(two_layers.sites(at), uniform, strict=True)
        )
        return {"x1": one, "x2": two}

    def terms(self, at: Site) -> Mapping[str, Any]:
        own, layers = at.own, self.lithium(at)
        reacting = own.surface * at.filling
        return {
            "x1": own.volume * own.x1_t + reacting * layers["x1"].j,
            "x2": own.volume * own.x2_t + reacting * layers["x2"].j,
            "x": two_layers.mean_rate(own),
        }

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        return two_layers.at_rest(self.host, x, T)
