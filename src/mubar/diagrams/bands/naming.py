"""Names, placed: boxes in points on the drawing's rectangle, moved apart and off what is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .ink import Ink, Rectangle, ink, upright
from .ink import beside as following
from .labels import Box, place, settle, stacks
from .lettering import lettering
from .parts import Trace
from .scale import VoltageScale
from .sheet import runs
from .spots import ALONG, CENTRED, HEIGHT, Spot, along, beside, beyond
from .typeset import equation_text, species_text, trace_text

if TYPE_CHECKING:
    from .description import BandDiagram

SIZE = 8.0
"""Points."""
CURRENT = "current"
"""Stands for a species in names that have the arrows' colour."""
_APART = 4.0
_CLEAR = 2.0
"""Of lines and arrows to both sides."""
_BEYOND = 6.0
"""From the right end to the names there."""


@dataclass(frozen=True)
class Wanted:
    """A text with what it names and the spots where it would like to be, the best first."""

    text: str
    species: str
    spots: tuple[Spot, ...]

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
        return self.left, self.centre - 0.5 * HEIGHT, self.left + self.width, self.centre + 0.5 * HEIGHT


def names(diagram: BandDiagram, on: Rectangle) -> list[Name]:
    """Every name, placed. Names of traces that reach the right end stand beyond it."""
    wanted = list(_all(diagram, on))
    if not wanted:
        return []
    centres = np.array([w.spots[0].centre for w in wanted])
    for group in _stacks(wanted):
        centres[group] = place(centres[group].tolist(), [HEIGHT] * len(group), 0.0, on.height)
    drawn = ink(diagram, on)
    boxes = [_box(w, y, drawn, on) for w, y in zip(wanted, centres, strict=True)]
    return [
        _name(w, w.spots[choice], centre) for w, (choice, centre) in zip(wanted, settle(boxes), strict=True)
    ]


def _name(wanted: Wanted, spot: Spot, centre: float) -> Name:
    (x, y), off = spot.anchor, centre - spot.centre
    anchor = x, y + max(min(centre - y, spot.reach), -spot.reach)
    moved = abs(off) > 0.5 * HEIGHT + spot.reach
    return Name(wanted.text, wanted.species, spot.left, wanted.width, centre, anchor, moved)


def margin(diagram: BandDiagram) -> float:
    """Width of the names beyond the right end, points."""
    ends = [text_width(trace_text(t)) for t in diagram.traces if _reaches(t, diagram)]
    return max(ends, default=0.0) + _BEYOND


def needed_height(diagram: BandDiagram, width: float, scale: VoltageScale) -> float:
    """Height in points at which every stack of names has room."""
    wanted = list(_all(diagram, Rectangle(width, 1.0, diagram.limits, scale)))
    return max((HEIGHT * len(group) for group in _stacks(wanted)), default=0.0)


def text_width(text: str, size: float = SIZE) -> float:
    """Points."""
    return lettering(text, size).width


def _stacks(wanted: list[Wanted]) -> list[list[int]]:
    lefts = [w.spots[0].left for w in wanted]
    return stacks(lefts, [left + w.width + _APART for left, w in zip(lefts, wanted, strict=True)])


def _box(wanted: Wanted, centre: float, drawn: Ink, on: Rectangle) -> Box:
    heights = np.arange(int(on.height) + 1)
    outside = (heights < 0.5 * HEIGHT) | (heights > on.height - 0.5 * HEIGHT)
    rows = []
    for spot in wanted.spots:
        covered = drawn.under(spot.left - _CLEAR, wanted.width + 2.0 * _CLEAR, HEIGHT, heights.size)
        rows.append(np.where(outside, np.inf, spot.costs(heights) + covered))
    return Box(wanted.width + _APART, HEIGHT, centre, [s.left for s in wanted.spots], np.stack(rows))


def _all(diagram: BandDiagram, on: Rectangle) -> Iterable[Wanted]:
    """Names of traces, gaps, currents and reactions."""
    lines = [on.points(trace.x, trace.V) for trace in diagram.traces]
    for k, trace in enumerate(diagram.traces):
        if np.isfinite(trace.V).any() and not _goes_on(trace, diagram):
            yield _of_trace(k, lines, diagram, on)
    for gap in diagram.gaps:
        x, low, high, _ = upright(on, gap)
        yield Wanted(gap.label, "", beside(x, low, high, text_width(gap.label), on))
    for arrow in diagram.currents:
        start, end = following(on, arrow)
        if arrow.label and start != end:
            x, y = np.transpose(sorted((start, end)))
            text = species_text(arrow.label)
            width, steep = text_width(text), np.ptp(x) < 0.5 * text_width(text)
            spots = (
                beside(float(x.mean()), float(y.min()), float(y.max()), width, on)
                if steep
                else along(CENTRED, x, y, width, on)
            )
            yield Wanted(text, CURRENT, spots)
    for mark in diagram.reactions:
        if mark.equation:
            text = equation_text(mark.equation, mark.direction)
            ends = [on.at(mark.x, level.V) for level in mark.levels]
            heights = [y for _, y in ends]
            yield Wanted(text, "", beside(ends[0][0], min(heights), max(heights), text_width(text), on))


def _of_trace(
    k: int, lines: list[tuple[np.ndarray, np.ndarray]], diagram: BandDiagram, on: Rectangle
) -> Wanted:
    """At the end of the last piece of line ``k``, or elsewhere along it."""
    trace, (x, y) = diagram.traces[k], lines[k]
    text = trace_text(trace)
    last = slice(*runs(np.isfinite(y))[-1])
    if _reaches(trace, diagram):
        end = float(x[last][-1]), float(y[last][-1])
        return Wanted(text, trace.species, (Spot(on.width + _BEYOND, end[1], end),))
    width = text_width(text)
    spots = (*along(ALONG, x[last], y[last], width, on), *beyond(x[last], y[last], width, on))
    at = [spot.anchor[0] for spot in spots]
    others = [np.interp(at, *each, np.nan, np.nan) for i, each in enumerate(lines) if i != k]
    strangers = np.reshape(others, (len(others), len(spots))).T.tolist()
    told = (replace(spot, strangers=tuple(those)) for spot, those in zip(spots, strangers, strict=True))
    return Wanted(text, trace.species, tuple(told))


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
