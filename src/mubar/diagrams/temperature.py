"""Arrhenius' plot: a quantity measured over temperature, laws of it, and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from mubar.core.constants import ZERO_CELSIUS
from mubar.transport import TemperatureData, TemperatureLaw

from .style import INK, MUTED, SERIES, applied

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


def temperature_figure(data: TemperatureData, laws: Mapping[str, TemperatureLaw]) -> Figure:
    """The logarithm over 1/T with a line for each law; below, law less measured in per cent."""
    with applied():
        from .figure import new_figure

        figure = new_figure(3.5, 3.9)
        above = figure.add_axes((0.19, 0.36, 0.78, 0.53))
        below = figure.add_axes((0.19, 0.11, 0.78, 0.22), sharex=above)
        low, high = data.range
        T = np.linspace(low, high, 300)
        error = None if data.relative_error is None else data.relative_error * data.value
        above.errorbar(
            1e3 / data.T, data.value, error, fmt="o", ms=3.4, mfc="white", mec=INK, mew=0.9, ecolor=INK,
            elinewidth=0.7, label=data.name, zorder=3,
        )  # fmt: skip
        order = np.argsort(data.T)
        for (name, law), colour, style in zip(laws.items(), SERIES, _STYLES * 2, strict=False):
            above.plot(1e3 / T, law(T), color=colour, ls=style, label=name)
            missed = 100.0 * (law(data.T) / data.value - 1.0)
            below.plot(1e3 / data.T[order], missed[order], "o-", ms=2.5, lw=0.8, color=colour)
        above.set_yscale("log")
        below.axhline(0.0, color=MUTED, lw=0.6, zorder=1)
        above.tick_params(labelbottom=False)
        above.set_ylabel(f"{data.quantity.capitalize()} / {data.unit}")
        below.set(xlabel="$1/T$ / 10⁻³ K⁻¹", ylabel="Residual / %")
        above.legend(loc="best")
        celsius = above.secondary_xaxis("top", functions=(_celsius, _reciprocal))
        celsius.set_xlabel("Temperature / °C")
        celsius.set_xticks(_ticks(low, high))
        figure.align_ylabels([above, below])
    return figure


def _celsius(x: Any) -> Any:
    return 1e3 / np.maximum(x, 1e-9) - ZERO_CELSIUS


def _reciprocal(celsius: Any) -> Any:
    return 1e3 / np.maximum(celsius + ZERO_CELSIUS, 1e-9)


def _ticks(low: float, high: float) -> np.ndarray:
    """Four or so round temperatures, °C, of the measured range."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1e4) if (high - low) / s <= 5.0)
    first = np.ceil((low - ZERO_CELSIUS) / step) * step
    return np.arange(first, high - ZERO_CELSIUS + 1e-6, step)
