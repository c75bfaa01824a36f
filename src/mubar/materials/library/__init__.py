"""The cells that come with mubar, and loading a cell by name or from a BPX file."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

from ...core.errors import InputError, Problem, UnknownNameError, nearest
from ..bpx import read_document
from ..cell import Cell
from ..document import parse_json, read_text
from ..unusual import warn_of


def list_cells() -> tuple[str, ...]:
    """Names of the cells that come with mubar."""
    return tuple(sorted(f.name[:-5] for f in _folder().iterdir() if f.name.endswith(".json")))


def load_cell(name_or_path: str | Path) -> Cell:
    """The cell of that name, or the one in a BPX 1.1 file (JSON).

    Raises `UnknownNameError` for a name that isn't known, `InputError` with every problem of a file. Warns
    (`UnusualValueWarning`) of values in a file that hardly a cell has.
    """
    if not isinstance(name_or_path, (str, PathLike)):
        raise InputError.one("cell", name_or_path, "the name of a cell or the path of a BPX file")
    name = str(name_or_path)
    if isinstance(name_or_path, str) and name in list_cells():
        return _shipped(name)
    path = Path(name_or_path)
    try:
        exists = path.exists()
    except (OSError, ValueError):  # a name too long or with a null byte is no path
        exists = False
    if exists:
        cell = read_document(parse_json(read_text(path), str(path)), path.name.removesuffix(".json"))
        warn_of(cell)
        return cell
    if isinstance(name_or_path, Path) or path.suffix or len(path.parts) > 1:
        close = nearest(path.stem, list_cells())
        hint = f"The cell {close!r} comes with mubar: give its name alone." if close else ""
        raise InputError([Problem(name[:200], "no such file", "a BPX file (JSON)", hint)])
    raise UnknownNameError.of("cell", name, list_cells())


def _folder() -> Traversable:
    return files("mubar.materials.library")


@lru_cache
def _shipped(name: str) -> Cell:
    # immutable, so that everybody may have the same one
    return read_document(parse_json(_folder().joinpath(f"{name}.json").read_text("utf-8"), name), name)
