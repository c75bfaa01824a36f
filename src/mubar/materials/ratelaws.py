"""Rate laws as objects of a cell file: named by a key, their numbers inside.

    "kinetics": {"ButlerVolmer": {"exchange": {"InsertionExchange": {"rate_constant": 7e-6}}}}

Every dataclass that `mubar.kinetics` exports is known by its name. What is data, a density of states, stands
there as a table of x and y: "donor": {"DensityOfStates": {"x": [...], "y": [...]}}. A tuple is an object with
the places in it as keys: {"0": 0.4, "1": 0.6}.
"""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from .. import kinetics
from ..core import parameters
from ..core.errors import InputError, Problem, clip, nearest
from ..core.structure import is_number
from ..kinetics.base import RateLaw
from .functions import is_table

_DEEPEST = 5
_EXPECTED = "a number or an object named by its law"


def known() -> dict[str, type]:
    """Name -> class of everything that can stand in a file as a rate law or a part of one."""
    exported = {n: getattr(kinetics, n) for n in kinetics.__all__}
    return {n: c for n, c in exported.items() if inspect.isclass(c) and is_dataclass(c)}


def ratelaw_from_file(value: Any, where: str) -> RateLaw:
    """The rate law that stands at ``where``. Raises `InputError`."""
    made = _object(value, where, 0)
    if not isinstance(made, RateLaw):
        laws = [n for n, c in known().items() if issubclass(c, RateLaw)]
        raise InputError([Problem(where, type(made).__name__, f"a rate law: {', '.join(laws)}")])
    return made


def _object(value: Any, where: str, depth: int) -> Any:
    classes = known()
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
                given[key] = _value(item, place, depth + 1, key in numbers and numbers[key].several)
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


def _value(item: Any, where: str, depth: int, several: bool = False) -> Any:
    """A number, an object named by its class, or a tuple of such. Raises `InputError`."""
    if is_number(item):
        return float(item)
    if not isinstance(item, dict) or depth > _DEEPEST:
        raise InputError.one(where, item, _EXPECTED)
    places = item.keys() - {"description"}
    if not several and not (places and all(map(str.isdecimal, places))):
        return _object(item, where, depth)
    problems: list[Problem] = []
    if places != set(map(str, range(len(places)))):
        problems.append(Problem(where, clip(item), "keys 0, 1, 2 ... for the places of a tuple"))
    held = []
    for place in sorted(places, key=int) if not problems else ():
        try:
            held.append(_value(item[place], f"{where}/{place}", depth + 1))
        except InputError as e:
            problems += e.problems
    if problems:
        raise InputError(problems)
    return tuple(held)


def ratelaw_to_file(law: Any, where: str) -> dict[str, Any]:
    """How a file holds the law. Raises `InputError` for laws that can't be found by name."""
    kind = type(law)
    if known().get(kind.__name__) is not kind:
        raise InputError([Problem(
            where, f"the rate law {kind.__name__}", f"one that a file can name: {', '.join(known())}",
            "A rate law of your own lives in your script; pickle the cell instead.")])  # fmt: skip
    if hasattr(law, "to_table"):
        x, y = law.to_table()
        return {kind.__name__: {"x": x, "y": y}}
    return {kind.__name__: {f.name: _to_file(getattr(law, f.name), f"{where}.{f.name}") for f in fields(law)}}


def _to_file(value: Any, where: str) -> Any:
    if isinstance(value, tuple):
        return {str(i): _to_file(item, f"{where}.{i}") for i, item in enumerate(value)}
    return value if is_number(value) else ratelaw_to_file(value, where)
