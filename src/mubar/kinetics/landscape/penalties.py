"""What it costs to take the ion a distance s away from its place in a state, J/mol; s = 1 is where the other
state has it. Any function of s written with NumPy will do as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...core.bounds import NOT_NEGATIVE
from ...core.parameters import Checked, parameter

Penalty = Callable[[Any], Any]
_ENERGY = "attraction of ion and electron: the penalty at s = 1"


@dataclass(frozen=True)
class LinearPenalty(Checked):
    """ΔE s: a constant field, as in a steep double layer (D. Fraggedakis et al., Electrochim. Acta 367 (2021)
    137432, section 4.2). Holds between the two places only.
    """

    energy: float = parameter(r"\Delta E_{\mathrm{IT}}", "J.mol-1", _ENERGY, NOT_NEGATIVE)

    def __call__(self, s: Any) -> Any:
        """J/mol."""
        return self.energy * s


@dataclass(frozen=True)
class QuadraticPenalty(Checked):
    """ΔE s²: a harmonic bond. With it the ion is one more coordinate of Marcus' theory, and λ + ΔE takes the
    place of λ.
    """

    energy: float = parameter(r"\Delta E_{\mathrm{IT}}", "J.mol-1", _ENERGY, NOT_NEGATIVE)

    def __call__(self, s: Any) -> Any:
        """J/mol."""
        return self.energy * s * s


@dataclass(frozen=True)
class WellPenalty(Checked):
    """ΔE s²(3 - 2s) + B b(s): a second place for the ion at s = 1, behind a bump b of height 1 at s = 4/5.

    b(s) = s⁸(1 - s)²/(0.8⁸ 0.2²). The second place is a minimum where B > 3·0.8⁸·0.2² ΔE = 0.0201 ΔE.
    """

    energy: float = parameter(r"\Delta E_{\mathrm{IT}}", "J.mol-1", _ENERGY, NOT_NEGATIVE)
    barrier: float = parameter("B", "J.mol-1", "height of the bump before the second place", NOT_NEGATIVE)

    def __call__(self, s: Any) -> Any:
        """J/mol."""
        bump = (s / 0.8) ** 8 * ((1.0 - s) / 0.2) ** 2
        return self.energy * s * s * (3.0 - 2.0 * s) + self.barrier * bump


@dataclass(frozen=True)
class Mirrored:
    """The same penalty counted from the other end: penalty(1 - ξ)."""

    penalty: Penalty

    def __call__(self, xi: Any) -> Any:
        """J/mol."""
        return self.penalty(1.0 - xi)
