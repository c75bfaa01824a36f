"""Two sublattices, or layers, that fill one after the other: staged graphite with two order parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ...core.bounds import ANY, NOT_NEGATIVE
from ...core.constants import R
from ...core.derivative import derivative
from ...core.expr import Expr, as_expr, substitute, where
from ...core.implicit import root
from ...core.law import Function
from ...core.parameters import parameter
from ..arguments import filled_fraction, temperature
from .base import HostMaterial

_FURTHEST = 40.0
"""tanh(40) is 1 to a double's rounding."""


@dataclass(frozen=True)
class TwoSublattice(HostMaterial):
    """Two regular solutions, alternating layers, that repel each other. Per pair of sites

    g(x1, x2) = Σ {RT [x_i ln x_i + (1-x_i) ln(1-x_i)] + Ω_a x_i (1-x_i) + μ° x_i}
    + Ω_b x1 x2 + Ω_c x1 (1-x1) x2 (1-x2);

    Smith, Khoo, Bazant, J. Phys. Chem. C 121 (2017) 12505. As a function of x = (x1 + x2)/2 alone the host is
    in equilibrium between its layers: G(x) is the least of g/2, and μ(x) the potential that both share.
    Particles with both order parameters are made of `layer_potentials`.
    """

    closed_form: ClassVar[bool] = False
    omega_a: float = parameter(r"\Omega_{\mathrm{a}}", "J.mol-1", "attraction within a layer", ANY)
    omega_b: float = parameter(r"\Omega_{\mathrm{b}}", "J.mol-1", "repulsion between layers", ANY)
    omega_c: float = parameter(
        r"\Omega_{\mathrm{c}}", "J.mol-1", "repulsion of half-filled layers", NOT_NEGATIVE
    )
    mu0: float = parameter(r"\mu^{\circ}", "J.mol-1", "chemical potential of an isolated site", ANY, 0.0)

    def layer_potentials(self, x1: Any, x2: Any, T: Any) -> tuple[Any, Any]:
        """∂g/∂x1 and ∂g/∂x2, J/mol, for layers filled to ``x1`` and ``x2``. Arrays broadcast."""
        filled_fraction(x1, "x1")
        filled_fraction(x2, "x2")
        temperature(T)
        given = {"x1": x1, "x2": x2, "T": T}
        one, two = Expr.symbol("x1"), Expr.symbol("x2")
        _, *laws = self._free_energy((one, 1.0 - one), (two, 1.0 - two), Expr.symbol("T"))
        if any(isinstance(v, Expr) for v in given.values()):
            return substitute(laws[0], given), substitute(laws[1], given)
        first, second = (Function(tuple(given), as_expr(law), "layer potential") for law in laws)
        return first(**given), second(**given)

    def layers(self, x: Any, T: Any) -> tuple[Any, Any]:
        """Filled fractions of the fuller and the emptier layer in equilibrium, at their mean ``x``."""
        filled_fraction(x)
        temperature(T)
        at = {"s": self._separation(Expr.symbol("x"), Expr.symbol("T"))}
        fuller, emptier = (
            substitute(filled, at) for filled, _ in _layers(Expr.symbol("x"), Expr.symbol("s"))
        )
        one, two = (Function(("x", "T"), filled, "filled layer") for filled in (fuller, emptier))
        return one(x, T), two(x, T)

    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        energy, one, two = self._free_energy(*_layers(x, Expr.symbol("s")), T)
        at = {"s": self._separation(x, T)}
        return 0.5 * substitute(energy, at), 0.5 * substitute(one + two, at)

    def _separation(self, x: Expr, T: Expr) -> Expr:
        """How far apart the layers are in equilibrium, as `_layers` counts it.

        g has one minimum, because it is convex in (x1 - x2)²: every even derivative of the mixing energy is
        positive, Ω_a and Ω_b act linearly, Ω_c >= 0 quadratically.
        """
        _, one, two = self._free_energy(*_layers(x, Expr.symbol("s")), T)
        residual = one - two
        together = substitute(derivative(residual, "s"), {"s": as_expr(0.0)}) > 0.0
        furthest = where(together, 0.0, _FURTHEST)
        return root(residual, "s", 0.0, furthest, 0.5 * furthest, {})

    def _free_energy(self, one: tuple[Any, Any], two: tuple[Any, Any], T: Any) -> tuple[Any, ...]:
        """g, ∂g/∂x1, ∂g/∂x2 of layers given as (x, 1-x): near the ends 1-x needs digits of its own."""
        names = ["f1", "e1", "f2", "e2"]
        f1, e1, f2, e2 = map(Expr.symbol, names)
        excess = (
            self.omega_a * (f1 * e1 + f2 * e2)
            + self.omega_b * f1 * f2
            + self.omega_c * f1 * e1 * f2 * e2
            + self.mu0 * (f1 + f2)
        )
        at = dict(zip(names, (*one, *two), strict=True))
        first = derivative(excess, "f1") - derivative(excess, "e1") + R * T * (np.log(f1) - np.log(e1))
        second = derivative(excess, "f2") - derivative(excess, "e2") + R * T * (np.log(f2) - np.log(e2))
        mixing = sum(v * np.log(v) for v in (f1, e1, f2, e2))
        return tuple(substitute(e, at) for e in (excess + R * T * mixing, first, second))

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        # params_graphite of MPET (Smith, Bazant, J. Electrochem. Soc. 164 (2017) E3291), J per site times N_A
        graphite = cls(omega_a=8426.1, omega_b=3469.7, omega_c=49566.6, mu0=-11578.2)
        return graphite, cls(omega_a=1000.0, omega_b=9000.0, omega_c=0.0)


def _layers(x: Any, s: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """(x_i, 1-x_i) of the fuller and the emptier layer, tanh(s) of the largest possible way apart."""
    filled, empty, rest = x, 1.0 - x, 2.0 / (1.0 + np.exp(2.0 * s))
    apart = np.minimum(filled, empty) * (1.0 - rest)
    # where two numbers nearly cancel, their difference is exact
    fuller = filled + apart, np.where(x > 0.5, empty * rest, (empty - filled) + filled * rest)
    emptier = np.where(x > 0.5, (filled - empty) + empty * rest, filled * rest), empty + apart
    return fuller, emptier
