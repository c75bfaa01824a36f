"""Which particles there are: their sizes, their places, and the numbers of their nodes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from ...core.constants import F
from ...core.errors import InputError, Problem
from ...materials.cell import ActiveMaterial
from ...materials.connection import Members
from ...materials.population import Sizes
from ...numerics.ragged import Ragged
from .agitation import values as agitated

MOST_NODES = 10_000_000
"""In an electrode: with more the memory would run out before anything is said."""


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
        if nodes.sum() > MOST_NODES:
            found = f"{nodes.sum():.3g} nodes, in {sizes.size} particles on {volumes} volumes"
            hint = "Give fewer particles, or nodes farther apart."
            expected = f"at most {MOST_NODES:.0e} nodes in an electrode"
            raise InputError([Problem(type(kind).__name__, found, expected, hint)])
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
        if material.film is not None:
            found["film"] = material.film.table(*self._table).ravel()[self._order]
        if material.noise is not None:
            found |= agitated(material.noise, self.kind.orders, bulk, c_max, rows, self._own)
        found = {k: v if len(v) == rows.size else v[rows.chain] for k, v in found.items()}
        if self.rows is not rows:
            found |= {"volume": found["volume"] * found["share"], "share": np.ones(rows.size)}
            inverse = np.empty(rows.size, dtype=int)
            inverse[self.place] = np.arange(rows.size)
            found = {name: numbers[inverse] for name, numbers in found.items()}
        return found
