"""Keys of a material that its particles do not read: they have something else in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..core.errors import Problem
from .cell import Cell
from .entries import entries, owned

_OF_HOST = "open_circuit_potential", "entropic_coefficient"
_OF_DIFFUSION = "diffusivity", "diffusivity_activation_energy"


def unread(cell: Cell, keys: Iterable[str]) -> Iterator[Problem]:
    """Those of the changed ``keys`` that change nothing in this cell, with what to change instead."""
    if all(material.particles is None for _, material in cell.materials.items()):
        return
    keys, known = set(keys), entries(cell)
    for key in sorted(keys & known.keys()):
        owner, (prefix, _, name) = known[key].owner, key.rpartition(".")
        material = owned(cell, owner)
        kind = getattr(material, "particles", None)
        if kind is None:
            continue
        what, particles = f"particles, {type(kind).__name__}", f"{prefix}.particles"
        if name in _OF_HOST and kind.host is not None:
            expected = f"a change of {particles}.host"
            yield Problem(key, f"{what}, with a host, which is the potential", expected)
        elif name in _OF_DIFFUSION and not kind.material_diffuses:
            own = f"a change of {particles}.diffusivity" if hasattr(kind, "diffusivity") else "no such change"
            yield Problem(key, f"{what}, that do not use it", own)
        elif name == "particle_radius" and material.population is not None and not _amount(prefix, keys):
            yield Problem(key, "a population, which has the sizes", f"a change of {prefix}.population")


def _amount(prefix: str, keys: set[str]) -> bool:
    """Whether the radius says with the surface how much material there is."""
    return f"{prefix}.surface_area_per_volume" in keys
