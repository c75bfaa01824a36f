"""Phase separation limited by reaction in thin particles of two layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...materials.particle_type import Site
from .allen_cahn import AllenCahn
from .two_layers import Layered


@dataclass(frozen=True)
class LayeredAllenCahn(Layered, AllenCahn):
    """∂x_i/∂t = -a j_i/(F c_max) of both layers at every place of a thin particle's face, with μ_i = ∂g/∂x_i
    - (κ x_i'' - B (x - <x>))/c_max; both are wetted at the ends.

    `AllenCahn` with the free energy of R. B. Smith, E. Khoo, M. Z. Bazant, J. Phys. Chem. C 121 (2017) 12505;
    the gradient energy counts as in `LayeredCahnHilliard`.
    """

    def added(self, at: Site, layer: Site) -> Any:
        return self.strained(at) + self.bent(layer)
