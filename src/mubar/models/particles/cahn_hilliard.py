"""Phase separation limited by diffusion: the Cahn-Hilliard reaction model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.bounds import NOT_NEGATIVE, POSITIVE
from ...core.constants import F
from ...core.parameters import parameter
from ...materials.particle_type import ParticleType, Site
from ...materials.shapes import LENGTH, Radial, Sphere
from ...numerics.ragged import Ragged
from .interface import Interface, spacings
from .lattice_diffusion import PotentialUnknown, diffused
from .radial import cut, inflow

_SPHERE = Sphere()


@dataclass(frozen=True)
class CahnHilliard(PotentialUnknown, ParticleType):
    """∂x/∂t = ∇·[D x (1 - x) ∇μ/RT] with μ = μ_h(x) - (κ ∇²x - B (x - <x>))/c_max; reaction at the surface,
    where ∂x/∂n = 0.

    Y. Zeng, M. Z. Bazant, SIAM J. Appl. Math. 74 (2014) 980; G. K. Singh, G. Ceder, M. Z. Bazant,
    Electrochim. Acta 53 (2008) 7599. ``shape``: `Sphere`, `Cylinder`, `Plate`. Nodes are about ``spacing``
    apart.
    """

    shape: Radial = _SPHERE
    gradient_energy: float = parameter(r"\kappa", "J.m-1", "gradient energy", POSITIVE, 5.0148e-10)
    coherency: float = parameter("B", "Pa", "coherency strain's modulus", NOT_NEGATIVE, 0.0)
    diffusivity: float = parameter("D", "m2.s-1", "tracer diffusivity in the empty host", POSITIVE, 1e-14)
    spacing: float = parameter(r"\Delta", "m", "distance of the nodes", LENGTH, 1e-9)
    shapes: ClassVar[type[Radial]] = Radial

    def nodes(self, sizes: np.ndarray) -> np.ndarray:
        return np.maximum(2, spacings(self, sizes) + 1)

    def interface(self, material: Any) -> Interface:
        # of two layers one fills beside a full or an empty one, with twice the slope of x
        return Interface.of(self, self.orders * self.gradient_energy, material)

    def notes(self, material: Any) -> Sequence[str]:
        return self.interface(material).notes

    def values(self, sizes: np.ndarray, rows: Ragged, material: Any) -> Mapping[str, np.ndarray]:
        self.interface(material).check()
        return cut(self.shape, sizes, rows)

    def terms(self, at: Site) -> Mapping[str, Any]:
        strain = self.coherency * (at.own.x - at.own.x_mean) / at.material.maximum_concentration
        return self.field(at, at.potential(self.host, at.own.x) + strain, self.lithium(at)["x"].j)

    def field(self, at: Site, local: Any, j: Any) -> dict[str, Any]:
        """Residuals of a field ``x`` with its potential ``mu``, in V: μ/F. ``local``: μ without gradients,
        J/mol; ``j``: what reacts.
        """
        own, x, c_max = at.own, at.own.x, at.material.maximum_concentration
        moved = diffused(at, self.diffusivity)
        gradient = self.gradient_energy * inflow(at, lambda other: other.x - x)
        return {
            "mu": own.volume * (own.mu - local / F) + gradient / (c_max * F),
            "x": own.volume * own.x_t - moved + own.surface * at.filling * j,
        }
