"""Equilibrium of phases: membranes, salt bridges, reactions and pinned levels."""

from .conditions import Condition, Equilibrated, Membrane, Pin, SaltBridge
from .phase import Phase
from .solver import Equilibrium, equilibrate

__all__ = [
    "Condition",
    "Equilibrated",
    "Equilibrium",
    "Membrane",
    "Phase",
    "Pin",
    "SaltBridge",
    "equilibrate",
]
