"""The overview figure: what happened at the terminals on the left, what happened inside on the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Solution, Status
from mubar.simulation.throughput import throughput

from . import across_cell, over_time
from .scene import Scene
from .style import LITHIUM, MUTED, applied

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inch. The width is that of two columns of a journal.
_WIDTH, _LEFT, _BETWEEN, _RIGHT = 7.2, 0.55, 0.72, 0.08
_TOP, _BOTTOM, _GAP = 0.62, 0.42, 0.13
_SMALLEST = 0.8
"""How much smaller a line of the heading may become before it is cut."""


@dataclass(frozen=True)
class _Panel:
    height: float
    """Inch; panels of a column that is shorter than its neighbour grow alike."""
    draw: Callable[[Axes, Scene], None]


def overview(solution: Solution, measured: Measurement | None = None) -> Figure:
    """Draw a solution, with measured voltage and current laid over it if given.

    Panels for which the solution has no fields are left out. The same input draws the same figure, whatever
    the user's Matplotlib settings. Raises InputError where the measured times lie outside the simulated ones.
    """
    scene = Scene(solution, measured)
    columns = [c for c in (_over_time(scene), _across_cell(scene)) if c]
    height = max(sum(p.height + _GAP for p in column) for column in columns) - _GAP
    width = (_WIDTH - _LEFT - _RIGHT - _BETWEEN * (len(columns) - 1)) / len(columns)
    with applied():
        from .figure import new_figure

        figure = new_figure(_WIDTH, _TOP + height + _BOTTOM)
        for k, column in enumerate(columns):
            axes = _place(figure, column, _LEFT + k * (width + _BETWEEN), width, height)
            for axis, panel in zip(axes, column, strict=True):
                if k == 1:
                    across_cell.parts(axis, scene, names=axis is axes[0])
                panel.draw(axis, scene)
            axes[-1].set_xlabel("Position / µm" if k else f"Time / {scene.scale.name}")
            figure.align_ylabels(axes)
        _heading(figure, scene)
    return figure


def _over_time(scene: Scene) -> list[_Panel]:
    panels = [_Panel(2.3, over_time.voltage), _Panel(0.75, over_time.current)]
    if scene.losses is not None:
        panels.append(_Panel(1.7, over_time.losses))
    if scene.materials(over_time.SURFACE):
        panels.append(_Panel(1.3, over_time.surfaces))
    return panels


def _across_cell(scene: Scene) -> list[_Panel]:
    panels = []
    if "x" in scene.coordinates:
        if {"V_e", "V_Li"} & set(scene.fields):
            panels.append(_Panel(1.9, across_cell.species_voltages))
        if "c_e" in scene.fields:
            panels.append(_Panel(1.4, across_cell.salt))
        if scene.materials("current_density"):
            panels.append(_Panel(1.4, across_cell.reaction))
    return panels


def _place(figure: Figure, column: list[_Panel], left: float, width: float, height: float) -> list[Axes]:
    """Axes from top to bottom that share their horizontal axis, labelled at the lowest."""
    total_width, total_height = figure.get_size_inches()
    room = height - _GAP * (len(column) - 1)
    stretch = room / sum(p.height for p in column)
    axes: list[Axes] = []
    top = _BOTTOM + height
    for panel in column:
        h = panel.height * stretch
        box = (left / total_width, (top - h) / total_height, width / total_width, h / total_height)
        axes.append(figure.add_axes(box, sharex=axes[0] if axes else None))
        top -= h + _GAP
    for axis in axes[:-1]:
        axis.tick_params(labelbottom=False)
    return axes


def _heading(figure: Figure, scene: Scene) -> None:
    """Title; how the run ended if not well, how far it is from what was measured, the run in numbers."""
    solution, measured = scene.solution, scene.measured
    total = throughput(solution)
    notes = [] if solution.status is Status.SUCCESS else [solution.status.value]
    if measured is not None:
        notes.append(f"against the measured voltage: {measured.compare(solution.time, solution.voltage)}")
    notes += [
        f"{verb} {capacity[-1]:.4g} A h, {energy[-1]:.4g} W h"
        for verb, capacity, energy in (
            ("discharged", total.discharged_capacity, total.discharged_energy),
            ("charged", total.charged_capacity, total.charged_energy),
        )
        if capacity[-1] > 0
    ]
    colour = MUTED if solution.status.success else LITHIUM
    _line(figure, 0.18, solution.title, 9.5, weight="bold")
    _line(figure, 0.36, "; ".join(notes), 8.0, color=colour)


def _line(
    figure: Figure, below_top: float, text: str, size: float, weight: str = "normal", **style: Any
) -> None:
    """A line of text across the figure, ``below_top`` inch; smaller, then shorter, if it is too long."""
    width, height = figure.get_size_inches()
    room = 0.98 * (width - _LEFT - _RIGHT)
    size *= min(1.0, max(_SMALLEST, room / max(_length(text, size, weight), room)))
    shown = text = text[:200]
    while len(text) > 1 and _length(shown, size, weight) > room:
        text = text[:-1]
        shown = text.rstrip() + "…"
    x, y = _LEFT / width, 1 - below_top / height
    figure.text(x, y, shown, size=size, weight=weight, va="center", parse_math=False, **style)


def _length(text: str, size: float, weight: str) -> float:
    """Inch, as the outlines have it: what is drawn depends a little on the resolution."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / 72
