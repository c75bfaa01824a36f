"""Where the electrons of a charge transfer come from and go to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar


class Donor(ABC):
    """Electronic levels, as a rate of electron transfer sees them; called, it gives ln S.

    Levels of density ρ(x), x = (ε - E_F)/RT, each with Fermi-Dirac occupation and Marcus' barrier, together
    reduce and oxidise at rates proportional to e^{∓η/2} times the same

        S(h) = ∫ ρ(x) e^{-(h-x)²/4Λ} / (2 cosh(x/2)) dx,   Λ = λ/RT,

    h the formal overpotential times F/RT. ρ has no unit: it is relative to the density that the rate constant
    belongs to.
    """

    monotone: ClassVar[bool] = False
    """Whether more overpotential always means more current."""

    @abstractmethod
    def __call__(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        """ln S at ``h`` (no unit), λ and RT in J/mol; arrays and traced values."""

    def plateau(self, reorganization_energy: Any, RT: Any) -> Any:
        """∫ ρ e^{-(h-x)²/4Λ} dx, what a branch tends to (in units of its prefactor) when every level takes
        part.

        Raises `TypeError` where it has no limit but zero or infinity.
        """
        raise TypeError(f"{type(self).__name__} has no limiting current")
