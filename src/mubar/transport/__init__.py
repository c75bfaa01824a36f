"""Laws of ion transport, one file each: mobilities, correlations, frames.

::

    matrix = OnsagerMatrix([[0.5, 0.1], [0.1, 0.6]], [1, -1])  # S/m
    matrix.conductivity(), matrix.transference()
"""

from .arrhenius import Arrhenius
from .decoupling import (
    conductivity_relaxation_time,
    decoupling_index,
    molar_conductivity,
    walden_deviation,
    walden_product,
)
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
from .temperature_law import TemperatureLaw
from .vft import VFT, WLF

__all__ = [
    "LAB",
    "MASS",
    "SOLVENT",
    "VFT",
    "VOLUME",
    "WLF",
    "Arrhenius",
    "Frame",
    "LabFrame",
    "MassFrame",
    "OnsagerMatrix",
    "SaltTransport",
    "Solution",
    "SolventFrame",
    "StefanMaxwell",
    "TemperatureLaw",
    "TransferenceNumbers",
    "VolumeFrame",
    "conductivity_relaxation_time",
    "decoupling_index",
    "diffusivity",
    "drift_velocity",
    "electrophoretic_mobility",
    "haven_ratio",
    "ideal_transference_numbers",
    "ionicity",
    "molar_conductivity",
    "nernst_einstein_conductivity",
    "salt_diffusivity_in_frame",
    "species_conductivities",
    "thermodynamic_mobility",
    "walden_deviation",
    "walden_product",
]
