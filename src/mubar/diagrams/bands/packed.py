"""A film for the browser: numbers that change over its frames in 16 bits each."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from .film import BandFilm, Track

FORMAT = "mubar band film 1 packed"
_STEPS = 65534
_MISSING = -32768
"""Stands for NaN."""


def packed(film: BandFilm) -> dict[str, Any]:
    """``first``: the first frame as `BandDiagram.to_dict` has it; ``count``: how many there are; ``columns``:
    what changes, each with its path.

    A column of numbers holds, frame after frame, ``width`` of them (null: one) as base64 of little-endian
    whole numbers from -32767 to 32767, low + step · (code + 32767); -32768 is NaN. The error is half a
    ``step``, 1/131068 of the column's range. A column of texts holds the different ones and their ``codes``.
    """
    columns = [{"path": list(t.path), **_column(t)} for t in film.tracks]
    return {"format": FORMAT, "count": film.times.size, "first": film.first.to_dict(), "columns": columns}


def _column(track: Track) -> dict[str, Any]:
    if not isinstance(track.values, np.ndarray):
        texts = list(dict.fromkeys(track.values))
        place = {text: i for i, text in enumerate(texts)}
        return {"texts": texts, "codes": [place[v] for v in track.values]}
    numbers = np.asarray(track.values, dtype=float)
    seen = numbers[np.isfinite(numbers)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 0.0)
    step = (high - low) / _STEPS or 1.0
    codes = np.where(np.isfinite(numbers), np.rint((numbers - low) / step) - _STEPS // 2, _MISSING)
    width = numbers.shape[1] if numbers.ndim == 2 else None
    data = base64.b64encode(codes.astype("<i2").tobytes()).decode("ascii")
    return {"width": width, "low": low, "step": step, "data": data}
