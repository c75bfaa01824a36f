"""Coupled ion-electron transfer with a harmonic ion: one concerted transition state on the crossing.

The picture of D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 3. The paper gives no numbers
for it; here λ = 8 k_BT and ΔE_IT = 12 k_BT, at equilibrium.
"""

from _save import save

from mubar.core.units import kT
from mubar.diagrams.landscape import landscape_figure
from mubar.kinetics.landscape import Landscape, QuadraticPenalty, transition_state

T = 298.15
LANDSCAPE = Landscape.symmetric(QuadraticPenalty(12.0 * kT(T)), 8.0 * kT(T))


def compute():
    """The transition state, and the barrier it has beside those with the ion at either end, in k_BT."""
    state = transition_state(LANDSCAPE)
    ends = LANDSCAPE.crossing_energy(0.0), LANDSCAPE.crossing_energy(1.0)
    return {"state": state, "concerted": state.barrier / kT(T), "sequential": [e / kT(T) for e in ends]}


def draw(found):
    """Map and cuts."""
    return landscape_figure(LANDSCAPE, T)


if __name__ == "__main__":
    save(draw(compute()), __file__)
