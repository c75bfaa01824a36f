"""Where the electrons come from and go to: metal, semiconductor, one level, any density of states."""

from .bands import DensityOfStates, Semiconductor
from .donor import Donor
from .localized import Localized
from .metal import Metal
from .zeng import ZengApproximation

__all__ = ["DensityOfStates", "Donor", "Localized", "Metal", "Semiconductor", "ZengApproximation"]
