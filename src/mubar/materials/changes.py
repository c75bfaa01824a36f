"""Changing parameters of a cell by their keys: the work behind `Cell.replace`.

Functions are not parsed again, and only the objects that hold a changed value are made anew, so that a fit
may do this for every set of values it tries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import is_dataclass
from numbers import Integral
from typing import Any

from ..core.errors import InputError, Problem, UnknownNameError, clip, nearest
from ..core.law import Function
from ..core.structure import get, is_number, numbers_of, remade, replaced
from ..kinetics.base import RateLaw
from ..transport.porous import TransportEfficiency
from . import checks, functions, particle_files, pores
from .cell import ActiveMaterial, Cell, LithiumFoil
from .connection import Connection
from .entries import Entry, Owner, entries, interfaces, owned
from .noise import Langevin
from .parameters import CellParameter
from .particle_type import ParticleType
from .population import Population
from .unread import unread
from .whole_electrolyte import KEY as WHOLE
from .whole_electrolyte import spread

Wanted = dict[str, Any]
"""Dotted attribute -> new value, for one object."""
GIVEN = "given in place of the cell's own value"
"""Source of what `changed` put in."""
_SIDES = {"anode": "negative", "neg": "negative", "cathode": "positive", "pos": "positive"}
"""What people may call the electrodes."""


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
                prefix, path = _object_key(cell, rate_laws, key)
                if prefix is None:
                    raise _unknown(cell, key)
                wanted.setdefault(rate_laws[prefix], {})[path] = _object_value(given, path, key)
                touched += _inside(known, rate_laws[prefix], path)
        except InputError as e:
            problems += e.problems
    if problems:
        raise InputError(problems)
    # a value that was changed is no longer its publication's
    wanted.setdefault((), {})["sources"] = {**cell.sources, **dict.fromkeys(touched, GIVEN), **published}
    made = _rebuilt(cell, wanted, problems)
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


_OBJECTS: Mapping[str, tuple[type, str]] = {
    "kinetics": (RateLaw, "a rate law, such as mubar.kinetics.ButlerVolmer(...)"),
    "particles": (ParticleType, "a kind of particle, such as mubar.models.particles.AllenCahn(...), or None"),
    "population": (Population, "sizes, such as mubar.materials.population.LogNormal(...), or None"),
    "connection": (Connection, "contacts, such as mubar.models.particles.Contacts(...), or None"),
    "noise": (Langevin, "noise, mubar.materials.noise.Langevin(...), or None"),
}
"""Attributes of an interface that are objects: what they have to be."""


def _object_key(cell: Cell, owners: Mapping[str, Owner], key: str) -> tuple[str | None, str]:
    """Prefix and attribute path of a key such as ``negative.kinetics.anodic_transfer``."""
    for name in _OBJECTS:
        head, mark, tail = key.partition(f".{name}")
        if mark and head in owners and (not tail or tail.startswith(".")):
            return (head, name + tail) if hasattr(owned(cell, owners[head]), name) else (None, "")
    return None, ""


def _object_value(given: Any, path: str, key: str) -> Any:
    if path in _OBJECTS and not (given is None and path != "kinetics"):
        kind, expected = _OBJECTS[path]
        if not isinstance(given, kind):
            raise InputError.one(key, given, expected)
    if is_number(given) and not math.isfinite(given):
        raise InputError.one(key, given, "a finite number")
    return given


def _unknown(cell: Cell, key: str) -> InputError:
    options = list(entries(cell)) if "." in key else [*entries(cell), WHOLE]
    for prefix, owner in interfaces(cell).items():
        options.append(f"{prefix}.kinetics")
        options += numbers_of(owned(cell, owner).kinetics, f"{prefix}.kinetics", specials=True)
        if isinstance(owned(cell, owner), ActiveMaterial):
            options += [f"{prefix}.{name}" for name in _OBJECTS if name != "kinetics"]
    head, dot, rest = key.partition(".")
    side = _SIDES.get(head.lower(), head)
    close = nearest(side + dot + rest, options)
    if cell.is_half_cell and side == "negative" and f"positive.{rest}" in options:
        expected = f"positive.{rest}: the electrode of a half cell is positive, whichever it was"
        return InputError([Problem(key, "a key of lithium metal, which does not have it", expected)])
    expected = "the key of a parameter, such as positive.particle_radius"
    heads = dict.fromkeys(k.partition(".")[0] for k in options)
    hint = f"Did you mean {close!r}?" if close else f"All keys begin with one of: {', '.join(heads)}."
    return InputError([Problem(clip(key)[1:-1], "an unknown key", expected, hint)])


def _inside(known: Mapping[str, Entry], owner: Owner, path: str) -> list[str]:
    """Keys of what belongs to the attribute ``path`` of ``owner``."""
    return [k for k, e in known.items() if e.owner == owner and f"{e.parameter.path}.".startswith(f"{path}.")]


# putting the cell together again --------------------------------------------------------------------------
def _rebuilt(cell: Cell, wanted: dict[Owner, Wanted], problems: list[Problem]) -> Cell:
    own = wanted.pop((), {})
    reference = own.get("reference_temperature")
    if reference == cell.reference_temperature:
        reference = None
    if reference is not None:
        _spread_reference(cell, reference, wanted)
    sides: dict[str, Wanted] = {}
    for owner, changes in wanted.items():
        key = ".".join(part for part in owner if part)
        if len(owner) == 2:
            material = _material(owned(cell, owner), changes, key, problems, reference)
            sides.setdefault(owner[0], {}).setdefault("materials", {})[owner[1]] = material
        elif isinstance(owned(cell, owner), LithiumFoil):
            own[owner[0]] = _with_rate_law(owned(cell, owner), changes, key, problems, reference)
        else:
            sides.setdefault(owner[0], {}).update(changes)
    for side, changes in sides.items():
        before = getattr(cell, side)
        if "materials" in changes:
            changes["materials"] = {**before.materials, **changes["materials"]}
        own[side] = remade(before, pores.followed(before, changes))
    return remade(cell, own)


def _spread_reference(cell: Cell, reference: float, wanted: dict[Owner, Wanted]) -> None:
    """One reference temperature holds for every law of a cell (for rate laws: `_with_rate_law`)."""
    if hasattr(cell.electrolyte, "reference_temperature"):
        wanted.setdefault(("electrolyte",), {})["reference_temperature"] = reference
    for owner in interfaces(cell).values():
        changes = wanted.setdefault(owner, {})
        if isinstance(owned(cell, owner), ActiveMaterial):
            changes["reference_temperature"] = reference


def _material(
    material: ActiveMaterial, changes: Wanted, key: str, problems: list[Problem], reference: float | None
) -> ActiveMaterial:
    """The material with its changes. The amount of active material stays when the radius alone changes."""
    plain = dict(changes)
    whole = any(path.partition(".")[0] == "particles" for path in changes)
    fraction = plain.pop("active_fraction", None)
    if "surface_area_per_volume" in plain:
        if fraction is not None:
            found = "it together with surface_area_per_volume"
            problems.append(Problem(f"{key}.active_fraction", found, "one of the two"))
    elif fraction is not None or "particle_radius" in plain:
        radius = plain.get("particle_radius", material.particle_radius)
        fraction = material.active_fraction if fraction is None else fraction
        plain["surface_area_per_volume"] = 3.0 * fraction / radius
    made = _with_rate_law(material, plain, key, problems, reference)
    problems += particle_files.alone(made, key)
    return particle_files.with_host(made) if whole else made


def _with_rate_law(
    thing: Any, changes: Wanted, key: str, problems: list[Problem], reference: float | None
) -> Any:
    """``thing`` (a material or lithium metal) with its changes; those of its rate law are dotted."""
    if reference is None and not any("." in path or path == "kinetics" for path in changes):
        return remade(thing, changes)
    plain = {path: value for path, value in changes.items() if "." not in path}
    for path, value in changes.items():
        name, dot, inside = path.partition(".")
        if dot and name != "kinetics":
            held = plain.get(name, getattr(thing, name))
            plain[name] = _with(held, inside, value, f"{key}.{path}", problems)
    law = plain.get("kinetics", thing.kinetics)
    inner = {p.partition(".")[2]: value for p, value in changes.items() if p.startswith("kinetics.")}
    for path, value in inner.items():
        law = _with(law, path, value, f"{key}.kinetics.{path}", problems)
    if reference is not None:
        for path in numbers_of(law, specials=True):
            if path.rpartition(".")[2] == "reference_temperature" and path not in inner:
                law = _with(law, path, reference, f"{key}.kinetics.{path}", problems)
    return remade(thing, {**plain, "kinetics": law})


def _with(law: Any, path: str, value: Any, where: str, problems: list[Problem]) -> Any:
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
