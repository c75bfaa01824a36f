"""Electrolytes, one file each: activity models of ions, and measured battery electrolytes.

Every exported model is held to the tests of tests/thermo.
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
