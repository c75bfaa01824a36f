"""Where panels and the heading of a figure stand: one or two columns that share their horizontal axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mubar.simulation.solution import Solution, Status
from mubar.simulation.throughput import throughput

from .style import LITHIUM, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inch. The width is that of two columns of a journal.
WIDTH, LEFT, BETWEEN, RIGHT = 7.2, 0.55, 0.72, 0.08
TOP, BOTTOM, GAP = 0.62, 0.42, 0.13
_LEGEND_ROW = 0.16
"""Height of a legend's row, inch."""
_SMALLEST = 0.8
"""How much smaller a line of the heading may become before it is cut."""


@dataclass(frozen=True)
class Panel:
    """A part of a column, ``height`` inch; those of a column shorter than its neighbour grow alike."""

    height: float
    draw: Callable[[Axes, Any], None]
    gap: float = GAP
    """To the panel above, inch."""


def page(
    columns: Sequence[Sequence[Panel]], shared: Sequence[bool] = (True, True)
) -> tuple[Figure, list[list[Axes]]]:
    """An empty figure with axes from top to bottom for every column; ``shared``: whether those of a column
    share their horizontal axis, which the lowest then names.
    """
    from .figure import new_figure

    height = max(sum(p.height + p.gap for p in column) - column[0].gap for column in columns)
    width = (WIDTH - LEFT - RIGHT - BETWEEN * (len(columns) - 1)) / len(columns)
    figure = new_figure(WIDTH, TOP + height + BOTTOM)
    return figure, [
        _placed(figure, column, (LEFT + k * (width + BETWEEN), width, height), together)
        for k, (column, together) in enumerate(zip(columns, shared, strict=False))
    ]


def _placed(
    figure: Figure, column: Sequence[Panel], box: tuple[float, float, float], shared: bool
) -> list[Axes]:
    """Axes from top to bottom in ``box``: left, width, height in inch above the lower margin."""
    left, width, height = box
    total_width, total_height = figure.get_size_inches()
    room = height - sum(panel.gap for panel in column[1:])
    stretch = room / sum(p.height for p in column)
    axes: list[Axes] = []
    top = BOTTOM + height
    for k, panel in enumerate(column):
        h, top = panel.height * stretch, top - (panel.gap if k else 0.0)
        at = (left / total_width, (top - h) / total_height, width / total_width, h / total_height)
        axes.append(figure.add_axes(at, sharex=axes[0] if axes and shared else None))
        top -= h
    for axis in axes[:-1] if shared else ():
        axis.tick_params(labelbottom=False)
    return axes


def headroom(ax: Axes) -> None:
    """A legend in two columns, and room for it above the lines."""
    legend = ax.legend(loc="upper left", ncols=2, borderaxespad=0.2, columnspacing=0.8, handletextpad=0.5)
    rows = (len(legend.get_texts()) + 1) // 2
    low, high = ax.get_ylim()
    share = rows * _LEGEND_ROW / (ax.get_window_extent().height / ax.figure.dpi)
    ax.set_ylim(low, low + (high - low) / (1 - min(share, 0.5)))


def heading(
    figure: Figure, solution: Solution, notes: Sequence[str] = (), kept: float = 0.0, numbers: bool = True
) -> None:
    """Title; how the run ended if not well, ``notes``, the run in ``numbers``, ``kept`` inch free beside."""
    total = throughput(solution)
    said = [] if solution.status is Status.SUCCESS else [solution.status.value]
    said += notes
    said += [
        f"{verb} {capacity[-1]:.4g} A h, {energy[-1]:.4g} W h"
        for verb, capacity, energy in (
            ("discharged", total.discharged_capacity, total.discharged_energy),
            ("charged", total.charged_capacity, total.charged_energy),
        )
        if numbers and capacity[-1] > 0
    ]
    colour = MUTED if solution.status.success else LITHIUM
    _line(figure, 0.18, solution.title, 9.5, weight="bold")
    _line(figure, 0.36, "; ".join(said), 8.0, kept=kept, color=colour)


def _line(
    figure: Figure,
    below_top: float,
    text: str,
    size: float,
    weight: str = "normal",
    kept: float = 0.0,
    **style: Any,
) -> None:
    """A line of text across the figure, ``below_top`` inch; smaller, then shorter, if it is too long."""
    width, height = figure.get_size_inches()
    room = 0.98 * (width - LEFT - RIGHT) - kept
    size *= min(1.0, max(_SMALLEST, room / max(_length(text, size, weight), room)))
    shown = text = text[:200]
    while len(text) > 1 and _length(shown, size, weight) > room:
        text = text[:-1]
        shown = text.rstrip() + "…"
    x, y = LEFT / width, 1 - below_top / height
    figure.text(x, y, shown, size=size, weight=weight, va="center", parse_math=False, **style)


def _length(text: str, size: float, weight: str) -> float:
    """Inch, as the outlines have it: what is drawn depends a little on the resolution."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / 72
