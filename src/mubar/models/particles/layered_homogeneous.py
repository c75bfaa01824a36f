"""Particles of two layers without gradients."""

from __future__ import annotations

from dataclasses import dataclass

from .homogeneous import Homogeneous
from .two_layers import Layered


@dataclass(frozen=True)
class LayeredHomogeneous(Layered, Homogeneous):
    """∂x_i/∂t = -a j_i/(F c_max) of both layers, η_i = V_e - V_Li + μ_i/F, a the surface per volume.

    T. R. Ferguson, M. Z. Bazant, Electrochim. Acta 146 (2014) 89; the host's free energy is R. B. Smith, E.
    Khoo, M. Z. Bazant, J. Phys. Chem. C 121 (2017) 12505. Layers exchange lithium through the electrolyte
    only.
    """
