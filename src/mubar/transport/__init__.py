"""Laws of ion transport, one file each: mobilities, correlations, frames.

::

    matrix = OnsagerMatrix([[0.5, 0.1], [0.1, 0.6]], [1, -1])  # S/m
    matrix.conductivity(), matrix.transference()
"""

from .frames import (
    LAB,
    MASS,
    SOLVENT,
    VOLUME,
    Frame,
    LabFrame,
    MassFrame,
    Solution,
    SolventFrame,
    TransferenceNumbers,
    VolumeFrame,
    salt_diffusivity_in_frame,
)
from .mobility import diffusivity, drift_velocity, electrophoretic_mobility, thermodynamic_mobility
from .nernst_einstein import (
    haven_ratio,
    ideal_transference_numbers,
    ionicity,
    nernst_einstein_conductivity,
    species_conductivities,
)
from .newman import SaltTransport
from .onsager import OnsagerMatrix
from .stefan_maxwell import StefanMaxwell

__all__ = [
    "LAB",
    "MASS",
    "SOLVENT",
    "VOLUME",
    "Frame",
    "LabFrame",
    "MassFrame",
    "OnsagerMatrix",
    "SaltTransport",
    "Solution",
    "SolventFrame",
    "StefanMaxwell",
    "TransferenceNumbers",
    "VolumeFrame",
    "diffusivity",
    "drift_velocity",
    "electrophoretic_mobility",
    "haven_ratio",
    "ideal_transference_numbers",
    "ionicity",
    "nernst_einstein_conductivity",
    "salt_diffusivity_in_frame",
    "species_conductivities",
    "thermodynamic_mobility",
]
