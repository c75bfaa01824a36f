"""Kinds of particles, one file each, and how they hang on the volumes of a chain."""

from .allen_cahn import AllenCahn
from .cahn_hilliard import CahnHilliard
from .groups import particles, rest_potential
from .homogeneous import Homogeneous
from .surroundings import Surroundings

TYPES = (Homogeneous, AllenCahn, CahnHilliard)

__all__ = [
    "TYPES",
    "AllenCahn",
    "CahnHilliard",
    "Homogeneous",
    "Surroundings",
    "particles",
    "rest_potential",
]
