"""Parts of a diagram together with what stands in them at every time of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .film import Path
from .kinds import Kind
from .parts import Curve, GapArrow, Panel, Reading, Trace

Moving = tuple[Any, Mapping[Path, Any]]
"""A part of the first diagram, and by path what stands there in every frame."""


def moving_trace(
    species: str, x: Sequence[Any], V: Sequence[np.ndarray], kind: Kind, where: str, rank: int = 0
) -> Moving:
    """A trace from pieces; a piece of V that is (rows,) belongs to one place."""
    joined = np.concatenate([v if v.ndim == 2 else v[:, None] for v in V], axis=1)
    trace = Trace(species, np.concatenate(x), joined[0], kind, where=where, rank=rank)
    return trace, {("V",): joined}


def moving_gap(x: float, start: np.ndarray, end: np.ndarray, labels: tuple[str, ...]) -> Moving:
    """A gap at ``x`` whose ends, V, and label change: (rows,) each."""
    first = GapArrow(x, float(start[0]), float(end[0]), labels[0])
    return first, {("start",): start, ("end",): end, ("label",): labels}


def moving_panel(label: str, curves: Sequence[tuple[str, np.ndarray, np.ndarray, str, bool]]) -> Moving:
    """A panel of curves: name, x (points,), y (rows, points), species, whether filled."""
    first = Panel(label, tuple(Curve(n, x, y[0], s, filled) for n, x, y, s, filled in curves))
    return first, {("curves", i, "y"): c[2] for i, c in enumerate(curves)}


def moving_reading(name: str, values: np.ndarray, unit: str) -> Moving:
    """A number, (rows,), with its unit."""
    return Reading(name, float(values[0]), unit), {("value",): values}


def changes(values: np.ndarray | tuple[str, ...]) -> bool:
    """Whether not all rows are alike."""
    if isinstance(values, np.ndarray):
        return len(values) > 1 and not np.array_equal(
            values, np.broadcast_to(values[:1], values.shape), equal_nan=True
        )
    return len(set(values)) > 1
