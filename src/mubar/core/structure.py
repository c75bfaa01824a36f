"""A law object's float fields as data, the rest of it as structure.

This is what makes numbers data: two laws that differ in numbers alone trace into the same kernel. A law is a
frozen dataclass; fields that are dataclasses themselves are parts of it.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from .expr import Expr
from .parameters import declared

L = TypeVar("L")


def with_symbols(law: L, prefix: str) -> tuple[L, dict[str, float]]:
    """The law with every float field, nested laws included, replaced by a symbol; and the symbols' values."""
    return symbolic(law, prefix + "."), numbers_of(law, prefix)


def numbers_of(law: Any, prefix: str) -> dict[str, float]:
    """The float fields of a law, nested laws included, by the names of their symbols."""
    values: dict[str, float] = {}
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_number(value):
            values[f"{prefix}.{name}"] = float(value)
        elif _is_part(value):
            values |= numbers_of(value, f"{prefix}.{name}")
    return values


def structure_of(law: Any) -> tuple[Any, ...]:
    """What of a law decides its equations: its type and every field that isn't a number, parts included.

    Raises `TypeError` for a field that can't be compared, such as an array.
    """
    parts: list[Any] = [type(law)]
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_part(value):
            parts.append((name, structure_of(value)))
        elif not _is_number(value):
            if not isinstance(value, Hashable):
                what = f"{type(law).__name__}.{name} is a {type(value).__name__}"
                raise TypeError(f"{what}, which can't be compared; hold its numbers in a tuple")
            parts.append((name, value))
    return tuple(parts)


def letters_of(law: Any) -> dict[str, str]:
    """LaTeX of the declared numbers by the names of their symbols, as `symbolic` gives them."""
    return {
        path: declared(kind)[field].symbol
        for path, kind, field in _numbers(law, "")
        if field in declared(kind)
    }


def symbolic(law: L, prefix: str = "") -> L:
    """The law with every float field, nested laws included, replaced by a symbol ``prefix + path``."""
    twin = copy.copy(law)
    for name in field_names(type(law)):
        value = getattr(law, name)
        # set as it is: a symbol would not pass the checks of a constructor
        if _is_number(value):
            object.__setattr__(twin, name, Expr.symbol(prefix + name))
        elif _is_part(value):
            object.__setattr__(twin, name, symbolic(value, f"{prefix}{name}."))
    return twin


def _numbers(law: Any, prefix: str) -> Iterator[tuple[str, type, str]]:
    for name in field_names(type(law)):
        value = getattr(law, name)
        if _is_number(value):
            yield prefix + name, type(law), name
        elif _is_part(value):
            yield from _numbers(value, f"{prefix}{name}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, (float, int)) and not isinstance(value, bool)


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Names of a dataclass's fields."""
    return tuple(f.name for f in fields(kind))
