"""A model of a cell, ready to run: structure and kernels cached, numbers bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from ..core.evaluate import evaluate_all
from ..core.piecewise import PiecewisePolynomial
from ..numerics import layout as at
from ..numerics.kernels import compile_kernel
from ..numerics.mesh import Mesh
from .assembly import Structure
from .layers import Layers
from .symbolic import Readings, Traced, signature


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
    table_places: tuple[tuple[int, str], ...]


_compiled: dict[Any, Compiled] = {}


def compiled(
    model: Any, cell: Any, mesh: Mesh, announce: Callable[[str], None] = lambda text: None
) -> Compiled:
    """Trace and compile ``model`` for cells of this structure; cached in the process, kernels on disk."""
    key = (model, mesh, signature(cell))
    found = _compiled.get(key)
    if found is None:
        readings, layers = Readings(), model.layers(cell, mesh)
        structure = Structure(model.equations(Traced(State(cell, 298.15), "", readings), layers))
        k, addresses, tables = structure.layout()
        k[addresses] = [compile_kernel(call.spec, announce) for call in structure.calls]
        found = _compiled[key] = Compiled(
            structure, readings, layers, _template(structure, k), k, tuple(tables)
        )
    return found


def _template(st: Structure, k: np.ndarray) -> np.ndarray:
    """Fixed by the structure in a workspace: bounds, unknowns' shares in the norm, shells."""
    eq, w = st.eq, np.zeros(st.size)
    lower, upper, reach, differential, share = (
        w[k[i] : k[i] + st.n] for i in (at.LOWER, at.UPPER, at.REACH, at.DIFFERENTIAL, at.SHARE)
    )
    lower[:], upper[:], reach[:] = -np.inf, np.inf, np.inf
    kinds = []
    for u in eq.unknowns:
        here = st.unknown(u)
        lower[here], upper[here], reach[here] = eq.lower[u], eq.upper[u], eq.reach.get(u, np.inf)
        differential[here] = u not in eq.algebraic
        kinds.append(np.arange(st.n)[here][~eq.inactive.get(u, np.zeros(st.nv, bool))])
    for pivot in st.placeholder_pivots():
        w[pivot] = 1.0
    for m, name in enumerate(eq.border):
        reach[st.border_start + m] = eq.reach.get(name, np.inf)
    kinds.append(st.border_start + np.arange(1, st.nm))
    for g, group in enumerate(eq.pendants):
        o = k[at.GROUP_TABLE] + g * at.GROUP_SIZE
        ns = len(group.shells.nodes)
        kinds.append(st.pendant(np.arange(st.n), g).ravel())
        # only the surface reacts; inside, the shells' mass matrix may undershoot before a steep front
        st.pendant(lower, g)[...], st.pendant(upper, g)[...] = -1.0, 2.0
        st.pendant(lower, g)[-1], st.pendant(upper, g)[-1] = 0.0, 1.0
        st.pendant(differential, g)[...] = 1.0
        w[k[o + at.G_MASS] : k[o + at.G_MASS] + 3 * ns] = group.shells.mass.ravel()
        w[k[o + at.G_CONDUCTANCE] : k[o + at.G_CONDUCTANCE] + ns] = group.shells.conductance
        gain = k[o + at.G_GAIN]
        w[gain : gain + st.nb + st.nf] = [group.gain.get(q, 0.0) for q in st.equations]
    kinds = [kind for kind in kinds if len(kind)]
    for kind in kinds:  # kinds of unknowns count alike, whatever their number
        share[kind] = np.sqrt(1.0 / (len(kind) * len(kinds)))
    return w


class System:
    """Model × cell × mesh with numbers at a temperature: a run's ``w``, layout ``k`` and ``tables``."""

    def __init__(
        self, model: Any, cell: Any, mesh: Mesh, announce: Callable[[str], None] = lambda text: None
    ) -> None:
        self.model, self.cell, self.mesh = model, cell, mesh
        self.compiled = compiled(model, cell, mesh, announce)
        self.structure, self.layers = self.compiled.structure, self.compiled.layers
        self.block = (0,) * self.structure.nb
        self.w, self.k = self.compiled.template.copy(), self.compiled.k.copy()
        self.tables = np.zeros(1)
        self.temperature = float("nan")

    @property
    def y(self) -> np.ndarray:
        return self.w[: self.structure.n]

    def bind(self, T: float) -> None:
        """Put the cell's numbers at ``T``, K, into the workspace. Raises `InputError` if one isn't finite."""
        if self.temperature == T:
            return
        st, w, k = self.structure, self.w, self.k
        state = State(self.cell, T)
        numbers = self.compiled.readings.values(state, T)
        rows = {name: row for name, row in self.layers.rows(self.cell).items() if name in st.eq.rows}
        bad = [Problem(name, repr(v), "a finite number") for name, v in numbers.items() if not np.isfinite(v)]
        bad += [
            Problem(name, "a value that is not finite", "a finite number in every layer")
            for name, r in rows.items()
            if not np.isfinite(r).all()
        ]
        if bad:
            raise InputError(bad)
        for name, value in numbers.items():
            if name in st.numbers:
                w[st.numbers[name]] = value
        for name, row in rows.items():
            w[st.rows[name] : st.rows[name] + st.nv] = row
        for g, group in enumerate(st.eq.pendants):
            o = k[at.GROUP_TABLE] + g * at.GROUP_SIZE
            values = numbers | {name: row[group.home] for name, row in rows.items()}
            weight, kappa = evaluate_all((st.weights[g], st.kappas[g]), values)
            w[k[o + at.G_WEIGHT] : k[o + at.G_WEIGHT] + len(group.home)] = weight
            w[k[o + at.G_KAPPA] : k[o + at.G_KAPPA] + len(group.home)] = kappa
        data = self.compiled.readings.table_data(state, T)
        self.tables, where = _pack(tuple(data.items()))
        for place, name in self.compiled.table_places:
            k[place] = where[name]
        self.temperature = T

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
            st.pendant(y, g)[...] = stoichiometries[group.name]

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
def _pack(tables: tuple[tuple[str, PiecewisePolynomial], ...]) -> tuple[np.ndarray, dict[str, int]]:
    """All tables in one array, and where each starts. Cached: a fit that changes numbers only packs once."""
    parts, where, start = [np.zeros(1)], {}, 1
    for name, table in tables:
        data = table.packed()
        where[name] = start
        parts.append(data)
        start += len(data)
    return np.concatenate(parts), where
