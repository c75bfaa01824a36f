"""Activity models of solutions with any number of ions, and a single salt in one of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ...core.errors import InputError
from ...core.expr import Expr
from ...core.parameters import Checked
from ..species import charge
from .base import Electrolyte
from .salt import Salt

Molalities = Mapping[str, Any]
"""mol per kg of solvent by the names of the ions."""


class ActivityModel(Checked, ABC):
    """Activity coefficients of the ions of one solution, and the osmotic coefficient of its solvent.

    Both come from one excess free energy, so that Σ m_i d ln γ_i = d[(φ - 1) Σ m_i] (Gibbs-Duhem).
    """

    @abstractmethod
    def log_gammas(self, molalities: Molalities, T: Any) -> dict[str, Any]:
        """ln γ_i on the molal scale for every ion in ``molalities``. ``T`` in K; arrays broadcast."""

    @abstractmethod
    def osmotic_coefficient(self, molalities: Molalities, T: Any) -> Any:
        """φ = -ln a_solvent/(M_solvent Σ m_i). Arrays broadcast."""

    def of(self, cation: str, anion: str) -> SaltSolution:
        """A solution of one salt: ``Davies().of("Na+", "Cl-")``."""
        return SaltSolution(Salt(cation, anion), self)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances as they occur, for the tests that every model of this package has to pass."""
        return ()


def ionic_strength(molalities: Molalities) -> Any:
    """I = ½ Σ z_i² m_i, mol/kg."""
    return 0.5 * sum(charge(name) ** 2 * m for name, m in molalities.items())


@dataclass(frozen=True)
class SaltSolution(Electrolyte):
    """One salt, its ions obeying an `ActivityModel`; amounts are molalities, mol/kg of solvent."""

    model: ActivityModel

    def __post_init__(self) -> None:
        if not isinstance(self.model, ActivityModel):
            raise InputError.one("SaltSolution.model", self.model, "an activity model, such as Davies()")

    def equations(self, c: Expr, T: Expr) -> Mapping[str, Any]:
        s = self.salt
        ions = {s.cation: s.nu_plus * c, s.anion: s.nu_minus * c}
        ln = self.model.log_gammas(ions, T)
        return {
            "log_gamma": (s.nu_plus * ln[s.cation] + s.nu_minus * ln[s.anion]) / s.nu,
            "osmotic_coefficient": self.model.osmotic_coefficient(ions, T),
        }
