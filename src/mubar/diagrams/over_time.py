"""Panels over time: voltage, current, where the voltage is lost, how full the particles' surfaces are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mubar.simulation.voltage_losses import RELAXED

from .layout import headroom
from .scene import Scene
from .style import DIFFUSION, ELECTRONS, INK, LITHIUM, MEASURED, MUTED, NEGATIVE, POSITIVE, shades

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FEW = 60
"""Up to so many measured points are drawn as points, more as a band."""
SURFACE = "surface_stoichiometry"
_LOSS_COLOURS = {
    "diffusion in particles": DIFFUSION,
    "reaction, negative": NEGATIVE,
    "reaction, positive": POSITIVE,
    "electrolyte": LITHIUM,
}


def voltage(ax: Axes, scene: Scene) -> None:
    """Terminal voltage, the open-circuit voltage, and what was measured."""
    solution, measured = scene.solution, scene.measured
    if measured is not None:
        _measured(ax, scene, measured.time, measured.voltage, "measured")
    if scene.losses is not None:
        label = "open circuit" if RELAXED in scene.fields else "open circuit (surfaces)"
        ax.plot(scene.time, scene.losses.potential, color=MUTED, lw=1.0, ls=(0, (4, 2)), label=label)
    ax.plot(
        scene.time,
        solution.voltage,
        color=INK,
        label="terminals" if measured is None else "simulated",
        zorder=3,
    )
    if scene.fields:
        at = scene.snapshots
        ax.scatter(
            scene.time[at],
            solution.voltage[at],
            s=20,
            c=shades(INK, at.size),
            edgecolors=INK,
            linewidths=0.6,
            zorder=4,
            label="times of profiles",
        )
    ax.set_ylabel("Voltage / V")
    headroom(ax)


def current(ax: Axes, scene: Scene) -> None:
    """Current over time, measured current beside it if there is any."""
    measured = scene.measured
    if measured is not None and measured.current is not None:
        _measured(ax, scene, measured.time, measured.current, None)
    ax.plot(scene.time, scene.solution.current, color=INK, lw=1.2)
    low, high = ax.dataLim.intervaly
    low, high = min(low, 0.0), max(high, 0.0)
    ax.set_ylim(low - 0.08 * (high - low), high + 0.08 * (high - low or 1.0))
    ax.axhline(0.0, color=MUTED, lw=0.5, zorder=1)
    ax.set_ylabel("Current / A")


def losses(ax: Axes, scene: Scene) -> None:
    """What becomes of the voltage, part by part, over time."""
    assert scene.losses is not None
    for name, values in scene.losses.losses.items():
        ax.plot(scene.time, 1e3 * values, color=_LOSS_COLOURS.get(name, ELECTRONS), lw=1.3, label=name)
    ax.axhline(0.0, color=MUTED, lw=0.5, zorder=1)
    ax.set_ylabel("Voltage lost / mV")
    headroom(ax)


def surfaces(ax: Axes, scene: Scene) -> None:
    """How full the surfaces of the particles are: the mean over each electrode in the range over it; of
    particles of several sizes themselves.
    """
    for material in scene.materials(SURFACE):
        values = scene.fields[f"{SURFACE}_{material}"].values
        _range(ax, scene, material, values, values.mean(axis=1))
    for material in populations(scene):
        mean = scene.fields[f"filling_fraction_{material}"].values
        _range(ax, scene, material, scene.fields[f"filling_{material}"].values, mean)
    ax.set_ylabel("Filled fraction")
    headroom(ax)


def populations(scene: Scene) -> list[str]:
    """Materials whose particles' filled fractions are known."""
    named = [name.removeprefix("size_") for name in scene.coordinates if name.startswith("size_")]
    return [m for m in named if {f"filling_{m}", f"filling_fraction_{m}"} <= set(scene.fields)]


def _range(ax: Axes, scene: Scene, material: str, values: np.ndarray, mean: np.ndarray) -> None:
    colour = NEGATIVE if material.startswith("negative") else POSITIVE
    low, high = values.min(axis=1), values.max(axis=1)
    ax.fill_between(scene.time, low, high, color=colour, alpha=0.25, lw=0)
    ax.plot(scene.time, mean, color=colour, lw=1.3, label=material)


def _measured(ax: Axes, scene: Scene, time: np.ndarray, values: np.ndarray, label: str | None) -> None:
    t = time / scene.scale.unit
    if time.size <= _FEW:
        ax.plot(t, values, ls="none", marker="o", ms=3.2, mfc="white", mec=MEASURED, mew=0.9, label=label)
    else:
        ax.plot(t, values, color=MEASURED, lw=4.0, alpha=0.45, label=label)
