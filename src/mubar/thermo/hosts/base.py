"""What every host of lithium gives: free energy, chemical potential, open-circuit potential, phases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, Self

import numpy as np

from ...core.constants import F, R
from ...core.derivative import derivative
from ...core.expr import Expr, as_expr, substitute
from ...core.law import Function
from ...core.parameters import Checked
from .. import phases
from ..arguments import filled_fraction, temperature


class HostMaterial(Checked, ABC):
    """A material that holds lithium, at the filled fraction ``x`` of its sites.

    A host is a frozen dataclass that says once, in `equations`, what its free energy and chemical potential
    are; all else is derived from them exactly. Energies are molar, per site, relative to the empty host and
    to lithium metal. Arrays broadcast; `Expr` symbols give expressions, so that a host compiles into a
    solver with its numbers as data (`mubar.core.structure.with_symbols`).

    Every method raises `InputError` for ``x`` outside (0, 1) and for ``T`` not above 0 K. Called as a
    function a host is its open-circuit potential, as cells take it:
    ``cell.replace(**{"positive.open_circuit_potential": host})``.
    """

    closed_form: ClassVar[bool] = True
    """Whether μ is a formula short enough to compile; other hosts enter kernels as tables in x."""

    conventional: ClassVar[tuple[str, ...]] = ()
    """Paths of numbers that mean nothing by themselves, so that no data determine them."""

    @abstractmethod
    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        """Gibbs energy G and chemical potential μ = ∂G/∂x, J/mol, as expressions of the symbols."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances with numbers as they occur, for the tests that every host of this package has to pass."""
        return ()

    # thermodynamics of one phase ----------------------------------------------------------------------------
    def gibbs(self, x: Any, T: Any) -> Any:
        """Molar Gibbs energy of the uniform host, J/mol."""
        return self._value("gibbs", x, T)

    def chemical_potential(self, x: Any, T: Any) -> Any:
        """μ = ∂G/∂x of lithium, J/mol."""
        return self._value("chemical_potential", x, T)

    def d_chemical_potential(self, x: Any, T: Any) -> Any:
        """∂μ/∂x, J/mol; negative where a uniform host is unstable."""
        return self._value("d_chemical_potential", x, T)

    def open_circuit_potential(self, x: Any, T: Any) -> Any:
        """U = -μ/F against lithium metal, V."""
        return self._value("open_circuit_potential", x, T)

    def thermodynamic_factor(self, x: Any, T: Any) -> Any:
        """Γ = (x/RT) ∂μ/∂x, no unit."""
        return self._value("thermodynamic_factor", x, T)

    def entropy_coefficient(self, x: Any, T: Any) -> Any:
        """∂U/∂T at constant x, V/K."""
        return self._value("entropy_coefficient", x, T)

    def __call__(self, x: Any, T: Any) -> Any:
        """U, V: see `open_circuit_potential`."""
        return self.open_circuit_potential(x, T)

    def _value(self, quantity: str, x: Any, T: Any) -> Any:
        filled_fraction(x)
        temperature(T)
        if isinstance(x, Expr) or isinstance(T, Expr):
            return substitute(_QUANTITIES[quantity](self), {"x": x, "T": T})
        return _function(self, quantity)(x, T)

    # phases -------------------------------------------------------------------------------------------------
    def spinodal(self, T: float) -> np.ndarray:
        """Ends of the unstable ranges of x at ``T``, shape (ranges, 2); see `mubar.thermo.phases`."""
        return phases.spinodal(self, T)

    def binodal(self, T: float) -> np.ndarray:
        """Coexisting filled fractions at ``T``, shape (miscibility gaps, 2), by common tangents."""
        return phases.binodal(self, T)

    def critical_temperature(self) -> float:
        """Above it the host is one phase at any x, K: 0 if it never separates, inf if it always does."""
        return phases.critical_temperature(self)

    def tie_line_potentials(self, T: float) -> np.ndarray:
        """Potential of every two-phase plateau at ``T``, V, shape (miscibility gaps,)."""
        return phases.tie_line_potentials(self, T)

    def plateau_potential(self, x: Any, T: float) -> Any:
        """U at ``x`` with Maxwell's plateaus in place of the loops, V: that of the host in equilibrium."""
        return phases.plateau_potential(self, x, T)

    def hysteresis_gaps(self, T: float) -> np.ndarray:
        """Potential at the end of every unstable range less that at its beginning, V, shape (ranges,)."""
        return phases.hysteresis_gaps(self, T)


@lru_cache(maxsize=256)
def _equations(host: HostMaterial) -> tuple[Expr, Expr]:
    gibbs, mu = host.equations(Expr.symbol("x"), Expr.symbol("T"))
    return as_expr(gibbs), as_expr(mu)


@lru_cache(maxsize=256)
def _slope(host: HostMaterial) -> Expr:
    return derivative(_equations(host)[1], "x")


@lru_cache(maxsize=256)
def _entropy_coefficient(host: HostMaterial) -> Expr:
    return derivative(_equations(host)[1], "T") / -F


_QUANTITIES: dict[str, Callable[[HostMaterial], Expr]] = {
    "gibbs": lambda host: _equations(host)[0],
    "chemical_potential": lambda host: _equations(host)[1],
    "d_chemical_potential": _slope,
    "open_circuit_potential": lambda host: _equations(host)[1] / -F,
    "thermodynamic_factor": lambda host: Expr.symbol("x") / (R * Expr.symbol("T")) * _slope(host),
    "entropy_coefficient": _entropy_coefficient,
}


@lru_cache(maxsize=512)
def _function(host: HostMaterial, quantity: str) -> Function:
    return Function(("x", "T"), _QUANTITIES[quantity](host), quantity)
