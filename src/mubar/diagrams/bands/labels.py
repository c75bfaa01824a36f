"""Labels that don't overlap: one-dimensional placement, solved exactly (docs/band_diagrams.md)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def place(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 0.0
) -> np.ndarray:
    """Centres of boxes along a line, as near to ``wanted`` as can be (least squares) without overlap.

    ``sizes``: the boxes' extents along the line; ``gap``: at least that much between them. All stay between
    ``low`` and ``high`` if they fit there; if not, they go beyond both by as much. The order is that of
    ``wanted``. Isotonic regression by pool-adjacent-violators (R. E. Barlow et al., Statistical Inference
    under Order Restrictions, 1972), clipped to the bounds.
    """
    centres, extents = np.asarray(wanted, float), np.asarray(sizes, float)
    if not centres.size:
        return centres
    order = np.argsort(centres, kind="stable")
    h = extents[order]
    offset = np.concatenate([[0.0], np.cumsum(0.5 * (h[1:] + h[:-1]) + gap)])
    first, last = low + 0.5 * h[0], high - 0.5 * h[-1] - offset[-1]
    if last < first:
        first = last = 0.5 * (first + last)
    placed = np.empty_like(centres)
    placed[order] = np.clip(_isotonic(centres[order] - offset), first, last) + offset
    return placed


def settle(boxes: np.ndarray, wanted: Sequence[float], cost: np.ndarray, low: float) -> np.ndarray:
    """Centres of ``boxes`` after each has moved, in turns, to the best height that no other box takes.

    ``boxes`` (n, 4): left, right, centre, height, none over another. ``cost`` (n, heights), for centres at
    the whole numbers from ``low`` up, is added to the squared distance from ``wanted``; infinite where a box
    may not be. Every move lowers the total, and none makes boxes overlap.
    """
    left, right, centre, height = np.asarray(boxes, float).T
    centre, grid = centre.copy(), low + np.arange(cost.shape[1])
    for _ in range(_TURNS):
        before = centre.copy()
        for i in range(centre.size):
            others = (left < right[i]) & (right > left[i])
            others[i] = False
            apart = 0.5 * (height[others] + height[i])
            taken = (np.abs(grid[:, None] - centre[others]) < apart).any(axis=1)
            own = np.where(taken, np.inf, (grid - wanted[i]) ** 2 + cost[i])
            best = int(np.argmin(own))
            here = int(np.clip(round(centre[i] - low), 0, grid.size - 1))
            if own[best] < (centre[i] - wanted[i]) ** 2 + cost[i, here]:
                centre[i] = grid[best]
        if np.array_equal(before, centre):
            break
    return centre


_TURNS = 12


def stacks(lefts: Sequence[float], rights: Sequence[float], gap: float = 0.0) -> list[list[int]]:
    """Indices of boxes in groups: boxes of different groups are ``gap`` apart along the other direction."""
    found: list[list[int]] = []
    reach = -np.inf
    for i in sorted(range(len(lefts)), key=lambda i: lefts[i]):
        if found and lefts[i] < reach + gap:
            found[-1].append(i)
        else:
            found.append([i])
            reach = -np.inf
        reach = max(reach, rights[i])
    return [sorted(group) for group in found]


def _isotonic(z: np.ndarray) -> np.ndarray:
    """The nondecreasing sequence nearest to ``z``."""
    blocks: list[tuple[float, int]] = []
    for value in z:
        mean, size = float(value), 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    return np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])
