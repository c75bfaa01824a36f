"""Activity coefficients from the ionic strength alone: ideal, Debye-Hückel, Davies.

In each ln γ_i = -z_i² h(I) with one function h, whence (φ - 1) Σ m_i = 2 [H(I) - I h(I)], H = ∫ h dI.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from ...core.bounds import NOT_NEGATIVE
from ...core.parameters import parameter
from ..species import charge
from .activity import ActivityModel, Molalities, ionic_strength
from .solvent import WATER, Solvent


class IonicStrengthModel(ActivityModel):
    """ln γ_i = -z_i² h(I): all ions of one charge are alike."""

    @abstractmethod
    def deviation(self, strength: Any, T: Any) -> Any:
        """h(I) at the ionic strength I, mol/kg."""

    @abstractmethod
    def osmotic_deviation(self, strength: Any, T: Any) -> Any:
        """g(I) = h - H/I, of which 1 - φ = 2 I g / Σ m_i."""

    def log_gammas(self, molalities: Molalities, T: Any) -> dict[str, Any]:
        h = self.deviation(ionic_strength(molalities), T)
        return {name: -(charge(name) ** 2) * h for name in molalities}

    def osmotic_coefficient(self, molalities: Molalities, T: Any) -> Any:
        strength = ionic_strength(molalities)
        return 1.0 - 2.0 * strength / sum(molalities.values()) * self.osmotic_deviation(strength, T)


@dataclass(frozen=True)
class Ideal(IonicStrengthModel):
    """Ideal solution: γ = 1 and φ = 1 at any amount."""

    def deviation(self, strength: Any, T: Any) -> Any:
        return 0.0 * strength

    def osmotic_deviation(self, strength: Any, T: Any) -> Any:
        return 0.0 * strength

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)


@dataclass(frozen=True)
class DebyeHuckel(IonicStrengthModel):
    """The extended law h = A √I/(1 + B a √I), good to I ≈ 0.1 mol/kg.

    P. Debye, E. Hückel, Phys. Z. 24 (1923) 185. ``ion_size`` a is the distance of closest approach, m; zero
    gives the limiting law.
    """

    ion_size: float = parameter("a", "m", "distance of closest approach", NOT_NEGATIVE, 4e-10)
    solvent: Solvent = field(default=WATER)

    def deviation(self, strength: Any, T: Any) -> Any:
        root = np.sqrt(strength)
        return self.solvent.debye_huckel_slope(T) * root / (1.0 + self._size(T) * root)

    def osmotic_deviation(self, strength: Any, T: Any) -> Any:
        root = np.sqrt(strength)
        return self.solvent.debye_huckel_slope(T) / 3.0 * root * sigma(self._size(T) * root)

    def _size(self, T: Any) -> Any:
        return self.solvent.screening(T) * self.ion_size

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(), cls(0.0), cls(9e-10)


@dataclass(frozen=True)
class Davies(IonicStrengthModel):
    """h = A [√I/(1 + √I) - 0.3 I], good to I ≈ 0.5 mol/kg.

    C. W. Davies, Ion Association, Butterworths (1962), p. 41.
    """

    linear: float = parameter("b", "kg.mol-1", "coefficient of the linear term", NOT_NEGATIVE, 0.3)
    solvent: Solvent = field(default=WATER)

    def deviation(self, strength: Any, T: Any) -> Any:
        root = np.sqrt(strength)
        return self.solvent.debye_huckel_slope(T) * (root / (1.0 + root) - self.linear * strength)

    def osmotic_deviation(self, strength: Any, T: Any) -> Any:
        root = np.sqrt(strength)
        return self.solvent.debye_huckel_slope(T) * (root * sigma(root) / 3.0 - 0.5 * self.linear * strength)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(), cls(0.2)


def sigma(x: Any) -> Any:
    """σ(x) = 3/x³ [1 + x - 1/(1+x) - 2 ln(1+x)], 1 at x = 0 (Debye & Hückel).

    It is 3/x³ ∫ y²/(1+y)² dy from 0 to x; by Gauss' rule nothing cancels at small x; exact to rounding up to
    x = 8, to 1e-11 at x = 20.
    """
    nodes, weights = np.polynomial.legendre.leggauss(32)
    points = 0.5 * (1.0 + nodes)
    return 3.0 * sum(0.5 * w * (y / (1.0 + y * x)) ** 2 for y, w in zip(points, weights, strict=True))
