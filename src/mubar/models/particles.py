"""Particles: pendants of a chain. Spherical diffusion with D(x, T)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ..core.constants import F
from ..core.expr import Expr
from ..core.law import Function
from .equations import Names, Pendants
from .layers import Layers

BARRIER = 1e-9
"""V; times 1/x - 1/(1 - x) it is added to every open-circuit potential: 1 µV at 0.001 from empty or full, 1 V
at 1e-9. Fitted potentials are finite at both ends, where a particle would otherwise come so close to full
that 1 - x is rounding, and a cell that is used up would never reach its voltage limit.
"""


@dataclass(frozen=True)
class Surroundings:
    """What the particles of an electrode see, as functions of their volume ``v`` and the border ``z``."""

    home: np.ndarray
    """Volumes with one particle of each material."""
    u: Callable[[Names, Names], Any]
    """V_e - V_Li around the particle."""
    c_plus: Callable[[Names, Names], Any]
    """Activity of the cation."""
    thickness: Callable[[Names], Any]
    """Of the electrode that one particle stands for, m; of ``v``."""
    gain: Mapping[str, float]
    """Where the current of their surfaces goes (`mubar.models.equations.Pendants.gain`)."""


def particles(cell: Any, side: str, layers: Layers, around: Surroundings) -> Iterator[Pendants]:
    """The active materials of the electrode ``side``; they share their surroundings."""
    for key, material in getattr(cell, side).materials.items():
        yield spherical(
            f"{side}.{key}" if key else side, material, cell.temperature, layers.mesh.shells(), around
        )


def spherical(name: str, material: Any, T: Any, shells: Any, around: Surroundings) -> Pendants:
    """∂x/∂t = ∇·(D(x, T) ∇x) in spheres, x = c_s/c_max; -D ∂c_s/∂r = j/F at the surface, j the rate law."""
    radius = material.particle_radius

    def overpotential(x: Expr, v: Names, z: Names) -> Expr:
        """η = V_e - V_Li - U"""
        U = material.open_circuit_potential(x, T) + BARRIER * (1.0 / x - 1.0 / (1.0 - x))
        return around.u(v, z) - U

    def exchange(x: Expr, v: Names, z: Names) -> Expr:
        return material.kinetics.current_density(overpotential(x, v, z), x=x, c_plus=around.c_plus(v, z), T=T)

    return Pendants(
        name=name,
        home=around.home,
        shells=shells,
        potential=lambda x: material.diffusivity.integral(x, T) / (radius * radius),
        overpotential=overpotential,
        exchange=exchange,
        kappa=lambda: 1.0 / (F * material.maximum_concentration * radius),
        weight=lambda v: material.surface_area_per_volume * around.thickness(v),
        gain=around.gain,
    )


def rest_potential(cell: Any, side: str, stoichiometries: Mapping[str, float], T: float) -> float:
    """U of an electrode's particles at rest, V; the mean, where its materials are not at one potential."""
    rest = [
        _potential(m.open_circuit_potential, float(stoichiometries[f"{side}.{key}" if key else side]), T)
        for key, m in getattr(cell, side).materials.items()
    ]
    return sum(rest) / len(rest)


@lru_cache(maxsize=1024)
def _potential(U: Function, x: float, T: float) -> float:
    return float(U(x, T))
