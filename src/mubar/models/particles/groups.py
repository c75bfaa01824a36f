"""The particles of an electrode as pendants of its volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.constants import F
from ...core.expr import Expr, as_expr, symbols
from ...core.law import Function
from ...materials.cell import ActiveMaterial
from ...materials.connection import Connection
from ...materials.keys import material_key
from ...materials.particle_type import ParticleType, Site
from ..equations import Names
from ..layers import Layers
from ..pendants.base import Pendants
from ..pendants.nodes import Held, NodePendants
from ..symbolic import untraced
from .agitation import QUIET, Agitation
from .placed import Placed
from .spherical import spherical
from .surroundings import Surroundings


def particles(cell: Any, side: str, layers: Layers, around: Surroundings) -> Iterator[Pendants]:
    """The active materials of the electrode ``side``; they share their surroundings."""
    for key, material in getattr(cell, side).materials.items():
        name = material_key(side, key)
        if untraced(material).particles is None:
            yield spherical(name, material, cell.temperature, layers.mesh.shells(), around)
        else:
            yield resolved(name, material, cell.temperature, around)


def resolved(name: str, material: Any, T: Any, around: Surroundings) -> NodePendants:
    """Particles of the type, the population and the connection that the material names; see `Placed` for
    their order.
    """
    kind: ParticleType = material.particles
    connection: Connection | None = material.connection
    placed = Placed(untraced(material), len(around.home))

    clock = Expr.symbol("begun") + Expr.symbol("time")
    agitation = Agitation(material.noise, clock) if material.noise else None

    def outside(own: Names, near: Names, far: Names, v: Names, z: Names) -> Site:
        film = own.film if material.film else None
        return Site(own, near, far, around.u(v, z), around.c_plus(v, z), T, material, film)

    def site(*nodes: Names) -> Site:
        return connection.site(outside(*nodes)) if connection else outside(*nodes)

    def terms(*nodes: Names) -> Mapping[str, Any]:
        found = dict(connection.terms(outside(*nodes)) if connection else {})
        return _needed(found | {**kind.terms(replace(site(*nodes), agitation=agitation))}, kind.unknowns)

    def lithium(*nodes: Names) -> Mapping[str, Held]:
        at = site(*nodes)
        emptying, fallen = at.own.surface * at.filling, outside(*nodes).u - at.u
        return {
            name: Held(-each.mu / F, at.overpotential(each.mu), each.j, emptying, each.share, fallen)
            for name, each in kind.lithium(at).items()
        }

    def weight(own: Names, v: Names) -> Any:
        filled = F * material.maximum_concentration * material.surface_area_per_volume
        return around.thickness(v) * own.share * filled * material.particle_radius / 3.0

    def of(cell: Any) -> ActiveMaterial:
        return cell.materials[name]

    own = tuple(terms(Names("@node"), Names("@near"), Names("@far"), Names(), Names()))
    unknowns = (*own[: -len(kind.unknowns)], *kind.unknowns)
    algebraic = tuple(u for u in unknowns if u in kind.algebraic or u not in kind.unknowns)
    return NodePendants(
        name=name,
        home=around.home[placed.home],
        gain=around.gain,
        rows=placed.rows,
        unknowns=unknowns,
        conserved="x",
        terms=terms,
        weight=weight,
        material=of,
        placed=lambda cell: Placed(of(cell), len(around.home)),
        lower={name: low for name, (low, _) in kind.bounds.items()},
        upper={name: high for name, (_, high) in kind.bounds.items()},
        lithium=lithium,
        algebraic=algebraic,
        still=QUIET if agitation else {},
    )


def _needed(terms: Mapping[str, Any], own: tuple[str, ...]) -> Mapping[str, Any]:
    """``terms`` without unknowns beside a particle's ``own`` that no other residual asks for."""
    for name in reversed([u for u in terms if u not in own]):
        others = symbols(*(as_expr(e) for u, e in terms.items() if u != name))
        if not others & {f"{name}{end}" for end in ("@node", "@near", "@far")}:
            terms = {u: e for u, e in terms.items() if u != name}
    return terms


def rest_potentials(cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float) -> np.ndarray:
    """(nv,) `rest_potential` of the electrodes on their volumes, V; zero in the separator."""
    found = np.zeros(layers.total)
    for side in layers.electrodes:
        found[layers.volumes(side)] = rest_potential(cell, side, stoichiometries, T)
    return found


def rest_potential(cell: Any, side: str, stoichiometries: Mapping[str, float], T: float) -> float:
    """U of an electrode's particles at rest, V; the mean, where its materials are not at one potential."""
    rest = [
        _potential(m.open_circuit_potential, float(stoichiometries[material_key(side, key)]), T)
        for key, m in getattr(cell, side).materials.items()
    ]
    return sum(rest) / len(rest)


@lru_cache(maxsize=1024)
def _potential(U: Function, x: float, T: float) -> float:
    return float(U(x, T))
