"""A cell's parameters in words: for people, on the command line and in notebooks."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from ..core.errors import InputError
from ..core.law import Function
from ..core.structure import declaration, is_number, numbers_of
from . import pores
from .bpx import unused_fields
from .cell import Cell
from .entries import entries, interfaces, owned
from .keys import side_of

_OBJECTS = {
    "kinetics": "Rate law",
    "particles": "Kind of particles",
    "population": "Sizes of the particles",
    "connection": "Contacts of the particles",
    "film": "Films on the particles",
    "noise": "Thermal noise of the particles",
}
"""Attributes that are objects, in words."""


@dataclass(frozen=True)
class Value:
    """What a cell holds under one key."""

    key: str
    value: Any
    """A number, a `Function`, a rate law, or what its particles are."""
    unit: str
    meaning: str
    source: str

    @property
    def text(self) -> str:
        """The value in words, without its unit."""
        return _text(self.value)


def values(cell: Cell) -> Mapping[str, Value]:
    """Every parameter of the cell that has a value, by its key; numbers of special rate laws included."""
    found: dict[str, Value] = {}
    for key, entry in entries(cell).items():
        value = entry.value(cell)
        if value is not None:
            p = entry.parameter
            law = getattr(owned(cell, entry.owner), pores.LAW, None) if p.path == pores.KEY else None
            meaning = p.meaning if law is None else f"{p.meaning}; follows {law}"
            found[key] = Value(key, value, p.unit, meaning, source(cell, key))
    declared = {(*e.owner, e.parameter.path) for e in entries(cell).values()}
    for prefix, owner in interfaces(cell).items():
        for name, what in _OBJECTS.items():
            thing = getattr(owned(cell, owner), name, None)
            if thing is None:
                continue
            key = f"{prefix}.{name}"
            found[key] = Value(key, thing, "", _meaning(thing) or what, source(cell, key))
            for path, value in numbers_of(thing, specials=True).items():
                if (*owner, f"{name}.{path}") not in declared:
                    number = f"{key}.{path}"
                    found[number] = Value(number, value, *_declared(thing, path), source(cell, number))
    return found


def _meaning(thing: Any) -> str:
    """The first paragraph of what the class says of itself."""
    kind = type(thing)
    text = kind.__doc__ or ""
    if text.startswith(f"{kind.__name__}("):  # what a dataclass without a docstring gets
        text = ""
    return " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())


def _declared(thing: Any, path: str) -> tuple[str, str]:
    """Unit and meaning of a number of the law or the particles."""
    p = declaration(thing, path)
    if p is None:
        return "", f"A number of {type(thing).__name__}"
    return "" if p.unit == "1" else p.unit, p.meaning[:1].upper() + p.meaning[1:]


def source(cell: Cell, key: str) -> str:
    """Where the value comes from: the source of the key, or of the longest first part that has one."""
    parts = key.split(".")
    for n in range(len(parts), 0, -1):
        text = cell.sources.get(".".join(parts[:n]))
        if text is not None:
            return text
    return ""


def _text(value: Any) -> str:
    if isinstance(value, Function):
        return _law_text(value)
    if not is_number(value):
        return ", ".join([type(value).__name__, *_many(value)])
    return f"{value:.8g}"


def _many(thing: Any) -> Iterator[str]:
    """The numbers of which an object has as many as there are particles."""
    for name in getattr(thing, "many", ()):
        numbers = np.ravel(getattr(thing, name))
        if numbers[0] is not None:
            span = f"{numbers.min():.4g} to {numbers.max():.4g}"
            yield (
                f"{len(numbers)} {name.replace('_', ' ')}, {span}"
                if len(numbers) > 1
                else f"{numbers[0]:.8g}"
            )


def _law_text(law: Function) -> str:
    if law.is_constant:
        return f"{law.expr.payload:.8g}"
    if law.expr.op == "table":
        knots = law.expr.payload[0].knots
        return f"table of {len(knots)} points, {law.inputs[0]} = {knots[0]:.6g} to {knots[-1]:.6g}"
    return str(law)


def show(cell: Cell, width: int = 110) -> str:
    """The cell's parameters with units and sources, its balance and references: text for a terminal."""
    return "\n".join(_lines(cell, width))


_HEADINGS = {
    "cell": "Cell",
    "negative": "Negative electrode",
    "separator": "Separator",
    "positive": "Positive electrode",
    "electrolyte": "Electrolyte",
}


def _lines(cell: Cell, width: int) -> Iterator[str]:
    yield cell.title or cell.name
    if cell.description:
        yield from textwrap.wrap(cell.description, width)
    found = values(cell)
    numbered = {
        text: i for i, text in enumerate(dict.fromkeys(v.source for v in found.values() if v.source), 1)
    }
    for group, heading in _HEADINGS.items():
        rows = [v for v in found.values() if side_of(v.key) == group]
        if not rows:
            continue
        yield ""
        yield heading
        key_width = min(max(len(v.key) for v in rows), 43) + 2
        for v in rows:
            yield from _row(v, key_width, numbered, width)
    yield ""
    try:
        yield str(cell.balance)
    except InputError as e:
        yield f"Balance: {e}"
    yield from _list("Read and kept, but used by no model", unused_fields(cell.document or {}), width)
    yield from _list("Sources", [f"[{i}] {text}" for text, i in numbered.items()], width)
    yield from _list("References", cell.citations.values() or [cell.references], width)


def _row(v: Value, key_width: int, numbered: Mapping[str, int], width: int) -> Iterator[str]:
    mark = f" [{numbered[v.source]}]" if v.source else ""
    shown, meaning, below = f"{v.text} {v.unit}", v.meaning, ""
    if isinstance(v.value, Function) and not v.value.is_constant:
        shown, below = f"law of {' and '.join(_used(v.value))} {v.unit}", f"= {v.text}"
    elif not isinstance(v.value, Function) and not is_number(v.value):
        meaning, below = _OBJECTS[v.key.rpartition(".")[2]], v.meaning
    yield f"  {v.key + '  ':{key_width}}{shown:28} {meaning}{mark}"
    yield from textwrap.wrap(below, width, initial_indent=" " * 6, subsequent_indent=" " * 8)


def _used(law: Any) -> list[str]:
    return [n for n in law.inputs if law.depends_on(n)]


def _list(heading: str, items: Any, width: int) -> Iterator[str]:
    items = [i for i in items if i]
    if items:
        yield ""
        yield heading
        for item in items:
            yield from textwrap.wrap(item, width, initial_indent="  ", subsequent_indent="      ")


def html(cell: Cell) -> str:
    """A table of the parameters, for notebooks."""
    head = "".join(f"<th>{h}</th>" for h in ("key", "value", "unit", "meaning", "source"))
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(part)}</td>" for part in (v.key, v.text, v.unit, v.meaning, v.source))
        + "</tr>"
        for v in values(cell).values()
    )
    return f"<h4>{escape(cell.title or cell.name)}</h4><table><tr>{head}</tr>{rows}</table>"
