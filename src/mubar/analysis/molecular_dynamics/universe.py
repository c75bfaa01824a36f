"""Trajectories of simulation programs, through MDAnalysis (the extra ``md``): every format that it reads.

N. Michaud-Agrawal, E. J. Denning, T. B. Woolf, O. Beckstein, J. Comput. Chem. 32 (2011) 2319.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Mapping
from os import PathLike, fspath
from typing import Any, Literal

import numpy as np

from ...core.errors import InputError, Problem
from .blocks import Progress
from .particles import Ion, Particles
from .periodic import continuous_steps
from .trajectory import Trajectory, is_positive

_ANGSTROM, _PICOSECOND = 1e-10, 1e-12
_UNEVEN = 0.1
"""Of a step: how far a frame may be from its time."""
_SINGLE = 1e-6
"""What single precision leaves of a time."""
_IN_MEMORY = 2**28
"""Bytes from which on positions go to a file that is deleted with them."""


def read_trajectory(
    topology: Any,
    *coordinates: str | PathLike[str],
    ions: Mapping[str, Ion],
    T: float,
    unwrap: bool = False,
    particles: Literal["residues", "fragments", "atoms"] = "residues",
    timestep: float | None = None,
    progress: Progress | None = None,
) -> Trajectory:
    """The run in files of a simulation program, or in a Universe of MDAnalysis instead of the first.

    An ion is the centre of mass of what a residue (or fragment) has of the selection, or one atom. All other
    atoms together are the solvent: one centre of mass, to measure motion against. Positions are made
    continuous atom by atom with ``unwrap``; those of molecules broken at the boundary come out right, for
    only steps count. Å, ps and g/mol are MDAnalysis' units. timestep: ps between frames, where the format
    doesn't tell. Raises `InputError`: MDAnalysis missing, files or selections that it can't read, wrapped
    positions, missing masses or boxes.
    """
    if not is_positive(T):
        raise InputError.one("T", T, "a temperature above 0, K")
    if timestep is not None and not is_positive(timestep):
        raise InputError.one("timestep", timestep, "a time above 0, ps")
    universe, spacing = _open(topology, coordinates, timestep)
    system = Particles(universe, ions, particles)
    where = str((coordinates or (topology,))[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of MDAnalysis that matter are errors here
        times = None if timestep is not None else spacing
        positions, velocities, volume = _frames(universe, system, where, unwrap, times, progress)
    return Trajectory(
        positions,
        system.species,
        system.charges,
        timestep=spacing,
        T=T,
        volume=volume,
        velocities=velocities,
        masses=system.masses,
        length_unit=_ANGSTROM,
        time_unit=_PICOSECOND,
    )


def _frames(
    universe: Any,
    system: Particles,
    where: str,
    unwrap: bool,
    spacing: float | None,
    progress: Progress | None,
) -> tuple[np.ndarray, np.ndarray | None, float]:
    """Positions (frames, particles, 3) from where each started, velocities if there are any, mean volume.

    ``spacing``: between the times of frames, ps, unless they are not to be looked at.
    """
    frames = len(universe.trajectory)
    positions = _store((frames, len(system.species), 3))
    moving = bool(universe.trajectory.ts.has_velocities)
    velocities = _store(positions.shape) if moving else None
    volumes = np.zeros(frames)
    began = float(universe.trajectory.ts.time)
    before, x = None, np.zeros(positions.shape[1:])
    for f, ts in enumerate(_readable(universe.trajectory, where)):
        vectors = _box(ts, f)
        volumes[f] = abs(np.linalg.det(vectors))
        now = ts.positions.astype(float)
        if before is not None:
            x += system.shares @ continuous_steps(now - before, vectors, unwrap, f)
        if spacing is not None:
            _in_time(float(ts.time), began + f * spacing, spacing, f)
        positions[f], before = x, now
        if velocities is not None:
            velocities[f] = system.shares @ ts.velocities
        if progress is not None:
            progress(f + 1, frames)
    return positions, velocities, float(volumes.mean())


def _open(topology: Any, coordinates: tuple[Any, ...], timestep: float | None) -> tuple[Any, float]:
    """The universe, and the time between its frames in ps."""
    try:
        import MDAnalysis
    except ImportError:
        hint = "pip install 'mubar[md]', or hand over arrays: Trajectory(positions, ...)."
        raise InputError(
            [Problem("trajectory files", "no MDAnalysis", "the package MDAnalysis", hint)]
        ) from None
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            universe = topology
            if not isinstance(topology, MDAnalysis.Universe):
                universe = MDAnalysis.Universe(fspath(topology), *map(fspath, coordinates))
            spacing = float(universe.trajectory.dt)
        except Exception as error:  # each of its parsers has errors of its own
            files = " and ".join(map(str, (topology, *coordinates)))
            raise InputError.one(files, str(error), "files that MDAnalysis reads, topology first") from None
    if timestep is not None:
        return universe, float(timestep)
    if any("no dt information" in str(w.message) for w in said):
        raise InputError.one("timestep", None, "the time between frames, ps, which this format doesn't tell")
    return universe, spacing


def _readable(frames: Any, where: str) -> Iterator[Any]:
    try:
        yield from frames
    except (OSError, ValueError, EOFError) as error:
        raise InputError.one(where, str(error), "frames that can be read") from None


def _in_time(time: float, expected: float, spacing: float, frame: int) -> None:
    if abs(time - expected) > _UNEVEN * spacing + _SINGLE * abs(time):
        found = f"frame {frame} at {time:g} ps, with {spacing:g} ps between the first two"
        hint = "Runs may overlap in the files; say timestep=... where it is the times that are wrong."
        raise InputError([Problem("times of frames", found, f"{expected:g} ps", hint)])


def _box(ts: Any, frame: int) -> np.ndarray:
    """Vectors in rows, Å."""
    vectors = ts.triclinic_dimensions
    if vectors is None or not abs(np.linalg.det(vectors)) > 0.0:
        raise InputError.one(f"frame {frame}", None, "a periodic box, in a format that keeps it")
    return np.asarray(vectors, dtype=float)


def _store(shape: tuple[int, ...]) -> np.ndarray:
    """Zeros in single precision, in memory or in a file without a name."""
    if 4 * np.prod(shape) <= _IN_MEMORY:
        return np.zeros(shape, dtype=np.float32)
    return np.memmap(tempfile.TemporaryFile(), dtype=np.float32, mode="w+", shape=shape)
