"""Drive cycles from text files: which column drives the cell, and with which sign."""

from __future__ import annotations

from os import PathLike

import numpy as np

from mubar.core.errors import InputError

from .quantities import Mode


def read_drive_cycle(
    path: str | PathLike[str], mode: Mode | None, charging_positive: bool | None
) -> tuple[np.ndarray, np.ndarray, Mode]:
    """Times [s] from the first row on, values [A, W or V] with discharging positive, and what the values are.

    See `Profile.from_csv`; InputError for a file that can't be read as one.
    """
    from mubar.simulation import columns  # only files need it

    table = columns.read_cycler(path)
    quantities = {Mode.CURRENT: columns.CURRENT, Mode.POWER: columns.POWER, Mode.VOLTAGE: columns.VOLTAGE}
    wanted = [mode] if mode else list(quantities)
    chosen = next((m for m in wanted if quantities[m] in table.columns), None)
    if chosen is None or columns.TIME not in table.columns:
        expected = f"a column of time and one of {' or '.join(m.value for m in wanted)}"
        raise InputError.one(str(path), ", ".join(table.labels), expected)
    times, values = table.numbers(columns.TIME, quantities[chosen], gaps=True)
    label = table.columns[quantities[chosen]].label
    turned = columns.counts_charging_positive(label, table.labels)
    turned = turned if charging_positive is None else charging_positive
    sign = -1 if turned and chosen is not Mode.VOLTAGE else 1
    with np.errstate(over="ignore", invalid="ignore"):  # `Profile` refuses what comes of it
        return times - times[0], sign * values, chosen
