"""The excess chemical potential of reactants and products over polarisation and ion coordinate."""

from .penalties import LinearPenalty, QuadraticPenalty, WellPenalty
from .surfaces import Landscape
from .transition import TransitionState

__all__ = ["Landscape", "LinearPenalty", "QuadraticPenalty", "TransitionState", "WellPenalty"]
