"""Electrolytes of batteries: measured transport properties of one salt as laws of c and T."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ...core.constants import C_STANDARD
from .base import Electrolyte
from .salt import Salt

LIPF6 = Salt("Li+", "PF6-")


@dataclass(frozen=True)
class BatteryElectrolyte(Electrolyte):
    """A salt with κ, D, t₊ and χ as laws of the concentration ``c``, mol/m³, and ``T``, K.

    `equations` names all four. Fits to measurements needn't reach χ = 1 at infinite dilution, so activity
    coefficients are relative to that at 1 mol/L. Outside `concentrations` and `temperatures` the fits say
    nothing.
    """

    salt: Salt = LIPF6
    standard: ClassVar[float] = C_STANDARD
    unit: ClassVar[str] = "mol.m-3"
    concentrations: ClassVar[tuple[float, float]]
    """Bounds of use, mol/m³."""
    temperatures: ClassVar[tuple[float, float]]
    """Bounds of use, K."""
    source: ClassVar[str] = ""
    """The publication of the laws."""

    def conductivity(self, c: Any, T: Any) -> Any:
        """κ, S/m."""
        return self._value("conductivity", c, T)

    def diffusivity(self, c: Any, T: Any) -> Any:
        """D of the salt, m²/s, as measured."""
        return self._value("diffusivity", c, T)

    def transference_number(self, c: Any, T: Any) -> Any:
        """t₊, relative to the solvent."""
        return self._value("transference_number", c, T)
