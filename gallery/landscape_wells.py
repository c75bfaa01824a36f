"""Coupled ion-electron transfer where the ion has two places in either state: four minima, one way across.

The picture of D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 2b. The paper gives no
numbers for it; here λ = 20 k_BT, ΔE_IT = 18 k_BT and a bump of 4 k_BT before the ion's second place.
"""

import numpy as np
from _save import save

from mubar.core.units import kT
from mubar.diagrams.landscape import landscape_figure
from mubar.kinetics.landscape import Landscape, WellPenalty, transition_states

T = 298.15
LANDSCAPE = Landscape.symmetric(WellPenalty(18.0 * kT(T), 4.0 * kT(T)), 20.0 * kT(T))


def compute():
    """Minima of the lower surface (x, ξ, energy/k_BT), and those of the barrier along the crossing."""
    x, xi = np.linspace(-0.45, 1.45, 191), np.linspace(0.0, 1.0, 101)
    energy = np.round(LANDSCAPE.lower_state(x, xi[:, None]) / kT(T), 9)
    around = np.pad(energy, 1, constant_values=np.inf)
    neighbours = [
        around[1 + i : 1 + i + len(xi), 1 + j : 1 + j + len(x)]
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        if (i, j) != (0, 0)
    ]
    rows, columns = np.nonzero(energy < np.minimum.reduce(neighbours))
    minima = sorted((x[j], xi[i], energy[i, j]) for i, j in zip(rows, columns, strict=True))
    return {"minima": minima, "transition_states": transition_states(LANDSCAPE)}


def draw(found):
    """Map and cuts, with the four minima marked."""
    figure = landscape_figure(LANDSCAPE, T)
    for x, xi, _ in found["minima"]:
        figure.axes[0].plot(x, xi, "o", ms=6, mfc="none", mec="k", mew=0.8, clip_on=False)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
