"""Which tables a kernel reads, and what of an expression each stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from .derivative import derivative
from .evaluate import evaluate_all
from .expr import Expr, make, substitute, symbols, topological
from .printing import infix
from .special import Orders, Range, Special, SpecialSlot

Given = Mapping[str, Expr]
NOTHING: Given = MappingProxyType({})
LOOKED_UP = frozenset({"table", "special"})
"""Operations that are tables in a kernel."""


@dataclass(frozen=True)
class TableSlot:
    """Stands for a table in a traced expression until its data are known; ``label`` prints in LaTeX."""

    name: str

    @property
    def label(self) -> str:
        return self.name.rsplit(".", 1)[-1]


@dataclass(frozen=True)
class SpecialTable:
    """The table that a kernel reads for a special function: of which derivative of it, at which parameters.

    ``varying``: which of the parameters, if any, varies from row to row, so that the table is over it too.
    """

    function: Special
    orders: Orders
    parameters: tuple[Expr, ...]
    varying: int | None = None

    @classmethod
    def of(cls, n: Expr, given: Mapping[str, Expr], rows: Collection[str]) -> SpecialTable:
        """That of a node ``n``, whose derivatives by what the table is over are the table's.

        ``given``: what symbols stand for. Raises `TypeError` where more than two arguments vary.
        """
        function, orders = n.payload
        parameters = tuple(substitute(p, given) for p in n.args[1:])
        varying = [i for i, p in enumerate(parameters) if symbols(p) & {*rows}]
        if len(varying) > 1:
            raise TypeError(
                f"{function.label} can't be one table: {len(varying)} parameters vary in the kernel"
            )
        own = {0, *(i + 1 for i in varying)}
        fixed = tuple(0 if i in own else order for i, order in enumerate(orders))
        return cls(function, fixed, parameters, varying[0] if varying else None)

    def at(
        self, numbers: Mapping[str, Any], ranges: Mapping[str, Range] = MappingProxyType({})
    ) -> tuple[Any, ...]:
        """The parameters for `Special.table`: numbers, and the range of the one that varies.

        ``ranges`` of the rows that it depends on, monotonically.
        """
        low = evaluate_all(self.parameters, {**{name: r[0] for name, r in ranges.items()}, **numbers})
        found: list[Any] = [float(v) for v in low]
        if self.varying is not None:
            ends = {**{name: r[1] for name, r in ranges.items()}, **numbers}
            a, b = found[self.varying], float(evaluate_all(self.parameters, ends)[self.varying])
            found[self.varying] = min(a, b), max(a, b)
        return tuple(found)

    @property
    def name(self) -> str:
        owner = self.function.name if isinstance(self.function, SpecialSlot) else self.function.label
        over = "" if self.varying is None else f" over {self.varying}"
        return f"{owner}{list(self.orders)}({', '.join(map(infix, self.parameters))}){over}"


def within(n: Expr, given: Given) -> Given:
    """What symbols stand for in the equation of a root."""
    return {name: substitute(a, given) for name, a in zip(n.payload.names, n.args[3:], strict=True)}


def table_of(n: Expr, given: Given, rows: Collection[str]) -> tuple[str, str]:
    """The table that a node reads, and which of what is looked up in it."""
    if n.op == "table":
        slot, derivative = n.payload
        return slot.name, str(derivative)
    table, orders = SpecialTable.of(n, given, rows), n.payload[1]
    if table.varying is None:
        return table.name, str(orders[0])
    by = orders[0], orders[1 + table.varying]
    if by not in _IN_PLANE:
        raise TypeError(f"{table.name} has first derivatives only, not that of orders {by}")
    return table.name, str(_IN_PLANE.index(by))


_IN_PLANE = ((0, 0), (1, 0), (0, 1))
"""Orders of the derivatives that a look-up in a table of two variables gives."""


def as_tabulated(root: Expr, rows: Collection[str], given: Given) -> Expr:
    """The expression with positive special functions by what of them is tabulated."""
    new: dict[int, Expr] = {}
    for n in topological(root):
        args, payload = tuple(new[id(a)] for a in n.args), n.payload
        if n.op == "special" and payload[0].positive:
            table = SpecialTable.of(n, given, rows)
            if payload[0].steep or table.varying is not None:
                new[id(n)] = _as_tabulated(payload[0], table.varying is not None, payload[1], args)
                continue
        elif n.op == "root":
            own = within(n, given)
            payload = payload.mapped(lambda inner, own=own: as_tabulated(inner, rows, own))
        new[id(n)] = make(n.op, *args, payload=payload) if args else n
    return new[id(root)]


def _as_tabulated(function: Special, plane: bool, orders: Orders, args: tuple[Expr, ...]) -> Expr:
    """Derivative of ``orders`` at ``args`` of a function whose logarithm is in the table, if it is steep, and
    in a plane over that of its first argument; logarithms are counted in the function's unit there.
    """
    names = [f"argument {i}" for i in range(len(args))]
    first, *others = map(Expr.symbol, names)
    if plane and function.steep:
        unit = 1.0 if function.unit is None else others[function.unit - 1]
        value = np.exp(function.log_log(np.log(first) * unit, *others) / unit)
    elif plane:
        value = function.over_logarithm(np.log(first), *others)
    else:
        value = np.exp(function.logarithm(first, *others))
    for name, order in zip(names, orders, strict=True):
        for _ in range(order):
            value = derivative(value, name)
    return substitute(value, dict(zip(names, args, strict=True)))


def above(order: list[Expr], nodes: list[Expr]) -> set[int]:
    """Those of ``order``, arguments first, that depend on ``nodes``; and these."""
    found = {id(n) for n in nodes}
    for n in order:
        if any(id(a) in found for a in n.args):
            found.add(id(n))
    return found
