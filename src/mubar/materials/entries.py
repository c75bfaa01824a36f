"""The dotted keys of a cell: which declaration each belongs to and where in the typed cell its value lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from .absent import Absent
from .cell import Cell, Electrode
from .keys import material_key
from .parameters import CELL, ELECTRODE, ELECTROLYTE, FOIL, MATERIAL, SEPARATOR, CellParameter

Owner = tuple[str, ...]
"""Where an object lies in the cell: ``()`` the cell itself, ``("positive", "nmc")`` a material."""


@dataclass(frozen=True)
class Entry:
    """A key of one particular cell."""

    key: str
    parameter: CellParameter
    owner: Owner

    def value(self, cell: Cell) -> Any:
        """What the cell holds; None where it holds nothing under this key (as with another rate law)."""
        try:
            return self._attribute(owned(cell, self.owner))
        except AttributeError:
            return None

    @cached_property
    def _attribute(self) -> Callable[[Any], Any]:
        return attrgetter(self.parameter.path)


def owned(cell: Cell, owner: Owner) -> Any:
    """The object at ``owner``."""
    thing: Any = cell
    for i, step in enumerate(owner):
        thing = thing.materials[step] if i == 1 else getattr(thing, step)
    return thing


def entries(cell: Cell) -> Mapping[str, Entry]:
    """Every declared key of the cell, in the order of the declarations."""
    return _entries(
        _materials(cell.negative), _materials(cell.positive), not isinstance(cell.electrolyte, Absent)
    )


def _materials(side: Any) -> tuple[str, ...] | None:
    return tuple(side.materials) if isinstance(side, Electrode) else None


@lru_cache(maxsize=64)
def _entries(
    negative: tuple[str, ...] | None, positive: tuple[str, ...] | None, with_electrolyte: bool
) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}

    def add(prefix: str, table: tuple[CellParameter, ...], owner: Owner) -> None:
        for p in table:
            if not p.unused:
                found[f"{prefix}.{p.key}"] = Entry(f"{prefix}.{p.key}", p, owner)

    add("cell", CELL, ())
    for side, names in (("negative", negative), ("positive", positive)):
        if names is None:
            add(side, FOIL, (side,))
            continue
        add(side, ELECTRODE if with_electrolyte else ELECTRODE[:1], (side,))
        for name in names:
            add(material_key(side, name), MATERIAL, (side, name))
    if with_electrolyte:
        add("separator", SEPARATOR, ("separator",))
        add("electrolyte", ELECTROLYTE, ("electrolyte",))
    return found


def interfaces(cell: Cell) -> Mapping[str, Owner]:
    """Key prefix -> owner of everything that has a rate law: ``negative``, ``positive.nmc``."""
    return _interfaces(_materials(cell.negative), _materials(cell.positive))


@lru_cache(maxsize=64)
def _interfaces(negative: tuple[str, ...] | None, positive: tuple[str, ...] | None) -> Mapping[str, Owner]:
    found: dict[str, Owner] = {}
    for side, names in (("negative", negative), ("positive", positive)):
        if names is None:
            found[side] = (side,)
        else:
            found |= {material_key(side, n): (side, n) for n in names}
    return found
