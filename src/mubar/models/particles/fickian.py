"""Fickian diffusion with D(x, T) in particles of any sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.bounds import Bounds
from ...core.constants import R
from ...core.derivative import derivative
from ...core.expr import Expr, as_expr, substitute
from ...materials.particle_type import Lithium, ParticleType, Site
from ...materials.population import whole_numbers
from ...materials.shapes import Radial, Sphere
from ...numerics.ragged import Ragged
from ...thermo.hosts.base import HostMaterial
from .radial import cut, gathered, inflow

_SPHERE = Sphere()


@dataclass(frozen=True)
class Fickian(ParticleType):
    """∂x/∂t = ∇·(D(x, T) ∇x), -D c_max ∂x/∂n = j/F at the surface: a cell's own spheres, in several sizes.

    M. Doyle, T. F. Fuller, J. Newman, J. Electrochem. Soc. 140 (1993) 1526. D is the material's diffusivity,
    and without a ``host`` U its open-circuit potential. ``shape``: `Sphere`, `Cylinder`, `Plate`. ``shells``:
    nodes from centre to surface, gathered there.
    """

    host: Any = None
    shape: Radial = _SPHERE
    shells: int = 20
    hosts: ClassVar[Any] = HostMaterial | None
    shapes: ClassVar[type[Radial]] = Radial
    material_diffuses: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_numbers(self, shells=Bounds(3, 10_000))

    def nodes(self, sizes: np.ndarray) -> np.ndarray:
        return np.full(len(sizes), self.shells, dtype=np.int64)

    def values(self, sizes: np.ndarray, rows: Ragged, material: Any) -> Mapping[str, np.ndarray]:
        return cut(self.shape, sizes, rows, gathered)

    def depths(self, sizes: np.ndarray, rows: Ragged) -> np.ndarray:
        return (1.0 - gathered(rows.node / (self.shells - 1))) * sizes[rows.chain]

    def potential(self, at: Site, x: Any) -> Any:
        """μ at the node where it is filled to ``x``, J/mol."""
        return at.potential(self.host, x)

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        mu = self.potential(at, at.own.x)
        return {"x": Lithium(mu, at.reaction(mu, at.own.x))}

    def terms(self, at: Site) -> Mapping[str, Any]:
        own, D = at.own, at.material.diffusivity

        def mobility(other: Any) -> Any:
            """D RT/(∂μ/∂x), which is D x (1 - x) in an ideal host."""
            x = Expr.symbol("x between")
            slope = derivative(as_expr(self.potential(at, x)), "x between")
            return substitute(as_expr(D(x, at.T) * R * at.T / slope), {"x between": 0.5 * (own.x + other.x)})

        flowing = inflow(at, lambda other: D.integral(other.x, at.T) - D.integral(own.x, at.T), mobility)
        reaction = own.surface * at.filling * self.lithium(at)["x"].j
        return {"x": own.volume * own.x_t - flowing + reaction}
