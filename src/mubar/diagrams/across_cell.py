"""Panels across the cell: profiles from collector to collector at the times of a scene, light ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mubar.simulation.voltage_losses import volume_widths

from .scene import Scene
from .style import ELECTRONS, INK, LITHIUM, MUTED, REGIONS, shades

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MICRO = 1e6
_SHORT = {"negative": "neg.", "separator": "sep.", "positive": "pos."}


def species_voltages(ax: Axes, scene: Scene) -> None:
    """V_e in the solids, V_Li in the electrolyte: the band diagram."""
    for name, colour, label in (
        ("V_e", ELECTRONS, "$V_\\mathrm{e}$, electrons"),
        ("V_Li", LITHIUM, "$V_\\mathrm{Li}$, lithium ions"),
    ):
        if name in scene.fields:
            _profiles(ax, scene, _x(scene), scene.fields[name].values, colour)
            ax.plot([], [], color=colour, label=label)
    ax.legend(loc="center left")
    ax.set_ylabel("Species voltage / V")


def salt(ax: Axes, scene: Scene) -> None:
    _profiles(ax, scene, _x(scene), scene.fields["c_e"].values / 1000.0, INK)
    ax.set_ylabel("Salt / mol L$^{-1}$")


def reaction(ax: Axes, scene: Scene) -> None:
    """Current density on the particles' surfaces; above zero lithium leaves them."""
    for material in scene.materials("current_density"):
        values = scene.fields[f"current_density_{material}"].values
        _profiles(ax, scene, _MICRO * scene.coordinates[f"x_{material}"].values, values, INK)
    ax.axhline(0.0, color=MUTED, lw=0.5, zorder=1)
    ax.set_ylabel("Reaction / A m$^{-2}$")


def parts(ax: Axes, scene: Scene, *, names: bool) -> None:
    """Fills behind the parts of the cell, and their names above if asked for."""
    edges = _edges(scene)
    if not edges:
        return
    total = edges[-1][2]
    ax.set_xlim(0.0, total)
    for part, left, right in edges:
        ax.axvspan(left, right, color=REGIONS.get(part, "none"), lw=0, zorder=0)
        if names:
            shown = part if right - left > 0.22 * total else _SHORT.get(part, part)
            ax.text(
                0.5 * (left + right),
                1.015,
                shown,
                transform=ax.get_xaxis_transform(),
                ha="center",
                va="bottom",
                color=MUTED,
                fontsize=7.5,
            )


def _edges(scene: Scene) -> list[tuple[str, float, float]]:
    """(part, left, right) in µm, from left to right."""
    if not {"x", "region"} <= set(scene.coordinates):
        return []
    region = scene.coordinates["region"].values
    right = np.cumsum(volume_widths(scene.coordinates["x"].values)) * _MICRO
    last = np.flatnonzero(np.append(region[1:] != region[:-1], True))
    return [
        (str(region[k]), float(right[j] if j >= 0 else 0.0), float(right[k]))
        for j, k in zip([-1, *last[:-1]], last, strict=True)
    ]


def _x(scene: Scene) -> np.ndarray:
    return _MICRO * scene.coordinates["x"].values


def _profiles(ax: Axes, scene: Scene, x: np.ndarray, values: np.ndarray, colour: str) -> None:
    marker = "o" if x.size == 1 else ""
    for k, shade in zip(scene.snapshots, shades(colour, scene.snapshots.size), strict=True):
        ax.plot(x, values[k], color=shade, lw=1.3, marker=marker, ms=3)
