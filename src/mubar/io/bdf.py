"""The Battery Data Format of the Battery Data Alliance: results written, measurements read.

Column labels, units and definitions: BDF ontology 1.2.0 (2026-06-11),
w3id.org/battery-data-alliance/ontology/ battery-data-format. **BDF counts charging current positive**, mubar
discharging; the sign turns here.
"""

from __future__ import annotations

import io
from os import PathLike
from pathlib import Path

import numpy as np

from mubar.core.errors import InputError, MubarError, Problem, clip
from mubar.core.files import ending, write
from mubar.simulation.columns import Column, columns_of, open_table
from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Solution
from mubar.simulation.throughput import throughput

ENDINGS = (".csv", ".bdf", ".parquet")
_ZERO_CELSIUS = 273.15


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
        "Ambient Temperature / degC": solution.temperature - _ZERO_CELSIUS,
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
    columns, numbers = _read_parquet(name) if Path(path).suffix.lower() == ".parquet" else _read_text(path)
    if "voltage" not in columns:
        labels = ", ".join(c.label for c in columns.values())
        raise InputError([Problem(name, f"columns {labels}", "a column of voltage, such as 'Voltage / V'")])
    time = numbers["time"] if "time" in numbers else numbers["unix time"] - numbers["unix time"][0]
    current = numbers.get("current")
    if current is not None:
        turned = columns["current"].bdf if charging_positive is None else charging_positive
        current = 0.0 - current if turned else current
    return Measurement(time, numbers["voltage"], current, Path(path).name)


_WANTED = ("time", "unix time", "voltage", "current")
_Read = tuple[dict[str, Column], dict[str, np.ndarray]]


def _read_text(path: str | PathLike[str]) -> _Read:
    text = open_table(path)
    wanted = [q for q in _WANTED if q in text.columns and not (q == "unix time" and "time" in text.columns)]
    return dict(text.columns), dict(zip(wanted, text.numbers(*wanted), strict=True))


def _read_parquet(name: str) -> _Read:
    arrow, parquet = _pyarrow()
    try:
        data = Path(name).read_bytes()
        labels = parquet.read_schema(io.BytesIO(data)).names
        columns = columns_of(labels, name)
        wanted = [q for q in _WANTED if q in columns]
        read = parquet.read_table(io.BytesIO(data), columns=[columns[q].label for q in wanted])
        raw = {q: read.column(columns[q].label).to_numpy().astype(float) for q in wanted}
    except OSError as error:  # pyarrow's own errors of content included
        found = (error.strerror or clip(str(error))).lower()
        raise InputError([Problem(name, found, "a Parquet file that can be read")]) from None
    except MubarError:
        raise
    except (arrow.ArrowException, ValueError, TypeError) as error:
        found = f"a damaged file or no numbers ({clip(str(error))})"
        raise InputError([Problem(name, found, "a Parquet file of numbers")]) from None
    if not ({"time", "unix time"} & set(columns)):
        raise InputError(
            [Problem(name, f"columns {', '.join(labels)}", "a column of time, such as 'Test Time / s'")]
        )
    return columns, {q: np.asarray(columns[q].unit.to_si(raw[q])) for q in wanted}
