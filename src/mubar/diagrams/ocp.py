"""Measured and modelled open-circuit potentials over filled fraction, and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mubar.thermo import HostMaterial, OCPData

from .style import INK, MUTED, SERIES, applied

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


def ocp_figure(data: OCPData, hosts: Mapping[str, HostMaterial]) -> Figure:
    """U over x with a line for each host, and below it the residuals, model less measured, in mV."""
    with applied():
        from .figure import new_figure

        figure = new_figure(3.5, 3.6)
        above = figure.add_axes((0.17, 0.37, 0.8, 0.6))
        below = figure.add_axes((0.17, 0.12, 0.8, 0.22), sharex=above)
        x = np.linspace(data.x.min(), data.x.max(), 600)
        above.plot(data.x, data.U, "o", ms=3.0, mfc="white", mec=INK, mew=0.7, label=data.name, zorder=1)
        for (name, host), colour, style in zip(hosts.items(), SERIES, _STYLES * 2, strict=False):
            above.plot(x, host.open_circuit_potential(x, data.T), color=colour, ls=style, label=name)
            residual = 1e3 * (host.open_circuit_potential(data.x, data.T) - data.U)
            below.plot(data.x, residual, "o-", ms=2.0, lw=0.7, color=colour)
        below.axhline(0.0, color=MUTED, lw=0.6, zorder=1)
        above.tick_params(labelbottom=False)
        above.set_ylabel("Open-circuit potential / V")
        below.set(xlabel="Filled fraction $x$", ylabel="Residual / mV")
        above.legend(loc="best")
        figure.align_ylabels([above, below])
    return figure
