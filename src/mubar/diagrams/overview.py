"""The overview figure: what happened at the terminals on the left, what happened inside on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Solution

from . import across_cell, over_time
from .layout import Panel, heading, page
from .scene import Scene
from .style import applied

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def overview(solution: Solution, measured: Measurement | None = None) -> Figure:
    """Draw a solution, with measured voltage and current laid over it if given.

    Panels for which the solution has no fields are left out. The same input draws the same figure, whatever
    the user's Matplotlib settings. Raises InputError where the measured times lie outside the simulated ones.
    """
    scene = Scene(solution, measured)
    columns = [c for c in (_over_time(scene), _across_cell(scene)) if c]
    with applied():
        figure, placed = page(columns)
        for k, (column, axes) in enumerate(zip(columns, placed, strict=True)):
            for axis, panel in zip(axes, column, strict=True):
                if k == 1:
                    across_cell.parts(axis, scene, names=axis is axes[0])
                panel.draw(axis, scene)
            axes[-1].set_xlabel("Position / µm" if k else f"Time / {scene.scale.name}")
            figure.align_ylabels(axes)
        notes = []
        if measured is not None:
            error = measured.compare(solution.time, solution.voltage)
            notes = [f"against the measured voltage: {error}"]
        heading(figure, solution, notes)
    return figure


def _over_time(scene: Scene) -> list[Panel]:
    panels = [Panel(2.3, over_time.voltage), Panel(0.75, over_time.current)]
    if scene.losses is not None:
        panels.append(Panel(1.7, over_time.losses))
    if scene.materials(over_time.SURFACE) or over_time.populations(scene):
        panels.append(Panel(1.3, over_time.surfaces))
    return panels


def _across_cell(scene: Scene) -> list[Panel]:
    panels = []
    if "x" in scene.coordinates:
        if {"V_e", "V_Li"} & set(scene.fields):
            panels.append(Panel(1.9, across_cell.species_voltages))
        if "c_e" in scene.fields:
            panels.append(Panel(1.4, across_cell.salt))
        if scene.materials("current_density"):
            panels.append(Panel(1.4, across_cell.reaction))
    return panels
