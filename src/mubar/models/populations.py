"""What is seen of particles made of nodes: each particle's size, place, filling, profile and phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from ..core.fields import Field
from ..materials.keys import side_of
from ..thermo.hosts.base import HostMaterial
from .inspection import Inspection
from .particles.groups import Placed

ACTIVE = 0.15, 0.85
"""Filled fractions between which a particle is taken to be on its way from one phase to the other."""
BETWEEN = "between"
"""The name of what is inside a spinodal, where a uniform host is unstable."""
_AT_ONCE = 2_000_000
"""Particles or nodes times rows that are looked at together."""


def coordinates(seen: Inspection, g: int, x: np.ndarray) -> Iterable[Field]:
    """Per particle: its number, size, place across the cell, share of the active matter there and where its
    nodes are; per volume: its place; the names of phases.
    """
    name, placed = seen.structure.eq.pendants[g].name, _placed(seen, g)
    on, back = (f"particle_{name}",), _back(placed)
    yield Field(on[0], on, np.arange(len(back)), "1", f"particle, {name}", "volume by volume")
    at, places = f"volume_{name}", x[seen.layers.mask(side_of(name))]
    yield Field(at, (at,), places, "m", f"distance from the negative end of the electrode's volumes, {name}")
    home = places[placed.volume[back]] if placed.volume.any() else np.full(len(back), places.mean())
    yield Field(f"size_{name}", on, placed.sizes[back], "m", f"size of the particle, {name}")
    yield Field(f"x_{name}", on, home, "m", f"distance from the negative end, {name}")
    yield Field(f"share_{name}", on, placed.share[back], "1", f"share of its volume's active matter, {name}")
    if _resolved(placed):
        depth = placed.each.padded(placed.kind.depths(placed.sizes, placed.each))[back]
        said = f"distance of the nodes from the particle's surface, or along its face, {name}"
        yield Field(f"depth_{name}", (*on, f"node_{name}"), depth, "m", said, "NaN beyond its nodes")
    phases = f"phase_{name}"
    if names := _phases(placed)[0]:
        said = "by the filled fraction in coexistence"
        yield Field(phases, (phases,), np.array(names), "", f"phase, {name}", said)


def fields(seen: Inspection, g: int) -> Iterable[Field]:
    """Mean filled fraction of every particle and of them all, the fraction of them that is between phases,
    their profiles, and what share of a volume's lithium sites is in which phase.
    """
    name, placed = seen.structure.eq.pendants[g].name, _placed(seen, g)
    back, on = _back(placed), ("time", f"particle_{name}")
    each = _ordered(means(seen, g), back)
    yield Field(f"filling_{name}", on, each, "1", f"filled fraction of the particle, {name}")
    weight = _weights(seen, g)[back]
    weight = weight / weight.sum()
    total = f"filled fraction of the electrode, {name}"
    yield Field(f"filling_fraction_{name}", ("time",), each @ weight, "1", total)
    active = [((part > ACTIVE[0]) & (part < ACTIVE[1])) @ weight for part in _parts(each)]
    between = f"share of the active matter in particles filled from 15 to 85 %, {name}"
    yield Field(f"active_fraction_{name}", ("time",), np.concatenate(active), "1", between)
    if _phases(placed)[0]:
        shares, along = _phase_shares(seen, g, placed), ("time", f"volume_{name}", f"phase_{name}")
        said = "by the spinodal: what is inside is between phases"
        yield Field(f"phase_share_{name}", along, shares, "1", f"share of the sites in a phase, {name}", said)
    if _resolved(placed):
        profile = _ordered(placed.each.padded(_filled(seen, g)), back)
        inside = f"filled fraction along the particle, {name}"
        yield Field(
            f"stoichiometry_{name}", (*on, f"node_{name}"), profile, "1", inside, "NaN beyond its nodes"
        )


def means(seen: Inspection, g: int) -> np.ndarray:
    """(rows, particles) mean filled fractions, in the order of the state."""
    placed, x = _placed(seen, g), _filled(seen, g)
    return placed.each.summed(x * placed.within) if _resolved(placed) else x


def mean(seen: Inspection, g: int) -> np.ndarray:
    """(rows,) filled fraction of all particles of the group together."""
    weight = _weights(seen, g)
    return means(seen, g) @ (weight / weight.sum())


def _phase_shares(seen: Inspection, g: int, placed: Placed) -> np.ndarray:
    """(rows, volumes, phases), adding to one over the phases; the last is what lies between them."""
    names, limits = _phases(placed)
    chain = placed.each.chain
    weight, volume = placed.within * placed.share[chain], placed.volume[chain]
    order = np.argsort(volume, kind="stable")
    starts = np.flatnonzero(np.diff(volume[order], prepend=-1))
    found = []
    for part in _parts(_filled(seen, g)):
        place = np.searchsorted(limits, part[:, order])
        place = np.where(place % 2, len(names) - 1, place // 2)  # odd: within a spinodal
        here = [np.add.reduceat(weight[order] * (place == k), starts, axis=1) for k in range(len(names))]
        found.append(np.stack(here, axis=-1))
    shares = np.concatenate(found)
    shares /= shares.sum(axis=-1, keepdims=True)
    count = seen.layers.count(side_of(seen.structure.eq.pendants[g].name))
    return np.broadcast_to(shares, (len(shares), count, len(names)))


def _phases(placed: Placed) -> tuple[list[str], np.ndarray]:
    """Names of phases, and the ends of the spinodals between them, at the reference temperature."""
    host = placed.kind.host
    if not isinstance(host, HostMaterial):
        return [], np.empty(0)
    return _of_host(host, placed.material.reference_temperature)


@lru_cache(maxsize=64)
def _of_host(host: HostMaterial, T: float) -> tuple[list[str], np.ndarray]:
    limits, gaps = host.spinodal(T), host.binodal(T)
    if not len(limits) or len(limits) != len(gaps):
        return [], np.empty(0)
    ends = [gaps[0, 0], *(0.5 * (a + b) for a, b in zip(gaps[:-1, 1], gaps[1:, 0], strict=True)), gaps[-1, 1]]
    return [*(f"{x:.2g}" for x in ends), BETWEEN], limits.ravel()


def _parts(values: np.ndarray) -> Iterator[np.ndarray]:
    """A few rows of (rows, ...) after the others."""
    rows = max(1, _AT_ONCE // values.shape[1])
    return (values[k : k + rows] for k in range(0, len(values), rows))


def _resolved(placed: Placed) -> bool:
    return len(placed.each.starts) > 2


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


def _ordered(values: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Particles in the order of ``back``; 10⁵ of them are not copied where they are already."""
    return values if np.array_equal(back, np.arange(len(back))) else values[:, back]
