"""A number set inside an object, such as a rate law, by its path."""

from __future__ import annotations

from dataclasses import is_dataclass
from numbers import Integral
from typing import Any

from ..core.errors import InputError, Problem, UnknownNameError, nearest
from ..core.structure import get, is_number, numbers_of, replaced
from ..kinetics.base import RateLaw


def with_number(law: Any, path: str, value: Any, where: str, problems: list[Problem]) -> Any:
    """The law with ``value`` at ``path``; unchanged after noting what is wrong with that."""
    try:
        return _set(law, path, value, where)
    except InputError as e:
        problems += e.problems
        return law


def _set(law: Any, path: str, value: Any, where: str) -> Any:
    try:
        held = get(law, path)
    except UnknownNameError:
        numbers = list(numbers_of(law, specials=True))
        expected = f"a number of {type(law).__name__}: {', '.join(numbers) or 'it has none'}"
        close = nearest(path, numbers)
        hint = f"Did you mean {where.removesuffix(path) + close!r}?" if close else ""
        what = "rate law" if isinstance(law, RateLaw) else "object"
        problem = Problem(where, f"a key that this {what} does not have", expected, hint)
        raise InputError([problem]) from None
    form = _form(held)
    if _form(value) != form:
        raise InputError.one(where, value, form)
    if form == _NUMBER:
        value = int(value) if isinstance(held, Integral) and value == int(value) else float(value)
    elif form == _TUPLE:
        value = tuple(value)
    try:
        return replaced(law, path, value)
    except InputError as e:
        raise e.moved(lambda _: where) from None


_NUMBER, _TUPLE = "a number", "a tuple"


def _form(value: Any) -> str:
    """What kind of thing may stand where ``value`` stands, in words."""
    if is_number(value):
        return _NUMBER
    if isinstance(value, tuple | list):
        return _TUPLE
    return "a law" if callable(value) or is_dataclass(value) else f"a value of type {type(value).__name__}"
