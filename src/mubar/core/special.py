"""Functions that no formula gives, such as integrals over an object's own data.

A law calls one like any function. On arrays it computes its value, as exactly as it can; on symbols it leaves
a node of the graph, whose derivatives are such nodes again; compiled kernels read tables of it over its first
argument. Its data are data: a law whose special function holds others makes the same kernel.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from .expr import Expr, make

Orders = tuple[int, ...]
"""How often a value is differentiated by each argument."""


class Special(ABC):
    """A smooth function of its first argument and of parameters; hashable, equal where its data are."""

    label: str
    """LaTeX of the function's name."""

    @abstractmethod
    def value(self, orders: Orders, *args: Any) -> Any:
        """The derivative of ``orders`` at arrays (broadcasting; complex128 along a complex step)."""

    def __call__(self, *args: Any) -> Any:
        """The function at arrays; an `Expr` where an argument is one."""
        orders = (0,) * len(args)
        if any(isinstance(a, Expr) for a in args):
            return make("special", *args, payload=(self, orders))
        return self.value(orders, *args)


class SpecialSlot(Special):
    """Stands for a special function that belongs to a cell, in a traced expression; known by its path."""

    def __init__(self, name: str, label: str) -> None:
        self.name, self.label = name, label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpecialSlot) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def value(self, orders: Orders, *args: Any) -> Any:
        raise TypeError(f"{self.name} stands for a function whose data are not known here")
