"""Where names stand: boxes in points on the drawing's rectangle, moved apart by `labels.place`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .labels import place, settle, stacks
from .parts import CurrentArrow
from .scale import VoltageScale
from .typeset import equation_text, plain_text, trace_text

if TYPE_CHECKING:
    from .description import BandDiagram

SIZE = 8.0
"""Points."""
_HEIGHT = 1.5 * SIZE
"""Of a line of text, with its sub- and superscripts."""
_APART = 4.0


@dataclass(frozen=True)
class Name:
    """A text with the box it takes, points from the rectangle's lower left corner."""

    text: str
    species: str
    left: float
    width: float
    centre: float
    anchor: tuple[float, float]
    """What it names; a leader goes there if the text had to move."""
    reach: float = 0.0
    """How far along an upright arrow it may stand without a leader."""
    moved: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, bottom, right, top."""
        return self.left, self.centre - 0.5 * _HEIGHT, self.left + self.width, self.centre + 0.5 * _HEIGHT


@dataclass(frozen=True)
class Rectangle:
    """The drawing: its size in points, and where x and V are on it."""

    width: float
    height: float
    limits: tuple[float, float]
    scale: VoltageScale

    def at(self, x: float, V: float) -> tuple[float, float]:
        left, right = self.limits
        return self.width * (x - left) / (right - left), self.height * float(self.scale.height(V))


def names(diagram: BandDiagram, on: Rectangle) -> list[Name]:
    """Every name, placed. Names of traces that reach the right end stand beyond it."""
    wanted = [*_traces(diagram, on), *_between(diagram, on)]
    if not wanted:
        return []
    left, right = np.array([n.left for n in wanted]), np.array([n.left + n.width + _APART for n in wanted])
    aim = np.array([n.centre for n in wanted])
    centre = aim.copy()
    for group in stacks(left.tolist(), right.tolist()):
        centre[group] = place(aim[group].tolist(), [_HEIGHT] * len(group), 0.0, on.height)
    boxes = np.stack([left, right, centre, np.full(centre.size, _HEIGHT)], axis=1)
    centre = settle(boxes, aim.tolist(), np.array([_covered(n, diagram, on) for n in wanted]), 0.0)
    return [
        replace(n, centre=float(y), moved=abs(y - n.centre) > 0.5 * _HEIGHT + n.reach)
        for n, y in zip(wanted, centre, strict=True)
    ]


def margin(diagram: BandDiagram) -> float:
    """Width of the names beyond the right end, points."""
    right = diagram.limits[1]
    ends = [trace_text(t) for t in diagram.traces if _reaches(t.x, t.V, right, diagram.limits)]
    return max((text_width(text) for text in ends), default=0.0) + 6.0


def needed_height(diagram: BandDiagram, width: float, scale: VoltageScale) -> float:
    """Height in points at which every stack of names has room."""
    wanted = [
        n
        for group in (_traces, _between)
        for n in group(diagram, Rectangle(width, 1.0, diagram.limits, scale))
    ]
    groups = stacks([n.left for n in wanted], [n.left + n.width for n in wanted], _APART)
    return max((_HEIGHT * len(g) for g in groups), default=0.0)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = SIZE) -> float:
    """Points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=size)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath="$" in text)[0])


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


_ASIDE = 5.0
"""Points."""


def _reaches(x: np.ndarray, V: np.ndarray, right: float, limits: tuple[float, float]) -> bool:
    seen = np.flatnonzero(np.isfinite(V))
    return bool(seen.size and x[seen[-1]] >= right - 1e-6 * (limits[1] - limits[0]))


def _traces(diagram: BandDiagram, on: Rectangle) -> list[Name]:
    found = []
    for t in diagram.traces:
        seen = np.flatnonzero(np.isfinite(t.V))
        if not seen.size:
            continue
        anchor = on.at(float(t.x[seen[-1]]), float(t.V[seen[-1]]))
        text = trace_text(t)
        if _reaches(t.x, t.V, diagram.limits[1], diagram.limits):
            found.append(Name(text, t.species, on.width + 6.0, text_width(text), anchor[1], anchor))
        else:
            left = anchor[0] - text_width(text) - 2.0
            found.append(_inside(text, t.species, left, anchor[1] + 0.6 * _HEIGHT, anchor, on))
    return found


def _between(diagram: BandDiagram, on: Rectangle) -> list[Name]:
    """Names of gaps, currents and reactions."""
    found = []
    for gap in diagram.gaps:
        found.append(_at_side(plain_text(gap.label), gap.x, (gap.start, gap.end), on))
    for arrow in diagram.currents:
        if arrow.label:
            (x, y), (x2, y2) = beside(on, arrow)
            text = plain_text(arrow.label)
            left, centre = 0.5 * (x + x2 - text_width(text)), 0.5 * (y + y2) + 0.6 * _HEIGHT
            found.append(_inside(text, CURRENT, left, centre, (0.5 * (x + x2), 0.5 * (y + y2)), on))
    for mark in diagram.reactions:
        if mark.equation:
            text = equation_text(mark.equation, mark.direction)
            found.append(_at_side(text, mark.x, tuple(level.V for level in mark.levels), on))
    return found


CURRENT = "current"
"""Stands for a species in names that have the arrows' colour."""


def _covered(name: Name, diagram: BandDiagram, on: Rectangle) -> np.ndarray:
    """Cost of every height (points, whole numbers) for a name that would stand on lines there."""
    left, right = on.limits
    across = np.linspace(name.left, name.left + name.width, _SAMPLES)
    x = left + across * (right - left) / on.width
    heights = np.arange(int(on.height) + 1)
    cost = np.zeros(heights.size)
    for t in diagram.traces:
        inside = (x >= t.x[0]) & (x <= t.x[-1])
        drawn = on.height * on.scale.height(np.interp(x[inside], t.x, t.V))
        cost += _COVERED * (np.abs(heights[:, None] - drawn) < 0.5 * _HEIGHT).sum(axis=1)
    outside = (heights < 0.5 * _HEIGHT) | (heights > on.height - 0.5 * _HEIGHT)
    return np.where(outside, np.inf, cost)


_SAMPLES, _COVERED = 7, 30.0
"""Places at which a name is asked whether a line runs under it; what each costs, square points."""


def _at_side(text: str, x: float, levels: tuple[float, ...], on: Rectangle) -> Name:
    """To the right of an upright arrow or line, to the left where that is too narrow."""
    ends = [on.at(x, V) for V in levels]
    low, high = min(y for _, y in ends), max(y for _, y in ends)
    at, width = ends[0][0], text_width(text)
    left = at + 5.0 if at + 5.0 + width <= on.width else at - 5.0 - width
    named = _inside(text, "", left, 0.5 * (low + high), (at, 0.5 * (low + high)), on)
    return replace(named, reach=0.5 * (high - low))


def _inside(
    text: str, species: str, left: float, centre: float, anchor: tuple[float, float], on: Rectangle
) -> Name:
    """Moved into the rectangle if it would leave it at a side."""
    width = text_width(text)
    return Name(text, species, max(min(left, on.width - width - 2.0), 2.0), width, centre, anchor)
