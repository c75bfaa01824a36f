"""Species voltages and electron levels: formation energies, couples, reference electrodes, windows."""

from .formation import formation_energy, known_species
from .pourbaix import Line, Pourbaix
from .reaction import Reaction, couple, known_couples
from .reference import ReferenceElectrode, convert, reference_electrode, reference_electrodes
from .stability import StabilityWindow, Verdict, water_window
from .voltages import activity_of, nernst, ph, ph_step, proton_voltage, species_voltage, standard_voltage

__all__ = [
    "Line",
    "Pourbaix",
    "Reaction",
    "ReferenceElectrode",
    "StabilityWindow",
    "Verdict",
    "activity_of",
    "convert",
    "couple",
    "formation_energy",
    "known_couples",
    "known_species",
    "nernst",
    "ph",
    "ph_step",
    "proton_voltage",
    "reference_electrode",
    "reference_electrodes",
    "species_voltage",
    "standard_voltage",
    "water_window",
]
