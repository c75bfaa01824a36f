"""Species voltages and electron levels: formation energies, couples, reference electrodes, windows.

::

    standard_voltage("Na+") - standard_voltage("Cl-")  # -4.07 V
    couple("Fe+3/Fe+2").potential({"Fe+3": 0.01, "Fe+2": 0.1})  # 0.710 V against SHE
    convert(3.43, "Li/Li+", "SHE")  # 0.39 V
"""

from .formation import formation_energy, formation_source, known_species
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
    "formation_source",
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
