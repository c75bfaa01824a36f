"""What is seen of particles made of nodes: each particle's size, place, filling and profile."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..core.fields import Field
from .inspection import Inspection
from .particles.groups import Placed


def coordinates(seen: Inspection, g: int, x: np.ndarray) -> Iterable[Field]:
    """Per particle: its number, size, place across the cell and share of the active matter there."""
    name, placed = seen.structure.eq.pendants[g].name, _placed(seen, g)
    on, back = (f"particle_{name}",), _back(placed)
    yield Field(on[0], on, np.arange(len(back)), "1", f"particle, {name}", "volume by volume")
    at, places = f"volume_{name}", x[seen.layers.mask(name.partition(".")[0])]
    home = places[placed.volume[back]] if placed.volume.any() else np.full(len(back), places.mean())
    yield Field(at, (at,), places, "m", f"distance from the negative end of the electrode's volumes, {name}")
    yield Field(f"size_{name}", on, placed.sizes[back], "m", f"size of the particle, {name}")
    yield Field(f"x_{name}", on, home, "m", f"distance from the negative end, {name}")
    yield Field(f"share_{name}", on, placed.share[back], "1", f"share of its volume's active matter, {name}")


def fields(seen: Inspection, g: int) -> Iterable[Field]:
    """Mean filled fraction of every particle, of them all, and the fraction of them that is between phases;
    then their profiles.
    """
    name, placed = seen.structure.eq.pendants[g].name, _placed(seen, g)
    back, on = _back(placed), ("time", f"particle_{name}")
    each = means(seen, g)[:, back]
    yield Field(f"filling_{name}", on, each, "1", f"filled fraction of the particle, {name}")
    total = mean(seen, g)
    yield Field(
        f"filling_fraction_{name}", ("time",), total, "1", f"filled fraction of the electrode, {name}"
    )
    weight = _weights(seen, g)[back]
    active = ((each > 0.15) & (each < 0.85)) @ (weight / weight.sum())
    between = f"share of the active matter in particles filled from 15 to 85 %, {name}"
    yield Field(f"active_fraction_{name}", ("time",), active, "1", between)
    if len(placed.each.starts) > 2:
        profile = placed.each.padded(_filled(seen, g))[:, back]
        inside = f"filled fraction along the particle, {name}"
        yield Field(
            f"stoichiometry_{name}", (*on, f"node_{name}"), profile, "1", inside, "NaN beyond its nodes"
        )


def means(seen: Inspection, g: int) -> np.ndarray:
    """(rows, particles) mean filled fractions, in the order of the state."""
    placed = _placed(seen, g)
    return placed.each.summed(_filled(seen, g) * placed.within)


def mean(seen: Inspection, g: int) -> np.ndarray:
    """(rows,) filled fraction of all particles of the group together."""
    weight = _weights(seen, g)
    return means(seen, g) @ (weight / weight.sum())


def _weights(seen: Inspection, g: int) -> np.ndarray:
    return seen.rows["dx"][_home(seen, g)] * _placed(seen, g).share


def _home(seen: Inspection, g: int) -> np.ndarray:
    """Of the particles, in the order of the state: their volumes in the chain."""
    return np.unique(seen.structure.eq.pendants[g].home)[_placed(seen, g).volume]


def _filled(seen: Inspection, g: int) -> np.ndarray:
    """(rows, nodes) x, particle by particle in the order of `Placed.each`."""
    return seen.structure.nodes(seen.states, g)[:, -1][:, _placed(seen, g).place]


def _placed(seen: Inspection, g: int) -> Placed:
    group = seen.structure.eq.pendants[g]
    return Placed(seen.material(group.name), np.unique(group.home).size)


def _back(placed: Placed) -> np.ndarray:
    """From the order of the state to that of volumes and numbers in them."""
    return np.lexsort((placed.number, placed.volume))
