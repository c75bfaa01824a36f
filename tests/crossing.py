"""Which names have a line or an arrow through their letters; a test's own geometry, not the placement's."""

from itertools import pairwise

import numpy as np

from mubar.diagrams.bands.ink import Rectangle, beside
from mubar.diagrams.bands.naming import Name

INSET = 2.5
"""Points of a box above and below its letters."""


def crossed(diagram, on: Rectangle, placed: list[Name]) -> list[str]:
    """Texts of the ``placed`` names of a diagram on a rectangle that a line or an arrow crosses."""
    starts, ends = (np.array(points).reshape(-1, 2) for points in zip(*_segments(diagram, on), strict=True))
    found = []
    for name in placed:
        left, bottom, right, top = name.box
        low, high = np.array([left, bottom + INSET]), np.array([right, top - INSET])
        with np.errstate(
            divide="ignore", invalid="ignore"
        ):  # shares of a segment between both pairs of edges
            a, b = (low - starts) / (ends - starts), (high - starts) / (ends - starts)
        still = ends == starts
        inside = (starts > low) & (starts < high)
        enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(a, b)).max(axis=1)
        leave = np.where(still, np.inf, np.maximum(a, b)).min(axis=1)
        if (np.maximum(enter, 0.0) < np.minimum(leave, 1.0)).any():
            found.append(name.text)
    return found


def _segments(diagram, on):
    for trace in diagram.traces:
        points = np.transpose(on.points(trace.x, trace.V))
        for a, b in pairwise(points):
            if np.isfinite([a, b]).all():
                yield a, b
    for gap in diagram.gaps:
        yield on.at(gap.x, gap.start), on.at(gap.x, gap.end)
    for mark in diagram.reactions:
        V = [level.V for level in mark.levels]
        yield on.at(mark.x, min(V)), on.at(mark.x, max(V))
    for arrow in diagram.currents:
        yield beside(on, arrow)
