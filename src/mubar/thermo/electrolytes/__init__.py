"""Electrolytes, one file each: activity models of ions, and measured battery electrolytes.

Every exported model is held to the tests of tests/thermo. ::

    Pitzer.for_salt("Na+", "Cl-").log_gamma(1.0, 298.15)  # ln 0.655
    Davies().of("Ca+2", "Cl-").osmotic_coefficient(0.1, 298.15)
    Landesfeind2019().conductivity(1000.0, 298.15)  # 0.913 S/m, LiPF6 in EC:EMC 3:7
"""

from .activity import ActivityModel, SaltSolution, ionic_strength
from .base import Electrolyte
from .battery import BatteryElectrolyte
from .debye_huckel import Davies, DebyeHuckel, Ideal, IonicStrengthModel
from .landesfeind2019 import Landesfeind2019
from .pitzer import Pitzer, PitzerCoefficients, pitzer_salts
from .salt import Salt
from .solvent import WATER, Solvent
from .valoen2005 import ValoenReimers2005

__all__ = [
    "WATER",
    "ActivityModel",
    "BatteryElectrolyte",
    "Davies",
    "DebyeHuckel",
    "Electrolyte",
    "Ideal",
    "IonicStrengthModel",
    "Landesfeind2019",
    "Pitzer",
    "PitzerCoefficients",
    "Salt",
    "SaltSolution",
    "Solvent",
    "ValoenReimers2005",
    "ionic_strength",
    "pitzer_salts",
]
