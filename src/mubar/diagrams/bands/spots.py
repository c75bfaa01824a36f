"""Where a name would like to stand: above or below its line, beside or beyond its upright one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .ink import Rectangle

HEIGHT = 12.0
"""Of a line of text, with its sub- and superscripts, points."""
_OFF = 0.75 * HEIGHT
"""From a line to the middle of a name above or below it."""
_BELOW, _ASIDE = 20.0, 40.0
"""What it costs, in square points, to stand below a line or at the second side, or not at a line's end."""
_STRANGER = 400.0
"""... for each other line between a name and its own."""
ALONG, CENTRED = (0.0, 0.5, 1.0, 0.25, 0.75), (0.5, 0.25, 0.75)
"""Shares of a line: from its end; from its middle."""


@dataclass(frozen=True)
class Spot:
    """A place for a name: its left end and centre, and what it costs to stand there."""

    left: float
    centre: float
    anchor: tuple[float, float]
    """What it is beside; a leader goes there from a name that has no room at the spot."""
    cost: float = 0.0
    reach: float = 0.0
    """How far up and down from a spot it still stands beside what it names."""
    strangers: tuple[float, ...] = ()
    """Heights of other lines at the anchor: a name beyond one of them would be taken for its name."""

    def costs(self, heights: np.ndarray) -> np.ndarray:
        """Of standing with the centre at each height, whatever is drawn there."""
        off = np.abs(heights - self.centre)
        cost = self.cost + np.maximum(off - self.reach, 0.0) ** 2 + 0.02 * off**2
        for level in self.strangers:
            own = self.anchor[1]
            cost += _STRANGER * ((heights > level) if level > own else (heights < level) * (level < own))
        return cost


def along(
    shares: tuple[float, ...], x: np.ndarray, y: np.ndarray, width: float, on: Rectangle
) -> tuple[Spot, ...]:
    """Above and below a line through points, so far off that a name there leaves the line free.

    ``shares`` of what a name can move from the line's end to its start; the first costs nothing.
    """
    free = max(float(x[-1] - x[0]) - width - 4.0, 0.0)
    found = []
    for k, share in enumerate(shares if free else shares[:1]):
        left = max(min(float(x[-1]) - width - 2.0 - share * free, on.width - width - 2.0), 2.0)
        ends = np.interp([left, left + width], x, y)
        under = np.concatenate([ends, y[(x > left) & (x < left + width)]])
        middle = min(max(left + 0.5 * width, float(x[0])), float(x[-1]))
        anchor = middle, float(np.interp(middle, x, y))
        for height, cost in ((under.max() + _OFF, 0.0), (under.min() - _OFF, _BELOW)):
            found.append(Spot(left, float(height), anchor, cost + _ASIDE * (k > 0)))
    return tuple(found)


def beyond(x: np.ndarray, y: np.ndarray, width: float, on: Rectangle) -> tuple[Spot, ...]:
    """After a line's end and before its start, on its height."""
    (start, low), (end, high) = (float(x[0]), float(y[0])), (float(x[-1]), float(y[-1]))
    both = (
        Spot(end + 4.0, high, (end, high), _BELOW + _ASIDE),
        Spot(start - 4.0 - width, low, (start, low), 2.0 * _ASIDE),
    )
    return tuple(spot for spot in both if 2.0 <= spot.left <= on.width - width - 2.0)


def beside(x: float, low: float, high: float, width: float, on: Rectangle) -> tuple[Spot, ...]:
    """To the right or left of an upright line, anywhere along it; over its upper end, under its lower one."""
    middle, reach = (x, 0.5 * (low + high)), 0.5 * (high - low)
    sides = [
        Spot(left, middle[1], middle, cost, reach)
        for left, cost in ((x + 5.0, 0.0), (x - 5.0 - width, _BELOW))
        if 2.0 <= left <= on.width - width - 2.0
    ]
    left = max(min(x - 0.5 * width, on.width - width - 2.0), 2.0)
    ends = [
        Spot(left, end + way * 0.6 * HEIGHT, (x, end), 2.0 * _ASIDE)
        for end, way in ((high, 1.0), (low, -1.0))
    ]
    return (*sides, *ends)
