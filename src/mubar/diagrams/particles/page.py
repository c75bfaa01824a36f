"""The figure of a run's particles: over time on the left, at chosen times on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mubar.simulation.solution import Solution

from ..layout import Panel, heading, page
from ..style import applied
from . import colours, moments, over_time
from .view import Particles, Profile, particles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDE = 0.22
"""Gap above a panel with something to be read above it, inch."""
KEY = 1.9
"""Width of the key to colours, inch."""
OWN = 0.42
"""Above a panel whose neighbour above has a horizontal axis of its own."""


def particle_figure(solution: Solution, material: str | None = None) -> Figure:
    """Filling of the particles of a material against size and position over time, with voltage, phases and
    phase fields beside. Works from one particle in a bath to 10⁵ in an electrode, of which it shows some.

    ``material``: ``positive``, ``negative.graphite``; the last one if not given. The same input draws the
    same figure. Raises InputError for runs that kept no particles, UnknownNameError.
    """
    view = particles(solution, material)
    left, right = _over_time(view), _at_times(view)
    with applied():
        figure, (times, moment) = page([left, right], (True, False))
        for axes, column in ((times, left), (moment, right)):
            for axis, panel in zip(axes, column, strict=True):
                panel.draw(axis, view)
            figure.align_ylabels(axes)
        times[-1].set_xlabel(f"Time / {view.scale.name}")
        many = f"{view.count} particles" if view.count > 1 else "one particle"
        heading(figure, solution, [f"{view.material}: {many}"], kept=KEY)
        key(figure)
    return figure


def _over_time(view: Particles) -> list[Panel]:
    panels = [Panel(1.5, over_time.voltage)]
    if view.filling.shape[1] > 1:
        panels.append(Panel(2.2, over_time.every_particle))
    panels += [Panel(1.1, partial(over_time.inside, profile=p), _WIDE) for p in inside(view)]
    if view.phase_share is not None:
        panels.append(Panel(1.1, over_time.phases, _WIDE))
    if view.series:
        panels.append(Panel(0.9, over_time.fractions))
    return panels


def inside(view: Particles) -> tuple[Profile, ...]:
    """Maps of the only particle, or of the smallest and the largest."""
    return view.profiles if len(view.profiles) < 3 else (view.profiles[0], view.profiles[-1])


def _at_times(view: Particles) -> list[Panel]:
    snapshots = [int(k) for k in view.snapshots]
    panels: list[Panel] = []
    if view.places.size > 1 and view.size.size == view.places.size:
        panels.append(Panel(2.2, partial(moments.by_position, times=snapshots)))
    elif view.places.size > 1:
        panels += [Panel(1.0, partial(_tiles, k=k, last=k == snapshots[-1]), _WIDE) for k in snapshots]
    elif view.size.size > 1:
        panels.append(Panel(2.2, partial(moments.by_size, times=snapshots)))
    for profile in inside(view):
        panels.append(Panel(1.6, partial(moments.profile, inside=profile, times=snapshots), OWN))
    if view.places.size == 1 and "filled" in view.series:
        panels.append(Panel(1.4, partial(moments.charging_curve, times=snapshots), OWN))
    return panels


def _tiles(ax: Axes, view: Particles, k: int, last: bool) -> None:
    moments.tiles(ax, view, k)
    said = f"{view.time[k]:.3g} {view.scale.name}, {view.solution.voltage[k]:.3f} V"
    over_time.above(ax, said)
    if not last:
        ax.tick_params(labelbottom=False)
        ax.set_xlabel("")


def key(figure: Figure) -> None:
    """What colours of filled fractions mean, above the right column."""
    from matplotlib.cm import ScalarMappable

    width, height = figure.get_size_inches()
    place = figure.add_axes(((width - 1.35) / width, (height - 0.4) / height, 1.1 / width, 0.09 / height))
    bar = figure.colorbar(ScalarMappable(cmap=colours.filled()), cax=place, orientation="horizontal")
    bar.outline.set_linewidth(0.4)  # type: ignore[operator]  # a Spine
    place.set_xticks([])
    at = {"transform": place.transAxes, "va": "center", "fontsize": 7.5}
    place.text(-0.04, 0.5, "filled 0", ha="right", **at)
    place.text(1.04, 0.5, "1", ha="left", **at)
