"""Labels that don't overlap: placement along a line, solved exactly, and better places, found in turns.

See docs/band_diagrams.md; the browser's labels.js is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def least(self) -> float:
        return float(self.cost.min())


Place = tuple[int, float]
"""Which of its ``lefts`` a box has taken, and its centre."""


def settle(boxes: Sequence[Box]) -> list[Place]:
    """Where the boxes stand after all moved to the cheapest free places.

    In turns, until none moves; then also two at once, one to where the other was in its way. Every move
    lowers the total, and none makes boxes overlap.
    """
    places = _descend(boxes, [(0, float(b.centre)) for b in boxes])
    for _ in range(_TURNS):
        better = _exchange(boxes, places)
        if better is None:
            break
        places = _descend(boxes, better)
    return places


_TURNS = 12
_GAIN = 1e-6
"""Of the total, least of a move of two."""


def _descend(boxes: Sequence[Box], places: list[Place]) -> list[Place]:
    """Each in turn to its cheapest free place, until none moves."""
    places = list(places)
    for _ in range(_TURNS):
        moved = False
        for i, box in enumerate(boxes):
            here = _cost(box, places[i])
            if here <= box.least:
                continue
            least, place = _best(boxes, places, i)
            if least < here:
                places[i], moved = place, True
        if not moved:
            break
    return places


def _exchange(boxes: Sequence[Box], places: list[Place]) -> list[Place] | None:
    """The places after the move of two that lowers the total most; None where none does."""
    most, found = _GAIN, None
    for i, box in enumerate(boxes):
        here = _cost(box, places[i])
        for j, other in enumerate(boxes if here - box.least > most else ()):
            freed = box.cost[_taken(box, other, places[j])]
            if i == j or not (freed < here - most).any():
                continue
            least, place = _best(boxes, places, i, but=j)
            if here - least <= most:
                continue
            after = [place if k == i else p for k, p in enumerate(places)]
            least_other, after[j] = _best(boxes, after, j)
            gain = here + _cost(other, places[j]) - least - least_other if least_other < np.inf else 0.0
            if gain > most:
                most, found = gain, after
    return found


def _cost(box: Box, place: Place) -> float:
    choice, centre = place
    return float(box.cost[choice, min(max(round(centre), 0), box.cost.shape[1] - 1)])


def _best(boxes: Sequence[Box], places: list[Place], i: int, but: int = -1) -> tuple[float, Place]:
    """What a box's cheapest place costs that none takes, ``but`` one that doesn't count; and the place."""
    cost = boxes[i].cost.copy()
    for j, other in enumerate(boxes):
        if j not in (i, but):
            cost[_taken(boxes[i], other, places[j])] = np.inf
    choice, height = divmod(int(np.argmin(cost)), cost.shape[1])
    return float(cost[choice, height]), (choice, float(height))


def _taken(box: Box, other: Box, place: Place) -> tuple[list[int], slice]:
    """Choices and heights of a box at which it would be over another one."""
    choice, centre = place
    left, apart = other.lefts[choice], 0.5 * (box.height + other.height)
    low, high = int(np.floor(centre - apart)) + 1, int(np.ceil(centre + apart))
    over = [c for c, own in enumerate(box.lefts) if own < left + other.width and left < own + box.width]
    return over, slice(max(low, 0), max(high, 0))


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
