"""Where the electrons of a charge transfer come from and go to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np

from ...core.derivative import derivative
from ...core.expr import Expr, as_expr
from ...core.law import Function
from ...core.special import Special


class Donor(ABC):
    """Electronic levels, as a rate of electron transfer sees them.

    Levels of density ρ(x), x = (ε - E_F)/RT, each with Fermi-Dirac occupation n_e and Marcus' barrier, reduce
    at a rate proportional to

        I(h) = ∫ ρ(x) n_e(x) e^{-(Λ+h-x)²/4Λ} dx,   Λ = λ/RT,

    and oxidise at one proportional to e^h I(h) = I(-h) (of ρ(-x)), h the formal overpotential times F/RT. ρ
    has no unit: it is relative to the density that the rate constant belongs to.
    """

    monotone: ClassVar[bool] = False
    """Whether more overpotential always means more current."""

    @abstractmethod
    def reduction(self, h: Any, ratio: Any, reorganization_energy: Any, RT: Any) -> Any:
        """I at ``h`` (no unit), of which ``ratio`` is the exponential; λ and RT in J/mol. Arrays and traced
        values.
        """

    def log_slope(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        """∂ ln I/∂h on arrays."""
        return _log_slope(self)(h, reorganization_energy, RT)

    def plateau(self, reorganization_energy: Any, RT: Any) -> Any:
        """What a branch tends to where every level takes part: ∫ ρ e^{-(h-x)²/4Λ} dx.

        Raises `TypeError` where it has no limit but zero or infinity.
        """
        raise TypeError(f"{type(self).__name__} has no limiting current")


class Levels(Donor):
    """A donor by its I as a function of e^h, λ and RT."""

    def __init__(self, integral: Special) -> None:
        self.integral = integral

    def reduction(self, h: Any, ratio: Any, reorganization_energy: Any, RT: Any) -> Any:
        return self.integral(ratio, reorganization_energy, RT)


@lru_cache(maxsize=64)
def _log_slope(donor: Donor) -> Function:
    names = ("h", "reorganization_energy", "RT")
    h, *rest = map(Expr.symbol, names)
    reduction = as_expr(donor.reduction(h, np.exp(h), *rest))
    return Function(names, derivative(reduction, "h") / reduction)
