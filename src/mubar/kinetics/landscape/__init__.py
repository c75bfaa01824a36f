"""The excess chemical potential of reactants and products over polarisation and ion coordinate.

::

    landscape = Landscape.symmetric(LinearPenalty(0.37 * eV), 8.3 * kT(298.15))
    state = transition_state(landscape, eta_f=-0.05)
    state.polarization, state.ion, state.barrier / kT(298.15), state.is_saddle  # 0.5, 0.43, 8.3, True
"""

from .path import steepest_path
from .penalties import LinearPenalty, QuadraticPenalty, WellPenalty
from .surfaces import Landscape
from .transition import TransitionState, transition_state, transition_states

__all__ = [
    "Landscape",
    "LinearPenalty",
    "QuadraticPenalty",
    "TransitionState",
    "WellPenalty",
    "steepest_path",
    "transition_state",
    "transition_states",
]
