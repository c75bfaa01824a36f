"""Panels across the cell: profiles from collector to collector at the times of a scene, light ones first.

What is known at the centres of volumes is drawn on to the edges of its layers: with level ends where nothing
flows through an edge (salt, and so V_Li, at collectors; electrons at the separator), else straight on.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mubar.materials.keys import side_of
from mubar.simulation.voltage_losses import volume_widths

from .layout import headroom
from .scene import Scene
from .style import ELECTRONS, INK, LITHIUM, MUTED, REGIONS, shades

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MICRO = 1e6
_SHORT = {"negative": "neg.", "separator": "sep.", "positive": "pos."}


def species_voltages(ax: Axes, scene: Scene) -> None:
    """V_e in the solids, V_Li in the electrolyte: the band diagram."""
    fields = scene.fields
    if "V_e" in fields:
        for part, here in _layers(scene).items():
            if np.isfinite(fields["V_e"].values[:, here]).all():
                x, values = scene.coordinates["x"].values[here], fields["V_e"].values[:, here]
                level = (part == "positive", part == "negative")
                _profiles(ax, scene, *_to_edges(scene, part, part, x, values, level), ELECTRONS)
        ax.plot([], [], color=ELECTRONS, label="$V_\\mathrm{e}$, electrons")
    if "V_Li" in fields:
        _profiles(ax, scene, *_throughout(scene, fields["V_Li"].values), LITHIUM)
        ax.plot([], [], color=LITHIUM, label="$V_\\mathrm{Li}$, lithium ions")
    ax.set_ylabel("Species voltage / V")
    headroom(ax)


def salt(ax: Axes, scene: Scene) -> None:
    """Concentration of the salt across the cell at the times of the profiles."""
    _profiles(ax, scene, *_throughout(scene, scene.fields["c_e"].values / 1000.0), INK)
    ax.set_ylabel("Salt / mol L$^{-1}$")


def reaction(ax: Axes, scene: Scene) -> None:
    """Current density on the particles' surfaces; above zero lithium leaves them."""
    for material in scene.materials("current_density"):
        field = scene.fields[f"current_density_{material}"]
        x, values, side = scene.coordinates[field.dims[1]].values, field.values, side_of(material)
        many = field.dims[1].startswith("volume_")  # particles of their own: no line that could go on
        at = (x * _MICRO, values) if many and x.size > 1 else _to_edges(scene, side, side, x, values)
        _profiles(ax, scene, *at, INK)
    ax.axhline(0.0, color=MUTED, lw=0.5, zorder=1)
    ax.set_ylabel("Reaction / A m$^{-2}$")


def parts(ax: Axes, scene: Scene, *, names: bool) -> None:
    """Fills behind the parts of the cell, and their names above if asked for."""
    edges = _edges(scene)
    if not edges:
        return
    total = max(right for _, right in edges.values())
    ax.set_xlim(0.0, total)
    for part, (left, right) in edges.items():
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


def _layers(scene: Scene) -> dict[str, np.ndarray]:
    """Which volumes belong to each part of the cell, from left to right."""
    if not {"x", "region"} <= set(scene.coordinates):
        return {}
    region = scene.coordinates["region"].values
    return {str(part): region == part for part in dict.fromkeys(region)}


def _edges(scene: Scene) -> dict[str, tuple[float, float]]:
    """Left and right edge of each part, µm."""
    layers = _layers(scene)
    right = np.cumsum(volume_widths(scene.coordinates["x"].values)) * _MICRO if layers else np.empty(0)
    ends = [0.0, *(float(right[here][-1]) for here in layers.values())]
    return dict(zip(layers, pairwise(ends), strict=True))


def _throughout(scene: Scene, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Something in the electrolyte, that ends level at collectors and in lithium metal does not."""
    x, parts = scene.coordinates["x"].values, [*_layers(scene)]
    if not parts:
        return x * _MICRO, values
    return _to_edges(scene, parts[0], parts[-1], x, values, (parts[0] != "separator", True))


def _to_edges(
    scene: Scene,
    first: str,
    last: str,
    x: np.ndarray,
    values: np.ndarray,
    level: tuple[bool, bool] = (False, False),
) -> tuple[np.ndarray, np.ndarray]:
    """Positions in µm and values (times, positions), continued to the left edge of part ``first`` and the
    right one of ``last``: on the line through the two outer values, or where ``level`` on the parabola that
    ends level.
    """
    edges, x = _edges(scene), x * _MICRO
    if first not in edges or last not in edges:
        return x, values
    ends = edges[first][0], edges[last][1]
    outer = [
        _continued(end, x[order], values[:, order], 2 if flat else 1)
        for end, flat, order in zip(ends, level, (slice(None, 2), slice(None, -3, -1)), strict=True)
    ]
    return np.array([ends[0], *x, ends[1]]), np.column_stack([outer[0], values, outer[1]])


def _continued(end: float, x: np.ndarray, values: np.ndarray, power: int) -> np.ndarray:
    """At ``end``, what goes with the distance from it to a power through the values at one or two ``x``."""
    if x.size == 1:
        return values[:, 0]
    near, far = np.abs(x - end) ** power
    return (values[:, 0] * far - values[:, 1] * near) / (far - near)


def _profiles(ax: Axes, scene: Scene, x: np.ndarray, values: np.ndarray, colour: str) -> None:
    for k, shade in zip(scene.snapshots, shades(colour, scene.snapshots.size), strict=True):
        ax.plot(x, values[k], color=shade, lw=1.3)
