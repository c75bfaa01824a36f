"""The electrolyte in the pores: a binary 1:1 salt in control volumes and through the faces between them.

Concentrated solution, Newman & Balsara, Electrochemical Systems (4th ed.), ch. 12, in the species voltage
V_Li. The chain's unknown ``c`` is the concentration in units of c° = 1 mol/L.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.constants import C_STANDARD, F, R
from ..core.expr import Expr
from .equations import Names

INSULATING = 1e-9
"""S/m. Fitted polynomials may fall below zero beyond their data; the electrolyte blocks the current there."""
ROWS = ("dx", "to_left", "to_right", "porosity", "efficiency")
"""Per-volume numbers that the functions here use."""


@dataclass(frozen=True)
class SaltInPores:
    """Balance and flux of the salt, and what V_Li does across a face."""

    electrolyte: Any
    T: Any
    plain: bool
    """D of a volume holds up to its faces (`mubar.numerics.mesh.Mesh.plain`)."""

    def accumulated(self, v: Names) -> Expr:
        """ε ∂c/∂t of a volume, mol/(m² s)."""
        return v.porosity * v.dx * C_STANDARD * v.c_t

    def properties(self, v: Names) -> Mapping[str, Any]:
        """What faces need of a volume. The integral of D over c makes D ∇c a difference, exactly."""
        c = C_STANDARD * v.c
        anion = 1.0 - self.electrolyte.transference_number(c, self.T)
        diffusivity = self.electrolyte.diffusivity
        return {
            "log_c": np.log(v.c),
            "resistivity": 1.0
            / (v.efficiency * np.maximum(self.electrolyte.conductivity(c, self.T), INSULATING)),
            **(
                {"slowness": 1.0 / (v.efficiency * diffusivity(c, self.T))}
                if self.plain
                else {"integral_D": diffusivity.integral(c, self.T)}
            ),
            "anion_share": anion,
            "diffusion_factor": anion * self.electrolyte.thermodynamic_factor(c, self.T),
        }

    def resistance(self, left: Names, right: Names) -> Expr:
        """Between two centres, Ω m²."""
        return left.to_right * left.resistivity + right.to_left * right.resistivity

    def diffusion_voltage(self, left: Any, right: Any) -> Expr:
        """(1 - t_+)(2RT/F) χ Δln c, so that ΔV_Li = diffusion_voltage - i_e resistance."""
        mean = 0.5 * (left.diffusion_factor + right.diffusion_factor)
        return 2.0 * (R * self.T / F) * mean * (right.log_c - left.log_c)

    def flux(self, left: Names, right: Names, i_e: Any) -> Expr:
        """-D_eff ∇c - (1 - t_+) i_e/F, mol/(m² s): conservative, so reactions are no source of salt."""
        anion = 0.5 * (left.anion_share + right.anion_share)
        return self._diffusion(left, right) - anion * i_e / F

    def _diffusion(self, left: Names, right: Names) -> Expr:
        """-D_eff ∇c"""
        if self.plain:
            length = left.to_right * left.slowness + right.to_left * right.slowness
            return C_STANDARD * (left.c - right.c) / length
        length = left.to_right / left.efficiency + right.to_left / right.efficiency
        return (left.integral_D - right.integral_D) / length
