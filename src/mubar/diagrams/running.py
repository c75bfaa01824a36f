"""How conductivities build up with the lag that motion is followed over, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from mubar.transport import RunningConductivity

from .style import GRID, INK, MUTED, SERIES, applied

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REACH = 6.0
"""Lags are shown up to so many times those that the result is from: behind them is noise."""
_HEADROOM = 1.35
_UNITS = ((1e-6, "µs"), (1e-9, "ns"), (1e-12, "ps"), (0.0, "fs"))


def running_figure(curves: Sequence[RunningConductivity]) -> Figure:
    """A panel for each; see `running_panel`."""
    with applied():
        from .figure import new_figure

        figure = new_figure(0.3 + 3.3 * len(curves), 2.7)
        for ax, curve in zip(figure.subplots(1, len(curves), squeeze=False)[0], curves, strict=True):
            running_panel(ax, curve)
        figure.set_layout_engine("constrained")
    return figure


def running_panel(ax: Axes, curve: RunningConductivity, exact: float | None = None) -> None:
    """The running conductivity with its 95 % band, the lags that the result is from shaded (or the cutoff as
    a line), the result with its error; ``exact`` is drawn where it is known.
    """
    unit, name = _unit(curve.end)
    shown = curve.time <= _REACH * curve.end
    t, value, margin = curve.time[shown] / unit, curve.value[shown], curve.margin[shown]
    if curve.end > curve.start:
        ax.axvspan(curve.start / unit, curve.end / unit, color=GRID, lw=0, label="fit")
        within = curve.time[(curve.time >= curve.start) & (curve.time <= curve.end)]
        ax.plot(within / unit, curve.result + curve.offset / within, color=SERIES[1], lw=1.0, zorder=3)
    else:
        ax.axvline(curve.end / unit, color=MUTED, lw=0.8, ls=(0, (4, 2)), label="cutoff")
    ax.fill_between(t, value - margin, value + margin, color=SERIES[0], alpha=0.2, lw=0)
    ax.plot(t, value, color=SERIES[0])
    if exact is not None:
        ax.axhline(exact, color=INK, lw=0.8, ls=(0, (1, 1.5)), label="exact")
    ax.errorbar(
        [np.sqrt(curve.start * curve.end) / unit], [curve.result], [curve.result_margin], fmt="o", ms=4,
        color=SERIES[1], mfc="white", capsize=2.5, lw=1.0, zorder=4, label="result, 95 %",
    )  # fmt: skip
    ax.set(xscale="log", xlim=(t[0], t[-1]), xlabel=f"Lag / {name}", ylabel="Conductivity / S m⁻¹")
    top = max(curve.result + curve.result_margin, exact or 0.0)
    ax.set_ylim(min(0.0, curve.result - curve.result_margin), _HEADROOM * top)
    ax.set_title(curve.quantity)
    ax.legend(loc="upper left", ncols=2, columnspacing=1.2)


def _unit(time: float) -> tuple[float, str]:
    """A unit, s, that is smaller than the time, and its name."""
    size, name = next((u, n) for u, n in _UNITS if time >= 0.3 * u)
    return (size or 1e-15), name
