"""Panels at chosen times: filling against size or position, profiles of single particles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ..style import INK, LITHIUM, shades
from . import colours
from .over_time import above, unit_of
from .view import Particles, Profile

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MICRO = 1e6


def by_size(ax: Axes, view: Particles, times: Iterable[int]) -> None:
    """A dot for every particle, light ones first."""
    times = list(times)
    scale, unit = unit_of(view.size[-1])
    for k, shade in zip(times, shades(LITHIUM, len(times)), strict=True):
        ax.plot(scale * view.size, view.filling[k], "o", ms=2.4, mew=0, color=shade)
    ax.set(ylim=(-0.03, 1.03), ylabel="Filled fraction", xlabel=f"Size / {unit}")


def by_position(ax: Axes, view: Particles, times: Iterable[int]) -> None:
    """Of the only particle in every volume, light ones first."""
    times = list(times)
    for k, shade in zip(times, shades(LITHIUM, len(times)), strict=True):
        ax.plot(_MICRO * view.places, view.filling[k], color=shade, lw=1.3)
    ax.set(ylim=(-0.03, 1.03), ylabel="Filled fraction", xlabel="Position / µm")


def tiles(ax: Axes, view: Particles, k: int) -> None:
    """Every volume a column of its particles, small ones below."""
    for v, (start, end) in enumerate(zip(view.per_volume[:-1], view.per_volume[1:], strict=True)):
        column = view.filling[k, start:end][:, None]
        ax.imshow(
            column, extent=(v, v + 1.0, 0.0, 1.0), origin="lower", aspect="auto", interpolation="nearest",
            cmap=colours.filled(), vmin=0.0, vmax=1.0,
        )  # fmt: skip
    n = view.places.size
    ax.set(xlim=(0.0, n), ylim=(0.0, 1.0), xlabel="Position / µm")
    step = -(-n // 8)
    ax.set_xticks(np.arange(n)[::step] + 0.5, [f"{_MICRO * x:.3g}" for x in view.places[::step]])
    ax.set_yticks([0.0, 1.0], ["small", "large"])
    for side in ("top", "right"):
        ax.spines[side].set_visible(True)


def profile(ax: Axes, view: Particles, inside: Profile, times: Iterable[int]) -> None:
    """The filled fraction over depth, light ones first."""
    times = list(times)
    scale, unit = unit_of(inside.size)
    for k, shade in zip(times, shades(LITHIUM, len(times)), strict=True):
        ax.plot(scale * inside.depth, inside.x[k], color=shade, lw=1.3)
    ax.set(ylim=(-0.03, 1.03), xlim=(0.0, 1.02 * scale * inside.depth[-1]), ylabel="Filled fraction")
    ax.set_xlabel(f"{inside.along} / {unit}")
    above(ax, f"{scale * inside.size:.3g} {unit}")


def charging_curve(ax: Axes, view: Particles, times: Iterable[int]) -> None:
    """Voltage over the filled fraction of all, the times of snapshots marked."""
    times, V, x = list(times), view.solution.voltage, view.series["filled"]
    ax.plot(x, V, color=INK, lw=1.0)
    ax.scatter(
        x[times], V[times], s=20, c=shades(LITHIUM, len(times)), edgecolors=INK, linewidths=0.6, zorder=4
    )
    ax.set(ylabel="Voltage / V", xlabel="Filled fraction")
