"""What every electrolyte gives: how its salt departs from an ideal solution."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Self

import numpy as np

from ...core.constants import F, R
from ...core.derivative import derivative
from ...core.errors import InputError
from ...core.expr import Expr, as_expr, substitute
from ...core.law import Function
from ...core.parameters import Checked
from ..arguments import temperature
from .salt import Salt


@dataclass(frozen=True)
class Electrolyte(Checked, ABC):
    """A binary salt in a solvent.

    An electrolyte says once, in `equations`, what it knows; the rest is derived from that. Amounts ``c``
    count in its own scale, whose `standard` amount is one unit of activity: 1 mol/kg of solvent, or 1000
    mol/m³. Arrays broadcast; `Expr` symbols give expressions. Every method raises `InputError` for amounts or
    temperatures (K) that aren't above zero.
    """

    salt: Salt
    standard: ClassVar[float] = 1.0
    """The amount that activities are relative to, in units of `unit`."""
    unit: ClassVar[str] = "mol.kg-1"

    @abstractmethod
    def equations(self, c: Expr, T: Expr) -> Mapping[str, Any]:
        """The laws by the names of methods: at least ``log_gamma`` or ``thermodynamic_factor``."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances as they occur, for the tests that every electrolyte of this package has to pass."""
        return ()

    def log_gamma(self, c: Any, T: Any) -> Any:
        """ln γ±, the logarithm of the salt's mean activity coefficient.

        Where only χ is known it is the integral of (χ - 1) d ln c from the standard amount.
        """
        return self._value("log_gamma", c, T)

    def thermodynamic_factor(self, c: Any, T: Any) -> Any:
        """χ = 1 + ∂ln γ±/∂ln c."""
        return self._value("thermodynamic_factor", c, T)

    def osmotic_coefficient(self, c: Any, T: Any) -> Any:
        """The solvent's osmotic coefficient φ, where the electrolyte defines one.

        Gibbs and Duhem: χ = ∂(c φ)/∂c. Raises `TypeError` where there is none.
        """
        return self._value("osmotic_coefficient", c, T)

    def log_activity(self, c: Any, T: Any) -> Any:
        """ln a±, the mean ionic activity of the salt, ν ln a± = ν₊ ln a₊ + ν₋ ln a₋."""
        s = self.salt
        mean = (s.nu_plus * np.log(float(s.nu_plus)) + s.nu_minus * np.log(float(s.nu_minus))) / s.nu
        return self.log_gamma(c, T) + np.log(c / self.standard) + mean

    def salt_voltage(self, c: Any, T: Any) -> Any:
        """V₊ - V₋ above its standard value, V: (μ_salt - μ°_salt)/(z₊ν₊F) = νRT ln a±/(z₊ν₊F)."""
        s = self.salt
        return s.nu * R * T / (s.z_plus * s.nu_plus * F) * self.log_activity(c, T)

    def _value(self, quantity: str, c: Any, T: Any) -> Any:
        temperature(T)
        _amount(c)
        expr = _quantity(self, quantity)
        if isinstance(c, Expr) or isinstance(T, Expr):
            return substitute(expr, {"c": c, "T": T})
        return Function(("c", "T"), expr, quantity)(c, T)


def _amount(c: Any) -> None:
    """Raises `InputError` for amounts that aren't above zero."""
    if not isinstance(c, Expr):
        array: Any = np.asarray(c)
        if array.dtype.kind not in "fciu" or not np.all(array.real > 0.0):
            raise InputError.one("c", c, "an amount of salt above 0")


@lru_cache(maxsize=1024)
def _quantity(law: Electrolyte, name: str) -> Expr:
    c, T = Expr.symbol("c"), Expr.symbol("T")
    known = law.equations(c, T)
    if name in known:
        return as_expr(known[name])
    if name == "thermodynamic_factor":
        return 1.0 + c * derivative(as_expr(known["log_gamma"]), "c")
    if name == "log_gamma":
        return _integral(as_expr(known["thermodynamic_factor"]) - 1.0, law.standard)
    raise TypeError(f"{type(law).__name__} says nothing of its {name.replace('_', ' ')}")


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)


def _integral(f: Expr, start: float) -> Expr:
    """∫ f d ln c from ``start``, by Gauss' rule of 24 points."""
    length = np.log(Expr.symbol("c") / start)
    total: Any = 0.0
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        total = total + weight * substitute(f, {"c": start * np.exp(0.5 * (1.0 + node) * length)})
    return 0.5 * length * total
