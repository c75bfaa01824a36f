"""Energy over polarisation at the transition state's ion coordinate, for growing overpotential.

The picture of D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 6b: the barrier falls, is gone
at -eη_f = λ, and comes back beyond (R. A. Marcus' inverted region). λ = 8.3 k_BT as for LiFePO4.
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import DIFFUSION, ELECTRONS, INK, NEGATIVE, applied, shades
from mubar.kinetics.landscape import Landscape, LinearPenalty, transition_state

T = 298.15
LAMBDA = 8.3
LANDSCAPE = Landscape.symmetric(LinearPenalty(0.0), LAMBDA * kT(T))
DRIVING = LAMBDA * np.array([0.0, 0.5, 1.0, 1.6])
"""-eη_f/k_BT."""


def compute():
    """The transition states, and their barriers in k_BT."""
    states = [transition_state(LANDSCAPE, -d * kT(T) / F) for d in DRIVING]
    return {"states": states, "barrier": np.array([s.barrier for s in states]) / kT(T)}


def draw(found):
    """One oxidised parabola and the reduced ones that sink under it."""
    x = np.linspace(-0.6, 1.8, 241)
    with applied():
        figure = new_figure(3.5, 3.0)
        ax = figure.add_axes((0.14, 0.14, 0.83, 0.83))
        ax.plot(x, LANDSCAPE.oxidized_state(x, 0.5) / kT(T), color=ELECTRONS)
        ax.text(0.86, 7.6, "O", color=ELECTRONS, weight="bold", ha="right")
        ax.text(1.75, 6.0, "R", color=NEGATIVE, weight="bold", ha="right")
        names = ("$\\eta_\\mathrm{f} = 0$", "$-\\lambda/2e$", "$-\\lambda/e$", "$-1.6\\,\\lambda/e$")
        for state, name, colour in zip(found["states"], names, shades(NEGATIVE, 4, 0.6), strict=True):
            reduced = LANDSCAPE.reduced_state(x, 0.5, state.eta_f) / kT(T)
            ax.plot(x, reduced, color=colour)
            ax.text(1.0, reduced.min() - 0.4, name, ha="center", va="top")
            ax.plot(
                state.polarization,
                state.barrier / kT(T),
                "D",
                ms=5,
                color=DIFFUSION,
                mec=INK,
                mew=0.7,
                zorder=4,
            )
        ax.set(xlabel="Polarisation $x$", ylabel=r"$\mu^\mathrm{ex}$ / $k_\mathrm{B}T$")
        ax.set(xlim=(x[0], x[-1]), ylim=(-16.0, 9.0))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
