"""Small plots below and beside the levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .axes import Axis
from .labels import place
from .lettering import lettering
from .parts import Curve, Panel
from .sheet import Box, Sheet
from .theme import Theme
from .typeset import species_text

if TYPE_CHECKING:
    from .description import BandDiagram

SMALL, TICK = 6.5, 7.5
"""Points: of the names of curves, of numbers at axes."""
DASHES = (None, (4.0, 2.0), (1.0, 1.6), (4.0, 1.5, 1.0, 1.5), (8.0, 2.0), (2.5, 1.2))
"""Of the curves of one panel, one after the other, so that they can be told apart without colour."""
_WEIGHT = 1.2
_SAMPLE, _PITCH = 13.0, 9.0
"""A piece of a curve beside its name; lines of names."""


def legend_width(panels: Sequence[Panel]) -> float:
    """Of the widest name beside panels that have several curves, points."""
    named = [c for p in panels if len(p.curves) > 1 for c in p.curves]
    return max((_SAMPLE + 12.0 + lettering(species_text(c.label), SMALL).width for c in named), default=0.0)


class Plot:
    """A box on a sheet with its axes."""

    def __init__(self, sheet: Sheet, box: Box, x: Axis, y: Axis, theme: Theme) -> None:
        self.sheet, self.box, self.x, self.y, self.theme = sheet, box, x, y, theme
        self.left, self.bottom, self.right, self.top = box

    def at(self, x: object, y: object) -> tuple[np.ndarray, np.ndarray]:
        """Points on the sheet."""
        across, up = self.x.share(x), self.y.share(y)
        return self.left + across * (self.right - self.left), self.bottom + up * (self.top - self.bottom)

    def frame(self, label: str) -> None:
        """The y axis with its name, the line at the bottom, one at zero where that is inside."""
        sheet, theme = self.sheet, self.theme
        sheet.line([self.left] * 2, [self.bottom, self.top], theme.muted, 0.6)
        sheet.line([self.left, self.right], [self.bottom] * 2, theme.muted, 0.6)
        for value, text in self.y.ticks(max(3, int((self.top - self.bottom) / 26.0))):
            y = float(self.at(self.x.low, value)[1])
            sheet.line([self.left - 3.0, self.left], [y, y], theme.muted, 0.6)
            sheet.write(text, self.left - 5.0, y, theme.ink, TICK, across=1.0)
        if not self.y.logarithmic and self.y.low < 0.0 < self.y.high:
            y = float(self.at(self.x.low, 0.0)[1])
            sheet.line([self.left, self.right], [y, y], theme.muted, 0.5)
        lines = [label]
        if lettering(label, 7.0).width > self.top - self.bottom:
            lines = [part for part in label.replace(" / ", "\n/ ").split("\n") if part]
        for k, line in enumerate(lines):
            x = self.left - 38.0 - 9.0 * (len(lines) - 1 - k)
            sheet.write(line, x, 0.5 * (self.bottom + self.top), theme.ink, 7.0, across=0.5, upright=True)

    def x_axis(self, label: str) -> None:
        for value, text in self.x.ticks(max(4, int((self.right - self.left) / 50.0))):
            x = float(self.at(value, self.y.low)[0])
            self.sheet.line([x, x], [self.bottom - 3.0, self.bottom], self.theme.muted, 0.6)
            self.sheet.write(text, x, self.bottom - 8.5, self.theme.ink, TICK, across=0.5)
        middle = 0.5 * (self.left + self.right)
        self.sheet.write(label, middle, self.bottom - 21.0, self.theme.ink, 8.0, across=0.5)

    def curves(self, panel: Panel, diagram: BandDiagram, outside: bool) -> None:
        """With their names, where there are several, to the right (``outside``) or in the emptiest corner."""
        size = np.abs if panel.logarithmic else np.asarray
        drawn = [self.at(c.x, size(c.y)) for c in panel.curves]
        colours = [self.theme.of(diagram.colours.get(c.species)) for c in panel.curves]
        base = float(self.at(self.x.low, self.y.low if panel.logarithmic else 0.0)[1])
        for (x, y), curve, colour in zip(drawn, panel.curves, colours, strict=True):
            if curve.filled:
                self.sheet.area(x, y, base, colour, 0.2, self.box)
        for k, ((x, y), colour) in enumerate(zip(drawn, colours, strict=True)):
            self.sheet.line(x, y, colour, _WEIGHT, DASHES[k % len(DASHES)], clip=self.box)
        for a, b in panel.points:
            x, y = self.at(a, size(b))
            self.sheet.dot(float(x), float(y), 2.3, self.theme.background, self.theme.ink, 1.0)
        if len(panel.curves) > 1:
            ends = [y[np.isfinite(y)] for _, y in drawn]
            wanted = [float(y[-1]) if y.size else base for y in ends]
            self._legend(panel.curves, colours, drawn, wanted, outside)

    def _legend(
        self,
        curves: Sequence[Curve],
        colours: Sequence[str],
        drawn: Sequence[tuple[np.ndarray, np.ndarray]],
        wanted: Sequence[float],
        outside: bool,
    ) -> None:
        texts = [species_text(c.label) for c in curves]
        heights = place(wanted, [_PITCH] * len(curves), self.bottom, self.top)
        left = self.right + 6.0
        if not outside:
            width = _SAMPLE + 4.0 + max(lettering(t, SMALL).width for t in texts)
            tall = _PITCH * len(curves)
            corners = [
                (x, y)
                for y in (self.top - tall, self.bottom + 2.0)
                for x in (self.right - width, self.left + 4.0)
            ]

            def covered(corner: tuple[float, float]) -> int:
                x, y = corner
                inside = [
                    (x - 4 < a) & (a < x + width + 4) & (y - 4 < b) & (b < y + tall + 4) for a, b in drawn
                ]
                return sum(int(i.sum()) for i in inside)

            left, low = min(corners, key=covered)
            heights = low + _PITCH * (np.arange(len(curves))[::-1] + 0.5)
        for k, (text, colour, y) in enumerate(zip(texts, colours, heights, strict=True)):
            self.sheet.line([left, left + _SAMPLE], [y, y], colour, _WEIGHT, DASHES[k % len(DASHES)])
            self.sheet.write(text, left + _SAMPLE + 4.0, float(y), self.theme.ink, SMALL)
