"""Mixed potential: several couples on one surface that carries no current altogether, as in corrosion.

C. Wagner, W. Traud, Z. Elektrochem. 44 (1938) 391.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.errors import InputError
from .base import RateLaw


@dataclass(frozen=True)
class Couple:
    """A couple at a surface: its equilibrium ``level`` of electrons, V, and the law of its rate."""

    name: str
    level: float
    law: RateLaw
    x: float = 1.0
    c_plus: float = 1.0

    def current_density(self, V: float, T: float) -> float:
        """A/m² at an electron level ``V``; oxidation positive."""
        return float(self.law.current_density(V - self.level, x=self.x, c_plus=self.c_plus, T=T))


@dataclass(frozen=True)
class MixedPotential:
    """Where oxidation and reduction are as fast as each other."""

    level: float
    """V_e of the surface, V."""
    currents: Mapping[str, float]
    """A/m² by couple, oxidation positive; they add up to nothing."""

    @property
    def corrosion_current(self) -> float:
        """A/m²: what all oxidations carry together."""
        return sum(j for j in self.currents.values() if j > 0.0)


def mixed_potential(couples: Sequence[Couple], T: float = 298.15) -> MixedPotential:
    """V_e at which the couples' currents add up to zero, between their lowest and highest levels.

    Raises InputError for couples of one name, fewer than two, or rates that don't rise with V_e.
    """
    from scipy.optimize import brentq

    names = [c.name for c in couples]
    if len(names) < 2 or len(set(names)) < len(names):
        raise InputError.one("couples", names, "two or more, each with its own name")
    low, high = min(c.level for c in couples), max(c.level for c in couples)

    def total(V: float) -> float:
        return sum(c.current_density(V, T) for c in couples)

    if low == high:
        level = low
    elif total(low) <= 0.0 <= total(high):
        level = float(brentq(total, low, high, xtol=1e-15))  # type: ignore[arg-type]  # a root only
    else:
        found = f"{total(low):g} A/m² at {low} V and {total(high):g} A/m² at {high} V"
        raise InputError.one("couples", found, "currents that rise from below zero to above")
    return MixedPotential(level, {c.name: c.current_density(level, T) for c in couples})
