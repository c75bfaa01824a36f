"""The columns of cyclers: time, voltage, current and power, and what their sign means.

Headers are those of the Battery Data Format (``Voltage / V`` or ``voltage_volt``;
github.com/battery-data-alliance/battery-data-format-ontology, 1.2.0) or plain; see `mubar.core.columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

from mubar.core import unit_names
from mubar.core.columns import Quantity, Table, read_table

TIME = Quantity(("time", "test time", "elapsed time", "total time", "t"), unit_names.TIME)
UNIX_TIME = Quantity(("unix time",), unit_names.TIME)
VOLTAGE = Quantity(("voltage", "terminal voltage", "cell voltage", "v", "V", "u", "U"), unit_names.VOLTAGE)
CURRENT = Quantity(("current", "i", "I"), unit_names.CURRENT)
POWER = Quantity(("power",), unit_names.POWER)
KNOWN = (TIME, UNIX_TIME, VOLTAGE, CURRENT, POWER)

_BDF_TIMES = ("test time / s", "unix time / s", "test_time_second", "unix_time_second")
"""Headers that mark a file as BDF; others write ``Current / A`` too, and mean something else by its sign."""
_BDF_SIGNED = ("current_ampere", "power_watt")


def read_cycler(path: str | PathLike[str]) -> Table:
    """A text file (``.gz``: compressed) whose header names two of `KNOWN`. Raises `InputError`."""
    return read_table(path, *KNOWN)


def counts_charging_positive(label: str, labels: Sequence[str]) -> bool:
    """Whether a file with these labels is of the Battery Data Format, and ``label`` a current or power of its
    kind: it counts charging positive.
    """
    is_bdf = any(other.lower() in _BDF_TIMES for other in labels)
    return is_bdf and ("/" in label or label.lower() in _BDF_SIGNED)
