"""Labels that don't overlap: placement along a line, solved exactly, and better places, found in turns.

See docs/band_diagrams.md; the browser's labels.js is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, eq=False)
class Box:
    """A label that looks for its place: ``centre`` is where it stands, over no other one."""

    width: float
    height: float
    centre: float
    lefts: Sequence[float]
    """Where it may begin; it stands at the first."""
    cost: np.ndarray
    """(lefts, heights): of a centre at the whole numbers from 0 up; infinite where it may not be."""


def settle(boxes: Sequence[Box]) -> list[tuple[int, float]]:
    """Which of its ``lefts`` each box has taken, and its centre, after all moved to the cheapest free place.

    In turns, until none moves. Every move lowers the total, and none makes boxes overlap.
    """
    choice, centre = [0] * len(boxes), [float(b.centre) for b in boxes]
    for _ in range(_TURNS):
        moved = False
        for i, box in enumerate(boxes):
            here = min(max(round(centre[i]), 0), box.cost.shape[1] - 1)
            least = float(box.cost[choice[i], here])
            costs = box.cost
            if not (costs < least).any():
                continue
            costs = costs.copy()
            for j, other in enumerate(boxes):
                if j == i:
                    continue
                left = other.lefts[choice[j]]
                apart = 0.5 * (box.height + other.height)
                first = int(np.floor(centre[j] - apart)) + 1
                taken = slice(max(first, 0), max(int(np.ceil(centre[j] + apart)), 0))
                for c, own in enumerate(box.lefts):
                    if own < left + other.width and left < own + box.width:
                        costs[c, taken] = np.inf
            best = int(np.argmin(costs))
            if costs.flat[best] < least:
                choice[i], height = divmod(best, costs.shape[1])
                centre[i] = float(height)
                moved = True
        if not moved:
            break
    return list(zip(choice, centre, strict=True))


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
