"""Particles without gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...materials.particle_type import Lithium, ParticleType, Site
from ...materials.shapes import Shape, Sphere
from ...numerics.ragged import Ragged

_SPHERE = Sphere()


@dataclass(frozen=True)
class Homogeneous(ParticleType):
    """∂x/∂t = -a j/(F c_max), a the surface per volume: lithium spreads at once, or phases can't coexist.

    A population of them separates particle by particle: W. Dreyer et al., Nature Materials 9 (2010) 448.
    """

    shape: Shape = _SPHERE

    def nodes(self, sizes: np.ndarray) -> np.ndarray:
        return np.ones(len(sizes), dtype=np.int64)

    def values(self, sizes: np.ndarray, rows: Ragged, material: Any) -> Mapping[str, np.ndarray]:
        return {"volume": np.ones(rows.size), "surface": self.shape.area_per_volume(sizes)}

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        mu = at.potential(self.host, at.own.x)
        return {"x": Lithium(mu, at.reaction(mu, at.own.x))}

    def terms(self, at: Site) -> Mapping[str, Any]:
        return {"x": at.own.x_t + at.own.surface * at.filling * self.lithium(at)["x"].j}
