"""Rate laws of interfaces, one file each.

Exported laws, exchange current densities and donors of electrons are known by name to cell files, and every
exported law is held to the tests of tests/kinetics.
"""

from .base import Branches, RateLaw
from .butler_volmer import ButlerVolmer
from .ciet import CIET, CoupledIonElectronTransfer
from .donors import DensityOfStates, Donor, Localized, Metal, Semiconductor, ZengApproximation
from .exchange import InsertionExchange, MetalExchange
from .marcus import Marcus
from .marcus_hush_chidsey import MarcusHushChidsey

__all__ = [
    "CIET",
    "Branches",
    "ButlerVolmer",
    "CoupledIonElectronTransfer",
    "DensityOfStates",
    "Donor",
    "InsertionExchange",
    "Localized",
    "Marcus",
    "MarcusHushChidsey",
    "Metal",
    "MetalExchange",
    "RateLaw",
    "Semiconductor",
    "ZengApproximation",
]
