"""Tafel plot: measured and modelled current densities over overpotential, and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mubar.kinetics.base import RateLaw
from mubar.kinetics.polarization import PolarizationCurve

from .style import INK, MUTED, SERIES, applied

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STYLES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


def tafel_figure(curve: PolarizationCurve, laws: Mapping[str, RateLaw]) -> Figure:
    """log|j| over η with a line for each law, and below it the residuals; see `tafel_panels`."""
    with applied():
        from .figure import new_figure, stacked

        figure = new_figure(3.5, 3.6)
        tafel_panels(*stacked(figure, 0.17, 0.12, 0.8, lower=0.22, upper=0.6, gap=0.03), curve, laws)
        figure.align_ylabels()
    return figure


def tafel_panels(above: Axes, below: Axes, curve: PolarizationCurve, laws: Mapping[str, RateLaw]) -> None:
    """Currents ``above``, and ``below`` the residuals as `PolarizationCurve` has them.

    Lines are smooth where all points share x, c_plus and T, else they join the points.
    """
    order = np.argsort(curve.eta)
    above.semilogy(
        curve.eta, np.abs(curve.current_density), "o", ms=3.4, mfc="white", mec=INK, mew=0.9,
        label=curve.name, zorder=3,
    )  # fmt: skip
    for (name, law), colour, style in zip(laws.items(), SERIES, _STYLES * 2, strict=False):
        model = law.current_density(curve.eta, x=curve.x, c_plus=curve.c_plus, T=curve.T)
        eta, j = _line(curve, law)
        above.semilogy(eta, np.abs(j), color=colour, ls=style, label=name)
        below.plot(curve.eta[order], curve.residuals(model)[order], "o-", ms=2.5, lw=0.8, color=colour)
    below.axhline(0.0, color=MUTED, lw=0.6, zorder=1)
    above.tick_params(axis="y", which="minor", labelleft=False)
    above.set_ylabel(r"$|j|$ / A m$^{-2}$")
    unit = r"$\ln(j_\mathrm{model}/j)$" if curve.error is None else "Residual / σ"
    below.set(xlabel=r"Overpotential $\eta$ / V", ylabel=unit)
    above.legend(loc="best")


def _line(curve: PolarizationCurve, law: RateLaw) -> tuple[np.ndarray, np.ndarray]:
    """(η, j) of the law, on a fine grid if one state holds for all points; NaN at η = 0."""
    states = [np.unique(v) for v in (curve.x, curve.c_plus, curve.T)]
    if all(v.size == 1 for v in states):
        eta = np.linspace(curve.eta.min(), curve.eta.max(), 400)
        x, c_plus, T = (float(v[0]) for v in states)
    else:
        order = np.argsort(curve.eta)
        eta, x, c_plus, T = (v[order] for v in (curve.eta, curve.x, curve.c_plus, curve.T))
    j = np.broadcast_to(law.current_density(eta, x=x, c_plus=c_plus, T=T), eta.shape)
    return eta, np.where(j == 0.0, np.nan, j)
