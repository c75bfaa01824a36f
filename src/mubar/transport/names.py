"""What the package exports."""

from .activity import molar_factor, thermodynamic_factor_of
from .arrhenius import Arrhenius
from .binary_salt import BinarySalt, limiting_current, plated_salt
from .clusters import AssociatedSalt, Cluster
from .conductivity_tensor import ConductivityTensor
from .decoupling import (
    conductivity_relaxation_time,
    decoupling_index,
    molar_conductivity,
    walden_deviation,
    walden_product,
)
from .driving_forces import DriftDiffusion, advected_currents, drift_diffusion, induced_emf, loop_current
from .frames import (
    LAB,
    MASS,
    SOLVENT,
    VOLUME,
    Frame,
    IonFrame,
    LabFrame,
    MassFrame,
    SolventFrame,
    TransferenceNumbers,
    VolumeFrame,
    melt_transference,
    salt_diffusivity_in_frame,
)
from .limiting_law import limiting_conductivities
from .mobility import (
    conductivity_of_mobilities,
    diffusivity,
    diffusivity_of_conductivity,
    drift_velocity,
    electrophoretic_mobility,
    thermodynamic_mobility,
)
from .nernst_einstein import (
    haven_ratio,
    ideal_transference_numbers,
    ionicity,
    nernst_einstein_conductivity,
    species_conductivities,
)
from .newman import SaltTransport
from .onsager import OnsagerMatrix
from .particles import lognormal_sauter_radius, sauter_radius, specific_surface_area
from .point_groups import conductivity_tensor_basis
from .porous import (
    Bruggeman,
    Maxwell,
    Membrane,
    OverlappingCylinders,
    OverlappingSpheres,
    ParallelCylinders,
    RandomNetwork,
    TransportEfficiency,
    efficiency_of_factor,
    efficiency_of_path,
)
from .running_conductivity import RunningConductivity
from .solution import Solution
from .stefan_maxwell import StefanMaxwell
from .tabulated import TabulatedElectrolyte
from .temperature_data import TemperatureData
from .temperature_law import TemperatureLaw
from .thermoelectric import ThermoelectricMatrix
from .vft import VFT, WLF

__all__ = [
    "LAB",
    "MASS",
    "SOLVENT",
    "VFT",
    "VOLUME",
    "WLF",
    "Arrhenius",
    "AssociatedSalt",
    "BinarySalt",
    "Bruggeman",
    "Cluster",
    "ConductivityTensor",
    "DriftDiffusion",
    "Frame",
    "IonFrame",
    "LabFrame",
    "MassFrame",
    "Maxwell",
    "Membrane",
    "OnsagerMatrix",
    "OverlappingCylinders",
    "OverlappingSpheres",
    "ParallelCylinders",
    "RandomNetwork",
    "RunningConductivity",
    "SaltTransport",
    "Solution",
    "SolventFrame",
    "StefanMaxwell",
    "TabulatedElectrolyte",
    "TemperatureData",
    "TemperatureLaw",
    "ThermoelectricMatrix",
    "TransferenceNumbers",
    "TransportEfficiency",
    "VolumeFrame",
    "advected_currents",
    "conductivity_of_mobilities",
    "conductivity_relaxation_time",
    "conductivity_tensor_basis",
    "decoupling_index",
    "diffusivity",
    "diffusivity_of_conductivity",
    "drift_diffusion",
    "drift_velocity",
    "efficiency_of_factor",
    "efficiency_of_path",
    "electrophoretic_mobility",
    "haven_ratio",
    "ideal_transference_numbers",
    "induced_emf",
    "ionicity",
    "limiting_conductivities",
    "limiting_current",
    "lognormal_sauter_radius",
    "loop_current",
    "melt_transference",
    "molar_conductivity",
    "molar_factor",
    "nernst_einstein_conductivity",
    "plated_salt",
    "salt_diffusivity_in_frame",
    "sauter_radius",
    "species_conductivities",
    "specific_surface_area",
    "thermodynamic_factor_of",
    "thermodynamic_mobility",
    "walden_deviation",
    "walden_product",
]
