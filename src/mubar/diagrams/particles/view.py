"""The particles of a run as figures look at them: sorted by place and size, as many as can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mubar.core.errors import InputError, UnknownNameError
from mubar.numerics.mesh import Shells
from mubar.simulation.solution import Field, Solution

from ..scene import Scene, TimeScale

MOST = 480
"""Particles in one map, evenly spread over the sorted ones."""
_SHOWN_INSIDE = 3
"""Particles whose inside is drawn: the smallest, the median, the largest."""
_SNAPSHOTS = 5


@dataclass(frozen=True, eq=False)
class Profile:
    """The inside of one particle."""

    size: float
    """m"""
    depth: np.ndarray
    """(nodes,) from the surface, or along the face, m."""
    x: np.ndarray
    """(times, nodes) filled fraction."""

    @property
    def along(self) -> str:
        """What its coordinate is: the first node of a radial shape lies at its surface."""
        return "Depth" if self.depth[0] == 0.0 else "Along face"


@dataclass(frozen=True, eq=False)
class Particles:
    """Particles of one material. Arrays over particles go through the volumes of the electrode, in each from
    small to large.
    """

    solution: Solution
    material: str
    size: np.ndarray
    """m"""
    volume: np.ndarray
    """Number of the volume that each is in."""
    places: np.ndarray
    """Centres of the volumes, m."""
    filling: np.ndarray
    """(times, particles)"""
    count: int
    """How many there are, drawn or not."""
    profiles: tuple[Profile, ...]
    series: dict[str, np.ndarray]
    """Name in a legend -> (times,) fraction."""
    phases: tuple[str, ...] = ()
    phase_share: np.ndarray | None = None
    """(times, volumes, phases)"""

    @cached_property
    def scale(self) -> TimeScale:
        return Scene(self.solution).scale

    @cached_property
    def time(self) -> np.ndarray:
        """In units of `scale`."""
        return self.solution.time / self.scale.unit

    @cached_property
    def snapshots(self) -> np.ndarray:
        """Indices of times whose states are shown: in the middle of equal parts of the run."""
        time = self.solution.time
        wanted = time[0] + (np.arange(_SNAPSHOTS) + 0.5) / _SNAPSHOTS * (time[-1] - time[0])
        return np.unique(np.abs(time[:, None] - wanted).argmin(axis=0))

    @cached_property
    def per_volume(self) -> np.ndarray:
        """Indices of the first particle of every volume, and the end."""
        return np.searchsorted(self.volume, np.arange(self.places.size + 1))


def particles(solution: Solution, material: str | None = None) -> Particles:
    """Of ``material``, such as ``positive`` or ``negative.graphite``; if not given, of the last one with a
    population, or else of the last one.

    Raises InputError for a run that did not keep its particles' filled fractions, UnknownNameError.
    """
    axes = {f.name: f for f in solution.coordinates()}
    populations = [name.removeprefix("size_") for name in axes if name.startswith("size_")]
    names = [name.removeprefix("r_") for name in axes if name.startswith("r_")] + populations
    if not names:
        raise InputError.one("particles", "a run without them", "a run with all outputs, saved as .nc")
    if material is not None and material not in names:
        raise UnknownNameError.of("material", material, names)
    chosen = names[-1] if material is None else material
    make = _of_nodes if chosen in populations else _of_shells
    return make(solution, chosen, axes)


def _of_nodes(solution: Solution, m: str, axes: dict[str, Field]) -> Particles:
    wanted = [f"{n}_{m}" for n in ("filling", "filling_fraction", "active_fraction")]
    wanted += [f"phase_share_{m}"] * (f"phase_{m}" in axes) + [f"stoichiometry_{m}"] * (f"depth_{m}" in axes)
    found = _fields(solution, wanted)
    size, x = axes[f"size_{m}"].values, axes[f"x_{m}"].values
    order = np.lexsort((size, x))
    places, volume = np.unique(x[order], return_inverse=True)
    shown = _thinned(volume)
    profiles = []
    if f"stoichiometry_{m}" in found:
        ranks = np.unique(np.linspace(0, size.size - 1, _SHOWN_INSIDE).round().astype(int))
        for p in np.argsort(size, kind="stable")[ranks]:
            depth = axes[f"depth_{m}"].values[p]
            nodes = np.isfinite(depth)
            profiles.append(Profile(float(size[p]), depth[nodes], found[f"stoichiometry_{m}"][:, p, nodes]))
    named = {"filled": f"filling_fraction_{m}", "active": f"active_fraction_{m}"}
    return Particles(
        solution,
        material=m,
        size=size[order][shown],
        volume=volume[shown],
        places=places,
        filling=found[f"filling_{m}"][:, order[shown]],
        count=size.size,
        profiles=tuple(profiles),
        series={name: found[key] for name, key in named.items() if key in found},
        phases=tuple(axes[f"phase_{m}"].values) if f"phase_share_{m}" in found else (),
        phase_share=found.get(f"phase_share_{m}"),
    )


def _of_shells(solution: Solution, m: str, axes: dict[str, Field]) -> Particles:
    """Spheres in which lithium diffuses, one in every volume."""
    side = "cathode" if m.startswith("positive") else "anode"
    of_all = f"{side}_filling_fraction"
    found = _fields(solution, [f"c_s_{m}", f"surface_stoichiometry_{m}", of_all])
    c_s, surface = found[f"c_s_{m}"], found.get(f"surface_stoichiometry_{m}")
    if surface is None:
        raise _not_kept(f"surface_stoichiometry_{m}")
    r, places = axes[f"r_{m}"].values, axes[f"x_{m}"].values
    x = c_s * (surface[0, 0] / c_s[0, 0, -1])
    filling = x @ (3.0 * Shells.of(r / r[-1]).volumes)
    middle = places.size // 2
    return Particles(
        solution,
        material=m,
        size=np.full(places.size, r[-1]),
        volume=np.arange(places.size),
        places=places,
        filling=filling,
        count=places.size,
        profiles=(Profile(float(r[-1]), (r[-1] - r)[::-1], x[:, middle, ::-1]),),
        series={"filled": found[of_all]} if "." not in m and of_all in found else {},
    )


def _fields(solution: Solution, wanted: list[str]) -> dict[str, np.ndarray]:
    """Those of the wanted fields that were kept; further ones are not even computed."""
    found: dict[str, np.ndarray] = {}
    for field in solution.fields():
        if field.name in wanted:
            found[field.name] = field.values
            if len(found) == len(wanted):
                break
    if wanted[0] not in found:
        raise _not_kept(wanted[0])
    return found


def _not_kept(name: str) -> InputError:
    return InputError.one("particles", f"a run without {name}", f"a run with all outputs, or {name} in them")


def _thinned(volume: np.ndarray) -> np.ndarray:
    """Which of the sorted particles are drawn: as many in every volume, evenly spread."""
    counts = np.bincount(volume)
    starts = np.cumsum(counts) - counts
    most = max(MOST // counts.size, 2)
    kept = [
        start + np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
        for start, count in zip(starts, counts, strict=True)
    ]
    return np.concatenate(kept)
