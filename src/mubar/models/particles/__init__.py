"""Kinds of particles, one file each, and how they hang on the volumes of a chain."""

from .allen_cahn import AllenCahn
from .cahn_hilliard import CahnHilliard
from .contact_chain import ContactChain
from .contacts import Contacts
from .groups import particles, rest_potential
from .homogeneous import Homogeneous
from .layered_cahn_hilliard import LayeredCahnHilliard
from .layered_homogeneous import LayeredHomogeneous
from .surroundings import Surroundings

TYPES = (Homogeneous, AllenCahn, CahnHilliard, LayeredHomogeneous, LayeredCahnHilliard)

__all__ = [
    "TYPES",
    "AllenCahn",
    "CahnHilliard",
    "ContactChain",
    "Contacts",
    "Homogeneous",
    "LayeredCahnHilliard",
    "LayeredHomogeneous",
    "Surroundings",
    "particles",
    "rest_potential",
]
