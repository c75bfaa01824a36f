"""Keys of the objects in a cell, rate laws and particles, and of the numbers inside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..core.errors import InputError, Problem, UnknownNameError, clip, nearest
from ..core.structure import is_number, numbers_of
from ..kinetics.base import RateLaw
from .cell import ActiveMaterial, Cell
from .connection import Connection
from .entries import Entry, Owner, entries, interfaces, owned
from .film import Film
from .noise import Langevin
from .particle_type import ParticleType
from .population import Population
from .whole_electrolyte import KEY as WHOLE

_SIDES = {"anode": "negative", "neg": "negative", "cathode": "positive", "pos": "positive"}
"""What people may call the electrodes."""


_OBJECTS: Mapping[str, tuple[type, str]] = {
    "kinetics": (RateLaw, "a rate law, such as mubar.kinetics.ButlerVolmer(...)"),
    "particles": (ParticleType, "a kind of particle, such as mubar.models.particles.AllenCahn(...), or None"),
    "population": (Population, "sizes, such as mubar.materials.population.LogNormal(...), or None"),
    "connection": (Connection, "contacts, such as mubar.models.particles.Contacts(...), or None"),
    "film": (Film, "films, such as mubar.materials.film.LogNormalFilm(...), or None"),
    "noise": (Langevin, "noise, mubar.materials.noise.Langevin(...), or None"),
}
"""Attributes of an interface that are objects: what they have to be."""


def object_key(cell: Cell, key: str) -> tuple[str | None, str]:
    """Prefix and attribute path of a key such as ``negative.kinetics.anodic_transfer``; None for others."""
    owners = interfaces(cell)
    for name in _OBJECTS:
        head, mark, tail = key.partition(f".{name}")
        if mark and head in owners and (not tail or tail.startswith(".")):
            return (head, name + tail) if hasattr(owned(cell, owners[head]), name) else (None, "")
    return None, ""


def object_value(given: Any, path: str, key: str) -> Any:
    """What is ``given`` for an object, or for a number in one. Raises `InputError`."""
    if path in _OBJECTS and not (given is None and path != "kinetics"):
        kind, expected = _OBJECTS[path]
        if not isinstance(given, kind):
            raise InputError.one(key, given, expected)
    if is_number(given) and not math.isfinite(given):
        raise InputError.one(key, given, "a finite number")
    return given


def unknown(cell: Cell, key: str) -> UnknownNameError:
    """The error that the cell has no such key, with the nearest one."""
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
        return UnknownNameError([Problem(key, "a key of lithium metal, which does not have it", expected)])
    expected = "the key of a parameter, such as positive.particle_radius"
    heads = dict.fromkeys(k.partition(".")[0] for k in options)
    hint = f"Did you mean {close!r}?" if close else f"All keys begin with one of: {', '.join(heads)}."
    return UnknownNameError([Problem(clip(key)[1:-1], "an unknown key", expected, hint)])


def inside(known: Mapping[str, Entry], owner: Owner, path: str) -> list[str]:
    """Keys of what belongs to the attribute ``path`` of ``owner``."""
    return [k for k, e in known.items() if e.owner == owner and f"{e.parameter.path}.".startswith(f"{path}.")]
