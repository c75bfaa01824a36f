"""Thermodynamics: free energies, chemical potentials, phases; electrolytes, levels, equilibria.

Every exported host material is held to the tests of tests/thermo.
"""

from typing import TYPE_CHECKING

from ..core.later import exporting

if TYPE_CHECKING:
    from .names import *  # noqa: F403

__getattr__, __dir__ = exporting(__name__)
