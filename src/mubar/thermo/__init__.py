"""Thermodynamics: free energies, chemical potentials, phases.

Every exported host material is held to the tests of tests/thermo.
"""

from .hosts import (
    FormulaOCP,
    Gallery,
    HostMaterial,
    LatticeGas,
    LithiumMetal,
    MultiSiteMolarRegular,
    OpenCircuitPotential,
    RedlichKister,
    RegularSolution,
    SolutionModel,
    TabulatedOCP,
    TwoSublattice,
)

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
