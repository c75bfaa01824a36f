"""A Tafel plot that cannot tell a film's resistance from electron transfer, and a transient that can.

Eight currents of coupled ion-electron transfer at half filling, with k0 = 8 mA/m² and λ = 8.3 k_BT (D.
Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, section 6.4), read with an error of 10 %.
Butler-Volmer behind a film fits them as well. Then both fits fill an almost empty host, an ideal lattice gas
without gradients, at one voltage: there they part, as the paper's Fig. 10 has it for porous electrodes.
"""

import numpy as np
from _save import save
from scipy.integrate import solve_ivp

from mubar.analysis import compare, fit_rate_law
from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import letters, new_figure, stacked
from mubar.diagrams.style import SERIES, applied
from mubar.diagrams.tafel import tafel_panels
from mubar.kinetics import CIET, ButlerVolmer, FilmResistance, InsertionExchange
from mubar.kinetics.polarization import PolarizationCurve
from mubar.thermo.hosts import LatticeGas

T = 298.15
TRUE = CIET(8e-3, 8.3 * kT(T))
ETA = -np.linspace(2.0, 14.0, 8) * kT(T) / F
ERROR = 0.1
HOST = LatticeGas()
STEP = -12.0
"""Electrode voltage less that of the half-filled host in equilibrium, k_BT/e."""


def compute():
    """The curve, both fits, their comparison; -j/k0 over time, counted in the host's charge over k0."""
    j = TRUE.current_density(ETA, x=0.5, c_plus=1.0, T=T)
    read = j * (1.0 + ERROR * np.random.default_rng(0).standard_normal(ETA.size))
    curve = PolarizationCurve(ETA, read, error=ERROR * np.abs(j), name="read with 10 % error")
    behind_film = FilmResistance(ButlerVolmer(InsertionExchange(1e-8)), 5.0)
    fits = {
        "CIET": fit_rate_law(CIET(1e-2, 10.0 * kT(T)), curve, ("k0", "reorganization_energy")),
        "Butler-Volmer and film": fit_rate_law(
            behind_film, curve, ("law.exchange.rate_constant", "resistance")
        ),
    }
    time = np.linspace(0.0, 0.5, 251)
    return {
        "curve": curve,
        "fits": fits,
        "comparison": compare({name: f.fit for name, f in fits.items()}),
        "time": time,
        "transients": {name: _transient(f.law, time) for name, f in fits.items()},
    }


def _transient(law, time):
    """-j/k0 over time from a hundredth of the sites filled."""

    def rate(x):
        eta = STEP * kT(T) / F - HOST.open_circuit_potential(x, T)
        return -law.current_density(eta, x=x, c_plus=1.0, T=T) / TRUE.k0

    filled = solve_ivp(lambda t, x: rate(x), (0.0, time[-1]), [0.01], t_eval=time, rtol=1e-8, atol=1e-10)
    return rate(filled.y[0])


def draw(found):
    """Tafel plot with residuals, and the transients."""
    laws = {name: f.law for name, f in found["fits"].items()}
    with applied():
        figure = new_figure(7.2, 3.4)
        above, below = stacked(figure, 0.085, 0.13, 0.4, lower=0.21, upper=0.59, gap=0.03)
        tafel_panels(above, below, found["curve"], laws)
        above.set_yticks([2e-3, 5e-3, 1e-2, 2e-2, 5e-2], ["0.002", "0.005", "0.01", "0.02", "0.05"])
        above.minorticks_off()
        figure.align_ylabels([above, below])
        ax = figure.add_axes((0.58, 0.13, 0.4, 0.83))
        for (name, current), colour, style in zip(
            found["transients"].items(), SERIES, ("-", (0, (5, 2))), strict=False
        ):
            ax.plot(found["time"], current, color=colour, ls=style, label=name)
        ax.set(
            xlabel=r"Time / $(Q/k_0)$",
            ylabel=r"Reduction current density / $k_0$",
            xlim=(0.0, found["time"][-1]),
        )
        ax.set_ylim(bottom=0.0)
        letters(figure, (0.005, 0.985), (0.515, 0.985))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
