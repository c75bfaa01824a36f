"""A cell put together again, with new values in some of its objects."""

from __future__ import annotations

from typing import Any

from ..core.errors import Problem
from ..core.structure import numbers_of, remade
from . import particle_files, pores
from .cell import ActiveMaterial, Cell, LithiumFoil
from .entries import Owner, interfaces, owned
from .setting import with_number

Wanted = dict[str, Any]
"""Dotted attribute -> new value, for one object."""


def rebuilt(cell: Cell, wanted: dict[Owner, Wanted], problems: list[Problem]) -> Cell:
    """The cell with what is ``wanted`` of each object; what is wrong with that goes to ``problems``."""
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
            plain[name] = with_number(held, inside, value, f"{key}.{path}", problems)
    law = plain.get("kinetics", thing.kinetics)
    inner = {p.partition(".")[2]: value for p, value in changes.items() if p.startswith("kinetics.")}
    for path, value in inner.items():
        law = with_number(law, path, value, f"{key}.kinetics.{path}", problems)
    if reference is not None:
        for path in numbers_of(law, specials=True):
            if path.rpartition(".")[2] == "reference_temperature" and path not in inner:
                law = with_number(law, path, reference, f"{key}.kinetics.{path}", problems)
    return remade(thing, {**plain, "kinetics": law})
