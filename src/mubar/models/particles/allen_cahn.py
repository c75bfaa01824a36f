"""Phase separation limited by reaction: the depth-averaged Allen-Cahn reaction model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.bounds import NOT_NEGATIVE, POSITIVE, Bounds
from ...core.parameters import parameter
from ...materials.particle_type import Lithium, ParticleType, Site
from ...materials.shapes import LENGTH, Platelet, Thin
from ...numerics.ragged import Ragged
from .interface import Interface, spacings

_PLATELET = Platelet()


@dataclass(frozen=True)
class AllenCahn(ParticleType):
    """∂x/∂t = -a j/(F c_max) at every place of a thin particle's face, with η = V_e - V_Li + μ/F and
    μ = μ_h(x) - (κ x'' - B (x - <x>))/c_max.

    P. Bai, D. A. Cogswell, M. Z. Bazant, Nano Lett. 11 (2011) 4890; coherency strain in one dimension D. A.
    Cogswell, M. Z. Bazant, ACS Nano 6 (2012) 2215. Along the face of length ``size`` the nodes are about
    ``spacing`` apart. At both ends the particle is wetted: beyond them x is ``wetting``.
    """

    shape: Thin = _PLATELET
    gradient_energy: float = parameter(r"\kappa", "J.m-1", "gradient energy", POSITIVE, 5.0148e-10)
    coherency: float = parameter("B", "Pa", "coherency strain's modulus", NOT_NEGATIVE, 0.0)
    wetting: float = parameter(
        r"x_{\mathrm{w}}", "1", "filled fraction beyond the ends", Bounds(0.0, 1.0), 0.98
    )
    spacing: float = parameter(r"\Delta", "m", "distance of the nodes", LENGTH, 1e-9)
    shapes: ClassVar[type[Thin]] = Thin

    def nodes(self, sizes: np.ndarray) -> np.ndarray:
        return np.maximum(1, spacings(self, sizes))

    def interface(self, material: Any) -> Interface:
        # of two layers one fills beside a full or an empty one, with twice the slope of x
        return Interface.of(self, self.orders * self.gradient_energy, material)

    def notes(self, material: Any) -> Sequence[str]:
        return self.interface(material).notes

    def values(self, sizes: np.ndarray, rows: Ragged, material: Any) -> Mapping[str, np.ndarray]:
        self.interface(material).check()
        steps = (rows.lengths / sizes)[rows.chain] ** 2
        first, last = rows.node == 0, rows.node == rows.lengths[rows.chain] - 1
        return {
            "volume": 1.0 / rows.lengths[rows.chain],
            "before": np.where(first, 0.0, steps),
            "behind": np.where(last, 0.0, steps),
            "wall": steps * (first.astype(float) + last),
            "surface": self.shape.area_per_volume(sizes) / rows.lengths,
        }

    def bent(self, at: Site) -> Any:
        """What gradients add to μ, J/mol."""
        own, x = at.own, at.own.x
        curvature = own.before * (at.near.x - x) + own.behind * (at.far.x - x) + own.wall * (self.wetting - x)
        return -self.gradient_energy * curvature / at.material.maximum_concentration

    def strained(self, at: Site) -> Any:
        """What coherency strain adds to μ, J/mol."""
        return self.coherency * (at.own.x - at.own.x_mean) / at.material.maximum_concentration

    def excess(self, at: Site) -> Any:
        """What gradients and strain add to μ, J/mol."""
        return self.bent(at) + self.strained(at)

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        excess = self.excess(at)
        mu = at.potential(self.host, at.own.x) + excess
        return {"x": Lithium(mu, at.reaction(mu, at.own.x, excess))}

    def terms(self, at: Site) -> Mapping[str, Any]:
        own = at.own
        return {"x": own.volume * own.x_t + own.surface * at.filling * self.lithium(at)["x"].j}
