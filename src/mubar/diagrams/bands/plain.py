"""Dataclasses as plain dicts and back, by their type hints: what JSON can hold."""

from __future__ import annotations

import math
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from mubar.core.errors import InputError, Problem, UnknownNameError, clip

from .kinds import KINDS, Kind

T = TypeVar("T")
_EXPECTED = {float: "a number", int: "a whole number", str: "text", bool: "true or false"}


def to_plain(value: Any) -> Any:
    """Dicts, lists, numbers, text, every field of them; NaN becomes None."""
    if isinstance(value, np.ndarray):
        numbers = value.tolist()
        return [None if v != v else v for v in numbers] if np.isnan(value).any() else numbers
    if isinstance(value, Kind):
        return {"name": value.name, **_fields(value)}
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    if isinstance(value, (np.floating, np.integer)):
        return value.item()
    return value


def from_plain(kind: type[T], plain: Any, where: str) -> T:
    """The dataclass that `to_plain` took apart. Raises InputError with all that is wrong at one level."""
    if not isinstance(plain, dict):
        raise InputError.one(where, plain, f"an object with the fields of {kind.__name__}")
    hints, known = _hints(kind), {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    for name in plain:
        if name not in known:
            raise UnknownNameError.of(f"{where}: field", str(name), known)
    missing = [n for n, f in known.items() if n not in plain and _default(f) is MISSING]
    if missing:
        raise InputError(Problem(where, f"no {name}", "a value") for name in missing)
    return kind(**{name: _value(hints[name], v, f"{where}.{name}") for name, v in plain.items()})


def _fields(value: Any) -> dict[str, Any]:
    return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}


def _default(f: Field[Any]) -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default


def _value(hint: Any, plain: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if plain is None else _value(get_args(hint)[0], plain, where)
    if origin is tuple:
        return _tuple(get_args(hint), plain, where)
    if hint is Any:  # a row of numbers
        if not isinstance(plain, list):
            raise InputError.one(where, plain, "a list of numbers")
        return [math.nan if v is None else _value(float, v, where) for v in plain]
    if hint is Kind:
        return _kind(plain, where)
    if is_dataclass(hint):
        return from_plain(hint, plain, where)  # type: ignore[arg-type]  # a class, not an instance
    fits = isinstance(plain, (int, float)) if hint is float else isinstance(plain, hint)
    if not fits or (isinstance(plain, bool) and hint is not bool):
        raise InputError.one(where, plain, _EXPECTED[hint])
    return plain


def _tuple(of: tuple[Any, ...], plain: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise InputError.one(where, plain, "a list")
    if of[-1] is Ellipsis:
        return tuple(_value(of[0], v, f"{where}[{i}]") for i, v in enumerate(plain))
    if len(plain) != len(of):
        raise InputError.one(where, plain, f"{len(of)} values")
    return tuple(_value(hint, v, f"{where}[{i}]") for i, (hint, v) in enumerate(zip(of, plain, strict=True)))


def _kind(plain: Any, where: str) -> Kind:
    name = plain.get("name") if isinstance(plain, dict) else None
    if not isinstance(name, str):
        raise InputError.one(where, clip(plain), f"an object whose name is one of: {', '.join(KINDS)}")
    if name not in KINDS:
        raise UnknownNameError.of(where, name, KINDS)
    return from_plain(KINDS[name], {k: v for k, v in plain.items() if k != "name"}, where)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
