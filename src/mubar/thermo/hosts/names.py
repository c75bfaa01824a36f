"""What the package exports."""

from .base import HostMaterial
from .formula import FormulaOCP
from .lattice_gas import LatticeGas
from .lithium_metal import LithiumMetal
from .msmr import Gallery, MultiSiteMolarRegular
from .ocp import OpenCircuitPotential
from .redlich_kister import RedlichKister
from .regular_solution import RegularSolution
from .solution import SolutionModel
from .tabulated import TabulatedOCP
from .two_sublattice import TwoSublattice

__all__ = [
    "FormulaOCP",
    "Gallery",
    "HostMaterial",
    "LatticeGas",
    "LithiumMetal",
    "MultiSiteMolarRegular",
    "OpenCircuitPotential",
    "RedlichKister",
    "RegularSolution",
    "SolutionModel",
    "TabulatedOCP",
    "TwoSublattice",
]
