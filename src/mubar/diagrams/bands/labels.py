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


def place_clear(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, cost: np.ndarray
) -> np.ndarray:
    """As `place`, and clear of what is drawn: ``cost`` (boxes, places) is added to the squared distances.

    Places are the whole numbers from ``low`` up. The best of all placements in the order of ``wanted``, by
    dynamic programming; `place` where the boxes don't fit.
    """
    centres, extents = np.asarray(wanted, float), np.asarray(sizes, float)
    grid = low + np.arange(cost.shape[1])
    order = np.argsort(centres, kind="stable")
    reached: list[np.ndarray] = []  # by box: least total cost with this box here or lower
    for before, i in zip([None, *order[:-1]], order, strict=True):
        half = 0.5 * extents[i]
        own = np.where(
            (grid >= low + half) & (grid <= high - half), (grid - centres[i]) ** 2 + cost[i], np.inf
        )
        if before is not None:
            apart = int(np.ceil(half + 0.5 * extents[before]))
            own[:apart] = np.inf
            own[apart:] += np.minimum.accumulate(reached[-1])[: max(grid.size - apart, 0)]
        reached.append(own)
    if not order.size or not np.isfinite(reached[-1]).any():
        return place(wanted, sizes, low, high)
    placed, limit = np.empty_like(centres), grid.size
    for k in range(order.size - 1, -1, -1):
        j = int(np.argmin(reached[k][:limit]))
        placed[order[k]] = grid[j]
        if k:
            limit = j - int(np.ceil(0.5 * (extents[order[k]] + extents[order[k - 1]]))) + 1
    return placed


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
