"""Two surfaces over polarisation x and ion coordinate ξ, and the line on which they cross."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...core.bounds import POSITIVE
from ...core.constants import F
from ...core.errors import InputError, Problem
from ...core.law import Function
from ...core.parameters import Checked, parameter
from .penalties import Mirrored, Penalty


@dataclass(frozen=True)
class Landscape(Checked):
    """Excess chemical potential of the oxidised and of the reduced state, J/mol:

    μ_O = λ x² + f_O(ξ),   μ_R = F η_f + λ (1 - x)² + f_R(ξ)

    with the polarisation x and the ion's place ξ both 0 in the oxidised and 1 in the reduced state, and
    0 <= ξ <= 1 (D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, eqs. 6 to 13). Electrons go over
    where both are alike. Energies count from the oxidised state; a formal overpotential η_f (V) above zero
    raises the reduced one.

    ``oxidized``, ``reduced``: f_O and f_R, functions of ξ in J/mol written with NumPy, zero at their own
    ends. Raises `InputError` naming what is wrong with them or with λ.
    """

    oxidized: Penalty
    reduced: Penalty
    reorganization_energy: float = parameter(r"\lambda", "J.mol-1", "reorganization energy", POSITIVE)

    @classmethod
    def symmetric(cls, penalty: Penalty, reorganization_energy: float) -> Landscape:
        """Both states hold the ion alike: f_O(ξ) = penalty(ξ), f_R(ξ) = penalty(1 - ξ)."""
        return cls(penalty, Mirrored(penalty), reorganization_energy)

    def __post_init__(self) -> None:
        super().__post_init__()
        problems = []
        for name, f, own in (("oxidized", self.oxidized, 0.0), ("reduced", self.reduced, 1.0)):
            where = f"Landscape.{name}"
            if not callable(f):
                problems.append(Problem(where, repr(f), "a function of ξ, such as LinearPenalty(9e3)"))
                continue
            values = np.asarray(f(np.linspace(0.0, 1.0, 101)), dtype=float)
            at_home = float(f(own))
            if not np.isfinite(values).all():
                problems.append(
                    Problem(where, "values that are not finite", "finite energies for 0 <= ξ <= 1")
                )
            elif abs(at_home) > 1e-9 * (1.0 + np.abs(values).max()):
                problems.append(Problem(where, f"{at_home:g} J/mol at ξ = {own:g}", "zero there"))
        if problems:
            raise InputError(problems)

    # the surfaces -------------------------------------------------------------------------------------------
    def oxidized_state(self, x: Any, xi: Any) -> Any:
        """μ_O(x, ξ), J/mol. Arrays and traced values."""
        return self.reorganization_energy * x * x + self.oxidized(xi)

    def reduced_state(self, x: Any, xi: Any, eta_f: Any = 0.0) -> Any:
        """μ_R(x, ξ), J/mol, at the formal overpotential ``eta_f`` (V). Arrays and traced values."""
        return F * eta_f + self.reorganization_energy * (1.0 - x) * (1.0 - x) + self.reduced(xi)

    def lower_state(self, x: Any, xi: Any, eta_f: Any = 0.0, coupling: Any = 0.0) -> Any:
        """The lower of the two, J/mol; rounded off where an electronic ``coupling`` H (J/mol) splits them."""
        one, two = self.oxidized_state(x, xi), self.reduced_state(x, xi, eta_f)
        half = 0.5 * (one - two)
        return 0.5 * (one + two) - np.sqrt(half * half + coupling * coupling)

    # where they cross ---------------------------------------------------------------------------------------
    def crossing(self, xi: Any, eta_f: Any = 0.0) -> Any:
        """x of the crossing at ``xi``: ½ + (F η_f + f_R - f_O)/2λ. Arrays and traced values."""
        tilt = F * eta_f + self.reduced(xi) - self.oxidized(xi)
        return 0.5 + tilt / (2.0 * self.reorganization_energy)

    def crossing_energy(self, xi: Any, eta_f: Any = 0.0) -> Any:
        """Energy of the crossing at ``xi`` above the oxidised state, J/mol. Arrays and traced values."""
        return self.oxidized_state(self.crossing(xi, eta_f), xi)

    # derivatives --------------------------------------------------------------------------------------------
    @cached_property
    def penalties(self) -> tuple[tuple[Function, ...], tuple[Function, ...]]:
        """f_O and f_R, each with its first and second derivative, as functions of ξ."""
        return _jet(self.oxidized, "f_O"), _jet(self.reduced, "f_R")

    @cached_property
    def crossing_jet(self) -> tuple[Function, ...]:
        """`crossing_energy` with its first and second derivative by ξ, as functions of (ξ, η_f)."""
        return _jet(self.crossing_energy, "crossing")


def _jet(f: Callable[..., Any], label: str) -> tuple[Function, ...]:
    value = f if isinstance(f, Function) else Function.from_python(f, label)
    first = value.derivative(value.inputs[0])
    return value, first, first.derivative(value.inputs[0])
