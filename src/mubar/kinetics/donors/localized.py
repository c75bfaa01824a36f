"""Electrons of one level: a dopant, a molecule in solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.bounds import ANY
from ...core.parameters import Checked, parameter
from ...core.usual import ENERGY
from .donor import Donor


@dataclass(frozen=True)
class Localized(Checked, Donor):
    """ρ = δ(x - x₀): one level at ``level`` above the Fermi level, I = n_e e^{-(Λ+h-x₀)²/4Λ}.

    At ``level`` = 0, the default, the electron is localised on the donor itself, which is then full before
    and empty after the transfer: no occupation counts, n_e and 1 - n_e are both 1. That is the rate of R. A.
    Marcus, J. Chem. Phys. 43 (1965) 679, with its inverted region. Raises `InputError` for a level that isn't
    finite.
    """

    level: float = parameter(
        r"\varepsilon_{0}", "J.mol-1", "energy above the Fermi level", ANY, 0.0, usual=ENERGY
    )

    def reduction(self, h: Any, ratio: Any, reorganization_energy: Any, RT: Any) -> Any:
        size = np.abs(self.level)
        full = 2.0 - np.sign(size)  # at the Fermi level the occupation is a half and doesn't count
        occupied = full * np.exp(-np.maximum(self.level, 0.0) / RT) / (1.0 + np.exp(-size / RT))
        barrier = h + (reorganization_energy - self.level) / RT
        return occupied * np.exp(barrier**2 * (-0.25 * RT / reorganization_energy))

    def log_slope(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        """Also where I is too small for a number."""
        return -0.5 - (h * RT - self.level) / (2.0 * reorganization_energy)
