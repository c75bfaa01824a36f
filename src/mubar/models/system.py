"""A model of a cell, ready to run: structure and kernels cached, numbers bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from ..core.errors import InputError, Problem
from ..core.piecewise import PiecewisePolynomial
from ..numerics import engine
from ..numerics import layout as at
from ..numerics.kernels import compile_kernel
from ..numerics.mesh import Mesh
from .assembly import Structure
from .layers import ROWS, Layers
from .packing import packed
from .symbolic import Readings, Traced, signature
from .template import template

if TYPE_CHECKING:
    from .model import Model


@dataclass(frozen=True)
class State:
    """A cell at a temperature, as models trace it: the cell's own attributes plus ``temperature``."""

    cell: Any
    temperature: float

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "cell"), name)


@dataclass(frozen=True)
class Compiled:
    """Everything about a model on a mesh that no number of the cell changes."""

    structure: Structure
    readings: Readings
    layers: Layers
    template: np.ndarray
    """Workspace with bounds, norm shares, shell geometry."""
    k: np.ndarray
    placed: np.ndarray
    """Which of the numbers that were read kernels use, and, in `places`, where they go in a workspace."""
    places: np.ndarray
    rows: np.ndarray
    """Which of `layers.ROWS` are used; they go one after the other from `first_row` on."""
    first_row: int
    table_places: np.ndarray
    """Where in ``k`` a table's offset goes, and, in `table_order`, which table's."""
    table_order: np.ndarray


_KEPT = 32
"""Structures that are kept ready; a script that makes laws without end would else fill the memory."""
_compiled: OrderedDict[Any, Compiled] = OrderedDict()
_lock = Lock()


def compiled(
    model: Model, cell: Any, mesh: Mesh, announce: Callable[[str], None] = lambda text: None
) -> Compiled:
    """Trace and compile ``model`` for cells of this structure; cached in the process, kernels on disk."""
    key = (model, mesh, signature(cell))
    with _lock:
        found = _compiled.get(key)
        if found is not None:
            _compiled.move_to_end(key)
    if found is None:
        readings, layers = Readings(), model.layers(cell, mesh)
        structure = Structure(model.equations(Traced(State(cell, 298.15), "", readings), layers))
        k, addresses, tables = packed(structure)
        engine.install(k, [group.part for group in structure.eq.pendants], announce)
        k[addresses] = [compile_kernel(call.spec, announce) for call in structure.calls]
        for call in structure.calls:
            readings.specials |= call.spec.special_tables
        names, slots = readings.names, readings.slots
        placed = np.array([i for i, name in enumerate(names) if name in structure.numbers], dtype=int)
        found = Compiled(
            structure,
            readings,
            layers,
            template(structure, k),
            k,
            placed,
            np.array([structure.numbers[names[i]] for i in placed], dtype=int),
            np.array([ROWS.index(name) for name in structure.eq.rows], dtype=int),
            min(structure.rows[name] for name in structure.eq.rows),
            np.array([place for place, _ in tables], dtype=int),
            np.array([slots.index(name) for _, name in tables], dtype=int),
        )
        with _lock:
            _compiled[key] = found
            while len(_compiled) > _KEPT:
                _compiled.popitem(last=False)
    return found


class System:
    """Model × cell × mesh with numbers at a temperature: a run's ``w``, layout ``k`` and ``tables``."""

    def __init__(
        self, model: Model, cell: Any, mesh: Mesh, announce: Callable[[str], None] = lambda text: None
    ) -> None:
        self.model, self.cell, self.mesh = model, cell, mesh
        self.compiled = compiled(model, cell, mesh, announce)
        self.structure, self.layers = self.compiled.structure, self.compiled.layers
        self.w, self.k = self.compiled.template.copy(), self.compiled.k.copy()
        self.tables = np.zeros(1)
        self.temperature = float("nan")

    @property
    def title(self) -> str:
        """What is simulated, for people."""
        return f"{self.cell.title or self.cell.name}, {type(self.model).__name__}"

    @property
    def notes(self) -> list[str]:
        """What to know of any result, such as that a grid is coarse."""
        return [note for group in self.structure.eq.pendants for note in group.notes(self.cell)]

    @property
    def y(self) -> np.ndarray:
        return self.w[: self.structure.n]

    def bind(self, T: float) -> None:
        """Put the cell's numbers at ``T``, K, into the workspace. Raises `InputError` if one isn't finite."""
        if self.temperature == T:
            return
        found, w = self.compiled, self.w
        numbers, rows = found.readings.values(self.cell, T), self.layers.row_values(self.cell)[found.rows]
        if not (np.isfinite(numbers).all() and np.isfinite(rows).all()):
            raise InputError(self._not_finite(numbers, rows))
        w[found.places] = numbers[found.placed]
        w[found.first_row : found.first_row + rows.size] = rows.ravel()
        self._bind_particles(rows)
        self.tables, starts = _pack(found.readings.table_data(self.cell, T, numbers))
        self.k[found.table_places] = starts[found.table_order]
        self.temperature = T

    def _bind_particles(self, rows: np.ndarray) -> None:
        """Numbers of particles that are not all alike, and those of the volumes around them."""
        st = self.structure
        for group, kernels in zip(st.eq.pendants, st.groups, strict=True):
            for name, start in kernels.volume_rows.items():
                self.w[start : start + len(group.home)] = rows[st.eq.rows.index(name)][group.home]
            values = group.numbers(self.cell) if kernels.own_rows else {}
            for name, start in kernels.own_rows.items():
                self.w[start : start + len(values[name])] = values[name]

    def _not_finite(self, numbers: np.ndarray, rows: np.ndarray) -> Iterator[Problem]:
        for name, value in zip(self.compiled.readings.names, numbers, strict=True):
            if not np.isfinite(value):
                yield Problem(name, repr(float(value)), "a finite number")
        for name, row in zip(self.structure.eq.rows, rows, strict=True):
            if not np.isfinite(row).all():
                yield Problem(name, "a value that is not finite", "a finite number in every layer")

    def set_rest(self, stoichiometries: Any, T: float) -> None:
        """Put a rest state into y: uniform particles and the model's guess for the rest."""
        st, y = self.structure, self.y
        y[:] = 0.0
        for name, values in self.model.guess(self.cell, self.layers, stoichiometries, T).items():
            if name in st.eq.unknowns:
                y[st.unknown(name)] = values
            else:
                y[st.border_index(name)] = values
        for g, group in enumerate(st.eq.pendants):
            st.pendant(y, g)[...] = group.at_rest(self.cell, float(stoichiometries[group.name]), T)

    def tolerances(self, rtol: float, atol: float) -> None:
        real = self.k[at.REAL]
        self.w[real + at.RTOL], self.w[real + at.ATOL] = rtol, atol

    def control(
        self,
        current: float = 0.0,
        voltage: float = 0.0,
        power: float = 0.0,
        setpoint: float = 0.0,
        slope: float = 0.0,
        start: float = 0.0,
    ) -> None:
        """Decide the border row: a I + b V + d V I = s₀ + s₁ (t - t₀), I in A/m² of electrode."""
        st = self.structure
        for name, value in zip(
            ("current", "voltage", "power", "setpoint", "slope", "start"),
            (current, voltage, power, setpoint, slope, start),
            strict=True,
        ):
            self.w[st.numbers[f"control.{name}"]] = value
        self.k[at.COUPLED] = int(st.border_sees_chain or voltage != 0.0 or power != 0.0)


@lru_cache(maxsize=64)
def _pack(tables: tuple[PiecewisePolynomial, ...]) -> tuple[np.ndarray, np.ndarray]:
    """All tables in one array, and where each starts. Cached: a fit that changes numbers only packs once."""
    parts = [np.zeros(1), *(table.packed() for table in tables)]
    return np.concatenate(parts), np.cumsum([len(part) for part in parts])[:-1]
