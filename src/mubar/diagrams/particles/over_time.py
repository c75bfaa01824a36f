"""Panels over time: voltage, every particle's filling, the inside of some, phases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..layout import headroom
from ..style import INK, LITHIUM, MUTED, POSITIVE, shades
from . import colours
from .view import Particles, Profile

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = 600
"""Of a map; each shows the state at the stored time nearest to it."""
_NANO, _MICRO = 1e9, 1e6


def voltage(ax: Axes, view: Particles) -> None:
    """With the times of snapshots marked."""
    at, V = view.snapshots, view.solution.voltage
    ax.plot(view.time, V, color=INK, lw=1.3)
    ax.scatter(view.time[at], V[at], s=20, c=shades(INK, at.size), edgecolors=INK, linewidths=0.6, zorder=4)
    ax.set_ylabel("Voltage / V")


def every_particle(ax: Axes, view: Particles) -> None:
    """A row for each: from small to large, in an electrode volume after volume."""
    image(ax, view, view.filling)
    several = view.places.size > 1
    if several:
        middle = 0.5 * (view.per_volume[1:] + view.per_volume[:-1])
        label = "Position / µm"
        _ticks(ax, middle, [f"{_MICRO * x:.3g}" for x in view.places])
    else:
        rank = np.linspace(0, view.size.size - 1, min(view.size.size, 5)).round().astype(int)
        scale, unit = unit_of(view.size[-1])
        label = f"Particle, by size / {unit}"
        _ticks(ax, rank + 0.5, [f"{scale * view.size[k]:.3g}" for k in rank])
    ax.set_ylabel(label)


def inside(ax: Axes, view: Particles, profile: Profile) -> None:
    """The filled fraction in one particle over depth and time."""
    scale, unit = unit_of(profile.size)
    image(ax, view, profile.x, float(scale * profile.depth[-1]))
    ax.set_ylabel(f"{profile.along} / {unit}")
    above(ax, f"{scale * profile.size:.3g} {unit}")


def fractions(ax: Axes, view: Particles) -> None:
    """How full all of them are together, and what part of them is on its way."""
    for (name, values), colour in zip(view.series.items(), (LITHIUM, POSITIVE), strict=False):
        ax.plot(view.time, values, color=colour, lw=1.3, label=name)
    ax.set_ylabel("Fraction")
    headroom(ax)


def phases(ax: Axes, view: Particles) -> None:
    """What is in which phase: stacked up, or across an electrode by colours mixed as phases are."""
    assert view.phase_share is not None
    from matplotlib.patches import Patch

    mixed, share = np.array(colours.of_phases(view.phases)), view.phase_share
    if view.places.size > 1:
        image(ax, view, share @ mixed)
        _ticks(ax, np.arange(view.places.size) + 0.5, [f"{_MICRO * x:.3g}" for x in view.places])
        ax.set_ylabel("Position / µm")
    else:
        upward = [*range(len(mixed) - 2, 0, -1), len(mixed) - 1, 0]  # what is between lies below the emptiest
        ax.stackplot(view.time, share[:, 0, upward].T, colors=mixed[upward], lw=0)
        ax.set(ylim=(0.0, 1.0), ylabel="Share of sites")
    named = [Patch(fc=c, ec=INK, lw=0.4, label=_said(n)) for n, c in zip(view.phases, mixed, strict=True)]
    ax.legend(
        handles=named, loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=len(named), borderaxespad=0.0,
        handlelength=1.0, handleheight=0.8, columnspacing=1.0, handletextpad=0.4,
    )  # fmt: skip


def image(ax: Axes, view: Particles, values: np.ndarray, top: float | None = None) -> None:
    """``values`` (times, rows) as filled fractions, or (times, rows, 3) as colours, over time."""
    t = np.linspace(view.time[0], view.time[-1], _COLUMNS)
    after = np.clip(np.searchsorted(view.time, t), 1, view.time.size - 1)
    nearest = after - (t - view.time[after - 1] < view.time[after] - t)
    shown = np.swapaxes(values[nearest], 0, 1)
    extent = (float(t[0]), float(t[-1]), 0.0, float(len(shown)) if top is None else top)
    style: dict[str, Any] = {"cmap": colours.filled(), "vmin": 0.0, "vmax": 1.0} if shown.ndim == 2 else {}
    ax.imshow(shown, extent=extent, origin="lower", aspect="auto", interpolation="nearest", **style)
    ax.set_xlim(float(t[0]), float(t[-1]))
    for side in ("top", "right"):
        ax.spines[side].set_visible(True)


def unit_of(size: float) -> tuple[float, str]:
    """Factor and unit for lengths up to ``size``, m."""
    return (_NANO, "nm") if size < 1e-6 else (_MICRO, "µm")


def _said(phase: str) -> str:
    return f"x ≈ {phase}" if phase[0].isdigit() else phase


def _ticks(ax: Axes, at: np.ndarray, labels: list[str]) -> None:
    """At most six, evenly chosen."""
    step = -(-len(labels) // 6)
    ax.set_yticks(at[::step], labels[::step])


def above(ax: Axes, text: str) -> None:
    """What a panel shows, over its right end."""
    ax.text(1.0, 1.02, text, transform=ax.transAxes, ha="right", va="bottom", fontsize=7.5, color=MUTED)
