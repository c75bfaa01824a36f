"""A control that varies in time: a drive cycle, from arrays or from a CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike

import numpy as np
from numpy.typing import ArrayLike

from mubar.core.errors import InputError, Problem, UnknownNameError

from .controls import Control
from .drive_cycle import read_drive_cycle
from .quantities import Mode, Quantity, written

_DIRECTIONS: dict[Mode, dict[Quantity, int]] = {
    Mode.CURRENT: {Quantity.VOLTAGE: 0, Quantity.CAPACITY: 1, Quantity.SOC: 0},
    Mode.POWER: {Quantity.VOLTAGE: 0, Quantity.CURRENT: 0, Quantity.CAPACITY: 1, Quantity.SOC: 0},
    Mode.VOLTAGE: {Quantity.CURRENT: 0, Quantity.CAPACITY: 1, Quantity.SOC: 0},
}


@dataclass(frozen=True, eq=False)
class Profile(Control):
    """A current, power or voltage that follows ``values`` at ``times``, linear in between, to the last time.

    times: (n,) in s from the step's start, strictly rising from 0, n >= 2. A jump is two times close by.
    values: (n,) in A or W (discharging positive) or V.
    quantity: `Mode.CURRENT`, `Mode.POWER` or `Mode.VOLTAGE`, or its name.

    Raises InputError with everything that is wrong with them.
    """

    times: np.ndarray
    values: np.ndarray
    quantity: Mode = Mode.CURRENT

    def __init__(self, times: ArrayLike, values: ArrayLike, quantity: Mode | str = Mode.CURRENT) -> None:
        object.__setattr__(self, "quantity", _mode(quantity))
        for name, given in (("times", times), ("values", values)):
            object.__setattr__(self, name, _row(f"Profile {name}", given))
        if problems := _problems(self.times, self.values):
            raise InputError(problems)

    @classmethod
    def from_csv(
        cls,
        path: str | PathLike[str],
        quantity: Mode | str | None = None,
        *,
        charging_positive: bool | None = None,
    ) -> Profile:
        """The profile in a CSV file with a header: ``Time [s], Current [A]`` or the like.

        Time, current, power and voltage columns are found by their names (see `mubar.simulation.columns`);
        units in the header are converted, SI is understood where there are none; times are counted from the
        first row. ``quantity`` chooses between several columns; without it the current is taken if there is
        one, else the power, else the voltage.

        Currents and powers count discharging positive, **except** under headers of the Battery Data Format
        (``Current / A`` or ``current_ampere``), which count charging positive: there the sign is turned.
        ``charging_positive`` says so of any other file, or the contrary of one that looks like BDF.

        Raises InputError for a file that can't be read, with the line and column.
        """
        mode = None if quantity is None else _mode(quantity)
        columns = read_drive_cycle(path, mode, charging_positive)
        try:
            return cls(*columns)
        except InputError as error:
            raise InputError(replace(p, where=f"{path}, {p.where}") for p in error.problems) from None

    @property
    def mode(self) -> Mode:
        return self.quantity

    @property
    def directions(self) -> Mapping[Quantity, int]:
        return _DIRECTIONS[self.quantity]

    @property
    def end(self) -> float:
        return float(self.times[-1])

    def setpoint(self, nominal_capacity: float) -> tuple[np.ndarray, np.ndarray]:
        return self.times, self.values

    def __str__(self) -> str:
        return f"Run {self.quantity.value} profile of {written(self.end)} s with {self.times.size} points"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        return self is other or (
            self.quantity is other.quantity
            and np.array_equal(self.times, other.times)
            and np.array_equal(self.values, other.values)
        )

    def __hash__(self) -> int:
        return hash((self.quantity, self.times.tobytes(), (self.values + 0.0).tobytes()))  # -0.0 equals 0.0

    def __reduce__(self) -> tuple:
        return Profile, (self.times, self.values, self.quantity)


def _mode(quantity: Mode | str) -> Mode:
    names = [mode.value for mode in _DIRECTIONS]
    name = quantity.value if isinstance(quantity, Mode) else str(quantity)
    if name not in names:
        raise UnknownNameError.of("Profile quantity", name, names)
    return Mode(name)


def _row(where: str, given: ArrayLike) -> np.ndarray:
    try:
        row = np.array(given, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise InputError.one(where, given, "an array of numbers") from None
    if row.ndim != 1 or row.size < 2:
        raise InputError.one(where, f"an array of shape {row.shape}", "one dimension, at least two points")
    row.flags.writeable = False
    return row


def _problems(times: np.ndarray, values: np.ndarray) -> list[Problem]:
    problems = []
    if times.size != values.size:
        problems.append(Problem("Profile", f"{times.size} times and {values.size} values", "as many of both"))
    for name, row in (("times", times), ("values", values)):
        if (bad := np.flatnonzero(~np.isfinite(row))).size:
            problems.append(Problem(f"Profile {name}[{bad[0]}]", f"{row[bad[0]]}", "finite numbers"))
    if times[0] != 0 and np.isfinite(times[0]):
        hint = "Subtract the first time from all of them."
        problems.append(Problem("Profile times[0]", f"{times[0]} s", "0, the step's start", hint))
    if (bad := np.flatnonzero(times[1:] <= times[:-1])).size:
        i = bad[0]
        kind = "duplicated" if times[i] == times[i + 1] else "unsorted"
        found = f"{kind} times, {times[i]} s then {times[i + 1]} s"
        problems.append(Problem(f"Profile times[{i + 1}]", found, "strictly rising times"))
    return problems
