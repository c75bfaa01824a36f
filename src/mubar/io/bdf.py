"""The Battery Data Format of the Battery Data Alliance: results written, measurements read.

Column labels, units and definitions: BDF ontology 1.2.0 (2026-06-11),
w3id.org/battery-data-alliance/ontology/ battery-data-format. **BDF counts charging current positive**, mubar
discharging; the sign turns here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import numpy as np

from mubar.core.columns import Column, Quantity, find_columns, refuse_units
from mubar.core.constants import ZERO_CELSIUS
from mubar.core.errors import InputError, MubarError, Problem, clip
from mubar.core.files import ending, write
from mubar.simulation.columns import CURRENT, TIME, UNIX_TIME, VOLTAGE, counts_charging_positive, read_cycler
from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Solution
from mubar.simulation.throughput import throughput

ENDINGS = (".csv", ".bdf", ".parquet")


def table(solution: Solution) -> dict[str, np.ndarray]:
    """The columns of a BDF table, label -> (n,): the required ones, the recommended ones but Unix time, and
    running totals of charging and discharging (`mubar.simulation.throughput`).

    The temperature of the cell is given as the ambient one, which it is as long as no thermal model says
    otherwise.
    """
    total = throughput(solution)
    return {
        "Test Time / s": solution.time,
        "Voltage / V": solution.voltage,
        "Current / A": 0.0 - solution.current,
        "Cycle Count / 1": solution.cycle,
        "Step Count / 1": solution.step,
        "Ambient Temperature / degC": solution.temperature - ZERO_CELSIUS,
        "Charging Capacity / Ah": total.charged_capacity,
        "Discharging Capacity / Ah": total.discharged_capacity,
        "Charging Energy / Wh": total.charged_energy,
        "Discharging Energy / Wh": total.discharged_energy,
    }


def write_bdf(solution: Solution, path: str | PathLike[str]) -> None:
    """Write `table` as CSV (``.csv``, ``.bdf``; every number reads back exactly) or ``.parquet``.

    Raises InputError for another ending, if pyarrow is missing for Parquet, or if nothing can be written
    there.
    """
    parquet = ending(path, "result", ENDINGS) == ".parquet"
    columns = table(solution)
    write(path, _parquet(columns) if parquet else _csv(columns))


def _csv(columns: dict[str, np.ndarray]) -> bytes:
    lines = [",".join(columns)]
    lines += [",".join(map(repr, row)) for row in zip(*(c.tolist() for c in columns.values()), strict=True)]
    return ("\n".join(lines) + "\n").encode()


def _parquet(columns: dict[str, np.ndarray]) -> bytes:
    arrow, parquet = _pyarrow()
    stream = io.BytesIO()
    parquet.write_table(arrow.table(columns), stream)
    return stream.getvalue()


def _pyarrow() -> tuple:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        hint = "pip install 'mubar[parquet]', or use a .csv file."
        raise InputError([Problem("Parquet files", "no pyarrow", "the package pyarrow", hint)]) from None
    return pyarrow, pyarrow.parquet


def read(path: str | PathLike[str], charging_positive: bool | None = None) -> Measurement:
    """Measured time, voltage and (if recorded) current from a BDF file or any table with such columns.

    Headers: BDF labels (``Voltage / V``) or names (``voltage_volt``); or plain ones, ``Time [s]``, ``voltage
    (mV)``, ``Current``, with s, V and A where no unit is given. CSV (comma, semicolon or tab), compressed as
    ``.gz``, or ``.parquet``. Unix time counts from the first row where there is no test time.

    Currents of files with BDF's time header count charging positive, others discharging positive;
    ``charging_positive`` says otherwise. Raises InputError for files that are unreadable, binary, cut off, or
    lack time or voltage, with the line.
    """
    name = str(path)
    columns, numbers, labels = (
        _read_parquet(name) if Path(path).suffix.lower() == ".parquet" else _read_text(path)
    )
    for wanted in ((VOLTAGE,), (TIME, UNIX_TIME)):
        if not set(wanted) & set(numbers):
            expected = f"a column of {wanted[0]}, such as '{wanted[0].example}'"
            raise InputError([Problem(name, f"columns {', '.join(labels)}", expected)])
    time = numbers[TIME] if TIME in numbers else numbers[UNIX_TIME] - numbers[UNIX_TIME][0]
    current = numbers.get(CURRENT)
    if current is not None:
        turned = counts_charging_positive(columns[CURRENT].label, labels)
        turned = turned if charging_positive is None else charging_positive
        current = 0.0 - current if turned else current
    return Measurement(time, numbers[VOLTAGE], current, Path(path).name)


_WANTED = (TIME, UNIX_TIME, VOLTAGE, CURRENT)
_Read = tuple[dict[Quantity, Column], dict[Quantity, np.ndarray], Sequence[str]]


def _read_text(path: str | PathLike[str]) -> _Read:
    text = read_cycler(path)
    wanted = [q for q in _WANTED if q in text.columns]
    return dict(text.columns), dict(zip(wanted, text.numbers(*wanted, gaps=True), strict=True)), text.labels


def _read_parquet(name: str) -> _Read:
    arrow, parquet = _pyarrow()
    try:
        data = Path(name).read_bytes()
        labels = parquet.read_schema(io.BytesIO(data)).names
        columns = find_columns(labels, _WANTED)
        refuse_units(columns, name)
        read = parquet.read_table(io.BytesIO(data), columns=[c.label for c in columns.values()])
        raw = {q: read.column(c.label).to_numpy().astype(float) for q, c in columns.items()}
    except OSError as error:  # pyarrow's own errors of content included
        found = (error.strerror or clip(str(error))).lower()
        raise InputError([Problem(name, found, "a Parquet file that can be read")]) from None
    except MubarError:
        raise
    except (arrow.ArrowException, ValueError, TypeError) as error:
        found = f"a damaged file or no numbers ({clip(str(error))})"
        raise InputError([Problem(name, found, "a Parquet file of numbers")]) from None
    return columns, {q: c.unit.to_si(raw[q]) for q, c in columns.items() if c.unit}, labels
