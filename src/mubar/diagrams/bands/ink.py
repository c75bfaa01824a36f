"""What is drawn on a rectangle besides names, as points that a name should not cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .parts import CurrentArrow, GapArrow
from .scale import VoltageScale
from .sheet import runs

if TYPE_CHECKING:
    from .description import BandDiagram

_STEP = 3.0
"""Points between the places where a line is looked at."""
LINE, ARROW, INTERFACE, BREAK, DOT = 150.0, 1000.0, 25.0, 2.0, 1000.0
"""What covering one of them costs, square points of distance."""
_NARROW, TAIL = 7.0, 9.0
"""A gap less high has no room for heads; they point at it from outside, with such a tail."""
_ASIDE = 5.0
"""Points between a current's arrow and the line that it follows."""


@dataclass(frozen=True)
class Rectangle:
    """The drawing: its size in points, and where x and V are on it."""

    width: float
    height: float
    limits: tuple[float, float]
    scale: VoltageScale

    def points(self, x: np.ndarray, V: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places in points from the lower left corner."""
        left, right = self.limits
        return self.width * (np.asarray(x, float) - left) / (right - left), self.height * self.scale.height(V)

    def at(self, x: float, V: float) -> tuple[float, float]:
        across, up = self.points(np.array(x), np.array(V))
        return float(across), float(up)


@dataclass(frozen=True, eq=False)
class Ink:
    """Points (n,) with what each costs who covers it."""

    x: np.ndarray
    y: np.ndarray
    cost: np.ndarray

    def under(self, left: float, width: float, height: float, most: int) -> np.ndarray:
        """(most,): what a box covers whose centre is at the whole numbers from 0 up."""
        here = (self.x > left) & (self.x < left + width)
        y, cost = self.y[here], self.cost[here]
        found = np.zeros(most + 1)
        for edge, sign in ((y - 0.5 * height, 1.0), (y + 0.5 * height, -1.0)):
            at = np.clip(np.ceil(edge), 0, most).astype(int)
            found += sign * np.bincount(at, cost, minlength=most + 1)
        return np.cumsum(found)[:most]


def ink(diagram: BandDiagram, on: Rectangle) -> Ink:
    """Lines, arrows, dots and interfaces of a diagram."""
    rows = list(_lines(diagram, on))
    return Ink(*np.concatenate([np.stack(np.broadcast_arrays(x, y, cost)) for x, y, cost in rows], axis=1))


def beside(on: Rectangle, arrow: CurrentArrow) -> tuple[tuple[float, float], tuple[float, float]]:
    """Start and end of a current's arrow, points, a little above (or right of) the line that it follows."""
    (x, y), (x2, y2) = on.at(arrow.x_start, arrow.V_start), on.at(arrow.x_end, arrow.V_end)
    along = np.array([x2 - x, y2 - y])
    length = float(np.hypot(*along))
    if length == 0.0:
        return (x, y), (x2, y2)
    normal = np.array([-along[1], along[0]]) / length
    if normal[1] < 0.0 or (normal[1] == 0.0 and normal[0] < 0.0):
        normal = -normal
    dx, dy = (_ASIDE * normal).tolist()
    return (x + dx, y + dy), (x2 + dx, y2 + dy)


def upright(on: Rectangle, gap: GapArrow) -> tuple[float, float, float, bool]:
    """x, lower and upper end of a gap's arrow with its tails, points; whether it is too narrow for heads."""
    (x, a), (_, b) = on.at(gap.x, gap.start), on.at(gap.x, gap.end)
    narrow = abs(b - a) <= _NARROW
    return x, min(a, b) - TAIL * narrow, max(a, b) + TAIL * narrow, narrow


def _lines(diagram: BandDiagram, on: Rectangle) -> Iterable[tuple[np.ndarray, np.ndarray, float]]:
    for trace in diagram.traces:
        x, y = on.points(trace.x, trace.V)
        for start, stop in runs(np.isfinite(y)):
            yield *_along(x[start:stop], y[start:stop]), LINE
    for each in diagram.interfaces:
        at = on.at(each.x, 0.0)[0]
        yield *_along(np.array([at, at]), np.array([0.0, on.height])), INTERFACE
    for V in (V for stretch in on.scale.stretches for V in stretch):
        yield *_along(np.array([0.0, on.width]), np.full(2, on.height * on.scale.height(V))), BREAK
    for gap in diagram.gaps:
        x, low, high, _ = upright(on, gap)
        yield *_along(np.array([x, x]), np.array([low, high])), ARROW
    for mark in diagram.reactions:
        V = np.array([level.V for level in mark.levels])
        x, y = on.points(np.full(V.size, mark.x), np.sort(V))
        yield *_along(x, y), ARROW
        yield x, y, DOT
    for arrow in diagram.currents:
        yield *_along(*np.transpose(beside(on, arrow))), ARROW


def _along(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points of a line through points, near to each other."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.linspace(0.0, way[-1], int(way[-1] / _STEP) + 2)
    return np.interp(at, way, x), np.interp(at, way, y)
