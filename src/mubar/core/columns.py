"""Columns of numbers in text files: which column is what, in which unit, and the numbers in SI.

What may stand in a file is told by its `Quantity` objects; the header is the first line that names them.
Headers write ``Voltage [V]``, ``voltage (mV)``, ``Voltage / V``, ``voltage_volt`` or just ``voltage``.
Columns are separated by commas, semicolons, tabs or blanks. Preambles, lines marked ``#``, quotes, byte-order
marks and (where commas don't separate) decimal commas are understood.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from .errors import InputError, Problem, clip, nearest
from .text_files import read_text
from .unit_names import Unit, Units

_HEADER_LINES = 100
"""How far down the header is looked for; cyclers write preambles."""
_LONGEST = 65536
"""Characters in a header; longer lines are something else."""
_SHOWN = 60
_LABEL = re.compile(r"(?P<name>[^\[(/]{1,60})(?:\[(?P<b>[^\]]*)\]|\((?P<p>[^)]*)\)|/(?P<slash>.*))?")


@dataclass(frozen=True)
class Quantity:
    """What a column may hold: its ``names`` in headers and its units; the ``unit`` meant where none is given
    is that of SI unless told.

    Names are read without regard to case (but those of one letter: T is not t), underscores and hyphens.
    """

    names: tuple[str, ...]
    units: Units
    unit: Unit | None = None

    def __str__(self) -> str:
        return self.names[0]

    @property
    def example(self) -> str:
        """A header of such a column."""
        usual = (self.unit or self.units.units[0]).spellings[0]
        return self.names[0] if usual == "1" else f"{self.names[0]} / {usual}"

    def find(self, labels: Sequence[str]) -> Column | None:
        """The first of ``labels`` that means this, if any."""
        known = {_plain(name) for name in self.names}
        for index, label in enumerate(labels):
            name, unit = _parts(label)
            words = name.split()
            if not unit and _plain(name) not in known and len(words) > 1 and self.units.find(words[-1]):
                unit, name = words[-1], " ".join(words[:-1])  # voltage_V
            if _plain(name) in known:
                return Column(
                    index, label, self.units.find(unit) if unit else self.unit or self.units.units[0]
                )
        return None


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands, what the file calls it, and how its numbers become SI."""

    index: int
    label: str
    unit: Unit | None
    """None where the file names a unit that is none of this quantity."""


@dataclass(frozen=True)
class Table:
    """A text table whose header has been understood; `numbers` reads its columns."""

    path: str
    labels: tuple[str, ...]
    columns: Mapping[Quantity, Column]
    delimiter: str | None
    """None: blanks."""
    header_line: int
    """Counted from 1; 0 for a table without header."""
    body: str
    """The lines below the header."""

    def column(self, quantity: Quantity, gaps: bool = False) -> np.ndarray:
        """The numbers (n,) of one quantity; see `numbers`."""
        return self.numbers(quantity, gaps=gaps)[0]

    def numbers(self, *quantities: Quantity, gaps: bool = False) -> list[np.ndarray]:
        """The columns of these quantities in SI units, each (n,), in the order of the rows.

        With ``gaps`` a cell may be empty or say NaN or infinite; otherwise every number is finite. Raises
        `InputError` for a missing column, with the nearest there is, for what is no number, with its line and
        column, for rows that are longer or shorter than the header, and for a file cut off in its last line.
        """
        chosen = [self._chosen(q) for q in quantities]
        if not self.body.strip():
            raise InputError([Problem(self.path, "no rows", "rows of numbers under the header")])
        self._refuse_cut_off()
        rows = self._fast(chosen)
        if rows is None or not (gaps or np.isfinite(rows).all()):
            rows = np.array(self._slow(chosen, gaps), dtype=float).reshape(-1, len(chosen))
        return [c.unit.to_si(rows[:, k]) for k, c in enumerate(chosen) if c.unit]

    def _chosen(self, quantity: Quantity) -> Column:
        if quantity not in self.columns:
            found = f"columns {', '.join(self.labels)}"
            expected = f"a column of {quantity}, such as '{quantity.example}'"
            hint = _nearest_hint(self.labels, [quantity])
            raise InputError([Problem(self.path, clip(found)[1:-1], expected, hint)])
        return self.columns[quantity]

    def _fast(self, chosen: list[Column]) -> np.ndarray | None:
        """All numbers at once; None for a table that has to be read with care."""
        if self.delimiter and '"' not in self.body:
            most = len(self.labels) - 1
            if any(line.count(self.delimiter) > most for line in io.StringIO(self.body)):
                return None
        try:
            return np.loadtxt(
                io.StringIO(self._decimal_points(self.body)),
                delimiter=self.delimiter,
                usecols=[c.index for c in chosen],
                comments="#",
                quotechar='"',
                ndmin=2,
            )
        except ValueError:
            return None

    def _slow(self, chosen: list[Column], gaps: bool) -> list[list[float]]:
        """Row by row: for tables with empty cells, and to say where the first mistake is."""
        try:
            return [[self._number(row, c, line, gaps) for c in chosen] for line, row in self._rows()]
        except csv.Error:  # the only cause that is left in text: its limit on the length of a cell
            found = f"a line of {csv.field_size_limit()} characters or more"
            raise InputError([Problem(self.path, found, "rows of numbers")]) from None

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its line in the file."""
        lines = io.StringIO(self.body)
        if self.delimiter is None:
            numbered = ((n, line.split()) for n, line in enumerate(lines, 1))
        else:
            reader = csv.reader(lines, delimiter=self.delimiter)
            numbered = ((reader.line_num, row) for row in reader)
        for n, row in numbered:
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                yield n + self.header_line, row

    def _number(self, row: list[str], column: Column, line: int, gaps: bool) -> float:
        where = f"{self.path}, line {line}"
        more = any(cell.strip() for cell in row[len(self.labels) :])
        if more or column.index >= len(row):
            comma = more and self.delimiter == ","
            hint = "With decimal commas, separate columns by semicolons." if comma else ""
            raise InputError([Problem(where, f"{len(row)} columns", self._width, hint)])
        text = row[column.index].strip()
        try:
            number = float(self._decimal_points(text) or "nan")
        except ValueError:
            number = None
        if number is None or not (gaps or np.isfinite(number)):
            expected = "a number" if number is None else "a finite number"
            raise InputError.one(f"{where}, column '{column.label}'", text, expected)
        return number

    def _refuse_cut_off(self) -> None:
        last = self.body.rstrip().rpartition("\n")[2]
        width = len(last.split(self.delimiter))
        if last and '"' not in last and not last.startswith("#") and width < len(self.labels):
            hint = "The file seems to be cut off; delete its last line if it is."
            found = f"{width} columns in the last line ({clip(last.strip(), _SHOWN)})"
            raise InputError([Problem(self.path, found, self._width, hint)])

    @property
    def _width(self) -> str:
        return f"{len(self.labels)}{', as in the header' if self.header_line else ''}"

    def _decimal_points(self, text: str) -> str:
        return text if self.delimiter == "," else text.replace(",", ".")


def read_table(path: str | PathLike[str], *known: Quantity, headerless: bool = False) -> Table:
    """Read a text file (``.gz``: compressed) and find its header, the first line that names two of ``known``.

    ``headerless``: where no line does, the columns are the known ones in this order, in the units meant
    without one. Raises `InputError` for files that can't be read, are not text, or have no such header.
    """
    name = str(path)
    text = read_text(path)
    first = ""
    for number, line, rest in _first_lines(text):
        delimiter, labels = _split(line) if len(line) < _LONGEST else (None, ())
        columns = find_columns(labels, known)
        if len(columns) >= min(2, len(known)):
            refuse_units(columns, f"{name}, line {number}")
            return Table(name, labels, columns, delimiter, number, rest)
        first = first or line.strip()
    if headerless:
        columns = {q: Column(i, str(q), q.unit or q.units.units[0]) for i, q in enumerate(known)}
        return Table(name, tuple(map(str, known)), columns, None, 0, re.sub(r"[,;\t]", " ", text))
    found = clip(first, _SHOWN) if first else "an empty file"
    named = " and ".join(map(str, known)) if len(known) < 3 else f"two of {', '.join(map(str, known))}"
    expected = f"a header that names {named}, such as '{','.join(q.example for q in known[:2])}'"
    hint = _nearest_hint(_split(first)[1], known) if len(first) < _LONGEST else ""
    raise InputError([Problem(name, found, expected, hint)])


def find_columns(labels: Sequence[str], known: Sequence[Quantity]) -> dict[Quantity, Column]:
    """The columns that labels name, the first of each quantity."""
    found = ((quantity, quantity.find(labels)) for quantity in known)
    return {quantity: column for quantity, column in found if column is not None}


def refuse_units(columns: Mapping[Quantity, Column], where: str) -> None:
    """Raises `InputError` for columns in units that are none of their quantity."""
    wrong = [(q, c.label) for q, c in columns.items() if c.unit is None]
    if wrong:
        raise InputError(
            Problem(where, clip(label), f"a unit of {q} ({', '.join(q.units.usual)})") for q, label in wrong
        )


def _first_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Number, text and what follows of each of the lines among which the header may be."""
    start = 0
    for number in range(1, _HEADER_LINES + 1):
        end = text.find("\n", start)
        if end < 0:
            yield number, text[start:], ""
            return
        yield number, text[start:end].rstrip("\r"), text[end + 1 :]
        start = end + 1


def _split(line: str) -> tuple[str | None, tuple[str, ...]]:
    """The delimiter and the labels of a header."""
    line = line.lstrip("# ")
    delimiter = max(",;\t", key=line.count)
    if delimiter in line:
        return delimiter, tuple(label.strip() for label in next(csv.reader([line], delimiter=delimiter), []))
    return None, tuple(re.sub(r"\s*([\[(/])\s*", r"\1", line).split())


def _parts(label: str) -> tuple[str, str]:
    """The name and the unit, '' if none is given."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return "", ""
    unit = (match["b"] or match["p"] or match["slash"] or "").strip().strip("()")
    return match["name"].replace("_", " ").strip(), unit


def _plain(name: str) -> str:
    """A name as it is compared."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words if len(words) == 1 else words.lower()


def _nearest_hint(labels: Sequence[str], quantities: Sequence[Quantity]) -> str:
    """Which label may have been meant for one of these that no label names."""
    named = find_columns(labels, quantities)
    others = [label for label in labels if label not in {column.label for column in named.values()}]
    for quantity in (q for q in quantities if q not in named):
        for label in others:
            close: Any = nearest(_parts(label)[0], quantity.names)
            if close:
                return f"Is {clip(label)} meant for {close!r}?"
    return ""
