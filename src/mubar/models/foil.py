"""Lithium metal as the negative side of a half cell: a plane at x = 0, where the separator begins.

U = 0 there, so the overpotential is η = V_e - V_Li; V_e = 0 in the metal. No anion passes, and all current is
the metal's: j(η, c_0) = I.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..core.constants import C_STANDARD, F
from .equations import Names
from .salt import SaltInPores

REACH = {"foil": 0.1}
"""The overpotential's `mubar.models.equations.Equations.reach`, V."""


def balance(metal: Any, T: Any, z: Names, c_plus: Any) -> Mapping[str, Any]:
    """Border equation of the overpotential ``z.foil``; the metal is full (x = 1) whatever happens."""
    return {"foil": metal.kinetics.current_density(z.foil, x=1.0, c_plus=c_plus, T=T) - z.current}


@dataclass(frozen=True)
class Foil:
    """The foil before a resolved electrolyte. Border unknown ``foil``; functional ``c_foil``, c there."""

    metal: Any
    salt: SaltInPores

    def beside(self, v: Names, z: Names) -> Mapping[str, Any]:
        """Terms of the first volume: c_0 with no anion flux, and V_Li of the volume's centre."""
        half = v.to_left / v.efficiency
        D = self.salt.electrolyte.diffusivity(C_STANDARD * v.c, self.salt.T)
        c_0 = v.c + v.anion_share * z.current * half / (F * D * C_STANDARD)
        at_foil = SimpleNamespace(log_c=np.log(c_0), diffusion_factor=v.diffusion_factor)
        diffusion = self.salt.diffusion_voltage(at_foil, v)
        return {"c_foil": c_0, "voltage": diffusion - z.current * v.to_left * v.resistivity - z.foil}

    def border(self, z: Names, phi: Names) -> Mapping[str, Any]:
        return balance(self.metal, self.salt.T, z, phi.c_foil)
