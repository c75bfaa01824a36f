"""What is seen of particles made of nodes: each particle's size, place, filling, profile and phases."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ...core.fields import Field
from ...materials.keys import side_of
from ...thermo.hosts.base import HostMaterial
from ..inspection import Inspection
from .by_volume import ByVolume, slices

if TYPE_CHECKING:
    from ..particles.placed import Placed
    from .nodes import NodePendants

ACTIVE = 0.15, 0.85
"""Filled fractions between which a particle is taken to be on its way from one phase to the other."""
BETWEEN = "between"
"""The name of what is inside a spinodal, where a uniform host is unstable."""


def coordinates(group: NodePendants, seen: Inspection, x: np.ndarray) -> Iterable[Field]:
    """Per particle: its number, size, place across the cell, share of the active matter there and where its
    nodes are; per volume: its place; the names of phases.
    """
    name, placed = group.name, group.placed(seen.cell)
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


def fields(group: NodePendants, seen: Inspection, g: int) -> Iterable[Field]:
    """Mean filled fraction of every particle and of them all, the fraction of them that is between phases,
    their profiles, and what share of a volume's lithium sites is in which phase.
    """
    name, placed = group.name, group.placed(seen.cell)
    back, on = _back(placed), ("time", f"particle_{name}")
    each = _ordered(_means(placed, seen, g), back)
    yield Field(f"filling_{name}", on, each, "1", f"filled fraction of the particle, {name}")
    weight = _weights(group, placed, seen)[back]
    total = f"filled fraction of the electrode, {name}"
    yield Field(f"filling_fraction_{name}", ("time",), each @ weight, "1", total)
    parts = (each[rows] for rows in slices(*each.shape))
    active = [((part > ACTIVE[0]) & (part < ACTIVE[1])) @ weight for part in parts]
    between = f"share of the active matter in particles filled from 15 to 85 %, {name}"
    yield Field(f"active_fraction_{name}", ("time",), np.concatenate(active), "1", between)
    if _phases(placed)[0]:
        shares, along = _phase_shares(group, placed, seen, g), ("time", f"volume_{name}", f"phase_{name}")
        said = "by the spinodal: what is inside is between phases"
        yield Field(f"phase_share_{name}", along, shares, "1", f"share of the sites in a phase, {name}", said)
    if _resolved(placed):
        profile = _ordered(placed.each.padded(_filled(placed, seen, g)), back)
        inside = f"filled fraction along the particle, {name}"
        yield Field(
            f"stoichiometry_{name}", (*on, f"node_{name}"), profile, "1", inside, "NaN beyond its nodes"
        )


def mean(group: NodePendants, seen: Inspection, g: int) -> np.ndarray:
    """(rows,) filled fraction of all particles of the group together."""
    placed = group.placed(seen.cell)
    return _means(placed, seen, g) @ _weights(group, placed, seen)


def _means(placed: Placed, seen: Inspection, g: int) -> np.ndarray:
    """(rows, particles) mean filled fractions, in the order of the state."""
    x = _filled(placed, seen, g)
    return placed.each.summed(x * placed.within) if _resolved(placed) else x


def _phase_shares(group: NodePendants, placed: Placed, seen: Inspection, g: int) -> np.ndarray:
    """(rows, volumes, phases), adding to one over the phases; the last is what lies between them."""
    names, limits = _phases(placed)
    chain = placed.each.chain
    weight, together = placed.within * placed.share[chain], ByVolume(placed.volume[chain])
    found, x = [], _filled(placed, seen, g)
    for rows in slices(*x.shape):
        place = np.searchsorted(limits, x[rows])
        place = np.where(place % 2, len(names) - 1, place // 2)  # odd: within a spinodal
        found.append(np.stack([together(weight * (place == k)) for k in range(len(names))], axis=-1))
    shares = np.concatenate(found)
    shares /= shares.sum(axis=-1, keepdims=True)
    count = seen.layers.count(side_of(group.name))
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


def _resolved(placed: Placed) -> bool:
    return len(placed.each.starts) > 2


def _weights(group: NodePendants, placed: Placed, seen: Inspection) -> np.ndarray:
    """Shares of the particles in the electrode's active matter, in the order of the state."""
    home = np.unique(group.home)[placed.volume]
    weight = seen.rows["dx"][home] * placed.share
    return weight / weight.sum()


def _filled(placed: Placed, seen: Inspection, g: int) -> np.ndarray:
    """(rows, nodes) x, particle by particle in the order of `Placed.each`."""
    return seen.particles(g)[:, -1][:, placed.place]


def _back(placed: Placed) -> np.ndarray:
    """From the order of the state to that of volumes and numbers in them."""
    return np.lexsort((placed.number, placed.volume))


def _ordered(values: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Particles in the order of ``back``; 10⁵ of them are not copied where they are already."""
    return values if np.array_equal(back, np.arange(len(back))) else values[:, back]
