"""Phase separation limited by reaction, where lithium also diffuses along the surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...core.bounds import POSITIVE
from ...core.constants import F
from ...core.parameters import parameter
from ...materials.particle_type import Site
from .allen_cahn import AllenCahn
from .lattice_diffusion import PotentialUnknown, diffused


@dataclass(frozen=True)
class SurfaceDiffusion(PotentialUnknown, AllenCahn):
    """∂x/∂t = ∂/∂s [D x (1 - x)/RT ∂μ/∂s] - a j/(F c_max) along the face of a thin particle, nothing through
    its ends; j and μ are those of `AllenCahn`.

    Y. Li et al., Nature Materials 17 (2018) 915: in LiFePO4 lithium moves along the wet surface from phase to
    phase. ``diffusivity`` is averaged over the depth, as x is.
    """

    diffusivity: float = parameter("D", "m2.s-1", "tracer diffusivity along the face", POSITIVE, 1e-18)

    def terms(self, at: Site) -> Mapping[str, Any]:
        """``mu`` in V: μ/F."""
        local = at.potential(self.host, at.own.x) + self.excess(at)
        moved = diffused(at, at.own.volume * self.diffusivity)  # all nodes have the same volume
        return {"mu": at.own.mu - local / F, "x": super().terms(at)["x"] - moved}
