"""Electrons of one level: a dopant, a molecule in solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.bounds import ANY
from ...core.parameters import Checked, parameter
from .donor import Donor


@dataclass(frozen=True)
class Localized(Checked, Donor):
    """ρ = δ(x - x₀): one level at ``level`` above the Fermi level, S = e^{-(h-x₀)²/4Λ} / (2 cosh(x₀/2)).

    At ``level`` = 0, the default, the electron is localised on the donor itself, which is then full before
    and empty after the transfer: no occupation counts, and S = e^{-h²/4Λ}, the rate of R. A. Marcus, J. Chem.
    Phys. 43 (1965) 679, with its inverted region. Raises `InputError` for a level that isn't finite.
    """

    level: float = parameter(r"\varepsilon_{0}", "J.mol-1", "energy above the Fermi level", ANY, 0.0)

    def __call__(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        distance = h - self.level / RT
        size = np.abs(self.level)
        occupation = np.sign(size) * (0.5 * size / RT + np.log1p(np.exp(-size / RT)))
        return -distance * distance * RT / (4.0 * reorganization_energy) - occupation
