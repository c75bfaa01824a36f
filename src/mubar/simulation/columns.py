"""Measured data in text files: which column is what, in which unit, and the numbers in SI.

Headers are those of the Battery Data Format (``Voltage / V`` or ``voltage_volt``;
github.com/battery-data-alliance/battery-data-format-ontology, 1.2.0) or plain: ``Time [s]``, ``voltage
(mV)``, ``Current``, with SI units where none is given. Cyclers' preambles, comment marks, semicolons and
decimal commas are understood.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, cast

import numpy as np

from mubar.core.errors import InputError, Problem, clip

from .protocol.units import Kind, Unit, find_unit, usual_spellings

_HEADER_LINES = 100
"""How far down the header is looked for; cyclers write preambles."""
_LONGEST = 65536
"""Characters in a header; longer lines are something else."""
_SHOWN = 60

_KINDS = {
    "time": Kind.TIME,
    "unix time": Kind.TIME,
    "voltage": Kind.VOLTAGE,
    "current": Kind.CURRENT,
    "power": Kind.POWER,
}
_SI = {Kind.TIME: "s", Kind.VOLTAGE: "V", Kind.CURRENT: "A", Kind.POWER: "W"}
_SYNONYMS = {
    "test time": "time",
    "elapsed time": "time",
    "total time": "time",
    "t": "time",
    "terminal voltage": "voltage",
    "cell voltage": "voltage",
    "i": "current",
    "v": "voltage",
    "u": "voltage",
}
_BDF_NAMES = {
    "test_time_second": ("time", "s"),
    "unix_time_second": ("unix time", "s"),
    "voltage_volt": ("voltage", "V"),
    "current_ampere": ("current", "A"),
    "power_watt": ("power", "W"),
}
_BDF_TIMES = ("test time / s", "unix time / s", "test_time_second", "unix_time_second")
"""Headers that mark a file as BDF; others write ``Current / A`` too, and mean something else by its sign."""
_LABEL = re.compile(r"(?P<name>[^\[(/]{1,40})(?:\[(?P<b>[^\]]*)\]|\((?P<p>[^)]*)\)|/(?P<slash>.*))?")


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands, what the file calls it, and how its numbers become SI."""

    index: int
    label: str
    unit: Unit
    bdf: bool
    """In a file of the Battery Data Format, which counts charging currents and powers positive."""


@dataclass(frozen=True)
class Table:
    """A text table whose header has been understood; `numbers` reads its columns."""

    path: str
    columns: Mapping[str, Column]
    delimiter: str
    header_line: int
    width: int
    """Number of columns in the header."""
    body: str
    """The lines below the header."""

    def numbers(self, *quantities: str) -> list[np.ndarray]:
        """The columns of these quantities in SI units, each (n,), NaN where the file has an empty cell.

        Raises InputError for what is no number, with its line and column, and for a file cut off in its last
        line.
        """
        chosen = [self.columns[q] for q in quantities]
        if not self.body.strip():
            raise InputError([Problem(self.path, "no rows", "rows of numbers under the header")])
        self._refuse_cut_off()
        try:
            raw = np.loadtxt(
                io.StringIO(self._decimal_points(self.body)),
                delimiter=self.delimiter,
                usecols=[c.index for c in chosen],
                comments=None,
                quotechar='"',
                ndmin=2,
            )
        except ValueError:
            raw = np.array(self._slowly(chosen), dtype=float).reshape(-1, len(chosen))
        return [np.asarray(c.unit.to_si(cast(Any, raw[:, k]))) for k, c in enumerate(chosen)]

    def _slowly(self, chosen: list[Column]) -> list[list[float]]:
        """Row by row: for tables with empty cells, and to say where the first mistake is."""
        rows = csv.reader(io.StringIO(self.body), delimiter=self.delimiter)
        try:
            return [
                [self._number(row, column, line) for column in chosen]
                for line, row in enumerate(rows, self.header_line + 1)
                if any(cell.strip() for cell in row)
            ]
        except csv.Error:  # the only cause that is left in text: its limit on the length of a cell
            found = f"a line of {csv.field_size_limit()} characters or more"
            raise InputError([Problem(self.path, found, "rows of numbers")]) from None

    def _number(self, row: list[str], column: Column, line: int) -> float:
        where = f"{self.path}, line {line}"
        if column.index >= len(row):
            raise InputError([Problem(where, f"{len(row)} columns", f"{self.width}, as in the header")])
        text = self._decimal_points(row[column.index]).strip()
        try:
            return float(text or "nan")
        except ValueError:
            raise InputError.one(f"{where}, column '{column.label}'", text, "a number") from None

    def _refuse_cut_off(self) -> None:
        last = self.body.rstrip().rpartition("\n")[2]
        width = last.count(self.delimiter) + 1
        if last and '"' not in last and width < self.width:
            hint = "The file seems to be cut off; delete its last line if it is."
            found = f"{width} columns in the last line ({clip(last.strip(), _SHOWN)})"
            raise InputError([Problem(self.path, found, f"{self.width}, as in the header", hint)])

    def _decimal_points(self, text: str) -> str:
        return text if self.delimiter == "," else text.replace(",", ".")


def open_table(path: str | PathLike[str]) -> Table:
    """Read a text file (``.gz``: compressed) and find its header, the first line that names a time and more.

    Raises InputError for files that can't be read, are not text, or have no such header.
    """
    name = str(path)
    text = _text(Path(path))
    start = 0
    closest = ""
    for number in range(1, _HEADER_LINES + 1):
        end = text.find("\n", start)
        line = (text[start:] if end < 0 else text[start:end]).rstrip("\r")
        delimiter = max(",;\t", key=line.count)
        labels = (
            next(csv.reader([line.lstrip("# ")], delimiter=delimiter), []) if len(line) < _LONGEST else []
        )
        columns = columns_of(labels, f"{name}, line {number}")
        if {"time", "unix time"} & set(columns) and len(columns) > 1:
            return Table(name, columns, delimiter, number, len(labels), "" if end < 0 else text[end + 1 :])
        closest = closest or line.strip()
        if end < 0:
            break
        start = end + 1
    found = clip(closest, _SHOWN) if closest else "an empty file"
    expected = "a header that names time and voltage, such as 'Test Time / s,Voltage / V,Current / A'"
    raise InputError([Problem(name, found, expected)])


def columns_of(labels: list[str], where: str) -> dict[str, Column]:
    """The columns that labels name, by quantity, the first of each; InputError for a wrong unit."""
    columns: dict[str, Column] = {}
    is_bdf = any(label.strip().lower() in _BDF_TIMES for label in labels)
    for index, label in enumerate(labels):
        quantity, unit_name, bdf = _meaning(label.strip())
        if quantity and quantity not in columns:
            kind = _KINDS[quantity]
            unit = find_unit(unit_name or _SI[kind])
            if unit is None or unit.kind is not kind:
                units = ", ".join(usual_spellings(kind))
                raise InputError.one(where, label.strip(), f"a unit of {quantity} ({units})")
            columns[quantity] = Column(index, label.strip(), unit, bdf and is_bdf)
    return columns


def _meaning(label: str) -> tuple[str, str, bool]:
    """The quantity, the unit's name ('' if none is given), and whether it is written as in BDF."""
    if label.lower() in _BDF_NAMES:
        return *_BDF_NAMES[label.lower()], True
    match = _LABEL.fullmatch(label)
    if match is None:
        return "", "", False
    unit = (match["b"] or match["p"] or match["slash"] or "").strip()
    words = match["name"].replace("_", " ").split()
    if not unit and len(words) > 1 and find_unit(words[-1]) is not None:  # voltage_V
        unit = words.pop()
    name = " ".join(words).lower()
    name = _SYNONYMS.get(name, name)
    return (name, unit, bool(match["slash"])) if name in _KINDS else ("", "", False)


def _text(path: Path) -> str:
    name = str(path)
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".gz":
            data = gzip.decompress(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError([Problem(name, f"a damaged archive ({error})", "a whole .gz file")]) from None
    except OSError as error:
        raise InputError(
            [Problem(name, (error.strerror or str(error)).lower(), "a file that can be read")]
        ) from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    elif b"\0" in data[:65536]:
        hint = "Export spreadsheets as CSV first." if data[:2] == b"PK" else ""
        raise InputError([Problem(name, "a binary file", "a text file with columns", hint)])
    else:
        encodings = ("utf-8-sig", "cp1252")  # cyclers on Windows write degree signs in the latter
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError([Problem(name, "bytes that are not text", "a text file in UTF-8")])
