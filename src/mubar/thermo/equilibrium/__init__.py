"""Equilibrium of phases: membranes, salt bridges, reactions and pinned levels.

A gel with fixed charges in a large bath, and its Donnan potential::

    bath = Phase("bath", {"Na+": 0.1, "Cl-": 0.1}, solvent_mass=1e6)
    gel = Phase("gel", {"Na+": 0.2, "Cl-": 0.0}, fixed_charge=-0.2)
    found = equilibrate([bath, gel], [Membrane("bath", "gel", ("Na+", "Cl-"))])
    found.junction("bath", "gel")  # -0.0226 V
"""

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
