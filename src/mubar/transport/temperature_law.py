"""What every law of temperature gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Self

import numpy as np

from ..core.constants import R
from ..core.expr import Expr, as_expr
from ..core.latex import latex
from ..core.law import Function
from ..core.parameters import Checked
from ..core.structure import letters_of, symbolic
from ..thermo.arguments import temperature
from .arguments import arrayed


@dataclass(frozen=True)
class TemperatureLaw(Checked, ABC):
    """A positive quantity, such as a conductivity in S/m or a diffusivity in m²/s, as a law of T in K.

    A law says its `value` once, in ordinary arithmetic; its numbers are declared fields. Calls take numbers,
    arrays and symbols.
    """

    conventional: ClassVar[tuple[str, ...]] = ()
    """Numbers that say how the law is written, not what it describes: a fit leaves them alone."""

    @abstractmethod
    def value(self, T: Any) -> Any:
        """The quantity at ``T``, unchecked."""

    @property
    def lowest(self) -> float:
        """Temperature, K, below and at which the law says nothing."""
        return 0.0

    @classmethod
    @abstractmethod
    def near(cls, T: np.ndarray, value: np.ndarray) -> Self:
        """A law not far from points (n,), (n,): where a fit may start."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances as they occur, for the tests that every law of temperature has to pass."""
        return ()

    def __call__(self, T: Any) -> Any:
        """The quantity at ``T``, K. Raises `InputError` at temperatures not above `lowest`."""
        T = arrayed(T)
        self._admit(T)
        return self.function(T)

    @property
    def function(self) -> Function:
        """The law in the law mechanism: exact derivatives, tables, cells, equations."""
        return _function(self)

    def activation_energy(self, T: Any) -> Any:
        """E(T) = -R ∂ln κ/∂(1/T) = RT² ∂ln κ/∂T, J/mol: the slope in an Arrhenius plot.

        Raises `InputError`.
        """
        T = arrayed(T)
        self._admit(T)
        return R * T**2 * self.function.derivative("T")(T) / self.function(T)

    def latex(self) -> str:
        """The equation, without a left side."""
        return latex(as_expr(symbolic(self).value(Expr.symbol("T"))), letters_of(self))

    def _admit(self, T: Any) -> None:
        temperature(T)
        if self.lowest > 0.0 and not isinstance(T, Expr):
            temperature(T - self.lowest, f"T - {self.lowest:g} K")


@lru_cache(maxsize=256)
def _function(law: TemperatureLaw) -> Function:
    return Function(("T",), as_expr(law.value(Expr.symbol("T"))), type(law).__name__)
