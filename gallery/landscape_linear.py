"""Coupled ion-electron transfer limited by the ion: energies linear in ξ make Butler-Volmer with α = ½.

The picture of D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 5, κ/ΔE_IT << 1. The paper
gives no numbers for it; here λ = 4 k_BT and ΔE_IT = 20 k_BT, at an overpotential of -4 k_BT/e.
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.landscape import landscape_figure
from mubar.kinetics.landscape import Landscape, LinearPenalty, transition_state

T = 298.15
LANDSCAPE = Landscape.symmetric(LinearPenalty(20.0 * kT(T)), 4.0 * kT(T))
ETA = -4.0


def compute():
    """The transition state drawn; barrier (k_BT) and transfer coefficient over overpotential (k_BT/e)."""
    eta = np.linspace(-24.0, 24.0, 25)
    states = [transition_state(LANDSCAPE, e * kT(T) / F) for e in eta]
    return {
        "state": transition_state(LANDSCAPE, ETA * kT(T) / F),
        "eta": eta,
        "barrier": np.array([s.barrier for s in states]) / kT(T),
        "transfer_coefficient": np.array([s.transfer_coefficient for s in states]),
    }


def draw(found):
    """Map and cuts."""
    return landscape_figure(LANDSCAPE, T, found["state"].eta_f)


if __name__ == "__main__":
    save(draw(compute()), __file__)
