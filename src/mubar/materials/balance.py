"""How full the electrodes of a cell are: at a state of charge, at a voltage, at the voltage limits.

Charge 100 % and 0 % are the ends of the stoichiometry windows, if the cell gives them; otherwise they are
where the open-circuit voltage meets the cut-offs with the cell's cyclable lithium. In between, the lithium in
each electrode changes linearly with the state of charge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ..core.errors import InputError, Problem, UnknownNameError, clip
from ..core.structure import is_number
from ..numerics.meeting import meeting
from .cell import Cell
from .keys import side_of
from .rest import ENDS, Side, State

_SCAN = np.concatenate([ENDS, np.linspace(0.035, 0.965, 150), 1.0 - ENDS[::-1]])
"""Parts of the lithium that an electrode can take, at which a voltage is looked for."""


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
        keys = [k for k in self.capacities if side_of(k) == side]
        return abs(sum(self.capacities[k] * (self.full[k] - self.empty[k]) for k in keys))

    @property
    def capacity(self) -> float:
        """Charge from 100 % to 0 %, A h; the smaller one where the windows of the electrodes disagree."""
        return min(self.passed(s) for s in {side_of(k) for k in self.capacities})

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
        sides = sorted({side_of(k) for k in self.capacities})
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
    empty, full = ends(cell)
    state = {k: (1.0 - soc) * empty[k] + soc * full[k] for k in full}
    for name in _sides(cell):
        if len(getattr(cell, name).materials) > 1:
            side = Side(cell, name, cell.reference_temperature)
            state |= side.state((1.0 - soc) * side.content(empty) + soc * side.content(full))
    return state


def ends(cell: Cell) -> tuple[State, State]:
    """The states at 0 and 100 % of charge; given windows cost nothing, others are solved once per cell."""
    return _windows(cell) or (cell.balance.empty, cell.balance.full)


def at_voltage(cell: Cell, voltage: float, temperature: float | None = None) -> State:
    """The state whose open-circuit voltage is ``voltage``, V, at ``temperature`` (K; default: the reference).

    Raises `InputError` naming the voltages between 0 and 100 % of charge if it isn't among them.
    """
    if not is_number(voltage) or not np.isfinite(voltage):
        raise InputError.one("voltage", voltage, "a number in V")
    T = cell.reference_temperature if temperature is None else float(temperature)
    empty, full = ends(cell)
    sides = {name: Side(cell, name, T) for name in _sides(cell)}
    first = {name: side.content(empty) for name, side in sides.items()}
    span = {name: side.content(full) - first[name] for name, side in sides.items()}

    def ocv(soc: np.ndarray | float) -> np.ndarray:
        parts = {name: side.potential(first[name] + soc * span[name]) for name, side in sides.items()}
        return parts["positive"] - parts.get("negative", 0.0)

    # a little beyond the ends, for voltages that equal a cut-off to rounding
    scan = np.concatenate([[-1e-3], np.linspace(0.0, 1.0, 60), [1.001]])
    soc = meeting(ocv, voltage, scan, ocv(scan))
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
    keys = list(cell.materials)
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
    for key, m in cell.materials.items():
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
        content = meeting(ocv, cutoff, scan, voltages)
        if content is None:
            reach = voltages[np.isfinite(voltages)]
            expected = f"an open-circuit voltage that is reached: {reach.min():.5g} to {reach.max():.5g} V"
            raise InputError([Problem(f"cell.{name}_cutoff", f"{cutoff:g} V", expected)])
        state = positive.state(content)
        ends.append(state if negative is None else {**negative.state(lithium - content), **state})
    return ends[0], ends[1]
