"""The landscape of coupled ion-electron transfer: a map of the lower surface, and cuts through both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mubar.core.units import kT
from mubar.kinetics.landscape import Landscape, TransitionState, steepest_path, transition_state

from .style import DIFFUSION, ELECTRONS, INK, LITHIUM, MUTED, NEGATIVE, applied

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_X = np.linspace(-0.45, 1.45, 191)
_XI = np.linspace(0.0, 1.0, 151)
_STEP = 2.0
"""Between the lines of the map, k_BT."""


def landscape_figure(landscape: Landscape, T: float, eta_f: float = 0.0) -> Figure:
    """Map of the lower surface with crossing, transition state and path; cuts along x and along ξ.

    Energies in units of k_BT at ``T`` (K); ``eta_f`` formal overpotential, V.
    """
    state = transition_state(landscape, eta_f)
    with applied():
        from .figure import new_figure

        figure = new_figure(7.2, 3.0)
        over = figure.add_axes((0.065, 0.15, 0.37, 0.75))
        beside = figure.add_axes((0.53, 0.15, 0.195, 0.75))
        last = figure.add_axes((0.79, 0.15, 0.195, 0.75), sharey=beside)
        surface_map(over, state, T)
        along_polarization(beside, state, T)
        along_ion(last, state, T)
        for letter, at in (("a", 0.005), ("b", 0.475), ("c", 0.76)):
            figure.text(at, 0.975, letter, size=8.5, weight="bold", va="top")
    return figure


def surface_map(ax: Axes, state: TransitionState, T: float) -> None:
    """Lower surface in lines of 2 k_BT; crossing, transition state (diamond) and steepest path (dashed)."""
    land, eta_f, unit = state.landscape, state.eta_f, kT(T)
    energy = land.lower_state(_X, _XI[:, None], eta_f) / unit
    top = 1.6 * max(state.barrier, state.barrier - _drop(land, eta_f)) / unit
    low = min(0.0, _drop(land, eta_f) / unit)
    levels = np.arange(_STEP * np.floor(low / _STEP), top + _STEP, _STEP)
    ax.contourf(_X, _XI, energy, levels, cmap="Blues_r", extend="max", alpha=0.55)
    lines = ax.contour(_X, _XI, energy, levels, colors=MUTED, linewidths=0.4)
    ax.clabel(lines, levels[::2], colors=INK, fontsize=5.5, fmt="%g", inline_spacing=2)
    ax.plot(land.crossing(_XI, eta_f), _XI, color=DIFFUSION, lw=2.2, label="crossing")
    way = steepest_path(state)
    ax.plot(way[:, 0], way[:, 1], color=LITHIUM, lw=1.3, ls=(0, (4, 2)), label="steepest path")
    ax.plot(
        state.polarization, state.ion, marker="D", ms=6, color=DIFFUSION, mec=INK, mew=0.8, ls="none",
        label="transition state", zorder=4, clip_on=False,
    )  # fmt: skip
    for end, name, aside, side in ((0.0, "O", -0.06, "right"), (1.0, "R", 0.06, "left")):
        ax.plot(end, end, "o", color=INK, ms=4, clip_on=False, zorder=4)
        ax.text(end + aside, 0.02 + 0.96 * end, name, weight="bold", ha=side, va="top" if end else "bottom")
    ax.set(xlim=(_X[0], _X[-1]), ylim=(0.0, 1.0), xlabel="Polarisation $x$", ylabel="Ion coordinate $\\xi$")
    ax.set_xticks([0.0, 0.5, 1.0])
    ax.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.1, columnspacing=0.8,
        handlelength=1.2, handletextpad=0.4, fontsize=7.0,
    )  # fmt: skip


def along_polarization(ax: Axes, state: TransitionState, T: float) -> None:
    """Both surfaces over x with the ion in the oxidised state's place, at the transition state, in the
    reduced state's place.
    """
    land, eta_f, unit = state.landscape, state.eta_f, kT(T)
    top = 2.6 * max(state.barrier, state.barrier - _drop(land, eta_f)) / unit
    for xi, style, name in (
        (0.0, (0, (4, 2)), r"$\xi_\mathrm{O}$"),
        (state.ion, "-", r"$\xi^\ddagger$"),
        (1.0, (0, (4, 1.5, 1, 1.5)), r"$\xi_\mathrm{R}$"),
    ):
        ax.plot(_X, land.oxidized_state(_X, xi) / unit, color=ELECTRONS, ls=style, lw=1.1)
        ax.plot(_X, land.reduced_state(_X, xi, eta_f) / unit, color=NEGATIVE, ls=style, lw=1.1)
        ax.plot([], [], color=INK, ls=style, lw=1.1, label=name)
    ax.plot(state.polarization, state.barrier / unit, "D", ms=6, color=DIFFUSION, mec=INK, mew=0.8, zorder=4)
    ax.set(xlim=(_X[0], _X[-1]), xlabel="Polarisation $x$", ylabel=r"$\mu^\mathrm{ex}$ / $k_\mathrm{B}T$")
    ax.set_ylim(min(0.0, _drop(land, eta_f) / unit) - 0.03 * top, top)
    ax.legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, handlelength=1.5, columnspacing=0.6,
        handletextpad=0.3, borderaxespad=0.1,
    )  # fmt: skip


def along_ion(ax: Axes, state: TransitionState, T: float) -> None:
    """Each surface over ξ at its own polarisation, and the energy of the crossing."""
    land, eta_f, unit = state.landscape, state.eta_f, kT(T)
    ax.plot(_XI, land.crossing_energy(_XI, eta_f) / unit, color=DIFFUSION, lw=2.2, label="crossing")
    ax.plot(
        _XI, np.broadcast_to(land.oxidized_state(0.0, _XI), _XI.shape) / unit, color=ELECTRONS,
        label=r"O, $x_\mathrm{O}$",
    )  # fmt: skip
    ax.plot(
        _XI, np.broadcast_to(land.reduced_state(1.0, _XI, eta_f), _XI.shape) / unit, color=NEGATIVE,
        label=r"R, $x_\mathrm{R}$",
    )  # fmt: skip
    ax.plot(
        state.ion, state.barrier / unit, "D", ms=6, color=DIFFUSION, mec=INK, mew=0.8, zorder=4, clip_on=False
    )
    ax.tick_params(labelleft=False)
    ax.set(xlim=(0.0, 1.0), xlabel="Ion coordinate $\\xi$", xticks=[0.0, 0.5, 1.0])
    ax.legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, handlelength=1.0, columnspacing=0.6,
        handletextpad=0.3, borderaxespad=0.1, fontsize=6.5,
    )  # fmt: skip


def _drop(landscape: Landscape, eta_f: float) -> float:
    """Energy of the reduced state, J/mol."""
    return float(landscape.reduced_state(1.0, 1.0, eta_f))
