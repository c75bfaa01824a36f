"""The particles of an electrode as pendants of its volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ...core.constants import F
from ...core.expr import Expr, as_expr, symbols
from ...core.law import Function
from ...materials.cell import ActiveMaterial
from ...materials.connection import Connection, Members
from ...materials.keys import material_key
from ...materials.particle_type import ParticleType, Site
from ...materials.population import Sizes
from ...numerics.ragged import Ragged
from ..equations import Held, Names, NodePendants, Pendants
from ..layers import Layers
from ..symbolic import untraced
from .agitation import QUIET, Agitation
from .agitation import values as agitated
from .spherical import spherical
from .surroundings import Surroundings


def particles(
    cell: Any, side: str, layers: Layers, around: Surroundings
) -> Iterator[Pendants | NodePendants]:
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
        return Site(own, near, far, around.u(v, z), around.c_plus(v, z), T, material)

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

    def values(cell: Any) -> Mapping[str, np.ndarray]:
        return Placed(cell.materials[name], len(around.home)).values

    def notes(cell: Any) -> Sequence[str]:
        material = cell.materials[name]
        return [f"{name}: {note}" for note in material.particles.notes(material)]

    def rest(cell: Any, x: float, temperature: float) -> Mapping[str, float]:
        found = cell.materials[name].particles.rest(x, temperature)
        return dict.fromkeys(algebraic, 0.0) | found

    own = tuple(terms(Names("@node"), Names("@near"), Names("@far"), Names(), Names()))
    unknowns = (*own[: -len(kind.unknowns)], *kind.unknowns)
    algebraic = tuple(u for u in unknowns if u in kind.algebraic or u not in kind.unknowns)
    return NodePendants(
        name=name,
        home=around.home[placed.home],
        rows=placed.rows,
        unknowns=unknowns,
        conserved="x",
        terms=terms,
        weight=weight,
        gain=around.gain,
        values=values,
        notes=notes,
        rest=rest,
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


class Placed:
    """The particles of a material in an electrode of so many ``volumes``, those with most nodes first."""

    def __init__(self, material: ActiveMaterial, volumes: int) -> None:
        self.material = material
        assert material.particles is not None
        kind = self.kind = material.particles
        population = material.population or Sizes((material.particle_radius,))
        sizes, fractions = population.sizes(volumes), population.fractions(volumes)
        if fractions is None:
            fractions = kind.shape.volume(sizes)
        fractions = fractions / fractions.sum(axis=1, keepdims=True)
        nodes = kind.nodes(sizes.ravel())
        self._order, self._table = np.argsort(-nodes, kind="stable"), sizes.shape
        self.each = Ragged(nodes[self._order])
        """Nodes of the particles."""
        self.sizes, self.share = sizes.ravel()[self._order], fractions.ravel()[self._order]
        """Of the particles: m; and what part of its volume's active matter each stands for."""
        self.volume, self.number = np.divmod(self._order, sizes.shape[1])
        """Volume of the electrode, and place in it."""
        self.rows, self.home, self.place = self.each, self.volume, slice(None)
        """Chains of nodes, their volumes, and where in these the nodes of `each` are."""
        if material.connection is not None and material.connection.joined:
            self.rows, self.home, self.place = self._joined()

    def _joined(self) -> tuple[Ragged, np.ndarray, Any]:
        """With all nodes of a volume as one chain, particle after particle."""
        volume, number = self.volume[self.each.chain], self.number[self.each.chain]
        lengths = np.bincount(volume)
        order, home = np.lexsort((self.each.node, number, volume)), np.argsort(-lengths, kind="stable")
        rows = Ragged(lengths[home])
        chain, node = np.argsort(home, kind="stable"), np.empty(len(order), dtype=int)
        node[order] = np.arange(len(order)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return rows, home, rows.starts[node] + chain[volume]

    @cached_property
    def _own(self) -> Mapping[str, np.ndarray]:
        """Numbers of the particles' type."""
        return self.kind.values(self.sizes, self.each, self.material)

    @property
    def within(self) -> np.ndarray:
        """Of the nodes of `each`: share of the particle's volume."""
        return self._own["volume"]

    @property
    def values(self) -> Mapping[str, np.ndarray]:
        """Numbers of all nodes, in the order of `rows`."""
        material, rows, connection = self.material, self.each, self.material.connection
        found = {**self._own, "share": self.share}
        c_max, bulk = material.maximum_concentration, self.kind.shape.volume(self.sizes)
        if connection is not None:
            members = Members(self.volume, self.number, F * c_max * bulk, rows, self.within)
            conductance = connection.conductances.table(*self._table).ravel()[self._order]
            found |= connection.values(members, conductance)
        if material.noise is not None:
            found |= agitated(material.noise, self.kind.orders, bulk, c_max, rows, self._own)
        found = {k: v if len(v) == rows.size else v[rows.chain] for k, v in found.items()}
        if self.rows is not rows:
            found |= {"volume": found["volume"] * found["share"], "share": np.ones(rows.size)}
            inverse = np.empty(rows.size, dtype=int)
            inverse[self.place] = np.arange(rows.size)
            found = {name: numbers[inverse] for name, numbers in found.items()}
        return found


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
