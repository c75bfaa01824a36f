"""Particles made of nodes, each as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...core.expr import Expr, as_expr
from ...core.fields import Field
from ...numerics.engine import NODES, Part
from ...numerics.ragged import Ragged
from ...thermo.hosts.base import HostMaterial
from .. import notation
from ..equations import Names, Terms
from . import node_fields, node_kernels
from .base import Kernels, Pendants
from .node_powers import InsideNodes

if TYPE_CHECKING:
    from ..assembly import Structure
    from ..inspection import Inspection
    from ..particles.placed import Placed


@dataclass(frozen=True)
class Held:
    """Lithium in the sites of a node that one unknown tells the filled fraction of, as expressions."""

    potential: Any
    """U = -μ/F against lithium metal, V."""
    overpotential: Any
    """η, V."""
    current_density: Any
    """j of its reaction, A/m²."""
    emptying: Any
    """What j is times in the unknown's residual; zero on nodes that don't react."""
    share: float
    """Of the particle's sites."""
    fallen: Any = 0.0
    """What V_e has lost on its way from the matrix, V."""


@dataclass(frozen=True)
class NodePendants(Pendants):
    """A group of particles made of nodes, as many as each needs: several unknowns each, reactions anywhere.

    ``terms(own, near, far, v, z)``: the residual of every unknown on a node; ``own.x``, ``own.x_t`` are its
    unknowns and their rates, ``near`` is the node before it (towards the first, where all particles have
    one), ``far`` the one behind. ``own`` also has the numbers of `Placed.values`, among them ``volume``, the
    node's share of its particle, and ``x_mean`` and ``x_mean_t``, the mean of the conserved unknown over the
    particle and its rate. That mean changes by reactions alone: fluxes between nodes cancel in it.
    ``weight(own, v)``: charge per electrode area that fills the particles from 0 to 1, C/m². ``gain``: share
    of the current of that charge.
    """

    rows: Ragged
    """How many nodes each has."""
    unknowns: tuple[str, ...]
    """In an order in which nodes can be eliminated without pivoting: algebraic ones come first."""
    conserved: str
    terms: Callable[[Names, Names, Names, Names, Names], Terms]
    weight: Callable[[Names, Names], Expr]
    material: Callable[[Any], Any]
    """Of a cell, an active material that has ``particles``."""
    placed: Callable[[Any], Placed]
    """Of a cell, which particles there are."""
    lower: Mapping[str, float]
    upper: Mapping[str, float]
    lithium: Callable[[Names, Names, Names, Names, Names], Mapping[str, Held]]
    """Arguments as those of ``terms``; of every unknown that is a filled fraction of sites."""
    algebraic: tuple[str, ...] = ()
    """Unknowns without a time derivative."""
    still: Mapping[str, float] = field(default_factory=dict)
    """What stands for symbols where stored states are looked into, which don't know their time."""
    part: ClassVar[Part] = NODES

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.unknowns), self.rows.size

    @property
    def bounds(self) -> np.ndarray:
        lower, upper = ([ends.get(u, free) for u in self.unknowns]
                        for ends, free in ((self.lower, -np.inf), (self.upper, np.inf)))  # fmt: skip
        return np.array([lower, upper]).T

    @property
    def differential(self) -> np.ndarray:
        return np.array([u not in self.algebraic for u in self.unknowns])

    def numbers(self, cell: Any) -> Mapping[str, np.ndarray]:
        return self.placed(cell).values

    def kernels(self, st: Structure, g: int) -> Kernels:
        return node_kernels.traced(self, st, g)

    def at_rest(self, cell: Any, x: float, T: float) -> np.ndarray:
        rest = self.material(cell).particles.rest(x, T)
        return np.array([[rest.get(u, 0.0)] for u in self.unknowns])

    def notes(self, cell: Any) -> Sequence[str]:
        material = self.material(cell)
        return [f"{self.name}: {note}" for note in material.particles.notes(material)]

    def coordinates(self, seen: Inspection, g: int, x: np.ndarray) -> Iterable[Field]:
        return node_fields.coordinates(self, seen, x)

    def fields(self, seen: Inspection, g: int) -> Iterable[Field]:
        return node_fields.fields(self, seen, g)

    def mean(self, seen: Inspection, g: int) -> np.ndarray:
        return node_fields.mean(self, seen, g)

    def phases(self, cell: Any) -> HostMaterial | None:
        """Not in an only node."""
        host = self.material(cell).particles.host
        return host if isinstance(host, HostMaterial) and self.rows.size > 1 else None

    def inside(self, seen: Inspection, g: int, u: np.ndarray) -> InsideNodes:
        return InsideNodes(self, seen, g)

    def printed(self, latex: Callable[..., str]) -> Iterator[tuple[str, str]]:
        """The equations of node i of a particle; beyond its ends nothing flows."""
        own, near, far = (Names(side) for side in ("@node", "@near", "@far"))
        for name, value in self.terms(own, near, far, Names(), Names()).items():
            yield f"particles, {notation.symbol(name)}", f"{latex(value)} = 0"

    def with_surfaces(self, total: Expr, name: str) -> Expr:
        """What comes out is what they lose."""
        gain = self.gain.get(name, 0.0)
        filled = as_expr(self.weight(Names("@node"), Names())) * Expr.symbol("x_mean_t")
        return total - gain * filled if gain else total
