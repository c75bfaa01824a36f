"""Marcus-Hush-Chidsey kinetics with the exchange current of phase-field Butler-Volmer."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ..core.bounds import ANY
from ..core.constants import R
from ..core.parameters import parameter
from ..core.units import kT
from .ciet import CoupledIonElectronTransfer
from .donors.donor import Donor
from .donors.metal import Metal
from .electron_transfer import ElectronTransfer


@dataclass(frozen=True)
class PhaseFieldMarcusHushChidsey(ElectronTransfer):
    """j = -k0 (1 - x) √(a/x) [c_plus I(η_f) - x I(-η_f)], a = x/(1 - x) exp[Ω(1 - 2x)/RT], I as in
    `MarcusHushChidsey`.

    R. B. Smith, M. Z. Bazant, J. Electrochem. Soc. 164 (2017) E3291, fourth in Table 1 of D. Fraggedakis et
    al., Electrochim. Acta 367 (2021) 137432: a departure from `CoupledIonElectronTransfer` that gives back
    the composition dependence of `RegularSolutionExchange` where λ is large. ``k0`` in A/m².
    """

    interaction: float = parameter(r"\Omega", "J.mol-1", "regular-solution parameter of the host", ANY, 0.0)
    donor: ClassVar[Donor] = Metal()
    _excess: ClassVar[Any] = 0.0
    """Of μ beyond a uniform host's, J/mol."""
    domain = CoupledIonElectronTransfer.domain

    def _activities(self, x: Any, c_plus: Any, T: Any) -> tuple[Any, Any, Any]:
        attraction = np.exp((self.interaction * (0.5 - x) + 0.5 * self._excess) / (R * T))
        return c_plus, c_plus * (1.0 / x), np.sqrt(1.0 - x) * attraction

    def beyond_uniform(self, excess: Any) -> Self:
        """With the whole activity in place of the uniform host's: phase fields and strain add to it."""
        twin = copy.copy(self)
        object.__setattr__(twin, "_excess", excess)
        return twin

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(10.0, 8.3 * kT(298.15), 11177.0),)
