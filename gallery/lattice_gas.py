"""Free energy and chemical potential of the ideal lattice gas, with the tangent between them.

Equal, independent sites (W. R. McKinnon, R. R. Haering, in Modern Aspects of Electrochemistry 15 (1983) 235).
The slope of G at X is the chemical potential of lithium; where the tangent meets X = 1 and X = 0 stand those
of the filled and of the empty site, μ° + RT ln X and RT ln(1-X).
"""

import numpy as np
from _save import save

from mubar.core.units import kT
from mubar.diagrams.figure import new_figure, stacked
from mubar.diagrams.style import ELECTRONS, INK, LITHIUM, MUTED, applied
from mubar.thermo import LatticeGas

T = 298.15
HOST = LatticeGas(mu0=-2.0 * kT(T))
AT = 0.3


def compute():
    """In units of RT: G and μ over X, and the tangent at X = 0.3 with its ends at X = 0 and 1."""
    x = np.concatenate([np.geomspace(1e-6, 0.01, 80), np.linspace(0.011, 0.989, 200)])
    x = np.concatenate([x, 1.0 - np.geomspace(1e-6, 0.01, 80)[::-1]])
    energy, slope = (float(f(AT, T)) / kT(T) for f in (HOST.gibbs, HOST.chemical_potential))
    return {
        "x": x,
        "G": HOST.gibbs(x, T) / kT(T),
        "mu": HOST.chemical_potential(x, T) / kT(T),
        "energy": energy,
        "slope": slope,
        "empty": energy - AT * slope,
        "filled": energy + (1.0 - AT) * slope,
    }


def draw(found):
    """G with its tangent above, μ with the tangent's slope below."""
    with applied():
        figure = new_figure(3.5, 4.4)
        above, below = stacked(figure, 0.15, 0.1, 0.8, lower=0.38, upper=0.45, gap=0.05)
        above.plot([0, 1], [0, -2], color=MUTED, lw=0.9, ls=(0, (4, 2)))
        above.text(0.97, -1.82, "unmixed", color=MUTED, rotation=-27, ha="right", va="bottom", size=7.5)
        above.plot(found["x"], found["G"], color=ELECTRONS)
        above.plot([0, 1], [found["empty"], found["filled"]], color=LITHIUM, lw=1.0)
        above.plot(AT, found["energy"], "o", color=LITHIUM, mec="white", ms=5, zorder=4)
        above.plot([0, 1], [found["empty"], found["filled"]], "D", color="white", mec=LITHIUM, ms=4, zorder=4)
        above.text(0.0, found["empty"] - 0.8, r"$RT\,\ln(1-X)$", color=LITHIUM, va="top")
        above.annotate(
            r"$\mu^\circ + RT\,\ln X$", (1, found["filled"]), (-8, -3), textcoords="offset points",
            ha="right", va="top", color=LITHIUM,
        )  # fmt: skip
        above.text(0.5, found["energy"] - 0.85, r"slope $\mu(X)$", color=LITHIUM, ha="right", va="top")
        above.set(ylabel=r"$G\ /\ RT$", ylim=(-3.6, 0.25))
        below.axhline(-2.0, color=MUTED, lw=0.9, ls=(0, (4, 2)))
        below.text(0.02, -1.85, r"$\mu^\circ$", color=MUTED, va="bottom")
        below.plot(found["x"], found["mu"], color=ELECTRONS)
        below.plot([AT, AT, 0.0], [-8.0, found["slope"], found["slope"]], color=LITHIUM, lw=0.8, ls=":")
        below.plot(AT, found["slope"], "o", color=LITHIUM, mec="white", ms=5, zorder=4)
        below.set(xlabel="Filled fraction $X$", ylabel=r"$\mu\ /\ RT$", xlim=(-0.03, 1.03), ylim=(-7.6, 3.6))
        below.text(
            0.98, -6.9, r"$\mu = \mu^\circ + RT\,\ln\dfrac{X}{1-X}$", color=INK, ha="right", va="bottom"
        )
        figure.align_ylabels([above, below])
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
