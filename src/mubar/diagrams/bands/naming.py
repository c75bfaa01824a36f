"""Where names stand: boxes in points on the drawing's rectangle, moved apart and off what is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .ink import Ink, Rectangle, beside, ink
from .labels import Box, place, settle, stacks
from .lettering import lettering
from .parts import Trace
from .scale import VoltageScale
from .sheet import runs
from .typeset import equation_text, species_text, trace_text

if TYPE_CHECKING:
    from .description import BandDiagram

SIZE = 8.0
"""Points."""
CURRENT = "current"
"""Stands for a species in names that have the arrows' colour."""
_HEIGHT = 1.5 * SIZE
"""Of a line of text, with its sub- and superscripts."""
_APART = 4.0
_OFF = 0.75 * _HEIGHT
"""From a line to the middle of a name above or below it."""
_BEYOND = 6.0
"""From the right end to the names there."""
_BELOW, _ASIDE = 20.0, 40.0
"""What it costs, in square points, to stand below a line, or not at its end."""


@dataclass(frozen=True)
class Spot:
    """A place for a name: its left end and centre, and what it costs to stand there."""

    left: float
    centre: float
    anchor: tuple[float, float]
    """What it is beside; a leader goes there from a name that has no room at the spot."""
    cost: float = 0.0


@dataclass(frozen=True)
class Wanted:
    """A text with what it names and the spots where it would like to be, the best first."""

    text: str
    species: str
    spots: tuple[Spot, ...]
    reach: float = 0.0
    """How far up and down from a spot it still stands beside what it names."""

    @cached_property
    def width(self) -> float:
        return text_width(self.text)


@dataclass(frozen=True)
class Name:
    """A text with the box it takes, points from the rectangle's lower left corner."""

    text: str
    species: str
    left: float
    width: float
    centre: float
    anchor: tuple[float, float]
    """On what it names; a leader goes there if the text had to move."""
    moved: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, bottom, right, top."""
        return self.left, self.centre - 0.5 * _HEIGHT, self.left + self.width, self.centre + 0.5 * _HEIGHT


def names(diagram: BandDiagram, on: Rectangle) -> list[Name]:
    """Every name, placed. Names of traces that reach the right end stand beyond it."""
    wanted = list(_all(diagram, on))
    if not wanted:
        return []
    centres = np.array([w.spots[0].centre for w in wanted])
    for group in _stacks(wanted):
        centres[group] = place(centres[group].tolist(), [_HEIGHT] * len(group), 0.0, on.height)
    drawn = ink(diagram, on)
    found = []
    for w, (choice, centre) in zip(
        wanted, settle([_box(w, y, drawn, on) for w, y in zip(wanted, centres, strict=True)]), strict=True
    ):
        spot = w.spots[choice]
        moved = abs(centre - spot.centre) > 0.5 * _HEIGHT + w.reach
        found.append(Name(w.text, w.species, spot.left, w.width, centre, spot.anchor, moved))
    return found


def margin(diagram: BandDiagram) -> float:
    """Width of the names beyond the right end, points."""
    ends = [text_width(trace_text(t)) for t in diagram.traces if _reaches(t, diagram)]
    return max(ends, default=0.0) + _BEYOND


def needed_height(diagram: BandDiagram, width: float, scale: VoltageScale) -> float:
    """Height in points at which every stack of names has room."""
    wanted = list(_all(diagram, Rectangle(width, 1.0, diagram.limits, scale)))
    return max((_HEIGHT * len(group) for group in _stacks(wanted)), default=0.0)


def text_width(text: str, size: float = SIZE) -> float:
    """Points."""
    return lettering(text, size).width


def _stacks(wanted: list[Wanted]) -> list[list[int]]:
    lefts = [w.spots[0].left for w in wanted]
    return stacks(lefts, [left + w.width + _APART for left, w in zip(lefts, wanted, strict=True)])


def _box(wanted: Wanted, centre: float, drawn: Ink, on: Rectangle) -> Box:
    heights = np.arange(int(on.height) + 1)
    outside = (heights < 0.5 * _HEIGHT) | (heights > on.height - 0.5 * _HEIGHT)
    rows = []
    for spot in wanted.spots:
        off = np.abs(heights - spot.centre)
        beyond = np.maximum(off - wanted.reach, 0.0)
        covered = drawn.under(spot.left, wanted.width, _HEIGHT, heights.size)
        rows.append(np.where(outside, np.inf, spot.cost + beyond**2 + 0.02 * off**2 + covered))
    return Box(wanted.width + _APART, _HEIGHT, centre, [s.left for s in wanted.spots], np.stack(rows))


def _all(diagram: BandDiagram, on: Rectangle) -> Iterable[Wanted]:
    """Names of traces, gaps, currents and reactions."""
    for trace in diagram.traces:
        if np.isfinite(trace.V).any() and not _goes_on(trace, diagram):
            yield _of_trace(trace, diagram, on)
    for gap in diagram.gaps:
        yield _at_side(gap.label, gap.x, (gap.start, gap.end), on)
    for arrow in diagram.currents:
        start, end = beside(on, arrow)
        if arrow.label and start != end:
            x, y = np.transpose(sorted((start, end)))
            text, middle = species_text(arrow.label), (float(x.mean()), float(y.mean()))
            width = text_width(text)
            if np.ptp(x) < 0.5 * width:
                yield _upright(text, CURRENT, middle, float(np.ptp(y)), on)
            else:
                lefts = [float(x[0] + share * np.ptp(x) - 0.5 * width) for share in (0.5, 0.75, 0.25)]
                yield Wanted(text, CURRENT, _spots(lefts, x, y, width, on))
    for mark in diagram.reactions:
        if mark.equation:
            levels = tuple(level.V for level in mark.levels)
            yield _at_side(equation_text(mark.equation, mark.direction), mark.x, levels, on)


def _of_trace(trace: Trace, diagram: BandDiagram, on: Rectangle) -> Wanted:
    text = trace_text(trace)
    width = text_width(text)
    start, stop = runs(np.isfinite(trace.V))[-1]
    x, y = on.points(trace.x[start:stop], trace.V[start:stop])
    end = float(x[-1]), float(y[-1])
    if _reaches(trace, diagram):
        return Wanted(text, trace.species, (Spot(on.width + _BEYOND, end[1], end),))
    free = max(end[0] - float(x[0]) - width - 4.0, 0.0)
    lefts = [end[0] - width - 2.0 - share * free for share in ((0.0, 0.5, 1.0) if free else (0.0,))]
    return Wanted(text, trace.species, _spots(lefts, x, y, width, on))


def _spots(lefts: list[float], x: np.ndarray, y: np.ndarray, width: float, on: Rectangle) -> tuple[Spot, ...]:
    """Above and below a line at several places, so far off that a name there leaves the line free."""
    found = []
    for k, left in enumerate(lefts):
        left = max(min(left, on.width - width - 2.0), 2.0)
        ends = np.interp([left, left + width], x, y)
        under = np.concatenate([ends, y[(x > left) & (x < left + width)]])
        middle = min(max(left + 0.5 * width, float(x[0])), float(x[-1]))
        anchor = middle, float(np.interp(middle, x, y))
        for height, cost in ((under.max() + _OFF, 0.0), (under.min() - _OFF, _BELOW)):
            found.append(Spot(left, float(height), anchor, cost + _ASIDE * (k > 0)))
    return tuple(found)


def _at_side(text: str, x: float, levels: tuple[float, ...], on: Rectangle) -> Wanted:
    ends = [on.at(x, V) for V in levels]
    low, high = min(y for _, y in ends), max(y for _, y in ends)
    return _upright(text, "", (ends[0][0], 0.5 * (low + high)), high - low, on)


def _upright(text: str, species: str, middle: tuple[float, float], length: float, on: Rectangle) -> Wanted:
    """To the right of the middle of an upright line, to its left, anywhere along it."""
    x, y = middle
    width = text_width(text)
    sides = [(x + 5.0, 0.0), (x - 5.0 - width, _BELOW)]
    inside = [Spot(left, y, middle, cost) for left, cost in sides if 2.0 <= left <= on.width - width - 2.0]
    spots = inside or [Spot(max(min(x + 5.0, on.width - width - 2.0), 2.0), y, middle)]
    return Wanted(text, species, tuple(spots), 0.5 * length)


def _reaches(trace: Trace, diagram: BandDiagram) -> bool:
    left, right = diagram.limits
    seen = np.flatnonzero(np.isfinite(trace.V))
    return bool(seen.size and trace.x[seen[-1]] >= right - 1e-6 * (right - left))


def _goes_on(trace: Trace, diagram: BandDiagram) -> bool:
    """Whether a line of the same name begins where this one ends: it stands once, at the end of both."""
    left, right = diagram.limits
    nearby = 1e-6 * (right - left)
    return any(
        other is not trace
        and other.species == trace.species
        and trace_text(other) == trace_text(trace)
        and abs(other.x[0] - trace.x[-1]) <= nearby < other.x[-1] - trace.x[-1]
        and abs(other.V[0] - trace.V[-1]) <= 1e-6
        for other in diagram.traces
    )
