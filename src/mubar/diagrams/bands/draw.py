"""A band diagram in Matplotlib: the figure for print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..style import applied
from . import levels
from .naming import SIZE, Rectangle, margin, names, needed_height, text_width
from .parts import Curve, Panel
from .scale import voltage_scale
from .theme import LIGHT, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .description import BandDiagram

# Inch.
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.72, 0.1, 0.3, 0.12
_ABOVE = 0.2
"""Names of interfaces."""
_STRIP, _PANEL, _GAP = 0.22, 0.85, 0.12
_TICKS, _X_LABEL = 0.2, 0.2
_BESIDE, _BETWEEN = 1.9, 0.75
_LINE = 0.15
"""Of the small print."""


def band_figure(
    diagram: BandDiagram, theme: Theme = LIGHT, width: float = 6.0, height: float = 2.9
) -> Figure:
    """The figure; the levels are drawn ``height`` inch high, or higher where their names need it.

    ``width`` inch, plus that of plots beside. The same diagram gives the same figure, whatever the user's
    Matplotlib settings.
    """
    with applied():
        from ..figure import new_figure

        scale = voltage_scale(diagram)
        across = width - _LEFT - _RIGHT - max(margin(diagram), _legends(diagram)) / 72
        height = max(height, needed_height(diagram, 72 * across, scale) / 72 + 0.1)
        small_print = _small_print(diagram, width - _LEFT - _RIGHT)
        above = _TOP + (_ABOVE if any(i.name or i.passes for i in diagram.interfaces) else 0.0)
        axis = (_TICKS + _X_LABEL if diagram.x_label else 0.04) + 0.02
        below = _STRIP + len(diagram.below) * (_PANEL + _GAP) + axis
        total = above + height + below + _LINE * len(small_print) + _BOTTOM
        beside = (_BETWEEN + _BESIDE) * bool(diagram.beside)
        figure = new_figure(width + beside, total)
        figure.set_facecolor(theme.background)

        def axes(left: float, top: float, w: float, h: float, **shared: Any) -> Axes:
            size = figure.get_size_inches()
            box = (left / size[0], 1 - (top + h) / size[1], w / size[0], h / size[1])
            return _plain(figure.add_axes(box, **shared), theme)

        main = axes(_LEFT, above, across, height)
        main.set(xlim=diagram.limits, ylim=(0.0, 1.0))
        on = Rectangle(72 * across, 72 * height, diagram.limits, scale)
        levels.frame(main, diagram, on, theme)
        levels.lines(main, diagram, scale, theme)
        levels.marks(main, diagram, on, theme)
        levels.captions(main, names(diagram, on), diagram, theme)
        levels.interface_names(main, diagram, on, theme)
        top = above + height
        lowest = axes(_LEFT, top, across, _STRIP, sharex=main)
        levels.region_strip(lowest, diagram, on, theme)
        top += _STRIP + _GAP
        for panel in diagram.below:
            lowest = axes(_LEFT, top, across, _PANEL, sharex=main)
            levels.fills(lowest, diagram, theme)
            _panel(lowest, panel, diagram, theme)
            top += _PANEL + _GAP
        _x_axis(figure, main, lowest, diagram, theme)
        for k, panel in enumerate(diagram.beside):
            each = height / len(diagram.beside)
            place = axes(
                width + _BETWEEN - _RIGHT, above + k * each, _BESIDE, each - 0.5 * (len(diagram.beside) > 1)
            )
            _panel(place, panel, diagram, theme)
            place.set_xlabel(panel.x_label, color=theme.ink)
        _heading(figure, diagram, theme)
        for k, line in enumerate(small_print):
            y = (_BOTTOM + _LINE * (len(small_print) - 1 - k)) / total
            figure.text(
                _LEFT / figure.get_size_inches()[0], y, line, size=6.5, color=theme.muted, va="center",
                parse_math=False,
            )  # fmt: skip
    return figure


def _plain(ax: Axes, theme: Theme) -> Axes:
    ax.set_facecolor(theme.background)
    ax.tick_params(colors=theme.muted, labelcolor=theme.ink)
    for spine in ax.spines.values():
        spine.set_color(theme.muted)
    return ax


def _panel(ax: Axes, panel: Panel, diagram: BandDiagram, theme: Theme) -> None:
    """Curves with a legend where there are several, marked points, a line at zero where they cross it."""
    for k, curve in enumerate(panel.curves):
        colour = theme.of(diagram.colours.get(curve.species))
        style = _CURVES[k % len(_CURVES)] if not curve.species else "-"
        if curve.filled:
            ax.fill_between(curve.x, 0.0, curve.y, color=colour, alpha=0.25, lw=0)
        ax.plot(curve.x, curve.y, color=colour, lw=1.2, ls=style, label=_curve_text(curve))
    for x, y in panel.points:
        ax.plot([x], [y], "o", ms=4.5, mfc=theme.background, mec=theme.ink, mew=1.0, zorder=5)
    if panel.logarithmic:
        ax.set_yscale("log")
    elif _crosses_zero(panel):
        ax.axhline(0.0, color=theme.muted, lw=0.5, zorder=1)
    if len(panel.curves) > 1:
        beside: dict[str, Any] = {"loc": "best"}
        if not panel.x_label:  # of those below, where names of levels have their margin
            beside = {"loc": "center left", "bbox_to_anchor": (1.0, 0.5), "labelspacing": 0.25}
        ax.legend(labelcolor=theme.ink, fontsize=_LEGEND, handlelength=1.4, borderaxespad=0.4, **beside)
    ax.set_ylabel(_folded(panel.y_label, ax), color=theme.ink, fontsize=7.0, parse_math=False)


def _folded(label: str, ax: Axes) -> str:
    """On two lines where one is longer than the axis."""
    room = ax.get_window_extent().height * 72 / ax.figure.dpi
    return label.replace(" / ", "\n/ ") if text_width(label.replace("$", "S"), 7.0) > room else label


_CURVES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


_LEGEND = 6.5


def _legends(diagram: BandDiagram) -> float:
    """Width of the widest legend beside the panels below, points."""
    several = [p for p in diagram.below if len(p.curves) > 1]
    return max((text_width(_curve_text(c), _LEGEND) + 22.0 for p in several for c in p.curves), default=0.0)


def _curve_text(curve: Curve) -> str:
    from .typeset import plain_text

    return plain_text(curve.label)


def _crosses_zero(panel: Panel) -> bool:
    y = np.concatenate([c.y[np.isfinite(c.y)] for c in panel.curves])
    return bool(y.size) and y.min() < 0.0 < y.max()


def _x_axis(figure: Figure, main: Axes, lowest: Axes, diagram: BandDiagram, theme: Theme) -> None:
    """Ticks at the lowest axes only, none where x has no scale."""
    for ax in figure.axes:
        if ax.get_shared_x_axes().joined(ax, main) or ax is main:
            ax.tick_params(labelbottom=False, bottom=False)
    if diagram.x_label:
        lowest.tick_params(labelbottom=True, bottom=True)
        lowest.set_xlabel(diagram.x_label, color=theme.ink, parse_math=False)
    else:
        lowest.set_xticks([])
    figure.align_ylabels([ax for ax in figure.axes if ax.get_shared_x_axes().joined(ax, main)])


def _heading(figure: Figure, diagram: BandDiagram, theme: Theme) -> None:
    width, height = figure.get_size_inches()
    y = 1 - 0.15 / height
    text, at = diagram.title, "" if diagram.time is None else f"{diagram.time:.4g} s"
    room = 72 * (width - _LEFT - _RIGHT) - text_width(at) - 12.0
    size = 9.5
    while size > 7.5 and text_width(text.replace("$", "S"), size) * 1.12 > room:
        size -= 0.5
    while len(text) > 1 and text_width(text.replace("$", "S"), size) * 1.12 > room:
        text = text[:-2].rstrip() + "…"
    plain: dict[str, Any] = {"va": "center", "parse_math": False}
    figure.text(_LEFT / width, y, text, size=size, weight="bold", color=theme.ink, **plain)
    figure.text(1 - _RIGHT / width, y, at, size=SIZE, ha="right", color=theme.muted, **plain)


def _small_print(diagram: BandDiagram, width: float) -> list[str]:
    """Readings, but for zeros, and conventions in lines of at most ``width`` inch."""
    said = [f"{r.name} {r.value:.4g} {r.unit}".replace("-", "−").strip() for r in diagram.readings if r.value]
    said += [text for text in (diagram.conventions.zero, diagram.conventions.standard) if text]
    lines: list[str] = []
    for text in said:
        joined = f"{lines[-1]};  {text}" if lines else text
        if lines and text_width(joined.replace("$", "S"), 6.5) <= 72 * width:
            lines[-1] = joined
        else:
            lines.append(text)
    return lines
