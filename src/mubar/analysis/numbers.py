"""The numbers of a law object as unknowns of a fit, by dotted paths such as ``exchange.rate_constant``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ..core.bounds import ANY, Bounds
from ..core.errors import InputError, Problem, UnknownNameError
from ..core.structure import declaration, numbers_of, replaced
from .least_squares import Unknown

L = TypeVar("L")


def unknowns_of(law: Any, names: Iterable[str]) -> dict[str, Unknown]:
    """The numbers ``names`` of ``law``, each to start from its value and to stay within its declared bounds.

    Raises `InputError` where no name is given, `UnknownNameError` for one that the law doesn't have.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    known = numbers_of(law)
    if not wanted:
        found = f"none of {', '.join(known)}"
        raise InputError([Problem("numbers to be fitted", found, "the names of some of them")])
    for name in wanted:
        if name not in known:
            raise UnknownNameError.of(f"number of {type(law).__name__}", name, known)
    return {name: Unknown(known[name], _bounds(law, name)) for name in wanted}


def with_numbers(law: L, values: Mapping[str, float]) -> L:
    """The law with the numbers of ``values`` for its own. Raises `InputError` for one out of bounds."""
    for name, value in values.items():
        law = replaced(law, name, value)
    return law


def _bounds(law: Any, name: str) -> Bounds:
    declared = declaration(law, name)
    return declared.bounds if declared else ANY
