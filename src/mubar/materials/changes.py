"""Changing parameters of a cell by their keys: the work behind `Cell.replace`.

Functions are not parsed again, and only the objects that hold a changed value are made anew, so that a fit
may do this for every set of values it tries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import InputError, Problem
from ..core.law import Function
from ..transport.porous import TransportEfficiency
from . import checks, functions, pores
from .cell import Cell
from .entries import Entry, Owner, entries, interfaces
from .object_keys import inside, object_key, object_value, unknown
from .parameters import CellParameter
from .remaking import Wanted, rebuilt
from .unread import unread
from .whole_electrolyte import spread

GIVEN = "given in place of the cell's own value"
"""Source of what `changed` put in."""


def changed(cell: Cell, changes: Mapping[str, Any]) -> Cell:
    """The cell with the values of ``changes`` (dotted keys). Raises `InputError` with all problems."""
    changes, published = spread(cell, changes)
    known, rate_laws = entries(cell), interfaces(cell)
    wanted: dict[Owner, Wanted] = {}
    problems: list[Problem] = []
    laws_touched = False
    windows: set[str] = set()
    touched = list(changes)
    for key, given in changes.items():
        try:
            entry = known.get(key)
            if entry is not None:
                value = _value(entry.parameter, given, key)
                taken = pores.given(value) if entry.parameter.path == pores.KEY else {}
                wanted.setdefault(entry.owner, {}).update(taken or {entry.parameter.path: value})
                heater = entry.parameter.heated_by
                if heater and isinstance(value, Function) and functions.knows_temperature(value):
                    _without_heating(known, entry, heater, changes, wanted)
                laws_touched |= isinstance(value, Function) and not value.is_constant
                if entry.parameter.path.endswith("stoichiometry"):
                    windows.add(key.rpartition(".")[0])
            else:
                prefix, path = object_key(cell, key)
                if prefix is None:
                    raise unknown(cell, key)
                wanted.setdefault(rate_laws[prefix], {})[path] = object_value(given, path, key)
                touched += inside(known, rate_laws[prefix], path)
        except InputError as e:
            problems += e.problems
    if problems:
        raise InputError(problems)
    # a value that was changed is no longer its publication's
    wanted.setdefault((), {})["sources"] = {**cell.sources, **dict.fromkeys(touched, GIVEN), **published}
    made = rebuilt(cell, wanted, problems)
    problems += unread(made, changes)
    problems += checks.numbers(made)
    if not problems and (laws_touched or windows):
        problems += checks.laws(made) if laws_touched else checks.windows(made, windows)
    if problems:
        raise InputError(problems)
    return made


def _value(p: CellParameter, given: Any, key: str) -> Any:
    if given is None and p.optional:
        return None
    if isinstance(given, TransportEfficiency) and p.path == pores.KEY:
        return given
    if not p.law_of:
        return checks.number(p, given, key)
    checks.no_unit(p, given, key)
    law = functions.from_user(given, p.law_of, p.key, key)
    checks.constant(p, law, key)
    return law


def _without_heating(
    known: Mapping[str, Entry],
    entry: Entry,
    heater: str,
    changes: Mapping[str, Any],
    wanted: dict[Owner, Wanted],
) -> None:
    """A law that knows its T is complete: its activation energy or entropic coefficient goes."""
    sibling = f"{entry.key.rpartition('.')[0]}.{heater}"
    if sibling not in changes:
        p = known[sibling].parameter
        wanted[entry.owner][p.path] = Function.constant(0.0, (p.law_of, "T"), p.key) if p.law_of else 0.0
