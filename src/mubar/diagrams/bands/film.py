"""`BandFilm`: one band diagram at many times; its JSON holds the first and what differs from it later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mubar.core.errors import InputError

from .description import BandDiagram
from .text import dumps, loads

FORMAT = "mubar band film 1"
Pointer = tuple[str | int, ...]


@dataclass(frozen=True)
class BandFilm:
    """Band diagrams of one layout at times that rise: as many traces, gaps, panels in each."""

    frames: tuple[BandDiagram, ...]

    def __post_init__(self) -> None:
        times = [f.time for f in self.frames]
        if not times or any(t is None for t in times) or np.any(np.diff(np.array(times, float)) < 0.0):
            raise InputError.one("BandFilm.frames", times[:5], "diagrams with times that rise")

    @property
    def times(self) -> np.ndarray:
        """s, (n,)."""
        return np.array([f.time for f in self.frames], float)

    def at(self, time: float) -> BandDiagram:
        """The frame nearest to ``time``, s. Raises InputError outside the film."""
        times = self.times
        if not times[0] <= time <= times[-1]:
            raise InputError.one("time", time, f"a time from {times[0]:g} to {times[-1]:g} s")
        return self.frames[int(np.abs(times - time).argmin())]

    def to_dict(self, digits: int | None = None) -> dict[str, Any]:
        """``first``: the first diagram; ``paths``: where later ones differ; ``changes``: the values there.

        A path is a list of keys and places, ``["traces", 0, "V"]``; it leads to a number, a text or a list of
        numbers. ``changes`` has one list for each frame, in the order of ``paths``. The words of ``alt`` are
        those of the first. ``digits`` rounds numbers to so many significant digits.
        """
        frames = [f.to_dict() for f in self.frames]
        leaves = [dict(_leaves({k: v for k, v in f.items() if k != "alt"})) for f in frames]
        first = leaves[0]
        for k, found in enumerate(leaves):
            if found.keys() != first.keys():
                raise InputError.one(
                    f"BandFilm.frames[{k}]", "other parts", "as many parts as the first frame"
                )
        paths = [path for path, value in first.items() if any(f[path] != value for f in leaves)]
        changes = [[_rounded(f[path], digits) for path in paths] for f in leaves]
        return {
            "format": FORMAT,
            "first": _rounded(frames[0], digits),
            "paths": [list(p) for p in paths],
            "changes": changes,
        }

    @classmethod
    def from_dict(cls, plain: Any) -> BandFilm:
        """The film that `to_dict` gave. Raises InputError."""
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            found = plain.get("format") if isinstance(plain, dict) else plain
            raise InputError.one("band film: format", found, repr(FORMAT))
        frames = []
        try:
            for values in plain["changes"]:
                frame = loads(dumps(plain["first"]))
                for path, value in zip(plain["paths"], values, strict=True):
                    _put(frame, path, value)
                frames.append(BandDiagram.from_dict(frame))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError.one("band film", error, "first, paths, and changes that fit them") from None
        return cls(tuple(frames))

    def to_json(self, digits: int | None = None) -> str:
        """`to_dict` as JSON text."""
        return dumps(self.to_dict(digits))

    @classmethod
    def from_json(cls, text: str) -> BandFilm:
        """The film that `to_json` wrote. Raises InputError."""
        return cls.from_dict(loads(text))


def _leaves(plain: Any, path: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Numbers, texts, and lists of numbers, with the way to them."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(plain, list) and any(isinstance(v, (dict, list, str)) for v in plain):
        for i, value in enumerate(plain):
            yield from _leaves(value, (*path, i))
    else:
        yield path, plain


def _put(plain: Any, path: list[str | int], value: Any) -> None:
    for step in path[:-1]:
        plain = plain[step]
    plain[path[-1]] = value


def _rounded(value: Any, digits: int | None) -> Any:
    if digits is None:
        return value
    if isinstance(value, list):
        return [_rounded(v, digits) for v in value]
    if isinstance(value, dict):
        return {k: _rounded(v, digits) for k, v in value.items()}
    return float(f"{value:.{digits}g}") if isinstance(value, float) else value
