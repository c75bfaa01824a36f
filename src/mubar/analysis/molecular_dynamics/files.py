"""Trajectories from files of NumPy arrays."""

from __future__ import annotations

from os import PathLike
from typing import Any
from zipfile import BadZipFile

import numpy as np

from ...core.errors import InputError, Problem, UnknownNameError
from ...transport import MASS, SOLVENT, Frame
from .trajectory import Trajectory

_PER_NAME = ("charges", "masses")
_SCALARS = ("timestep", "T", "volume", "length_unit", "time_unit")
_ARRAYS = ("positions", "velocities", "species", "box")
_FRAMES: dict[str, Frame] = {"solvent": SOLVENT, "mass": MASS}
_KNOWN = (*_PER_NAME, *_SCALARS, *_ARRAYS, "frame")


def open_arrays(
    path: str | PathLike[str],
    positions: str | PathLike[str] | None = None,
    velocities: str | PathLike[str] | None = None,
    **changes: Any,
) -> Trajectory:
    """The run in an ``.npz`` file whose arrays are named as the arguments of `Trajectory`.

    species: (n,) text; charges, masses: (n,), of every particle, equal within a species; frame: "solvent" or
    "mass". positions and velocities may stand in ``.npy`` files of their own, which are memory-mapped and
    may be larger than the memory. ``changes``: further arguments, before those of the file. Raises
    `InputError`.
    """
    loaded = _load(path)
    if not isinstance(loaded, np.lib.npyio.NpzFile):
        raise InputError.one(str(path), "one array", "an .npz file: species, charges, timestep, T, box")
    with loaded as file:
        unknown = sorted(set(file.files) - set(_KNOWN))
        if unknown:
            raise UnknownNameError.of(f"array in {path}", unknown[0], _KNOWN)
        given: dict[str, Any] = {name: _array(file, name, path) for name in file.files}
    for name, separate in (("positions", positions), ("velocities", velocities)):
        if separate is not None:
            given[name] = _load(separate, mapped=True)
    given |= {name: value for name, value in changes.items() if value is not None}
    missing = [n for n in ("species", "charges", "timestep", "T") if n not in given]
    if missing:
        raise InputError([Problem(str(path), f"no {n}", "an array of that name") for n in missing])
    species = np.atleast_1d(given["species"]).astype(str)
    for name in _PER_NAME:
        if isinstance(given.get(name), np.ndarray):
            given[name] = _by_species(species, given[name], f"{path}: {name}")
    for name in _SCALARS:
        if isinstance(given.get(name), np.ndarray):
            if given[name].size != 1 or given[name].dtype.kind not in "fiu":
                raise InputError.one(f"{path}: {name}", given[name].tolist(), "one number")
            given[name] = float(given[name].item())
    if isinstance(given.get("frame"), np.ndarray):
        name = str(given["frame"])
        if name not in _FRAMES:
            raise UnknownNameError.of(f"{path}: frame", name, _FRAMES)
        given["frame"] = _FRAMES[name]
    return Trajectory(**{"positions": None, **given, "species": species})


def _load(path: str | PathLike[str], mapped: bool = False) -> Any:
    try:
        return np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)
    except OSError as error:
        raise InputError.one(str(path), error.strerror or str(error), "a file that can be read") from None
    except (ValueError, EOFError, BadZipFile) as error:
        raise InputError.one(
            str(path), str(error), "arrays as numpy.save and numpy.savez write them"
        ) from None


def _array(file: Any, name: str, path: str | PathLike[str]) -> np.ndarray:
    try:
        return file[name]
    except Exception as error:  # a damaged archive: zipfile, zlib and NumPy each have their own errors
        raise InputError.one(f"{path}: {name}", str(error), "an undamaged array of numbers or text") from None


def _by_species(species: np.ndarray, values: np.ndarray, where: str) -> dict[str, float]:
    if values.shape != species.shape or values.dtype.kind not in "fiu":
        raise InputError(
            [Problem(where, f"shape {values.shape}", f"a number for each of {species.size} particles")]
        )
    found: dict[str, float] = {}
    for name, value in zip(species.tolist(), values.tolist(), strict=True):
        if found.setdefault(name, float(value)) != value:
            raise InputError.one(where, f"{found[name]:g} and {value:g} for {name}", "one value a species")
    return found
