"""A film for the browser: numbers that change over its frames in 16 bits each."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from mubar.core.errors import InputError

from .film import BandFilm

FORMAT = "mubar band film 1 packed"
_STEPS = 65534
_MISSING = -32768
"""Stands for NaN."""
Path = tuple[str | int, ...]


def packed(film: BandFilm) -> dict[str, Any]:
    """``first``: the first frame as `BandDiagram.to_dict` has it; ``count``: how many there are; ``columns``:
    what changes, each with its path.

    A column of numbers holds, frame after frame, ``width`` of them (null: one) as base64 of little-endian
    whole numbers from -32767 to 32767, low + step · (code + 32767); -32768 is NaN. The error is half a
    ``step``, 1/131068 of the column's range. A column of texts holds the different ones and their ``codes``.
    Raises `InputError` for frames of another layout than the first.
    """
    columns = [_column(path, values) for path, values in _changing(film.frames, ())]
    return {
        "format": FORMAT,
        "count": len(film.frames),
        "first": film.frames[0].to_dict(),
        "columns": columns,
    }


def _changing(values: Sequence[Any], path: Path) -> Iterator[tuple[Path, Sequence[Any]]]:
    """What differs from frame to frame of the values that stand at ``path``."""
    first = values[0]
    if all(v is first for v in values):
        return
    if isinstance(first, np.ndarray):
        _alike([v.shape for v in values], path)
        if any(not np.array_equal(v, first, equal_nan=True) for v in values):
            yield path, values
    elif is_dataclass(first):
        _alike([type(v) for v in values], path)
        for f in fields(first):
            yield from _changing([getattr(v, f.name) for v in values], (*path, f.name))
    elif isinstance(first, tuple):
        _alike([len(v) for v in values], path)
        for i in range(len(first)):
            yield from _changing([v[i] for v in values], (*path, i))
    elif any(v != first for v in values):
        yield path, values


def _alike(found: Sequence[Any], path: Path) -> None:
    for k, each in enumerate(found):
        if each != found[0]:
            where = f"BandFilm.frames[{k}].{'.'.join(map(str, path))}"
            raise InputError.one(where, "other parts", "the layout of the first frame")


def _column(path: Path, values: Sequence[Any]) -> dict[str, Any]:
    if isinstance(values[0], str):
        texts = list(dict.fromkeys(values))
        codes = {text: i for i, text in enumerate(texts)}
        return {"path": path, "texts": texts, "codes": [codes[v] for v in values]}
    numbers = np.asarray(values, dtype=float)
    seen = numbers[np.isfinite(numbers)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 0.0)
    step = (high - low) / _STEPS or 1.0
    codes = np.where(np.isfinite(numbers), np.rint((numbers - low) / step) - _STEPS // 2, _MISSING)
    width = numbers.shape[1] if numbers.ndim == 2 else None
    data = base64.b64encode(codes.astype("<i2").tobytes()).decode("ascii")
    return {"path": path, "width": width, "low": low, "step": step, "data": data}
