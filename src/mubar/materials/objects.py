"""Objects in a cell file: named by a key, their numbers inside.

    {"ButlerVolmer": {"exchange": {"InsertionExchange": {"rate_constant": 7e-6}}}}

Functions in them are numbers, texts of x or tables, as elsewhere in a file. What is data, a density of
states, stands there as a table of x and y: {"DensityOfStates": {"x": [...], "y": [...]}}, and under "table"
where it has other fields too. A tuple is an object with the places in it as keys: {"0": 0.4, "1": 0.6}; many
numbers (the ``many`` of a class) may be a table over these places, {"x": [0, 1, 2], "y": [...]}.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from numbers import Integral
from types import ModuleType
from typing import Any

from ..core import parameters
from ..core.errors import InputError, Problem, clip, nearest
from ..core.law import Function
from ..core.structure import field_names, is_number
from . import functions
from .functions import MAX_NODES, is_table
from .writing_functions import plain

Classes = Mapping[str, type]
"""What may stand in a place, by name."""
_DEEPEST = 5
_EXPECTED = "a number or an object named by its law"
_SEVERAL = "a number or a table of numbers over their places 0, 1, 2 ..."
_TABLE = "table"


def exported(module: ModuleType) -> dict[str, type]:
    """Name -> class of every dataclass that a package exports and that can be made."""
    found = {n: getattr(module, n) for n in module.__all__}
    return {
        n: c for n, c in found.items() if inspect.isclass(c) and is_dataclass(c) and not inspect.isabstract(c)
    }


def read_object(value: Any, where: str, classes: Classes, kind: type = object) -> Any:
    """The object that stands at ``where``, of one of the ``classes`` that is a ``kind``; its parts may be of
    any. Raises `InputError`.
    """
    return _Reader(classes).object(value, where, 0, kind)


class _Reader:
    """Reads one law; counts what it reads, so that a hostile file costs bounded time."""

    def __init__(self, classes: Classes) -> None:
        self.classes, self.read = classes, 0

    def object(self, value: Any, where: str, depth: int, of: type = object) -> Any:
        classes = {name: kind for name, kind in self.classes.items() if issubclass(kind, of)}
        names = [k for k in value if k != "description"] if isinstance(value, dict) else []
        if len(names) != 1 or names[0] not in classes or not isinstance(value[names[0]], dict):
            close = nearest(names[0], classes) if names else None
            raise InputError.one(
                where,
                value,
                f"an object named by one of {', '.join(classes)}",
                f"Did you mean {close!r}?" if close else "",
            )
        (name,) = names
        kind, inner, place = classes[name], value[name], f"{where}/{name}"
        given = self.fields(kind, inner, place, depth)
        try:
            return kind(**given)
        except InputError as e:
            raise e.moved(lambda field: f"{place}/{field.rpartition('.')[2]}") from None

    def fields(self, kind: type, inner: dict[str, Any], where: str, depth: int) -> dict[str, Any]:
        """The values of the fields that ``inner`` gives. Raises `InputError` with all that is wrong."""
        columns = getattr(kind, "columns", ())
        declared = {f.name: f for f in fields(kind) if f.name not in columns}
        numbers, many = parameters.declared(kind), getattr(kind, "many", ())
        given: dict[str, Any] = {}
        problems: list[Problem] = []
        if columns:
            table, inner = (inner, {}) if is_table(inner) else (inner.get(_TABLE), inner)
            inner = {key: item for key, item in inner.items() if key != _TABLE}
            if table is not None and is_table(table):
                given = {columns[0]: table["x"], columns[1]: table["y"]}
            else:
                problems.append(Problem(f"{where}/{_TABLE}", clip(table), "a table of x and y"))
        for key, item in inner.items():
            place = f"{where}/{key}"
            if key in declared:
                try:
                    if key in many:
                        given[key] = self.numbers(item, place, 0)
                    elif declared[key].type in ("int", int):
                        given[key] = _whole(item, place)
                    else:
                        given[key] = self.value(item, place, depth + 1, numbers.get(key))
                except InputError as e:
                    problems += e.problems
            elif key != "description":
                close = nearest(key, declared)
                hint = f"Did you mean {close!r}?" if close else ""
                problems.append(Problem(place, "an unknown field", f"one of: {', '.join(declared)}", hint))
        for key, f in declared.items():
            if key not in inner and f.default is MISSING and f.default_factory is MISSING:
                problems.append(Problem(f"{where}/{key}", "nothing", _EXPECTED))
        if problems:
            raise InputError(problems)
        return given

    def value(self, item: Any, where: str, depth: int, number: parameters.Parameter | None) -> Any:
        """A ``number`` or several where that is declared; otherwise a function, an object named by its class,
        or a tuple of such. Raises `InputError`.
        """
        self.count(where)
        if is_number(item):
            return float(item)
        if number is None and (isinstance(item, str) or is_table(item) or _is_spline(item)):
            law = functions.from_file(item, "x", where, where)
            return Function(("x",), law.expr, law.label, text=law.text)
        if not isinstance(item, dict) or depth > _DEEPEST:
            raise InputError.one(where, item, _EXPECTED)
        places = item.keys() - {"description"}
        if not (number and number.several) and not (places and all(map(str.isdecimal, places))):
            return self.object(item, where, depth)
        return _tuple(item, where, lambda held, place: self.value(held, place, depth + 1, number))

    def numbers(self, item: Any, where: str, depth: int) -> Any:
        """A number, several, or rows of several. Raises `InputError`."""
        self.count(where)
        if is_number(item):
            return float(item)
        if is_table(item):
            places, found = item["x"], item["y"]
            if isinstance(found, list) and places == list(range(len(found))) and all(map(is_number, found)):
                return tuple(map(float, found))
        elif isinstance(item, dict) and depth < 2:
            return _tuple(item, where, lambda held, place: self.numbers(held, place, depth + 1))
        raise InputError.one(where, item, _SEVERAL)

    def count(self, where: str) -> None:
        self.read += 1
        if self.read > MAX_NODES:
            raise InputError([Problem(where, f"more than {MAX_NODES} values", "fewer of them")])


def _tuple(item: dict[str, Any], where: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    """What stands at the places 0, 1, 2 ... of ``item``. Raises `InputError`."""
    places = item.keys() - {"description"}
    if places != set(map(str, range(len(places)))):
        raise InputError.one(where, item, "keys 0, 1, 2 ... for the places of a tuple")
    held, problems = [], []
    for place in sorted(places, key=int):
        try:
            held.append(read(item[place], f"{where}/{place}"))
        except InputError as e:
            problems += e.problems
    if problems:
        raise InputError(problems)
    return tuple(held)


def _whole(item: Any, where: str) -> int:
    if not is_number(item) or item != item // 1:
        raise InputError.one(where, item, "a whole number")
    return int(item)


def _is_spline(value: Any) -> bool:
    return isinstance(value, dict) and list(value) == ["c2"]


def write_object(law: Any, where: str, classes: Classes, what: str) -> dict[str, Any]:
    """How a file holds an object. Raises `InputError` for one that can't be found by name."""
    kind = type(law)
    if classes.get(kind.__name__) is not kind:
        raise InputError([Problem(
            where, f"the {what} {kind.__name__}", f"one that a file can name: {', '.join(classes)}",
            f"A {what} of your own lives in your script; pickle the cell instead.")])  # fmt: skip
    columns = getattr(kind, "columns", ())
    many, unset = getattr(kind, "many", ()), {f.name for f in fields(kind) if f.default is None}
    held = {}
    for name in field_names(kind):
        value = getattr(law, name)
        if name in many and value is not None:
            held[name] = _many(value)
        elif name not in columns and not (value is None and name in unset):
            held[name] = _to_file(value, f"{where}.{name}", classes, what)
    if columns:
        x, y = ([float(v) for v in getattr(law, name)] for name in columns)
        held = {_TABLE: {"x": x, "y": y}, **held} if held else {"x": x, "y": y}
    return {kind.__name__: held or {"description": "no numbers"}}  # BPX allows no empty object


def _to_file(value: Any, where: str, classes: Classes, what: str) -> Any:
    if isinstance(value, tuple):
        return {str(i): _to_file(item, f"{where}.{i}", classes, what) for i, item in enumerate(value)}
    if isinstance(value, Function):
        text = plain(value)
        if text is None:
            found = f"the function {value.label}"
            raise InputError([Problem(where, found, "one that a text or a table holds")])
        return text
    if isinstance(value, bool) or is_number(value):
        return int(value) if isinstance(value, Integral) else float(value)
    return write_object(value, where, classes, what)


def _many(value: Any) -> Any:
    """Numbers as a table over their places, rows of them as such tables."""
    if not isinstance(value, tuple):
        return float(value)
    if value and isinstance(value[0], tuple):
        return {str(i): _many(row) for i, row in enumerate(value)}
    return {"x": list(range(len(value))), "y": [float(v) for v in value]}
