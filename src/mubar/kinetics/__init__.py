"""Rate laws of interfaces, one file each.

Exported laws, exchange current densities and donors of electrons are known by name to cell files, and every
exported law is held to the tests of tests/kinetics.
"""

from .base import Branches, RateLaw
from .butler_volmer import ButlerVolmer
from .ciet import CIET, CoupledIonElectronTransfer
from .diode import Diode
from .donors import DensityOfStates, Donor, Localized, Metal, Semiconductor, ZengApproximation
from .exchange import ExcludedSiteExchange, InsertionExchange, MetalExchange, RegularSolutionExchange
from .film_resistance import FilmResistance
from .linear import Linear
from .marcus import Marcus
from .marcus_hush_chidsey import MarcusHushChidsey
from .phase_field import PhaseFieldMarcusHushChidsey
from .tafel import Tafel

__all__ = [
    "CIET",
    "Branches",
    "ButlerVolmer",
    "CoupledIonElectronTransfer",
    "DensityOfStates",
    "Diode",
    "Donor",
    "ExcludedSiteExchange",
    "FilmResistance",
    "InsertionExchange",
    "Linear",
    "Localized",
    "Marcus",
    "MarcusHushChidsey",
    "Metal",
    "MetalExchange",
    "PhaseFieldMarcusHushChidsey",
    "RateLaw",
    "RegularSolutionExchange",
    "Semiconductor",
    "Tafel",
    "ZengApproximation",
]
