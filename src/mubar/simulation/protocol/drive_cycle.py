"""Drive cycles from text files: which column drives the cell, and with which sign."""

from __future__ import annotations

from os import PathLike

import numpy as np

from mubar.core.errors import InputError

from .quantities import Mode

_CHOICE = (Mode.CURRENT, Mode.POWER, Mode.VOLTAGE)


def read_drive_cycle(
    path: str | PathLike[str], mode: Mode | None, charging_positive: bool | None
) -> tuple[np.ndarray, np.ndarray, Mode]:
    """Times [s] from the first row on, values [A, W or V] with discharging positive, and what the values are.

    See `Profile.from_csv`; InputError for a file that can't be read as one.
    """
    from mubar.simulation.columns import open_table  # only files need it, and it needs this package's units

    table = open_table(path)
    wanted = [mode] if mode else _CHOICE
    chosen = next((m for m in wanted if m.value in table.columns), None)
    if chosen is None or "time" not in table.columns:
        labels = ", ".join(column.label for column in table.columns.values())
        expected = f"a column of time and one of {' or '.join(m.value for m in wanted)}"
        raise InputError.one(str(path), labels, expected)
    times, values = table.numbers("time", chosen.value)
    turned = table.columns[chosen.value].bdf if charging_positive is None else charging_positive
    sign = -1 if turned and chosen is not Mode.VOLTAGE else 1
    with np.errstate(over="ignore", invalid="ignore"):  # `Profile` refuses what comes of it
        return times - times[0], sign * values, chosen
