"""The particles of an electrode as pendants of its volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.constants import F
from ...core.law import Function
from ...materials.cell import ActiveMaterial
from ...materials.particle_type import ParticleType, Site
from ...materials.population import Sizes
from ...numerics.ragged import Ragged
from ..equations import Held, Names, NodePendants, Pendants
from ..layers import Layers
from ..symbolic import untraced
from .spherical import spherical
from .surroundings import Surroundings


def particles(
    cell: Any, side: str, layers: Layers, around: Surroundings
) -> Iterator[Pendants | NodePendants]:
    """The active materials of the electrode ``side``; they share their surroundings."""
    for key, material in getattr(cell, side).materials.items():
        name = f"{side}.{key}" if key else side
        if untraced(material).particles is None:
            yield spherical(name, material, cell.temperature, layers.mesh.shells(), around)
        else:
            yield resolved(name, material, cell.temperature, around)


def resolved(name: str, material: Any, T: Any, around: Surroundings) -> NodePendants:
    """Particles of the type and the population that the material names; see `Placed` for their order."""
    kind: ParticleType = material.particles
    side, _, key = name.partition(".")
    placed = Placed(untraced(material), len(around.home))

    def site(own: Names, near: Names, far: Names, v: Names, z: Names) -> Site:
        return Site(own, near, far, around.u(v, z), around.c_plus(v, z), T, material)

    def terms(own: Names, near: Names, far: Names, v: Names, z: Names) -> Mapping[str, Any]:
        return kind.terms(site(own, near, far, v, z))

    def lithium(own: Names, near: Names, far: Names, v: Names, z: Names) -> Mapping[str, Held]:
        at = site(own, near, far, v, z)
        return {
            name: Held(-each.mu / F, at.overpotential(each.mu), each.j, own.surface * at.filling, each.share)
            for name, each in kind.lithium(at).items()
        }

    def weight(own: Names, v: Names) -> Any:
        filled = F * material.maximum_concentration * material.surface_area_per_volume
        return around.thickness(v) * own.share * filled * material.particle_radius / 3.0

    def values(cell: Any) -> Mapping[str, np.ndarray]:
        return Placed(getattr(cell, side).materials[key], len(around.home)).values

    def rest(cell: Any, x: float, temperature: float) -> Mapping[str, float]:
        return getattr(cell, side).materials[key].particles.rest(x, temperature)

    return NodePendants(
        name=name,
        home=around.home[placed.volume],
        rows=placed.rows,
        unknowns=kind.unknowns,
        conserved="x",
        terms=terms,
        weight=weight,
        gain=around.gain,
        values=values,
        rest=rest,
        lower={"x": 0.0},
        upper={"x": 1.0},
        lithium=lithium,
        algebraic=kind.unknowns[:-1],
    )


class Placed:
    """The particles of a material in an electrode of so many ``volumes``, those with most nodes first."""

    def __init__(self, material: ActiveMaterial, volumes: int) -> None:
        self.material = material
        kind = material.particles
        assert kind is not None
        population = material.population or Sizes((material.particle_radius,))
        sizes, fractions = population.sizes(volumes), population.fractions(volumes)
        if fractions is None:
            fractions = kind.shape.volume(sizes)
        fractions = fractions / fractions.sum(axis=1, keepdims=True)
        nodes = kind.nodes(sizes.ravel())
        order = np.argsort(-nodes, kind="stable")
        self.rows = Ragged(nodes[order])
        self.sizes, self.share = sizes.ravel()[order], fractions.ravel()[order]
        """Of the particles: m; and what part of its volume's active matter each stands for."""
        self.volume, self.number = np.divmod(order, sizes.shape[1])
        """Volume of the electrode, and place in it."""

    @property
    def values(self) -> Mapping[str, np.ndarray]:
        kind = self.material.particles
        assert kind is not None
        found = {**kind.values(self.sizes, self.rows, self.material), "share": self.share}
        return {k: v if len(v) == self.rows.size else v[self.rows.chain] for k, v in found.items()}


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
