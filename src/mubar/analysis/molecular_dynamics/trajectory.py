"""What a simulation of molecular dynamics hands over: where its particles were, what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...core.constants import N_A
from ...core.errors import InputError, Problem, UnknownNameError, clip
from ...transport import Frame
from ...transport.arguments import neutral
from .periodic import box_vectors


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Particles over time; ions by one point each (an atom, or a molecule's centre of mass).

    positions: (frames, n, 3) in units of ``length_unit``, float32 or float64, also memory-mapped: it is read
    piece by piece. May be None where only velocities are known. species: (n,) names. charges: charge number
    of each name, 0 for the solvent. timestep: between frames, in units of ``time_unit``. T: K.
    box: edges (3,) or vectors (3, 3) in rows, or one such for each frame; without it ``volume``.
    unwrap: whether positions jump back into the box where they leave it (they are then made continuous;
    without it such jumps are refused). velocities: like positions, in length_unit/time_unit.
    masses: kg/mol of the names, as far as they are needed. frame: the one that positions and
    velocities already refer to, where particles that define it are left out of them.
    length_unit, time_unit: in m and s; 1e-10 and 1e-12 for Å and ps.
    Raises `InputError` naming everything that is wrong, net charge among it.
    """

    positions: Any
    species: Sequence[str]
    charges: Mapping[str, float]
    timestep: float
    T: float
    box: Any = None
    volume: float | None = None
    unwrap: bool = False
    velocities: Any = None
    masses: Mapping[str, float] = field(default_factory=dict)
    frame: Frame | None = None
    length_unit: float = 1.0
    time_unit: float = 1.0

    def __post_init__(self) -> None:
        problems = [
            Problem(f"Trajectory.{name}", clip(value), "a number above 0")
            for name, value in (
                ("timestep", self.timestep),
                ("T", self.T),
                ("length_unit", self.length_unit),
                ("time_unit", self.time_unit),
            )
            if not is_positive(value)
        ]
        problems += self._series_problems()
        problems += self._box_problems()
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "species", np.asarray(self.species, dtype=str))
        for name in self.names:
            if name not in self.charges:
                raise UnknownNameError.of("species without a charge", name, self.charges)
            if name in self.masses and not is_positive(self.masses[name]):
                raise InputError.one(f"masses of {name}", self.masses[name], "a number above 0")
        z = np.array([float(self.charges[name]) for name in self.names])
        if not z.any():
            raise InputError.one("Trajectory.charges", dict(self.charges), "at least one ion")
        neutral(z, self.counts.astype(float), "Trajectory.species")

    def _series_problems(self) -> list[Problem]:
        problems = []
        given = {name: getattr(self, name) for name in ("positions", "velocities")}
        given = {name: value for name, value in given.items() if value is not None}
        if not given:
            problems.append(Problem("Trajectory.positions", "None", "positions, velocities or both"))
        for name, value in given.items():
            array = value if isinstance(value, np.ndarray) else np.asarray(value)
            object.__setattr__(self, name, array)
            shape = ("frames", len(self.species), 3)
            if array.ndim != 3 or array.shape[1:] != shape[1:] or array.dtype.kind != "f":
                found = f"an array of shape {array.shape} and type {array.dtype}"
                problems.append(Problem(f"Trajectory.{name}", found, f"floats of shape {shape}"))
        if len({len(getattr(self, name)) for name in given}) > 1:
            problems.append(Problem("Trajectory", "positions and velocities of other lengths", "equal ones"))
        return problems

    def _box_problems(self) -> list[Problem]:
        if self.box is None:
            if not is_positive(self.volume):
                return [Problem("Trajectory.box", "None", "a box, or the volume")]
            if self.unwrap:
                return [Problem("Trajectory.box", "None", "the box, to unwrap positions")]
            return []
        try:
            box = np.array(self.box, dtype=float)
        except (TypeError, ValueError):
            return [Problem("Trajectory.box", clip(self.box), "numbers")]
        if box.shape[-1:] != (3,) or box.ndim > 3 or not np.isfinite(box).all():
            return [Problem("Trajectory.box", f"shape {box.shape}", "edges (3,) or vectors (3, 3)")]
        vectors = box_vectors(box)
        if vectors.ndim == 3 and len(vectors) != self.frames:
            found = f"{len(vectors)} boxes for {self.frames} frames"
            return [Problem("Trajectory.box", found, "one, or one for each frame")]
        if not (np.abs(np.linalg.det(vectors)) > 0.0).all():
            return [Problem("Trajectory.box", "a box without volume", "a box of volume")]
        object.__setattr__(self, "box", vectors)
        return []

    @property
    def frames(self) -> int:
        """How many there are."""
        return len(self.positions if self.positions is not None else self.velocities)

    @property
    def names(self) -> list[str]:
        """Names of the species, in the order of their first particles."""
        return list(dict.fromkeys(map(str, self.species)))

    @property
    def counts(self) -> np.ndarray:
        """Particles of each of `names`."""
        return np.array([np.count_nonzero(self.species == name) for name in self.names])

    @property
    def mean_volume(self) -> float:
        """m³, the mean over the frames."""
        if self.box is None:
            return float(self.volume) * self.length_unit**3  # type: ignore[arg-type]  # checked
        return float(np.abs(np.linalg.det(self.box)).mean()) * self.length_unit**3

    @property
    def concentrations(self) -> np.ndarray:
        """Of each of `names`, mol/m³."""
        return self.counts / (N_A * self.mean_volume)

    @property
    def step(self) -> float:
        """Time between frames, s."""
        return self.timestep * self.time_unit


def is_positive(value: Any) -> bool:
    """Whether it is a finite number above 0."""
    return isinstance(value, (int, float, np.number)) and bool(np.isfinite(value) and value > 0.0)
