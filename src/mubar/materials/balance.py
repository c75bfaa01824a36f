"""How full the electrodes of a cell are: at a state of charge, at a voltage, at the voltage limits.

A state is the stoichiometry (filled fraction) of every active material by its key: ``negative``,
``positive``, or ``positive.nmc`` in an electrode with several materials, which at rest share one potential.

Charge 100 % and 0 % are the ends of the stoichiometry windows, if the cell gives them; otherwise they are
where the open-circuit voltage meets the cut-offs with the cell's cyclable lithium. In between, the lithium in
each electrode changes linearly with the state of charge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..core.constants import F
from ..core.errors import InputError, Problem, UnknownNameError, clip
from ..core.law import Function
from ..core.structure import is_number
from ..core.units import hour
from . import checks
from .cell import ActiveMaterial, Cell, Electrode

State = dict[str, float]
"""Key of a material -> stoichiometry."""

_EDGE = 1e-9
"""How near to empty and full a potential is looked at."""
# points of a scan, dense where potentials are steep
_ENDS = np.geomspace(_EDGE, 0.03, 24)
_SCAN = np.concatenate([_ENDS, np.linspace(0.035, 0.965, 150), 1.0 - _ENDS[::-1]])


def material_capacity(cell: Cell, electrode: Electrode, material: ActiveMaterial) -> float:
    """Charge that fills one material of an electrode from x = 0 to 1, A h."""
    volume = material.active_fraction * electrode.thickness * cell.area
    return volume * material.maximum_concentration * F / hour


class Side:
    """The materials of one electrode at rest, at one temperature. Contents in A h of lithium."""

    def __init__(self, cell: Cell, name: str, T: float) -> None:
        electrode = getattr(cell, name)
        self.name, self.T = name, T
        self.keys = [f"{name}.{m}" if m else name for m in electrode.materials]
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
    x = np.unique(np.concatenate([_ENDS, np.linspace(0.031, 0.969, 1500), 1.0 - _ENDS, [low, high]]))
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


@dataclass(frozen=True)
class Balance:
    """Both ends of a cell's charge, at one temperature."""

    cell: str
    temperature: float
    """K"""
    empty: State
    """At 0 % charge."""
    full: State
    """At 100 % charge."""
    lower_voltage: float
    """Open-circuit voltage at 0 %, V."""
    upper_voltage: float
    """Open-circuit voltage at 100 %, V."""
    capacities: Mapping[str, float]
    """Key of a material -> charge that fills it from x = 0 to 1, A h."""
    by_windows: bool
    """Whether the ends are given stoichiometry windows; otherwise they are solved from the cut-offs."""

    def passed(self, side: str) -> float:
        """Lithium that leaves (negative) or enters (positive) an electrode from 100 % to 0 %, A h."""
        keys = [k for k in self.capacities if k.partition(".")[0] == side]
        return abs(sum(self.capacities[k] * (self.full[k] - self.empty[k]) for k in keys))

    @property
    def capacity(self) -> float:
        """Charge from 100 % to 0 %, A h; the smaller one where the windows of the electrodes disagree."""
        return min(self.passed(s) for s in {k.partition(".")[0] for k in self.capacities})

    @property
    def lithium(self) -> float:
        """Lithium in all particles at 100 %, A h."""
        return sum(q * self.full[k] for k, q in self.capacities.items())

    def __str__(self) -> str:
        ends = "stoichiometry windows" if self.by_windows else "voltage cut-offs"
        width = max(len("open-circuit voltage [V]"), *(len(k) for k in self.capacities))
        rows = [
            f"Balance of {self.cell} at {self.temperature:g} K, from its {ends}",
            f"{'':{width}}  {'0 %':>9}  {'100 %':>9}  {'x = 0 to 1':>12}  {'0 to 100 %':>12}",
        ]
        for k, q in self.capacities.items():
            used = q * abs(self.full[k] - self.empty[k])
            rows.append(
                f"{k:{width}}  {self.empty[k]:9.6f}  {self.full[k]:9.6f}  {q:8.5g} A.h  {used:8.5g} A.h"
            )
        voltages = f"{self.lower_voltage:9.5f}  {self.upper_voltage:9.5f}"
        rows.append(f"{'open-circuit voltage [V]':{width}}  {voltages}  {'':12}  {self.capacity:8.5g} A.h")
        sides = sorted({k.partition(".")[0] for k in self.capacities})
        if len(sides) == 2:
            n, p = (self.passed(s) for s in sides)
            if abs(n - p) > 1e-3 * max(n, p):
                rows.append(
                    f"The windows disagree: {n:.5g} A.h in the negative, {p:.5g} A.h in the positive."
                )
        return "\n".join(rows)


def balance(cell: Cell, temperature: float | None = None, by_windows: bool | None = None) -> Balance:
    """The ends of charge at ``temperature`` (K; default: the cell's reference temperature).

    ``by_windows`` False solves them from the cut-offs even where windows are given, with the lithium of the
    windows' 100 % state. Raises `InputError` when a cut-off can't be reached, naming the voltages that can.
    """
    T = cell.reference_temperature if temperature is None else float(temperature)
    sides = {name: Side(cell, name, T) for name in _sides(cell)}
    windows = _windows(cell)
    if by_windows is None:
        by_windows = windows is not None
    if by_windows:
        if windows is None:
            raise _no_ends(cell)
        empty, full = windows
    else:
        empty, full = _from_cutoffs(cell, sides, windows)
    lower, upper = _voltages(sides, (empty, full))
    return Balance(
        cell.name,
        T,
        empty,
        full,
        lower,
        upper,
        {k: float(q) for side in sides.values() for k, q in zip(side.keys, side.capacities, strict=True)},
        by_windows,
    )


def at_soc(cell: Cell, soc: float) -> State:
    """The state at a state of charge, 0 to 1. Raises `InputError`."""
    if not is_number(soc) or not 0.0 <= soc <= 1.0:
        hint = "Give a fraction: 0.5 for 50 %." if is_number(soc) and 1.0 < soc <= 100.0 else ""
        raise InputError.one("state of charge", soc, "a number from 0 to 1", hint)
    empty, full = _ends(cell)
    state = {k: (1.0 - soc) * empty[k] + soc * full[k] for k in full}
    for name in _sides(cell):
        if len(getattr(cell, name).materials) > 1:
            side = Side(cell, name, cell.reference_temperature)
            state |= side.state((1.0 - soc) * side.content(empty) + soc * side.content(full))
    return state


def _ends(cell: Cell) -> tuple[State, State]:
    """The states at 0 and 100 % of charge; given windows cost nothing, others are solved once per cell."""
    return _windows(cell) or (cell.balance.empty, cell.balance.full)


def at_voltage(cell: Cell, voltage: float, temperature: float | None = None) -> State:
    """The state whose open-circuit voltage is ``voltage``, V, at ``temperature`` (K; default: the reference).

    Raises `InputError` naming the voltages between 0 and 100 % of charge if it isn't among them.
    """
    if not is_number(voltage) or not np.isfinite(voltage):
        raise InputError.one("voltage", voltage, "a number in V")
    T = cell.reference_temperature if temperature is None else float(temperature)
    empty, full = _ends(cell)
    sides = {name: Side(cell, name, T) for name in _sides(cell)}
    first = {name: side.content(empty) for name, side in sides.items()}
    span = {name: side.content(full) - first[name] for name, side in sides.items()}

    def ocv(soc: np.ndarray | float) -> np.ndarray:
        parts = {name: side.potential(first[name] + soc * span[name]) for name, side in sides.items()}
        return parts["positive"] - parts.get("negative", 0.0)

    # a little beyond the ends, for voltages that equal a cut-off to rounding
    scan = np.concatenate([[-1e-3], np.linspace(0.0, 1.0, 60), [1.001]])
    soc = _meeting(ocv, voltage, scan, ocv(scan))
    if soc is None:
        reach = np.sort(ocv(np.array([0.0, 1.0])))
        expected = f"an open-circuit voltage of {cell.name}: {reach[0]:.5g} to {reach[1]:.5g} V"
        raise InputError([Problem("voltage", f"{voltage:g} V", expected)])
    state: State = {}
    for name, side in sides.items():
        state |= side.state(first[name] + soc * span[name])
    return state


def given(cell: Cell, stoichiometries: Mapping[str, float]) -> State:
    """The state with these stoichiometries: all materials, each between 0 and 1. Raises `InputError`."""
    keys = [k for k, _ in checks.materials(cell)]
    for key in stoichiometries:
        if key not in keys:
            raise UnknownNameError.of("stoichiometries", str(key), keys)
    state: State = {}
    for key in keys:
        x = stoichiometries.get(key)
        if not is_number(x) or not 0.0 < x < 1.0:
            found = "nothing" if x is None else clip(x)
            raise InputError([Problem(f"stoichiometry of {key}", found, "a number between 0 and 1")])
        state[key] = float(x)
    return state


def open_circuit_voltage(cell: Cell, state: State, temperature: float | None = None) -> float:
    """V_positive - V_negative at rest with these stoichiometries, V."""
    T = cell.reference_temperature if temperature is None else float(temperature)
    return _voltages({name: Side(cell, name, T) for name in _sides(cell)}, (state,))[0]


# inside ---------------------------------------------------------------------------------------------------
def _sides(cell: Cell) -> Iterator[str]:
    if not cell.is_half_cell:
        yield "negative"
    yield "positive"


def _windows(cell: Cell) -> tuple[State, State] | None:
    """The empty and the full cell, if every material has a window."""
    empty: State = {}
    full: State = {}
    for key, m in checks.materials(cell):
        low, high = m.minimum_stoichiometry, m.maximum_stoichiometry
        if low is None or high is None:
            return None
        empty[key], full[key] = (low, high) if key.startswith("negative") else (high, low)
    return empty, full


def _no_ends(cell: Cell) -> InputError:
    return InputError(
        [
            Problem(
                cell.name,
                "no stoichiometry windows and no cyclable lithium",
                "one of them, to know what is charged and what is empty",
                "Set negative.minimum_stoichiometry and the like, or cell.cyclable_lithium in A.h.",
            )
        ]
    )


def _voltages(sides: Mapping[str, Side], states: tuple[State, ...]) -> list[float]:
    """Of rest states, V; materials of one electrode that are not at one potential count by their mean."""
    u: dict[str, np.ndarray] = {}
    for name, side in sides.items():
        u[name] = side.mean_potential(np.array([[state[k] for state in states] for k in side.keys]))
    return (u["positive"] - u.get("negative", 0.0)).tolist()


def _from_cutoffs(
    cell: Cell, sides: Mapping[str, Side], windows: tuple[State, State] | None
) -> tuple[State, State]:
    positive, negative = sides["positive"], sides.get("negative")
    if negative is None:
        lithium, low, high = 0.0, 0.0, positive.capacity
    else:
        lithium = cell.cyclable_lithium
        if lithium is None and windows is not None:
            lithium = sum(side.content(windows[1]) for side in sides.values())
        if lithium is None:
            raise _no_ends(cell)
        low, high = max(0.0, lithium - negative.capacity), min(positive.capacity, lithium)
        if not low < high:
            room = f"at most {positive.capacity + negative.capacity:.6g} A.h, what the particles hold"
            raise InputError([Problem("cell.cyclable_lithium", f"{lithium:.6g} A.h", room)])

    def ocv(content: np.ndarray) -> np.ndarray:
        below = 0.0 if negative is None else negative.potential(lithium - content)
        return positive.potential(content) - below

    scan = low + (high - low) * _SCAN
    voltages = ocv(scan)
    ends: list[State] = []
    for cutoff, name in ((cell.lower_cutoff, "lower"), (cell.upper_cutoff, "upper")):
        content = _meeting(ocv, cutoff, scan, voltages)
        if content is None:
            reach = voltages[np.isfinite(voltages)]
            expected = f"an open-circuit voltage that is reached: {reach.min():.5g} to {reach.max():.5g} V"
            raise InputError([Problem(f"cell.{name}_cutoff", f"{cutoff:g} V", expected)])
        state = positive.state(content)
        ends.append(state if negative is None else {**negative.state(lithium - content), **state})
    return ends[0], ends[1]


def _meeting(
    f: Callable[[np.ndarray], np.ndarray], target: float, at: np.ndarray, values: np.ndarray
) -> float | None:
    """Where f meets ``target`` between two of the points ``at`` (``values`` = f(at)); the first such place.

    Brackets shrink around an inverse interpolation. A law costs about the same for one point as for twenty,
    so every round looks at several; two or three rounds are usual.
    """
    keep = np.isfinite(values)
    at, gap = at[keep], values[keep] - target
    noise = 4.0 * np.finfo(float).eps
    for _ in range(_ROUNDS):
        crossing = np.flatnonzero((gap[:-1] >= 0.0) != (gap[1:] >= 0.0))
        if not crossing.size:
            return float(at[0]) if at.size and gap[0] == 0.0 else None
        i = int(crossing[0])
        a, b = float(at[i]), float(at[i + 1])
        best = i + int(abs(gap[i + 1]) < abs(gap[i]))
        if abs(gap[best]) <= noise * max(1.0, abs(target)) or b - a <= noise * max(abs(a), abs(b)):
            return float(at[best])
        guess = _guess(at, gap, i)
        near = np.concatenate([a + (b - a) * _SPREAD, guess + (b - a) * _CLOSE])
        inner = np.unique(near[(near > a) & (near < b)])
        at = np.concatenate([[a], inner, [b]])
        gap = np.concatenate([[gap[i]], f(inner) - target, [gap[i + 1]]])
    return float(at[np.abs(gap).argmin()])


_ROUNDS = 60
_SPREAD = np.linspace(0.125, 0.875, 7)
_CLOSE = np.array([-1e-2, -1e-4, -1e-6, -1e-9, -1e-12, 0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2])


def _guess(at: np.ndarray, gap: np.ndarray, i: int) -> float:
    """The zero between points i and i + 1, by inverse interpolation through four points or two."""
    a, b = at[i], at[i + 1]
    x, y = at[max(0, i - 1) : i + 3], gap[max(0, i - 1) : i + 3]
    steps = np.diff(y)
    if (steps < 0.0).all() or (steps > 0.0).all():
        away = y[:, None] - y[None, :]
        np.fill_diagonal(away, 1.0)
        weights = -y[None, :] / away
        np.fill_diagonal(weights, 1.0)
        guess = float(x @ weights.prod(axis=1))
        if a <= guess <= b:
            return guess
    return float(a - gap[i] * (b - a) / (gap[i + 1] - gap[i]))
