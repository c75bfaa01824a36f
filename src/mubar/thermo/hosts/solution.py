"""Hosts given by what their free energy has in excess of ideal mixing."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np

from ...core.constants import R
from ...core.derivative import derivative
from ...core.expr import Expr, as_expr
from ...core.latex import latex
from ...core.structure import letters_of, symbolic
from .base import HostMaterial


class SolutionModel(HostMaterial):
    """G = RT [x ln x + (1-x) ln(1-x)] + excess(x, T): lithium and vacancies on equal sites.

    McKinnon, Haering, in Modern Aspects of Electrochemistry 15 (1983) 235.
    """

    @abstractmethod
    def excess(self, x: Any, T: Any) -> Any:
        """Gibbs energy beyond that of mixing, J/mol, in ordinary arithmetic and NumPy's functions."""

    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        excess = as_expr(self.excess(x, T))
        gibbs = R * T * (x * np.log(x) + (1.0 - x) * np.log(1.0 - x)) + excess
        return gibbs, R * T * (np.log(x) - np.log(1.0 - x)) + derivative(excess, "x")

    def latex(self) -> str:
        """The free energy as an equation, G = ..., its numbers by their letters."""
        gibbs, _ = symbolic(self).equations(Expr.symbol("x"), Expr.symbol("T"))
        return f"G = {latex(gibbs, letters_of(self))}"
