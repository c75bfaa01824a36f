"""An electrode at rest: its materials share one potential, and its lithium is split over them so.

A state is the stoichiometry (filled fraction) of every active material by its key: ``negative``,
``positive``, or ``positive.nmc`` in an electrode with several materials.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..core.constants import F
from ..core.errors import InputError, Problem
from ..core.law import Function
from ..core.units import hour
from .cell import ActiveMaterial, Cell, Electrode
from .keys import material_key

State = dict[str, float]
"""Key of a material -> stoichiometry."""

_EDGE = 1e-9
"""How near to empty and full a potential is looked at."""
ENDS = np.geomspace(_EDGE, 0.03, 24)
"""Filled fractions where a scan looks near empty and, counted from 1, near full: potentials are steep."""


def material_capacity(cell: Cell, electrode: Electrode, material: ActiveMaterial) -> float:
    """Charge that fills one material of an electrode from x = 0 to 1, A h."""
    volume = material.active_fraction * electrode.thickness * cell.area
    return volume * material.maximum_concentration * F / hour


class Side:
    """The materials of one electrode at rest, at one temperature. Contents in A h of lithium."""

    def __init__(self, cell: Cell, name: str, T: float) -> None:
        electrode = getattr(cell, name)
        self.name, self.T = name, T
        self.keys = [material_key(name, m) for m in electrode.materials]
        self.materials = list(electrode.materials.values())
        self.laws = [m.open_circuit_potential for m in self.materials]
        self.capacities = np.array([material_capacity(cell, electrode, m) for m in self.materials])
        self.capacity = float(self.capacities.sum())

    def potential(self, content: np.ndarray | float) -> np.ndarray:
        """Open-circuit potential, V, with ``content`` of lithium, A h (an array or a number)."""
        if len(self.laws) == 1:
            return self.laws[0](np.asarray(content) / self.capacity, self.T)
        x = np.array([self.split(float(n)) for n in np.ravel(content)])
        return self.mean_potential(x.T).reshape(np.shape(content))

    def mean_potential(self, x: np.ndarray) -> np.ndarray:
        """Potential, V, at stoichiometries ``x`` (materials, states): the mean of those not empty or full."""
        u = np.array([law(xi, self.T) for law, xi in zip(self.laws, x, strict=True)])
        inside = (x > 2 * _EDGE) & (x < 1.0 - 2 * _EDGE)
        inside |= ~inside.any(axis=0)
        return np.where(inside, u, 0.0).sum(axis=0) / inside.sum(axis=0)

    def split(self, content: float) -> np.ndarray:
        """Stoichiometries at one common potential that hold ``content`` together.

        A material whose potentials all lie above or below the common one stays empty or full.
        """
        if len(self.laws) == 1:
            return np.array([content / self.capacity])
        parts = zip(self.keys, self.materials, map(float, self.capacities), strict=True)
        return np.array(_split(tuple(parts), self.T, content))

    def content(self, state: State) -> float:
        """Lithium in the electrode, A h."""
        return float(sum(q * state[k] for q, k in zip(self.capacities, self.keys, strict=True)))

    def state(self, content: float) -> State:
        """Key -> stoichiometry at rest with ``content`` of lithium, A h."""
        return dict(zip(self.keys, map(float, self.split(content)), strict=True))


@lru_cache(maxsize=256)
def _split(
    parts: tuple[tuple[str, ActiveMaterial, float], ...], T: float, content: float
) -> tuple[float, ...]:
    """See `Side.split`; ``parts``: key, material, capacity (A h). Remembered, for many runs of a cell."""
    keys, materials, each = zip(*parts, strict=True)
    capacities, laws = np.array(each), [m.open_circuit_potential for m in materials]
    curves = [_falling_part(m, T, key) for m, key in zip(materials, keys, strict=True)]
    grid = np.unique(np.concatenate([potential for potential, _ in curves]))
    filled = np.array([np.interp(grid, potential, x) for potential, x in curves])
    u = float(np.interp(content, (capacities @ filled)[::-1], grid[::-1]))
    x = np.array([np.interp(u, potential, x) for potential, x in curves])
    free = np.array([potential[0] < u < potential[-1] for potential, _ in curves])
    if free.any():
        x[free] = _shared(laws, capacities, T, np.flatnonzero(free), x, content)
    return tuple(map(float, x))


def _shared(
    laws: list[Function], capacities: np.ndarray, T: float, free: np.ndarray, x: np.ndarray, content: float
) -> np.ndarray:
    """The split over the materials ``free``, to rounding: Newton's method on equal potentials."""
    laws = [laws[i] for i in free]
    slopes = [law.derivative("x") for law in laws]
    held, capacities, n = capacities, capacities[free], len(free)
    content = content - float(held @ x - capacities @ x[free])
    x = x[free]
    for _ in range(20):
        at = list(zip(laws, slopes, x, strict=True))
        u = np.array([float(law(v, T)) for law, _, v in at])
        du = np.array([float(slope(v, T)) for _, slope, v in at])
        matrix, residual = np.zeros((n, n)), np.zeros(n)
        matrix[:-1, 0], residual[:-1] = -du[0], u[1:] - u[0]
        matrix[np.arange(n - 1), np.arange(1, n)] = du[1:]
        matrix[-1], residual[-1] = capacities, x @ capacities - content
        if abs(np.linalg.det(matrix / np.abs(matrix).max(axis=1, keepdims=True))) < 1e-12:
            break  # flat potentials: any share will do, and x is one
        new = np.clip(x - np.linalg.solve(matrix, residual), 0.5 * x, 0.5 * (1.0 + x))
        done, x = np.abs(new - x).max() < 1e-14, new
        if done:
            break
    return x


def _falling_part(material: ActiveMaterial, T: float, key: str) -> tuple[np.ndarray, np.ndarray]:
    """Potentials, rising, and their stoichiometries, around the material's window. Raises `InputError`."""
    ends = (material.minimum_stoichiometry, material.maximum_stoichiometry)
    low, high = (0.5 if end is None else end for end in ends)
    found = _inverse(material.open_circuit_potential, T, low, high)
    if found is None:
        where, rises = f"{key}.open_circuit_potential", "a potential that rises with x inside its window"
        expected = "one that falls, in an electrode with several materials"
        hint = "Materials that share a potential need one stoichiometry for each potential."
        raise InputError([Problem(where, rises, expected, hint)])
    return found


@lru_cache(maxsize=64)
def _inverse(law: Function, T: float, low: float, high: float) -> tuple[np.ndarray, np.ndarray] | None:
    """The longest part of the law that falls with x and holds [low, high]; None if it rises in there."""
    x = np.unique(np.concatenate([ENDS, np.linspace(0.031, 0.969, 1500), 1.0 - ENDS, [low, high]]))
    u = law(x, T)
    with np.errstate(invalid="ignore"):
        falls = np.diff(u) < 0.0  # False where u is not finite
    first, last = np.searchsorted(x, low), np.searchsorted(x, high)
    if not falls[first:last].all() or not np.isfinite(u[first]):
        return None
    rising = np.flatnonzero(~falls)
    start = rising[rising < first].max(initial=-1) + 1
    stop = rising[rising >= last].min(initial=len(x) - 1)
    return u[start : stop + 1][::-1], x[start : stop + 1][::-1]
