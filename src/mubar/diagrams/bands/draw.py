"""A band diagram in Matplotlib: the figure for print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..style import applied
from .axes import Axis, across, upward
from .ink import Rectangle
from .levels import Levels
from .naming import SIZE, margin, needed_height, text_width
from .panels import Plot, legend_width
from .scale import voltage_scale
from .sheet import Box, Sheet
from .theme import LIGHT, Theme
from .typeset import digits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .description import BandDiagram

# Points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 7.0, 22.0, 9.0
_ABOVE = 14.0
"""Names of interfaces."""
_STRIP, _PANEL, _GAP = 16.0, 61.0, 9.0
_AXIS = 30.0
"""Ticks and name of x."""
_BESIDE, _BETWEEN = 137.0, 54.0
_LINE, _PRINT = 11.0, 6.5
"""Of the small print."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands, in points from the lower left corner; the same for all frames of a film."""

    width: float
    height: float
    on: Rectangle
    main: Box
    below: tuple[tuple[Box, Axis], ...]
    beside: tuple[tuple[Box, Axis, Axis], ...]

    @classmethod
    def of(cls, diagrams: Sequence[BandDiagram], width: float, height: float) -> Layout:
        """Room for all frames; ``width`` by ``height`` inch, without what stands beside, below and above."""
        first = diagrams[0]
        scale = voltage_scale(*diagrams)
        wide = 72.0 * width - _LEFT - _RIGHT
        right = max(max(margin(d), legend_width(d.below)) for d in diagrams)
        inner = wide - right
        tall = max(72.0 * height, max(needed_height(d, inner, scale) for d in diagrams) + 8.0)
        top = _TOP + _ABOVE * any(i.name or i.passes for i in first.interfaces)
        foot = _LINE * max(len(_small_print(d, wide)) for d in diagrams) + _BOTTOM
        axis = _AXIS if first.x_label else 5.0
        total = float(np.ceil(top + tall + _STRIP + len(first.below) * (_PANEL + _GAP) + axis + foot))
        bottom = total - top - tall
        below, edge = [], bottom - _STRIP
        for k in range(len(first.below)):
            box = (_LEFT, edge - _GAP - _PANEL, _LEFT + inner, edge - _GAP)
            below.append((box, upward([d.below[k] for d in diagrams])))
            edge -= _GAP + _PANEL
        beside, count = [], len(first.beside)
        for k in range(count):
            panels = [d.beside[k] for d in diagrams]
            each = (tall + _STRIP) / count
            low = (
                total
                - top
                - (k + 1) * each
                + (0.0 if first.x_label else 0.5 * _AXIS)
                + _AXIS * (k < count - 1)
            )
            left = 72.0 * width + _BETWEEN - _RIGHT
            beside.append(
                ((left, low, left + _BESIDE, total - top - k * each), across(panels), upward(panels))
            )
        return cls(
            width=72.0 * width + (_BETWEEN + _BESIDE) * bool(count),
            height=total,
            on=Rectangle(inner, tall, first.limits, scale),
            main=(_LEFT, bottom, _LEFT + inner, bottom + tall),
            below=tuple(below),
            beside=tuple(beside),
        )


def band_figure(
    diagram: BandDiagram, theme: Theme = LIGHT, width: float = 6.0, height: float = 2.9
) -> Figure:
    """The figure; the levels are drawn ``height`` inch high, or higher where their names need it.

    ``width`` inch, plus that of plots beside. The same diagram gives the same figure, whatever the user's
    Matplotlib settings.
    """
    layout = Layout.of([diagram], width, height)
    sheet = Sheet(layout.width, layout.height)
    backdrop(sheet, diagram, layout, theme)
    content(sheet, diagram, layout, theme)
    with applied():
        from ..figure import new_figure

        figure = new_figure(layout.width / 72.0, layout.height / 72.0)
        figure.set_facecolor(theme.background)
        sheet.onto(figure)
    return figure


def backdrop(sheet: Sheet, diagram: BandDiagram, layout: Layout, theme: Theme) -> None:
    """What is the same in all frames of a film."""
    levels = Levels(sheet, diagram, layout.on, layout.main, theme)
    levels.fills(layout.main)
    levels.frame()
    levels.interface_names()
    levels.region_strip(_STRIP)
    for (box, y), panel in zip(layout.below, diagram.below, strict=True):
        levels.fills(box)
        Plot(sheet, box, Axis(*diagram.limits), y, theme).frame(panel.y_label)
    left, bottom, right, _ = layout.below[-1][0] if layout.below else layout.main
    edge = bottom - _STRIP * (not layout.below)
    if diagram.x_label:
        Plot(sheet, (left, edge, right, edge), Axis(*diagram.limits), Axis(0.0, 1.0), theme).x_axis(
            diagram.x_label
        )
    for (box, x, y), panel in zip(layout.beside, diagram.beside, strict=True):
        plot = Plot(sheet, box, x, y, theme)
        plot.frame(panel.y_label)
        plot.x_axis(panel.x_label)
    _title(sheet, diagram, layout, theme)


def content(sheet: Sheet, diagram: BandDiagram, layout: Layout, theme: Theme) -> None:
    """What moves."""
    levels = Levels(sheet, diagram, layout.on, layout.main, theme)
    levels.lines()
    levels.marks()
    levels.captions()
    for (box, y), panel in zip(layout.below, diagram.below, strict=True):
        Plot(sheet, box, Axis(*diagram.limits), y, theme).curves(panel, diagram, outside=True)
    for (box, x, y), panel in zip(layout.beside, diagram.beside, strict=True):
        Plot(sheet, box, x, y, theme).curves(panel, diagram, outside=False)
    if diagram.time is not None:
        right = layout.main[0] + 72.0 * _inches(layout)
        sheet.write(f"{diagram.time:.4g} s", right, sheet.height - 11.0, theme.muted, SIZE, across=1.0)
    printed = _small_print(diagram, 72.0 * _inches(layout))
    for k, line in enumerate(printed):
        y = _BOTTOM + _LINE * (len(printed) - 1 - k)
        sheet.write(line, _LEFT, y, theme.muted, _PRINT)


def _inches(layout: Layout) -> float:
    """Between the margins, without what stands beside."""
    beside = (_BETWEEN + _BESIDE) * bool(layout.beside)
    return (layout.width - beside - _LEFT - _RIGHT) / 72.0


def _title(sheet: Sheet, diagram: BandDiagram, layout: Layout, theme: Theme) -> None:
    at = "" if diagram.time is None else f"{diagram.time:.4g} s"
    room = 72.0 * _inches(layout) - text_width(at) - 24.0 * bool(at)
    text, size = diagram.title, 9.5
    while size > 7.5 and _bold(text, size) > room:
        size -= 0.5
    while len(text) > 1 and _bold(text, size) > room:
        text = text[:-2].rstrip() + "…"
    sheet.write(text, _LEFT, sheet.height - 11.0, theme.ink, size, bold=True)


def _bold(text: str, size: float) -> float:
    from .lettering import lettering

    return lettering(text, size, bold=True).width


def _small_print(diagram: BandDiagram, width: float) -> list[str]:
    """Readings, but for zeros, and conventions in lines of at most ``width`` points."""
    said = [f"{r.name} {digits(r.value)} {r.unit}".strip() for r in diagram.readings if r.value]
    said += [text for text in (diagram.conventions.zero, diagram.conventions.standard) if text]
    lines: list[str] = []
    for text in said:
        joined = f"{lines[-1]};  {text}" if lines else text
        if lines and text_width(joined, _PRINT) <= width:
            lines[-1] = joined
        else:
            lines.append(text)
    return lines
