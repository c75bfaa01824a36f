"""Looking into stored states: what a model's equations say of volumes, faces, particles at stored times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..core.evaluate import evaluate_all
from ..core.expr import Expr, as_expr, make, symbols, topological
from ..core.fields import Field
from ..numerics.mesh import Mesh
from .equations import Names
from .symbolic import special_of
from .system import compiled

if TYPE_CHECKING:
    from .model import Model
    from .pendants.nodes import NodePendants


@dataclass(frozen=True)
class StoredStates:
    """Full states (rows, n) of a run, with what is needed to read them. Picklable; computes when asked."""

    model: Model
    cell: Any
    mesh: Mesh
    states: np.ndarray
    temperature: np.ndarray
    wanted: tuple[str, ...] | None = None
    """Names of the fields that were asked for; None for all."""

    def coordinates(self) -> Iterable[Field]:
        return self.model.coordinates(self._inspection)

    def fields(self) -> Iterable[Field]:
        return self._inspection.fields(self.wanted)

    @cached_property
    def _inspection(self) -> Inspection:
        return Inspection(self.model, self.cell, self.mesh, self.states, self.temperature)

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k != "_inspection"}


class Inspection:
    """The equations of a model evaluated on stored states with NumPy: the definitions that were compiled."""

    def __init__(
        self, model: Model, cell: Any, mesh: Mesh, states: np.ndarray, temperature: np.ndarray
    ) -> None:
        self.model, self.cell, self.mesh = model, cell, mesh
        self.states, self.temperature = states, temperature
        self._compiled = compiled(model, cell, mesh)
        self.structure, self.layers = self._compiled.structure, self._compiled.layers
        self.rows = self.layers.rows(cell)
        self._pieces = [(T, temperature == T) for T in np.unique(temperature)]

    def part(self, rows: slice) -> Inspection:
        """Of some of the rows."""
        return Inspection(self.model, self.cell, self.mesh, self.states[rows], self.temperature[rows])

    def fields(self, wanted: Sequence[str] | None = None) -> Iterator[Field]:
        """What the model shows, or what of it is wanted; nothing is computed behind the last of that."""
        left = None if wanted is None else set(wanted)
        for field in self.model.fields(self):
            if left is None:
                yield field
            elif field.name in left:
                yield field
                left.remove(field.name)
                if not left:
                    return

    def material(self, name: str) -> Any:
        """The active material of the pendant group ``name`` (``negative``, ``positive.nmc``)."""
        return self.cell.materials[name]

    def unknown(self, name: str) -> np.ndarray:
        """(rows, nv) of a chain unknown."""
        return self.states[:, self.structure.unknown(name)]

    def border(self, name: str) -> np.ndarray:
        """(rows,) of a border unknown."""
        return self.states[:, self.structure.border_index(name)]

    def particles(self, g: int) -> np.ndarray:
        """(rows, rows of unknowns, their length) of a group, such as (rows, shells, particles)."""
        return self.structure.pendant(self.states, g)

    def volumes(self, functional: str) -> np.ndarray:
        """(rows, nv): every volume's part of a functional."""
        found = np.zeros((len(self.states), self.structure.nv))
        start = 0
        for region in self.structure.eq.regions:
            here = np.arange(start, start + region.count)
            term = region.terms(Names(), Names()).get(functional)
            if term is not None:
                found[:, here] = self._evaluated(as_expr(term), self._volume_values("", here))
            start += region.count
        return found

    def faces(self, term: str) -> np.ndarray:
        """(rows, nv - 1): what flows through every inner face in an equation, or its part of a functional."""
        found = np.zeros((len(self.states), self.structure.nv - 1))
        for group in self.structure.eq.faces:
            here = np.arange(group.start, group.start + group.count)
            expression = group.flux(Names("@left"), Names("@right"), Names()).get(term)
            if expression is not None:
                values = self._volume_values("@left", here) | self._volume_values("@right", here + 1)
                found[:, here] = self._evaluated(as_expr(expression), values)
        return found

    def summed(self, functional: str) -> np.ndarray:
        """(rows, nv): the first volume's part of a functional, plus those of the faces up to each volume."""
        parts = [self.volumes(functional)[:, :1], self.faces(functional)]
        return np.cumsum(np.concatenate(parts, axis=1), axis=1)

    def functional(self, name: str) -> np.ndarray:
        """(rows,) of a functional of volumes and faces, such as the voltage."""
        return self.volumes(name).sum(axis=1) + self.faces(name).sum(axis=1)

    def at_particles(self, g: int, expression: Any) -> np.ndarray:
        """(rows, pendants): an expression of the surface ``x``, the volume and the border, at group ``g``."""
        group = self.structure.eq.pendants[g]
        values = self._volume_values("", group.home) | {"x": self.particles(g)[:, -1, :]}
        return self._evaluated(as_expr(expression), values)

    def at_shells(self, g: int, expression: Any) -> np.ndarray:
        """(rows, shells, pendants): an expression as `at_particles` has it, at every shell's own ``x``."""
        x, e = self.particles(g), as_expr(expression)
        named = symbols(e)
        around = self._volume_values("", self.structure.eq.pendants[g].home)
        values = {name: np.tile(v, x.shape[1]) for name, v in around.items() if name in named}
        return self._evaluated(e, values | {"x": x.reshape(len(x), -1)}).reshape(x.shape)

    def at_nodes(self, group: NodePendants, g: int, *expressions: Any) -> list[np.ndarray]:
        """(rows, nodes) each: expressions of node, neighbours, volume and border; rates are zero in them.

        The order of nodes is that of the state.
        """
        roots = [as_expr(e) for e in expressions]
        named, rows, state = symbols(*roots), group.rows, self.particles(g)
        last = len(rows.starts) - 2
        places = {"@node": rows.node, "@near": np.maximum(rows.node - 1, 0), "@far": rows.node + 1}
        values: dict[str, np.ndarray] = {}
        for end, node in places.items():
            # where a particle has no such node, whatever is there counts with the coefficient zero
            place = np.minimum(rows.starts[np.minimum(node, last)] + rows.chain, rows.size - 1)
            for b, u in enumerate(group.unknowns):
                if u + end in named:
                    values[u + end] = state[:, b] if end == "@node" else state[:, b][:, place]
                values[f"{u}_t{end}"] = np.zeros((1, 1))
        own = group.numbers(self.cell)
        values |= {f"{name}@node": numbers[None, :] for name, numbers in own.items()}
        mean = f"{group.conserved}_mean@node"
        if mean in named:
            b = group.unknowns.index(group.conserved)
            values[mean] = rows.summed(state[:, b] * own["volume"])[:, rows.chain]
        around, home = self._volume_values("", np.arange(self.structure.nv)), group.home[rows.chain]
        values |= {name: v[:, home] for name, v in around.items() if name in named}
        values |= {name: np.full((1, 1), value) for name, value in group.still.items()}
        return self._all_evaluated(roots, values)

    def _volume_values(self, side: str, volumes: np.ndarray) -> dict[str, np.ndarray]:
        values = {u + side: self.unknown(u)[:, volumes] for u in self.structure.eq.unknowns}
        values |= {name + side: row[volumes][None, :] for name, row in self.rows.items()}
        for name, term in self.structure.eq.properties(Names()).items():
            own = {key.removesuffix(side) if side else key: v for key, v in values.items()}
            values[name + side] = self._evaluated(as_expr(term), own)
        return values

    def _evaluated(self, e: Expr, values: Mapping[str, np.ndarray]) -> np.ndarray:
        return self._all_evaluated((e,), values)[0]

    def _all_evaluated(self, roots: Sequence[Expr], values: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        """(rows, width) each, at each row's own temperature."""
        border = {name: self.border(name)[:, None] for name in self.structure.eq.border}
        width = max(v.shape[1] for v in values.values())
        found = [np.empty((len(self.states), width)) for _ in roots]
        for T, rows in self._pieces:
            readings = self._compiled.readings
            read = readings.values(self.cell, float(T))
            numbers = dict(zip(readings.names, read, strict=True))
            tables = dict(zip(readings.slots, readings.table_data(self.cell, float(T), read), strict=True))
            here = {k: v[rows] if v.shape[0] == len(rows) else v for k, v in (border | dict(values)).items()}
            filled = with_specials(with_tables(roots, tables), self.cell)
            for each, value in zip(found, evaluate_all(filled, numbers | here), strict=True):
                each[rows] = value
        return found


def with_tables(roots: Sequence[Expr], tables: Mapping[str, Any]) -> tuple[Expr, ...]:
    """The expressions with their table slots filled."""
    new: dict[int, Expr] = {}
    for n in topological(*roots):
        args = tuple(new[id(a)] for a in n.args)
        if n.op == "table":
            slot, order = n.payload
            new[id(n)] = make("table", *args, payload=(tables[slot.name], order))
        else:
            new[id(n)] = make(n.op, *args, payload=n.payload) if args else n
    return tuple(new[id(root)] for root in roots)


def with_specials(roots: Sequence[Expr], cell: Any) -> tuple[Expr, ...]:
    """The expressions with the special functions of ``cell``, exact where kernels have tables."""
    new: dict[int, Expr] = {}
    for n in topological(*roots):
        args, payload = tuple(new[id(a)] for a in n.args), n.payload
        if n.op == "special":
            payload = special_of(payload[0], cell), payload[1]
        elif n.op == "root":
            payload = payload.mapped(lambda inner: with_specials((inner,), cell)[0])
        new[id(n)] = make(n.op, *args, payload=payload) if args else n
    return tuple(new[id(root)] for root in roots)
