"""A law object's numbers as data, the rest of it as structure.

This is what makes numbers data: two laws that differ in numbers alone trace into the same kernel. A law is a
frozen dataclass; its numbers are its float fields and declared tuples of several. Fields that are dataclasses
themselves, or tuples of them, are parts of it. A dotted path says where something stands in a law, places in
tuples counted from 0: ``exchange.rate_constant``, ``sites.0.depth``, ``coefficients.2``.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeGuard, TypeVar

import numpy as np

from .errors import UnknownNameError
from .expr import Expr
from .parameters import Parameter, declared
from .special import Special

L = TypeVar("L")
_STRUCTURE = "_structure"
"""Where an object remembers its own."""


def with_symbols(law: L, prefix: str) -> tuple[L, dict[str, float]]:
    """The law with every number, nested laws included, replaced by a symbol; and the symbols' values."""
    return symbolic(law, prefix + "."), numbers_of(law, prefix)


def numbers_of(law: Any, prefix: str = "", specials: bool = False) -> dict[str, float]:
    """The numbers of a law, nested laws included, by path; after a ``prefix`` paths are names of symbols.

    Those of special functions, which have no symbols but are the data of tables, only with ``specials``.
    """
    start = prefix and prefix + "."
    return {path: float(value) for path, _, _, value in _numbers(law, start, specials)}


def get(law: Any, path: str) -> Any:
    """What stands at ``path``: a number, a part or a tuple. Raises `UnknownNameError`."""
    held = law
    for step in path.split(".") if path else ():
        held = _within(held, step)
    return held


def replaced(law: L, path: str, value: Any) -> L:
    """The law with ``value`` at ``path``. Only what holds it is made anew, and thereby checked.

    Raises `UnknownNameError` for a path that leads nowhere and what the law's classes raise.
    """
    step, dot, rest = path.partition(".")
    held: Any = _within(law, step)
    before, held = held, replaced(held, rest, value) if dot else value
    if isinstance(law, tuple):
        i = int(step)
        return (*law[:i], held, *law[i + 1 :])  # type: ignore[return-value]  # a tuple as well
    made = _checked_anew(law, step, held)
    known = _memory(law).get(_STRUCTURE)
    if known is not None and _alike(before, held):
        same = (getattr(law, n) is getattr(made, n) for n in field_names(type(law)) if n != step)
        if all(same):
            _memory(made)[_STRUCTURE] = known
    return made


def _checked_anew(law: Any, name: str, value: Any) -> Any:
    """`dataclasses.replace`; for ordinary classes in a third of the time."""
    if not (law.__dataclass_params__.init and hasattr(law, "__dict__")):
        return replace(law, **{name: value})
    made = remade(law, {name: value})
    check = getattr(made, "__post_init__", None)
    if check is not None:
        check()
    return made


def declaration(law: Any, path: str) -> Parameter | None:
    """How the number at ``path``, or the tuple that it stands in, was declared; None where it wasn't.

    Raises `UnknownNameError`.
    """
    get(law, path)
    owner, _, name = path.rpartition(".")
    holder = get(law, owner)
    return declaration(law, owner) if isinstance(holder, tuple) else declared(type(holder)).get(name)


def structure_of(law: Any) -> tuple[Any, ...]:
    """What of a law decides its equations: its type and every field that isn't a number, parts included.

    Remembered, also by what `replaced` makes of the law with another number. Raises `TypeError` for a field
    that can't be compared, such as an array.
    """
    found = _memory(law).get(_STRUCTURE)
    if found is None:
        found = _memory(law)[_STRUCTURE] = tuple(_structure(law))
    return found


def _alike(a: Any, b: Any) -> bool:
    """Whether two values are of one structure, as far as that is known without looking into them."""
    known = _memory(a).get(_STRUCTURE)
    return (is_number(a) and is_number(b)) or (known is not None and _memory(b).get(_STRUCTURE) is known)


def _memory(thing: Any) -> dict[str, Any]:
    """What an object remembers; nothing where its class has slots alone."""
    return getattr(thing, "__dict__", {})


def _structure(law: Any) -> Iterator[Any]:
    yield type(law)
    for name in field_names(type(law)):
        value = getattr(law, name)
        if isinstance(value, Special):
            yield name, type(value)
        elif _is_part(value):
            yield name, structure_of(value)
        elif _are_parts(value):
            yield name, tuple(map(structure_of, value))
        elif _are_numbers(law, name):
            yield name, len(value)
        elif not is_number(value):
            if not isinstance(value, Hashable):
                what = f"{type(law).__name__}.{name} is a {type(value).__name__}"
                raise TypeError(f"{what}, which can't be compared; hold its numbers in a tuple")
            yield name, value


def letters_of(law: Any) -> dict[str, str]:
    """LaTeX of the declared numbers by the names of their symbols, as `symbolic` gives them.

    What stands in a tuple carries its place there as an index.
    """
    letters = {}
    for path, kind, field, _ in _numbers(law, ""):
        if field in declared(kind):
            index = ",".join(filter(str.isdigit, path.split(".")))
            letters[path] = declared(kind)[field].symbol + (f"_{{{index}}}" if index else "")
    return letters


def symbolic(law: L, prefix: str = "") -> L:
    """The law with every number, nested laws included, replaced by a symbol ``prefix + path``.

    Special functions, whose numbers are the data of tables, are stood in for by slots of that name.
    """
    twin = copy.copy(law)
    _memory(twin).pop(_STRUCTURE, None)
    for name in field_names(type(law)):
        value, path = getattr(law, name), prefix + name
        # set as it is: a symbol would not pass the checks of a constructor
        if is_number(value):
            object.__setattr__(twin, name, Expr.symbol(path))
        elif isinstance(value, Special):
            object.__setattr__(twin, name, value.stand_in(path))
        elif _is_part(value):
            object.__setattr__(twin, name, symbolic(value, f"{path}."))
        elif _are_parts(value):
            object.__setattr__(twin, name, tuple(symbolic(v, f"{path}.{i}.") for i, v in enumerate(value)))
        elif _are_numbers(law, name):
            object.__setattr__(twin, name, tuple(Expr.symbol(f"{path}.{i}") for i in range(len(value))))
    return twin


def remade(thing: L, changes: Mapping[str, Any]) -> L:
    """A frozen dataclass with other values: `dataclasses.replace` for one without `__post_init__`, in a
    quarter of the time. What it had cached is forgotten.
    """
    kind = type(thing)
    new, values, names = object.__new__(kind), thing.__dict__.copy(), field_names(kind)
    if len(values) > len(names):
        for cached in values.keys() - names:
            del values[cached]
    values.update(changes)
    object.__setattr__(new, "__dict__", values)
    return new


def _within(owner: Any, step: str) -> Any:
    """What one step of a path leads to. Raises `UnknownNameError`."""
    kind = type(owner)
    if is_dataclass(kind) and step in field_names(kind):
        return getattr(owner, step)
    if step not in _steps(owner):
        raise UnknownNameError.of(f"part of {kind.__name__}", step, _steps(owner))
    return owner[int(step)]


def _steps(owner: Any) -> tuple[str, ...]:
    """What a path can go on with."""
    if isinstance(owner, tuple):
        return tuple(map(str, range(len(owner))))
    return field_names(type(owner)) if _is_part(owner) else ()


def _numbers(law: Any, prefix: str, specials: bool = False) -> Iterator[tuple[str, type, str, Any]]:
    """Path, and the class, field and value, of every number."""
    for name in field_names(type(law)):
        value, path = getattr(law, name), prefix + name
        if is_number(value):
            yield path, type(law), name, value
        elif _is_part(value):
            if specials or not isinstance(value, Special):
                yield from _numbers(value, f"{path}.", specials)
        elif _are_parts(value):
            for i, part in enumerate(value):
                yield from _numbers(part, f"{path}.{i}.", specials)
        elif _are_numbers(law, name):
            for i, number in enumerate(value):
                yield f"{path}.{i}", type(law), name, number


def is_number(value: Any) -> TypeGuard[float]:
    """Whether ``value`` is a real number and not a truth value."""
    return isinstance(value, (float, int, np.floating, np.integer)) and not isinstance(value, bool)


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _are_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(_is_part, value))


def _are_numbers(law: Any, name: str) -> bool:
    """Whether the field is declared to hold several numbers; any other tuple is structure."""
    return name in declared(type(law)) and declared(type(law))[name].several


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Names of a dataclass's fields."""
    return tuple(f.name for f in fields(kind))
