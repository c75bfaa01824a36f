"""A host whose open-circuit potential is a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ...core.law import Function
from .ocp import OpenCircuitPotential, function_of_x


@dataclass(frozen=True)
class FormulaOCP(OpenCircuitPotential):
    """U_ref(x) as a text such as ``"3.4 - 0.1*tanh(x - 0.5)"``, a Python function or a `Function` of x, V.

    Raises `InputError` for what is none of them, or depends on anything else.
    """

    potential: Any

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "potential", function_of_x(self.potential, "FormulaOCP.potential"))

    @property
    def reference(self) -> Function:
        return self.potential

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        # graphite: Safari, Delacourt, J. Electrochem. Soc. 158 (2011) A562
        graphite = (
            "0.6379 + 0.5416*exp(-305.5309*x) + 0.044*tanh(-(x - 0.1958)/0.1088)"
            " - 0.1978*tanh((x - 1.0571)/0.0854) - 0.6875*tanh((x + 0.0117)/0.0529)"
            " - 0.0175*tanh((x - 0.5692)/0.0875)"
        )
        return cls(graphite), cls("4.2 - 0.9*x + 0.05*log((1-x)/x)", entropic_coefficient="1e-4*(x - 0.5)")
