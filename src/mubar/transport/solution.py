"""What ions are dissolved in, as far as frames and friction need it; a melt is all ions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from .arguments import charge_numbers, neutral, numbers, per_ion, quantities

_SUM = 1e-3
"""Molar volumes are known to so many digits; what a solvent has in a frame is what the ions leave."""


@dataclass(frozen=True, eq=False)
class Solution:
    """A neutral solution of ions in one solvent, or with ``solvent`` None a melt of them.

    charges, concentrations: (n,), mol/m³, of the ions; solvent: mol/m³. molar_volumes (n + 1,), partial molar
    volumes in m³/mol, and molar_masses (n + 1,), kg/mol, have the solvent last (a melt: (n,)); only the
    frames that count volume or mass need them. How a salt's volume is shared between its ions is a
    convention, on which t in the volume frame depends; D and t in the laboratory's do not. Raises
    `InputError`.
    """

    charges: Any
    concentrations: Any
    solvent: float | None
    molar_volumes: Any = None
    molar_masses: Any = None

    def __post_init__(self) -> None:
        n = per_ion(charges=self.charges, amounts=self.concentrations)
        if not self.is_melt:
            quantities(solvent=self.solvent)
        charges, concentrations = charge_numbers(self.charges), np.array(self.concentrations, dtype=float)
        if concentrations.ndim != 1 or np.ndim(self.solvent or 0.0):
            raise InputError.one("Solution", concentrations.tolist(), "one composition")
        neutral(charges, concentrations)
        object.__setattr__(self, "charges", charges)
        object.__setattr__(self, "concentrations", concentrations)
        species = n if self.is_melt else n + 1
        last = "" if self.is_melt else ", the solvent's last"
        for name, quantity in (("molar_volumes", "volumes"), ("molar_masses", "masses")):
            given = getattr(self, name)
            if given is None:
                continue
            given = numbers(given, name)
            if given.shape != (species,) or not np.isfinite(given).all():
                raise InputError([Problem(name, f"{given.tolist()}", f"{species} {quantity}{last}")])
            object.__setattr__(self, name, given)
        if self.molar_masses is not None and not (self.molar_masses > 0.0).all():
            raise InputError.one("molar_masses", self.molar_masses.tolist(), "masses above 0")
        if self.molar_volumes is not None:
            total = float(self.molar_volumes @ self.amounts)
            if abs(total - 1.0) > _SUM:
                raise InputError.one("molar_volumes", total, "Σ c V = 1, the volume of 1 m³ of solution")

    @property
    def is_melt(self) -> bool:
        """Whether there is no solvent."""
        return self.solvent is None

    @property
    def amounts(self) -> np.ndarray:
        """Concentrations of all species, the solvent's last, mol/m³, (n + 1,) or (n,) in a melt."""
        return self.concentrations if self.solvent is None else np.append(self.concentrations, self.solvent)
