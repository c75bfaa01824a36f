"""Spherical diffusion with D(x, T): particles of one radius, shells from centre to surface."""

from __future__ import annotations

from typing import Any

from ...core.constants import F
from ...core.expr import Expr
from ...materials.particle_type import barrier
from ..equations import Names
from ..pendants.shells import ShellPendants
from .surroundings import Surroundings


def spherical(name: str, material: Any, T: Any, shells: Any, around: Surroundings) -> ShellPendants:
    """∂x/∂t = ∇·(D(x, T) ∇x) in spheres, x = c_s/c_max; -D ∂c_s/∂r = j/F at the surface, j the rate law."""
    radius = material.particle_radius

    def overpotential(x: Expr, v: Names, z: Names) -> Expr:
        """η = V_e - V_Li - U"""
        U = material.open_circuit_potential(x, T) + barrier(x)
        return around.u(v, z) - U

    def exchange(x: Expr, v: Names, z: Names) -> Expr:
        return material.kinetics.current_density(overpotential(x, v, z), x=x, c_plus=around.c_plus(v, z), T=T)

    return ShellPendants(
        name=name,
        home=around.home,
        gain=around.gain,
        shells=shells,
        potential=lambda x: material.diffusivity.integral(x, T) / (radius * radius),
        overpotential=overpotential,
        exchange=exchange,
        kappa=lambda: 1.0 / (F * material.maximum_concentration * radius),
        weight=lambda v: material.surface_area_per_volume * around.thickness(v),
    )
