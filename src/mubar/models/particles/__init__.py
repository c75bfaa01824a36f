"""Kinds of particles, one file each, and how they hang on the volumes of a chain."""

from ...materials.particle_files import nameable
from .allen_cahn import AllenCahn
from .cahn_hilliard import CahnHilliard
from .contact_chain import ContactChain
from .contacts import Contacts
from .fickian import Fickian
from .groups import particles, rest_potential, rest_potentials
from .homogeneous import Homogeneous
from .hysteretic import Hysteretic
from .layered_allen_cahn import LayeredAllenCahn
from .layered_cahn_hilliard import LayeredCahnHilliard
from .layered_homogeneous import LayeredHomogeneous
from .surface_diffusion import SurfaceDiffusion
from .surroundings import Surroundings

TYPES = (
    Homogeneous, AllenCahn, SurfaceDiffusion, CahnHilliard, LayeredHomogeneous, LayeredAllenCahn,
    LayeredCahnHilliard, Fickian, Hysteretic,
)  # fmt: skip

CONNECTIONS = (Contacts, ContactChain)

nameable(*TYPES, *CONNECTIONS)

__all__ = [
    "CONNECTIONS",
    "TYPES",
    "AllenCahn",
    "CahnHilliard",
    "ContactChain",
    "Contacts",
    "Fickian",
    "Homogeneous",
    "Hysteretic",
    "LayeredAllenCahn",
    "LayeredCahnHilliard",
    "LayeredHomogeneous",
    "SurfaceDiffusion",
    "Surroundings",
    "particles",
    "rest_potential",
    "rest_potentials",
]
