"""What is drawn on the rectangle of levels: fills, lines, marks, arrows, names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .ink import TAIL, Rectangle, beside, upright
from .kinds import ImpliedLevel, InnerPotential, StandardVoltage
from .labels import place
from .naming import CURRENT, SIZE, Name, names, text_width
from .panels import TICK
from .parts import Trace
from .scale import tick_texts
from .sheet import Box, Sheet
from .theme import Theme
from .typeset import interface_text

if TYPE_CHECKING:
    from .description import BandDiagram

_WEIGHTS = (2.3, 1.4, 0.9)
"""Of a species' main line, and of those of further phases in the same place."""


class Levels:
    """A diagram's rectangle at its ``box`` on a sheet."""

    def __init__(self, sheet: Sheet, diagram: BandDiagram, on: Rectangle, box: Box, theme: Theme) -> None:
        self.sheet, self.diagram, self.on, self.theme = sheet, diagram, on, theme
        self.left, self.bottom, self.right, self.top = box

    def at(self, x: Any, V: Any) -> tuple[Any, Any]:
        """Points on the sheet."""
        across, up = self.on.points(np.asarray(x, float), np.asarray(V, float))
        return self.left + across, self.bottom + up

    def colour(self, species: str) -> str:
        return self.theme.of(self.diagram.colours.get(species))

    # what stands still --------------------------------------------------------------------------------------
    def fills(self, box: Box) -> None:
        """Regions, and lines at the interfaces between them, over a box that shares x."""
        _, bottom, _, top = box
        for region in self.diagram.regions:
            (a, b), _ = self.at([region.left, region.right], [0.0, 0.0])
            self.sheet.box((a, bottom, b, top), self.theme.fills[region.fill])
        for each in self.diagram.interfaces:
            x = float(self.at(each.x, 0.0)[0])
            self.sheet.line([x, x], [bottom, top], self.theme.muted, 0.6, (5.0, 3.0) if each.passes else None)

    def frame(self) -> None:
        """The axis of voltage with its breaks."""
        sheet, theme, scale = self.sheet, self.theme, self.on.scale
        stretches = scale.stretches
        for low, high in stretches:
            _, (a, b) = self.at([0.0, 0.0], [low, high])
            sheet.line([self.left] * 2, [a, b], theme.muted, 0.6)
        for (_, below), (above, _) in pairwise(stretches):
            _, (a, b) = self.at([0.0, 0.0], [below, above])
            sheet.box((self.left - 0.5, a, self.right, b), theme.background)
            for y in (a, b):
                sheet.line([self.left, self.right], [y, y], theme.muted, 0.5, (1.0, 2.5))
                sheet.line([self.left - 3.0, self.left + 3.0], [y - 2.5, y + 2.5], theme.muted, 0.8)
        ticks = scale.ticks()
        for V, text in zip(ticks, tick_texts(ticks), strict=True):
            y = float(self.at(0.0, V)[1])
            sheet.line([self.left - 3.0, self.left], [y, y], theme.muted, 0.6)
            sheet.write(text, self.left - 5.0, y, theme.ink, TICK, across=1.0)
        middle = 0.5 * (self.bottom + self.top)
        sheet.write(self.diagram.y_label, self.left - 38.0, middle, theme.ink, 8.0, across=0.5, upright=True)

    def interface_names(self) -> None:
        """Above the rectangle, apart from each other."""
        named = [i for i in self.diagram.interfaces if i.name or i.passes]
        texts = [interface_text(i) for i in named]
        at = [self.on.at(i.x, 0.0)[0] for i in named]
        placed = place(at, [text_width(t, 7.0) + 4.0 for t in texts], 0.0, self.on.width, 2.0)
        for x, text in zip(placed, texts, strict=True):
            self.sheet.write(text, self.left + float(x), self.top + 7.0, self.theme.muted, 7.0, across=0.5)

    def region_strip(self, height: float) -> None:
        """Names of the regions on their fills; smaller where they are many, cut where they are long."""
        self.fills((self.left, self.bottom - height, self.right, self.bottom))
        for y in (self.bottom, self.bottom - height):
            self.sheet.line([self.left, self.right], [y, y], self.theme.muted, 0.6)
        regions, size = self.diagram.regions, 7.5
        texts = [r.name for r in regions]
        while size > 5.5 and sum(text_width(t, size) + 5.0 for t in texts) > self.on.width:
            size -= 0.5
        room = self.on.width / max(len(texts), 1)
        while sum(text_width(t, size) + 5.0 for t in texts) > self.on.width and any(
            len(t) > 2 for t in texts
        ):
            texts = [t if text_width(t, size) + 5.0 <= room else t[:-2].rstrip() + "…" for t in texts]
        at = [self.on.at(0.5 * (r.left + r.right), 0.0)[0] for r in regions]
        placed = place(at, [text_width(t, size) + 5.0 for t in texts], 0.0, self.on.width)
        for k, (x, text) in enumerate(zip(placed, texts, strict=True)):
            middle = self.bottom - 0.5 * height
            self.sheet.write(
                text, self.left + float(x), middle, self.theme.ink, size, across=0.5, name=f"region-{k}"
            )

    # what moves ---------------------------------------------------------------------------------------------
    def lines(self) -> None:
        """The traces; dashes over what they coincide with. A steep line crosses a break straight."""
        order = sorted(enumerate(self.diagram.traces), key=lambda each: _depth(each[1]))
        for k, trace in order:
            x, y = self.at(trace.x, trace.V)
            colour, look = self.colour(trace.species), _look(trace)
            for a in np.flatnonzero(_alone(trace.V)):
                self.sheet.line([x[a] - 4.5, x[a] + 4.5], [y[a], y[a]], colour, **look, name=f"trace-{k}")
            if look.get("dashes"):  # seen over a line of the same lightness as well
                self.sheet.line(x, y, self.theme.background, 0.7 * look["width"])
            self.sheet.line(x, y, colour, **look, name=f"trace-{k}")

    def marks(self) -> None:
        """Reactions, gaps, currents."""
        sheet, theme = self.sheet, self.theme
        for k, mark in enumerate(self.diagram.reactions):
            x, y = self.at([mark.x] * len(mark.levels), [level.V for level in mark.levels])
            low, high = float(y.min()), float(y.max())
            sheet.line([x[0], x[0]], [low, high], theme.ink, 0.8)
            for level, at in zip(mark.levels, y.tolist(), strict=True):
                towards = 0.5 * (low + high) - at
                if level.gives and abs(towards) > 9.0:
                    near, far = at + 0.12 * towards, at + 0.8 * towards
                    ends = (near, far) if level.gives > 0 else (far, near)
                    sheet.arrow((x[0], ends[0]), (x[0], ends[1]), theme.current, 1.1, 6.0, name=f"charge-{k}")
            for level, at in zip(mark.levels, y.tolist(), strict=True):
                sheet.dot(x[0], at, 2.6, self.colour(level.species), theme.background, 0.8, name=f"dot-{k}")
        for k, gap in enumerate(self.diagram.gaps):
            x, low, high, narrow = np.add(upright(self.on, gap), (self.left, self.bottom, self.bottom, 0.0))
            if not narrow:
                sheet.arrow((x, low), (x, high), theme.ink, 0.8, 4.5, both=True, name=f"gap-{k}")
            else:  # heads from outside
                sheet.line([x, x], [low, high], theme.ink, 0.8, name=f"gap-{k}")
                for end, way in ((high, -TAIL), (low, TAIL)):
                    sheet.arrow((x, end), (x, end + way), theme.ink, 0.8, 4.5, name=f"gap-{k}")
        for k, arrow in enumerate(self.diagram.currents):
            if (arrow.x_start, arrow.V_start) != (arrow.x_end, arrow.V_end):  # else nothing flows
                start, end = (np.add(p, (self.left, self.bottom)).tolist() for p in beside(self.on, arrow))
                sheet.arrow(tuple(start), tuple(end), theme.current, 1.7, 7.0, name=f"current-{k}")

    def captions(self) -> None:
        """Names in the colours of what they name, with leaders to it where they had to move."""
        placed = names(self.diagram, self.on)
        colours = [self.theme.current if n.species == CURRENT else self.colour(n.species) for n in placed]
        for name, colour in zip(placed, colours, strict=True):
            if name.moved:
                (a, b), (c, d) = name.anchor, _leader(name)
                self.sheet.line(self.left + np.array([a, c]), self.bottom + np.array([b, d]), colour, 0.5)
        for k, (name, colour) in enumerate(zip(placed, colours, strict=True)):
            x, y = self.left + name.left, self.bottom + name.centre
            self.sheet.write(name.text, x, y, colour, SIZE, halo=self.theme.background, name=f"name-{k}")


def _depth(trace: Trace) -> int:
    if isinstance(trace.kind, (ImpliedLevel, InnerPotential)):
        return 2
    return 0 if isinstance(trace.kind, StandardVoltage) else 1


def _look(trace: Trace) -> dict[str, Any]:
    """V heavy, V° light, implied levels and φ dashed."""
    if isinstance(trace.kind, StandardVoltage):
        return {"width": 0.9, "alpha": 0.75}
    if isinstance(trace.kind, (ImpliedLevel, InnerPotential)):
        return {"width": 1.3, "dashes": (4.5, 2.0)}
    return {"width": _WEIGHTS[trace.rank]}


def _alone(V: np.ndarray) -> np.ndarray:
    """Points without a neighbour, which a line would not show."""
    there = np.concatenate([[False], np.isfinite(V), [False]])
    return there[1:-1] & ~there[:-2] & ~there[2:]


def _leader(name: Name) -> tuple[float, float]:
    """Where a leader ends at a name's box."""
    _, bottom, _, top = name.box
    x, y = name.anchor
    if name.left <= x <= name.left + name.width:
        return x, bottom if y < name.centre else top
    return (name.left - 1.0 if x < name.left else name.left + name.width + 1.0), name.centre
