"""Hosts given by a measured open-circuit potential."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from ...core.bounds import TEMPERATURE
from ...core.constants import F
from ...core.errors import InputError
from ...core.expr import Expr
from ...core.law import Function
from ...core.parameters import parameter
from .base import HostMaterial


@dataclass(frozen=True, kw_only=True)
class OpenCircuitPotential(HostMaterial):
    """U(x, T) = U_ref(x) + (T - T_ref) dU/dT(x), as cell files have it (BPX 1.1); G = -F ∫U dx from x = 0.

    ``entropic_coefficient`` dU/dT in V/K: a number, a text in x, a Python function or a `Function` of x.
    Integrals are tables whose error is 1e-9 of their range.
    """

    closed_form: ClassVar[bool] = False
    conventional: ClassVar[tuple[str, ...]] = ("reference_temperature",)
    entropic_coefficient: Any = 0.0
    reference_temperature: float = parameter(
        r"T_{\mathrm{ref}}", "K", "temperature at which the potential holds", TEMPERATURE, 298.15
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        where = f"{type(self).__name__}.entropic_coefficient"
        object.__setattr__(self, "entropic_coefficient", function_of_x(self.entropic_coefficient, where))

    @property
    @abstractmethod
    def reference(self) -> Function:
        """U_ref(x), V."""

    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        potential, slope = self.reference, self.entropic_coefficient
        excess_temperature = T - self.reference_temperature
        gibbs = -F * (_integral(potential, x) + excess_temperature * _integral(slope, x))
        return gibbs, -F * (potential(x) + excess_temperature * slope(x))


def _integral(f: Function, x: Expr) -> Expr:
    if f.is_constant:
        return f.expr * x
    return Function.from_table(f.integral_table("x", 0.0, 1.0))(x)


def function_of_x(value: Any, where: str) -> Function:
    """A law of x from a number, a text, a Python function or a `Function`. Raises `InputError`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Function.constant(float(value), ("x",), where)
    if isinstance(value, str):
        return Function.from_text(value, ("x",), where)
    if callable(value) and not isinstance(value, Function):
        try:
            value = Function.from_python(value, where)
        except TypeError as error:
            raise InputError.one(where, str(error), "arithmetic and NumPy functions of x") from None
    if not isinstance(value, Function):
        raise InputError.one(where, value, "a number, a text in x, a Python function or a Function of x")
    if value.inputs != ("x",):
        raise InputError.one(where, f"a law of {', '.join(value.inputs)}", "a law of x alone")
    return value
