"""Staged graphite from two order parameters: layers that fill one after the other make two plateaus.

The periodic two-layer model of R. B. Smith, E. Khoo, M. Z. Bazant, J. Phys. Chem. C 121 (2017) 12505, with
the numbers that multiphase porous-electrode theory ships for graphite (Smith, Bazant, J. Electrochem. Soc.
164 (2017) E3291).
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure, stacked
from mubar.diagrams.style import ELECTRONS, LITHIUM, MUTED, NEGATIVE, POSITIVE, applied
from mubar.thermo import TwoSublattice

HOST = TwoSublattice.examples()[0]
T = 298.15


def compute():
    """Potentials and fillings of both layers over x; plateaus (V), the phases that coexist along them."""
    x = np.linspace(0.002, 0.998, 499)
    return {
        "x": x,
        "uniform": HOST.open_circuit_potential(x, T),
        "equilibrium": HOST.plateau_potential(x, T),
        "layers": np.array(HOST.layers(x, T)),
        "plateaus": HOST.tie_line_potentials(T),
        "gaps": HOST.binodal(T),
    }


def draw(found):
    """Potentials above, how full the layers of a uniform particle are below."""
    with applied():
        figure = new_figure(3.5, 4.2)
        above, below = stacked(figure, 0.19, 0.1, 0.78, lower=0.28, upper=0.55, gap=0.05)
        above.plot(found["x"], found["uniform"], color=LITHIUM, lw=1.0, label="uniform particle")
        above.plot(found["x"], found["equilibrium"], color=ELECTRONS, lw=1.8, label="in equilibrium")
        stages = ("empty + stage 2", "stage 2 + stage 1")
        for (a, b), U, name in zip(found["gaps"], found["plateaus"], stages, strict=True):
            above.plot([a, b], [U, U], "o", color=ELECTRONS, ms=4)
            above.text(0.5 * (a + b), U + 0.022, f"{name}\n{1e3 * U:.0f} mV", ha="center", color=ELECTRONS)
        above.set(ylabel="Open-circuit potential / V", ylim=(0.0, 0.22), xlim=(0, 1))
        above.legend(loc="lower left")
        for layer, name, colour, at in zip(
            found["layers"], ("one layer", "the other"), (POSITIVE, NEGATIVE), (0.72, 0.22), strict=True
        ):
            below.plot(found["x"], layer, color=colour)
            below.text(0.5, at, name, color=colour, ha="center")
        below.plot([0, 1], [0, 1], color=MUTED, lw=0.7, ls=":")
        below.set(xlabel="Filled fraction $x$ in Li$_x$C$_6$", ylabel="Layer's fraction")
        figure.align_ylabels([above, below])
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
