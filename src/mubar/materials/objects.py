"""Objects in a cell file: named by a key, their numbers inside.

    {"ButlerVolmer": {"exchange": {"InsertionExchange": {"rate_constant": 7e-6}}}}

What is data, a density of states, stands there as a table of x and y: {"DensityOfStates": {"x": [...], "y":
[...]}}. A tuple is an object with the places in it as keys: {"0": 0.4, "1": 0.6}.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import ModuleType
from typing import Any

from ..core import parameters
from ..core.errors import InputError, Problem, clip, nearest
from ..core.structure import is_number
from .functions import is_table

Classes = Mapping[str, type]
"""What may stand in a place, by name."""
_DEEPEST = 5
_EXPECTED = "a number or an object named by its law"


def exported(module: ModuleType) -> dict[str, type]:
    """Name -> class of every dataclass that a package exports and that can be made."""
    found = {n: getattr(module, n) for n in module.__all__}
    return {
        n: c for n, c in found.items() if inspect.isclass(c) and is_dataclass(c) and not inspect.isabstract(c)
    }


def read_object(value: Any, where: str, classes: Classes, depth: int = 0) -> Any:
    """The object that stands at ``where``, of one of the ``classes``. Raises `InputError`."""
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
    kind, inner = classes[name], value[name]
    if is_table(inner) and hasattr(kind, "from_table"):
        try:
            return kind.from_table(inner["x"], inner["y"])
        except InputError as e:
            raise e.moved(lambda field: f"{where}/{field.replace('.', '/')}") from None
    declared, numbers = {f.name: f for f in fields(kind)}, parameters.declared(kind)
    problems: list[Problem] = []
    given: dict[str, Any] = {}
    for key, item in inner.items():
        if key == "description":
            continue
        place = f"{where}/{name}/{key}"
        if key not in declared:
            close = nearest(key, declared)
            hint = f"Did you mean {close!r}?" if close else ""
            problems.append(Problem(place, "an unknown field", f"one of: {', '.join(declared)}", hint))
        else:
            try:
                given[key] = _value(item, place, classes, depth + 1, key in numbers and numbers[key].several)
            except InputError as e:
                problems += e.problems
    for key, f in declared.items():
        if key not in inner and f.default is MISSING and f.default_factory is MISSING:
            problems.append(Problem(f"{where}/{name}/{key}", "nothing", _EXPECTED))
    if problems:
        raise InputError(problems)
    try:
        return kind(**given)
    except InputError as e:
        raise e.moved(lambda field: f"{where}/{name}/{field.rpartition('.')[2]}") from None


def _value(item: Any, where: str, classes: Classes, depth: int, several: bool = False) -> Any:
    """A number, an object named by its class, or a tuple of such. Raises `InputError`."""
    if is_number(item):
        return float(item)
    if not isinstance(item, dict) or depth > _DEEPEST:
        raise InputError.one(where, item, _EXPECTED)
    places = item.keys() - {"description"}
    if not several and not (places and all(map(str.isdecimal, places))):
        return read_object(item, where, classes, depth)
    problems: list[Problem] = []
    if places != set(map(str, range(len(places)))):
        problems.append(Problem(where, clip(item), "keys 0, 1, 2 ... for the places of a tuple"))
    held = []
    for place in sorted(places, key=int) if not problems else ():
        try:
            held.append(_value(item[place], f"{where}/{place}", classes, depth + 1))
        except InputError as e:
            problems += e.problems
    if problems:
        raise InputError(problems)
    return tuple(held)


def write_object(law: Any, where: str, classes: Classes, what: str) -> dict[str, Any]:
    """How a file holds an object. Raises `InputError` for one that can't be found by name."""
    kind = type(law)
    if classes.get(kind.__name__) is not kind:
        raise InputError([Problem(
            where, f"the {what} {kind.__name__}", f"one that a file can name: {', '.join(classes)}",
            f"A {what} of your own lives in your script; pickle the cell instead.")])  # fmt: skip
    if hasattr(law, "to_table"):
        x, y = law.to_table()
        return {kind.__name__: {"x": x, "y": y}}
    held = {f.name: _to_file(getattr(law, f.name), f"{where}.{f.name}", classes, what) for f in fields(law)}
    return {kind.__name__: held}


def _to_file(value: Any, where: str, classes: Classes, what: str) -> Any:
    if isinstance(value, tuple):
        return {str(i): _to_file(item, f"{where}.{i}", classes, what) for i, item in enumerate(value)}
    return value if is_number(value) else write_object(value, where, classes, what)
