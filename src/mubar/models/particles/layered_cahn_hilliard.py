"""Phase separation limited by diffusion in particles of two layers: stages of graphite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ...core.constants import F
from ...materials.particle_type import Lithium, Site
from . import two_layers
from .cahn_hilliard import CahnHilliard


@dataclass(frozen=True)
class LayeredCahnHilliard(two_layers.Layered, CahnHilliard):
    """∂x_i/∂t = ∇·[D x_i (1 - x_i) ∇μ_i/RT] in both layers, μ_i = ∂g/∂x_i - (κ ∇²x_i - B (x - <x>))/c_max;
    reaction of both at the surface, where ∂x_i/∂n = 0. Along a layer only: none goes from one to the other.

    T. R. Ferguson, M. Z. Bazant, Electrochim. Acta 146 (2014) 89; R. B. Smith, E. Khoo, M. Z. Bazant, J.
    Phys. Chem. C 121 (2017) 12505. The gradient energy κ counts half for each layer, so that κ |∇x|²/2 is
    left where both are alike.
    """

    unknowns: ClassVar[tuple[str, ...]] = ("mu1", "mu2", *two_layers.FILLED)
    algebraic: ClassVar[tuple[str, ...]] = ("mu1", "mu2")

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        one, two = (two_layers.reacting(layer, self.host, F * layer.own.mu) for layer in two_layers.sites(at))
        return {"x1": one, "x2": two}

    def terms(self, at: Site) -> Mapping[str, Any]:
        strain = self.coherency * (at.own.x - at.own.x_mean) / at.material.maximum_concentration
        layers, lithium = two_layers.sites(at), self.lithium(at)
        found = {"x": two_layers.mean_rate(at.own)}
        for i, uniform in enumerate(two_layers.potentials(at, self.host, self.preference)):
            field = self.field(layers[i], uniform + strain, lithium[f"x{i + 1}"].j)
            found |= {f"{name}{i + 1}": residual for name, residual in field.items()}
        return found

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        filled = super().rest(x, T)
        mu = self.host.layer_potentials(filled["x1"], filled["x2"], T)
        return {"mu1": float(mu[0]) / F, "mu2": float(mu[1]) / F, **filled}
