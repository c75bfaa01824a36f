"""How laws given at a reference temperature go on to other temperatures, as BPX 1.1 defines it."""

from __future__ import annotations

from functools import lru_cache

from ..core.expr import Expr
from ..core.law import Function
from ..thermo.activation import activation


@lru_cache(maxsize=1024)
def activated(law: Function, energy: float, reference: float) -> Function:
    """The law times exp(E/R (1/T_ref - 1/T)) (Arrhenius); E ``energy`` in J/mol, T_ref ``reference`` in K."""
    if energy == 0.0:
        return law
    factor = activation(energy, reference, Expr.symbol("T"))
    return Function(law.inputs, law.expr * factor, law.label, law.description)


@lru_cache(maxsize=1024)
def with_entropy(law: Function, slope: Function, reference: float) -> Function:
    """The potential plus (T - T_ref) dU/dT; ``slope`` dU/dT in V/K, ``reference`` T_ref in K (BPX 1.1)."""
    shift = (Expr.symbol("T") - reference) * slope.expr
    return Function(law.inputs, law.expr + shift, law.label, law.description)
