"""The numbers of a law object as unknowns of a fit, by dotted paths such as ``exchange.rate_constant``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..core.bounds import ANY
from ..core.errors import InputError, Problem, UnknownNameError
from ..core.parameters import declared
from ..core.structure import numbers_of
from .least_squares import Unknown

L = TypeVar("L")


def unknowns_of(law: Any, names: Iterable[str]) -> dict[str, Unknown]:
    """The numbers ``names`` of ``law``, each to start from its value and to stay within its declared bounds.

    Raises `InputError` where no name is given, `UnknownNameError` for one that the law doesn't have.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    known = {path.removeprefix("law."): value for path, value in numbers_of(law, "law").items()}
    if not wanted:
        found = f"none of {', '.join(known)}"
        raise InputError([Problem("numbers to be fitted", found, "the names of some of them")])
    for name in wanted:
        if name not in known:
            raise UnknownNameError.of(f"number of {type(law).__name__}", name, known)
    return {name: Unknown(known[name], _bounds(law, name.split("."))) for name in wanted}


def with_numbers(law: L, values: Mapping[str, float]) -> L:
    """The law with the numbers of ``values`` for its own. Raises `InputError` for one out of bounds."""
    for name, value in values.items():
        law = _changed(law, name.split("."), value)
    return law


def _changed(whole: Any, path: list[str], value: float) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(whole, tuple):
        i = int(first)
        return (*whole[:i], _changed(whole[i], rest, value), *whole[i + 1 :])
    return replace(whole, **{first: _changed(getattr(whole, first), rest, value)})


def _bounds(law: Any, path: list[str]) -> Any:
    owner, field = law, ""
    for step in path:
        if isinstance(owner, tuple):
            owner = owner[int(step)]
        elif hasattr(owner, step):
            holder, field, owner = owner, step, getattr(owner, step)
    declaration = declared(type(holder)).get(field)
    return declaration.bounds if declaration else ANY
