"""An animation of a run's particles: their state at every moment beside the voltage."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from mubar.simulation.solution import Solution

from ..layout import Panel, heading, page
from ..style import INK, applied
from . import colours, moments, over_time
from .page import KEY, OWN, inside, key
from .view import Particles, particles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FRAMES, _SECONDS, _DOTS = 40, 6.0, 90
"""Frames at most, how long it runs, dots per inch."""


def animation(solution: Solution, material: str | None = None) -> bytes:
    """A GIF of at most forty moments, evenly spread over the time of the run, that begins anew at its end.

    ``material`` and errors as those of `particle_figure`.
    """
    from PIL import Image

    first, *more = (Image.fromarray(colours.indices(p)) for p in frames(particles(solution, material)))
    for picture in (first, *more):  # the same colours in all: of their own they would flicker
        picture.putpalette(colours.palette().tobytes())
    stream = io.BytesIO()
    pause = round(1000 * _SECONDS / (1 + len(more)))
    first.save(stream, "GIF", save_all=True, append_images=more, duration=pause, loop=0, optimize=False)
    return stream.getvalue()


def frames(view: Particles) -> Iterator[np.ndarray]:
    """Pictures (height, width, 3), 8 bits. What stands still is made once."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    wanted = np.linspace(view.time[0], view.time[-1], min(view.time.size, _FRAMES))
    shown = np.unique(np.abs(view.time[:, None] - wanted).argmin(axis=0))
    left = [Panel(1.2, _voltage), Panel(1.8, _everything)]
    with applied():
        figure, (times, states) = page([left, _states(view, 0)], (True, False))
        figure.set_dpi(_DOTS)
        for axis, panel in zip(times, left, strict=True):
            panel.draw(axis, view)
        times[-1].set_xlabel(f"Time / {view.scale.name}")
        figure.align_ylabels(times)
        (dot,) = times[0].plot([], [], "o", ms=4.5, color=INK)
        key(figure)
        still = len(figure.texts)
        canvas = FigureCanvasAgg(figure)
        for k in shown.tolist():
            for axis, panel in zip(states, _states(view, k), strict=True):
                axis.clear()
                panel.draw(axis, view)
            dot.set_data([view.time[k]], [view.solution.voltage[k]])
            now, end = float(view.time[k]), float(view.time[-1])
            veil = times[1].axvspan(now, end, color="white", alpha=colours.VEIL, lw=0)
            said = f"{view.material}: {now:.3g} {view.scale.name}, {view.solution.voltage[k]:.3f} V"
            heading(figure, view.solution, [said], kept=KEY, numbers=False)
            canvas.draw()
            yield np.array(canvas.buffer_rgba())[..., :3].copy()
            veil.remove()
            for text in figure.texts[still:]:
                text.remove()


def _states(view: Particles, k: int) -> list[Panel]:
    """The panels of the stored time number ``k``."""
    panels: list[Panel] = []
    if view.places.size > 1 and view.size.size == view.places.size:
        panels.append(Panel(1.6, partial(moments.by_position, times=[k])))
    elif view.places.size > 1:
        panels.append(Panel(1.6, partial(moments.tiles, k=k)))
    elif view.size.size > 1:
        panels.append(Panel(1.6, partial(moments.by_size, times=[k])))
    return panels + [Panel(1.6, partial(moments.profile, inside=p, times=[k]), OWN) for p in inside(view)]


def _voltage(ax: Axes, view: Particles) -> None:
    ax.plot(view.time, view.solution.voltage, color=INK, lw=1.0)
    ax.set_ylabel("Voltage / V")


def _everything(ax: Axes, view: Particles) -> None:
    """The map of all particles, or of the only one's inside."""
    if view.filling.shape[1] > 1:
        over_time.every_particle(ax, view)
    elif view.profiles:
        over_time.inside(ax, view, view.profiles[0])
    else:
        over_time.fractions(ax, view)
