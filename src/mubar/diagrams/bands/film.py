"""`BandFilm`: one band diagram at many times, as the first of them and what moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from os import PathLike
from typing import Any

import numpy as np

from mubar.core.errors import InputError

from .description import BandDiagram
from .text import dumps, loads

FORMAT = "mubar band film 1"
Path = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Track:
    """What stands at one place of a diagram in every frame: ``("traces", 0, "V")``.

    ``values`` has a row for each frame: an array (n,) or (n, points), or n texts.
    """

    path: Path
    values: np.ndarray | tuple[str, ...]

    def __post_init__(self) -> None:
        if isinstance(self.values, np.ndarray):
            if np.isinf(self.values).any():
                raise InputError.one(
                    f"track {self.path}", "infinite numbers", "numbers, NaN where there are none"
                )
            self.values.flags.writeable = False


@dataclass(frozen=True, eq=False)
class BandFilm:
    """Band diagrams of one layout at times that rise: the ``first``, and ``tracks`` of what differs later."""

    first: BandDiagram
    tracks: tuple[Track, ...]

    def __post_init__(self) -> None:
        lengths = {len(t.values) for t in self.tracks}
        times = self.times
        if len(lengths | {times.size}) > 1 or np.isnan(times).any() or np.any(np.diff(times) < 0.0):
            raise InputError.one("BandFilm", times[:5], "as many values in all tracks, at times that rise")

    @classmethod
    def of(cls, frames: Sequence[BandDiagram]) -> BandFilm:
        """A film of single diagrams. Raises InputError where one has other parts than the first."""
        if not frames:
            raise InputError.one("BandFilm.of", "no diagrams", "at least one")
        return cls(frames[0], tuple(Track(p, _joined(v)) for p, v in _moving(frames, ())))

    @cached_property
    def times(self) -> np.ndarray:
        """s, (n,)."""
        found = next((t.values for t in self.tracks if t.path == ("time",)), None)
        return np.array([self.first.time], float) if found is None else np.asarray(found, float)

    @property
    def frames(self) -> tuple[BandDiagram, ...]:
        """All diagrams."""
        return tuple(map(self.frame, range(self.times.size)))

    def frame(self, k: int) -> BandDiagram:
        """The diagram number ``k``, from 0."""
        return _put(self.first, [(t.path, t.values[k]) for t in self.tracks])

    def at(self, time: float) -> BandDiagram:
        """The frame nearest to ``time``, s. Raises InputError outside the film."""
        times = self.times
        if not times[0] <= time <= times[-1]:
            raise InputError.one("time", time, f"a time from {times[0]:g} to {times[-1]:g} s")
        return self.frame(int(np.abs(times - time).argmin()))

    def to_dict(self, digits: int | None = None) -> dict[str, Any]:
        """``first``: the first diagram; ``paths``: where later ones differ; ``changes``: the values there.

        A path is a list of keys and places, ``["traces", 0, "V"]``; it leads to a number, a text or a list of
        numbers. ``changes`` has one list for each frame, in the order of ``paths``. The words of ``alt`` are
        those of the first. ``digits`` rounds what changes to so many significant digits.
        """
        columns = [_plain(t.values, digits) for t in self.tracks]
        return {
            "format": FORMAT,
            "first": self.first.to_dict(),
            "paths": [list(t.path) for t in self.tracks],
            "changes": [list(row) for row in zip(*columns, strict=True)],
        }

    @classmethod
    def from_dict(cls, plain: Any) -> BandFilm:
        """The film that `to_dict` gave. Raises InputError."""
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            found = plain.get("format") if isinstance(plain, dict) else plain
            raise InputError.one("band film: format", found, repr(FORMAT))
        try:
            first = BandDiagram.from_dict(plain["first"])
            columns = list(zip(*plain["changes"], strict=True))
            paths = [tuple(path) for path in plain["paths"]]
            tracks = tuple(Track(p, _joined(c)) for p, c in zip(paths, columns, strict=True))
            film = cls(first, tracks)
            film.frame(0)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError.one("band film", error, "first, paths, and changes that fit them") from None
        return film

    def save(self, path: str | PathLike[str]) -> None:
        """Write the film in the format that the ending names; see `mubar.diagrams.bands.files`.

        Raises InputError.
        """
        from .files import save_film

        save_film(self, path)

    def to_json(self, digits: int | None = None) -> str:
        """`to_dict` as JSON text."""
        return dumps(self.to_dict(digits))

    @classmethod
    def from_json(cls, text: str) -> BandFilm:
        """The film that `to_json` wrote. Raises InputError."""
        return cls.from_dict(loads(text))


def _moving(values: Sequence[Any], path: Path) -> Iterator[tuple[Path, Sequence[Any]]]:
    """What differs from frame to frame below ``path``."""
    first = values[0]
    if all(v is first for v in values):
        return
    if is_dataclass(first) and not isinstance(first, type):
        _alike([type(v) for v in values], path)
        for f in fields(first):
            yield from _moving([getattr(v, f.name) for v in values], (*path, f.name))
    elif isinstance(first, tuple):
        _alike([len(v) for v in values], path)
        for i in range(len(first)):
            yield from _moving([v[i] for v in values], (*path, i))
    elif isinstance(first, np.ndarray):
        _alike([v.shape for v in values], path)
        if any(not np.array_equal(v, first, equal_nan=True) for v in values):
            yield path, values
    elif any(v != first for v in values):
        yield path, values


def _alike(found: Sequence[Any], path: Path) -> None:
    for k, each in enumerate(found):
        if each != found[0]:
            where = f"frame {k}: {'.'.join(map(str, path))}"
            raise InputError.one(where, "other parts", "the layout of the first frame")


def _joined(values: Sequence[Any]) -> np.ndarray | tuple[str, ...]:
    if isinstance(values[0], str):
        return tuple(map(str, values))
    whole = all(isinstance(v, (int, np.integer)) for v in values)
    return np.array(values, dtype=int if whole else float)  # None becomes NaN


def _put(part: Any, changes: Sequence[tuple[Path, Any]]) -> Any:
    """A part of a diagram with values put in place below it, and thereby checked."""
    if len(changes) == 1 and not changes[0][0]:
        value = changes[0][1]
        return int(value) if isinstance(part, int) and not isinstance(part, bool) else _python(value)
    below: dict[Any, list[tuple[Path, Any]]] = {}
    for path, value in changes:
        below.setdefault(path[0], []).append((path[1:], value))
    if isinstance(part, tuple):
        return tuple(_put(v, below[i]) if i in below else v for i, v in enumerate(part))
    return replace(part, **{name: _put(getattr(part, name), inner) for name, inner in below.items()})


def _python(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _plain(values: np.ndarray | tuple[str, ...], digits: int | None) -> list[Any]:
    if not isinstance(values, np.ndarray):
        return list(values)
    shown = values
    if digits is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            size = np.floor(np.log10(np.abs(values)))
        scale = 10.0 ** (digits - 1 - np.where(np.isfinite(size), size, 0.0))
        shown = np.rint(values * scale) / scale
    if not np.isnan(shown).any():
        return shown.tolist()
    missing = np.isnan(shown)
    found = shown.astype(object)
    found[missing] = None
    return found.tolist()
