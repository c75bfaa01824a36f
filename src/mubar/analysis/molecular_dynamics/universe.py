"""Trajectories of simulation programs, through MDAnalysis (the extra ``md``): every format that it reads.

N. Michaud-Agrawal, E. J. Denning, T. B. Woolf, O. Beckstein, J. Comput. Chem. 32 (2011) 2319.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any, Literal

import numpy as np

from ...core.errors import InputError, Problem
from ...transport.arguments import neutral
from .blocks import Progress
from .periodic import continuous_steps
from .trajectory import Trajectory, is_positive

REST = "solvent"
_ANGSTROM, _PICOSECOND, _GRAM = 1e-10, 1e-12, 1e-3
_UNEVEN = 0.1
"""Of a step: how far a frame may be from its time."""
_SINGLE = 1e-6
"""What single precision leaves of a time."""
_IN_MEMORY = 2**28
"""Bytes from which on positions go to a file that is deleted with them."""


@dataclass(frozen=True)
class Ion:
    """A kind of ion: MDAnalysis' selection of its atoms, and its charge number."""

    selection: str
    charge: float


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
    universe, spacing = _open(topology, coordinates, timestep)
    system = _System(universe, ions, particles)
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
    system: _System,
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


class _System:
    """Which atoms make up which particle: rows of ``shares`` (particles, atoms) that add up to 1."""

    def __init__(self, universe: Any, ions: Mapping[str, Ion], particles: str) -> None:
        from scipy.sparse import csr_array

        atoms = universe.atoms
        self._masses = np.asarray(getattr(atoms, "masses", np.zeros(len(atoms))), dtype=float)
        taken = np.zeros(len(atoms), dtype=bool)
        members: list[np.ndarray] = []
        self.species: list[str] = []
        self.charges: dict[str, float] = {}
        for name, ion in ions.items():
            if not isinstance(ion, Ion) or not isinstance(ion.charge, (int, float)) or not ion.charge:
                raise InputError.one(f"ion {name}", ion, "an Ion with a selection and its charge")
            chosen = _select(universe, name, ion.selection)
            if taken[chosen].any():
                raise InputError.one(f"ion {name}", ion.selection, "atoms that no other ion has")
            taken[chosen] = True
            found = _particles(universe, chosen, particles, name)
            members += found
            self.species += [name] * len(found)
            self.charges[name] = float(ion.charge)
        counts = np.array([self.species.count(name) for name in self.charges], dtype=float)
        neutral(np.array(list(self.charges.values())), counts, "ions")
        rest = np.flatnonzero(~taken)
        if rest.size:
            members.append(rest)
            self.species.append(REST)
            self.charges[REST] = 0.0
        together = np.concatenate([m for m in members if len(m) > 1] or [np.zeros(0, dtype=int)])
        light = int(np.count_nonzero(~(self._masses[together] > 0.0)))
        if light:
            found = f"no mass of {light} of {len(together)} atoms in molecules and solvent"
            hint = "Take a topology that has them, or hand over a Universe that you gave them to."
            raise InputError([Problem("masses", found, "masses, for centres of mass", hint)])
        weights = [self._masses[m] / self._masses[m].sum() if len(m) > 1 else np.ones(1) for m in members]
        starts = np.cumsum([0, *map(len, members)])
        self.shares = csr_array(
            (np.concatenate(weights), np.concatenate(members), starts), shape=(len(members), len(atoms))
        )
        self._members = members

    @property
    def masses(self) -> dict[str, float]:
        """kg/mol of a particle, its species' mean, where the files have it."""
        each = np.array(
            [self._masses[m].sum() if (self._masses[m] > 0.0).all() else 0.0 for m in self._members]
        )
        names = np.array(self.species)
        means = {name: _GRAM * float(each[names == name].mean()) for name in self.charges}
        return {name: mean for name, mean in means.items() if mean > 0.0}


def _select(universe: Any, name: str, selection: str) -> np.ndarray:
    """Indices of the atoms."""
    try:
        chosen = universe.select_atoms(selection).indices
    except Exception as error:
        raise InputError.one(
            f"ion {name}", selection, f"a selection that MDAnalysis reads ({error})"
        ) from None
    if not len(chosen):
        raise InputError.one(f"ion {name}", selection, "a selection that finds atoms")
    return np.asarray(chosen)


def _particles(universe: Any, chosen: np.ndarray, particles: str, name: str) -> list[np.ndarray]:
    """The atoms of each ion."""
    if particles == "atoms":
        return list(chosen[:, None])
    kinds = {"residues": "resindices", "fragments": "fragindices"}
    if particles not in kinds:
        raise InputError.one("particles", particles, "residues, fragments or atoms")
    try:
        of = np.asarray(getattr(universe.atoms, kinds[particles]))[chosen]
    except Exception:  # MDAnalysis' NoDataError
        raise InputError.one("particles", particles, "residues or atoms: the topology has no bonds") from None
    found = [chosen[of == i] for i in np.unique(of)]
    if (len(found) == 1 and len(chosen) > 1) or len({len(m) for m in found}) > 1:
        least, most = min(map(len, found)), max(map(len, found))
        atoms = f"{least} atoms" if least == most else f"{least} to {most} atoms"
        sizes = f"{atoms} in {len(found)} {particles}"
        hint = "Take particles='atoms', and one atom of each ion for the selection."
        raise InputError([Problem(f"ion {name}", sizes, "ions of one size, each by itself", hint)])
    return found


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
