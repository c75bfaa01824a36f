"""Grids: control volumes across the cell, and shells in particles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ..core.errors import InputError, Problem, UnknownNameError


@dataclass(frozen=True)
class Uniform:
    """Equal spacing."""

    def points(self, n: int) -> np.ndarray:
        """n + 1 points from 0 to 1."""
        return np.linspace(0.0, 1.0, n + 1)


@dataclass(frozen=True)
class Chebyshev:
    """Points gathered at both ends like Chebyshev's, where gradients are; ``strength`` 1 is cosine spacing,
    0 uniform.
    """

    strength: float = 1.0

    def __post_init__(self):
        s = self.strength
        if not isinstance(s, (int, float, np.floating)) or isinstance(s, bool) or not 0.0 <= s <= 1.0:
            raise InputError.one("Chebyshev strength", s, "a number from 0 to 1")

    def points(self, n: int) -> np.ndarray:
        s = np.linspace(0.0, 1.0, n + 1)
        return (1.0 - self.strength) * s + self.strength * 0.5 * (1.0 - np.cos(np.pi * s))


_SPACINGS: dict[str, Callable[[], Uniform | Chebyshev]] = {"uniform": Uniform, "chebyshev": Chebyshev}


@dataclass(frozen=True)
class Mesh:
    """How many control volumes and shells, and how they are spaced.

    ``negative``, ``separator``, ``positive``: volumes across the three layers; ``particle``: shells
    (unknowns) along the particle radius. ``spacing`` is an object such as `Uniform()` or `Chebyshev()`, or
    its name as a string. Raises `InputError` for counts below 1 (layers) or 2 (shells), `UnknownNameError`
    for an unknown spacing.
    """

    negative: int = 20
    separator: int = 20
    positive: int = 20
    particle: int = 20
    spacing: Uniform | Chebyshev | str = field(default="uniform")
    particle_spacing: Uniform | Chebyshev | str | None = None
    """Of the shells, when it is not that of the layers; an end-gathered spacing gathers at the surface
    only.
    """
    plain: bool = False
    """Finite volumes as MPET has them, to compare with it: a volume's properties hold up to its faces, also
    at the ends of electrodes, and shells have the mass matrix of Zeng and Bazant. Of second order, too, with
    larger errors.
    """

    def __post_init__(self):
        problems = []
        for name, least in (("negative", 1), ("separator", 1), ("positive", 1), ("particle", 2)):
            n = getattr(self, name)
            if not isinstance(n, (int, np.integer)) or isinstance(n, bool) or not least <= n <= 100_000:
                problems.append(Problem(f"mesh {name}", repr(n), f"a whole number from {least} to 100000"))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "spacing", _spacing(self.spacing))
        shells = self.spacing if self.particle_spacing is None else self.particle_spacing
        object.__setattr__(self, "particle_spacing", _spacing(shells))

    def layer(self, name: str) -> np.ndarray:
        """Widths of the volumes of layer ``name``, as fractions of its thickness (not to be written to)."""
        return _widths(self.spacing, getattr(self, name))

    def shells(self) -> Shells:
        spacing = self.particle_spacing
        n = self.particle - 1
        # the outer half of a mirrored grid: gathered at the surface, not at the centre
        points = 2.0 * spacing.points(2 * n)[n:] - 1.0  # type: ignore[union-attr]  # see __post_init__
        return Shells.plain(points) if self.plain else Shells.of(points)

    def to_dict(self) -> dict[str, object]:
        return {
            "negative": self.negative,
            "separator": self.separator,
            "positive": self.positive,
            "particle": self.particle,
            "spacing": repr(self.spacing),
            "particle_spacing": repr(self.particle_spacing),
            "plain": self.plain,
        }


@lru_cache(maxsize=256)
def _widths(spacing: Uniform | Chebyshev, n: int) -> np.ndarray:
    return np.diff(spacing.points(n))


def _spacing(value: Uniform | Chebyshev | str) -> Uniform | Chebyshev:
    if isinstance(value, (Uniform, Chebyshev)):
        return value
    if not isinstance(value, str):
        raise InputError.one(
            "mesh spacing", value, f"Uniform(), Chebyshev(), or a name: {', '.join(_SPACINGS)}"
        )
    if value.lower() not in _SPACINGS:
        raise UnknownNameError.of("mesh spacing", value, _SPACINGS)
    return _SPACINGS[value.lower()]()


@dataclass(frozen=True)
class Shells:
    """Nodes from centre to surface of the unit sphere, with the finite volumes around them.

    Nodes sit at the centre, at the surface and between; a volume reaches half-way to its neighbours, where
    the difference of two nodes gives the slope of a parabola exactly. ``mass`` (n, 3): the integral over
    each volume, divided by 4π, of the even polynomial through a node and its neighbours; so a particle's
    steady profile (a parabola) comes out exact. ``conductance`` (n,): ρ²/Δρ on the outer face.
    """

    nodes: np.ndarray
    mass: np.ndarray
    conductance: np.ndarray

    @classmethod
    def of(cls, nodes: np.ndarray) -> Shells:
        edges, n = _edges(nodes), len(nodes)
        mass = np.zeros((n, 3))
        for i in range(n):
            near = np.arange(max(i - 1, 0), min(i + 2, n))
            powers = 2 * np.arange(len(near))
            integrals = (edges[i + 1] ** (powers + 3) - edges[i] ** (powers + 3)) / (powers + 3)
            mass[i, near - i + 1] = np.linalg.solve(nodes[near] ** powers[:, None], integrals)
        return cls(nodes, mass, _conductance(nodes, edges))

    @classmethod
    def plain(cls, nodes: np.ndarray) -> Shells:
        """With the mass matrix of Y. Zeng, M. Z. Bazant, SIAM J. Appl. Math. 74 (2014) 980: an eighth of
        every volume counts for each neighbour, a quarter from the ends.
        """
        edges = _edges(nodes)
        volumes = np.diff(edges**3) / 3.0
        mass = np.zeros((len(nodes), 3))
        mass[:, 1] = 0.75 * volumes
        mass[1:, 0], mass[:-1, 2] = 0.125 * volumes[:-1], 0.125 * volumes[1:]
        mass[1, 0], mass[-2, 2] = 0.25 * volumes[0], 0.25 * volumes[-1]
        return cls(nodes, mass, _conductance(nodes, edges))

    @property
    def volumes(self) -> np.ndarray:
        """Share of each node in the particle's lithium, summing to 1/3: the columns of the mass matrix
        summed.
        """
        total = self.mass[:, 1].copy()
        total[:-1] += self.mass[1:, 0]
        total[1:] += self.mass[:-1, 2]
        return total


def _edges(nodes: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], 0.5 * (nodes[1:] + nodes[:-1]), [1.0]])


def _conductance(nodes: np.ndarray, edges: np.ndarray) -> np.ndarray:
    return np.append(edges[1:-1] ** 2 / np.diff(nodes), 0.0)
