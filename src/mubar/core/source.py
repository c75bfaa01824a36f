"""Expressions emitted as straight-line source of a loop kernel.

A kernel evaluates many expressions at once for k = 0 … n-1: inputs that vary with k are *rows*, the others
*scalars*. Everything it reads and writes lies in one workspace, at offsets handed in at run time, so the
text depends on the *structure* of the law only: numbers and tables are data. What depends on scalars alone
is computed once, before the loop.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .expr import Expr, topological
from .ops import OPS
from .printing import infix
from .special import Orders, Special, SpecialSlot


@dataclass(frozen=True)
class TableSlot:
    """Stands for a table in a traced expression until its data are known; ``label`` prints in LaTeX."""

    name: str

    @property
    def label(self) -> str:
        return self.name.rsplit(".", 1)[-1]


@dataclass(frozen=True)
class SpecialTable:
    """The table that a kernel reads for a special function: which derivative of it, at which parameters."""

    function: Special
    orders: Orders
    parameters: tuple[Expr, ...]

    @classmethod
    def of(cls, n: Expr) -> SpecialTable:
        """That of a node ``n``, whose derivatives by the first argument are the table's."""
        function, orders = n.payload
        return cls(function, (0, *orders[1:]), n.args[1:])

    @property
    def name(self) -> str:
        owner = self.function.name if isinstance(self.function, SpecialSlot) else self.function.label
        return f"{owner}{list(self.orders)}({', '.join(map(infix, self.parameters))})"


@dataclass(frozen=True)
class KernelSpec:
    """Outputs of a kernel over its inputs. The order of names is the order of offsets at run time.

    ``rows`` and ``scalars`` name inputs; ``outputs`` are (name, expression); then come `tables` and, last,
    the offset of a scratch area of `scratch_rows` rows.
    """

    rows: tuple[str, ...]
    scalars: tuple[str, ...]
    outputs: tuple[tuple[str, Expr], ...]

    @cached_property
    def tables(self) -> tuple[str, ...]:
        slots = {_table(n)[0] for n in self._looked_up if n.op == "table"}
        return tuple(sorted(slots | self.special_tables.keys()))

    @cached_property
    def special_tables(self) -> dict[str, SpecialTable]:
        """The special functions that the kernel needs tables of, by the tables' names."""
        found = (SpecialTable.of(n) for n in self._looked_up if n.op == "special")
        return {table.name: table for table in found}

    @cached_property
    def scratch_rows(self) -> int:
        return len(self._looked_up)

    @cached_property
    def _looked_up(self) -> list[Expr]:
        return [n for n in topological(*(e for _, e in self.outputs)) if n.op in LOOKED_UP]

    @cached_property
    def source(self) -> str:
        return _Emitter(self).text()


LOOKED_UP = frozenset({"table", "special"})
"""Operations that are tables in a kernel."""


def _table(n: Expr) -> tuple[str, int]:
    """The table that a node reads, and which of its derivatives."""
    slot, derivative = n.payload
    return (slot.name, derivative) if n.op == "table" else (SpecialTable.of(n).name, derivative[0])


class _Emitter:
    """Python text of ``body(n, w, off, tab)``; symbols are renamed, so equal structures give equal text.

    Looking up tables doesn't vectorise, arithmetic does, so tables are looked up in a loop of their own
    first.
    """

    def __init__(self, spec: KernelSpec) -> None:
        roots = [e for _, e in spec.outputs]
        self.roots, self.order = roots, topological(*roots)
        self.offsets = len(spec.rows) + len(spec.scalars)
        self.rows = {name: i for i, name in enumerate(spec.rows)}
        self.scalars = {name: len(spec.rows) + i for i, name in enumerate(spec.scalars)}
        self.slots = {name: self.offsets + len(roots) + i for i, name in enumerate(spec.tables)}
        self.scratch = self.offsets + len(roots) + len(self.slots)
        self.varies: dict[int, bool] = {}
        for n in self.order:
            self.varies[id(n)] = (n.op == "symbol" and n.payload in self.rows) or any(
                self.varies[id(a)] for a in n.args
            )
        self.names = {id(n): f"v{i}" for i, n in enumerate(self.order)}
        self.kept = {id(n): i for i, n in enumerate(m for m in self.order if m.op in LOOKED_UP)}

    def text(self) -> str:
        lines = [f"o{i} = off[{i}]" for i in range(self.scratch + 1)]
        lines += [f"p{slot} = opened(tab, o{slot})" for slot in self.slots.values()]
        lines += self._lines([n for n in self.order if not self.varies[id(n)]], looking_up=True)
        tables = [n for n in self.order if n.op in LOOKED_UP and self.varies[id(n)]]
        if tables:
            needed = [n for n in topological(*tables) if self.varies[id(n)]]
            keep = [f"w[o{self.scratch} + {self.kept[id(n)]} * n + k] = {self.names[id(n)]}" for n in tables]
            lines += [
                "for k in range(n):",
                *("    " + s for s in [*self._lines(needed, looking_up=True), *keep]),
            ]
        store = [f"w[o{self.offsets + i} + k] = {self._value(e)}" for i, e in enumerate(self.roots)]
        # what only tables' arguments need isn't computed again
        wanted: set[int] = set()
        for n in reversed(self.order):
            if any(n is r for r in self.roots) or id(n) in wanted:
                wanted.add(id(n))
                if n.op not in LOOKED_UP:
                    wanted |= {id(a) for a in n.args}
        varying = [n for n in self.order if self.varies[id(n)] and id(n) in wanted]
        lines += [
            "for k in range(n):",
            *("    " + s for s in [*self._lines(varying, looking_up=False), *store]),
        ]
        return "\n".join(["def body(n, w, off, tab):", *("    " + s for s in lines)]) + "\n"

    def _lines(self, nodes: list[Expr], looking_up: bool) -> list[str]:
        lines, seen = [], {}
        for n in nodes:
            v = self.names[id(n)]
            if n.op == "const":
                continue
            if n.op == "symbol":
                row = n.payload in self.rows
                lines.append(
                    f"{v} = w[o{self.rows[n.payload]} + k]" if row else f"{v} = w[o{self.scalars[n.payload]}]"
                )
            elif n.op in LOOKED_UP and not looking_up:
                lines.append(f"{v} = w[o{self.scratch} + {self.kept[id(n)]} * n + k]")
            elif n.op in LOOKED_UP:
                table, derivative = _table(n)
                key = (table, id(n.args[0]))
                if key not in seen:
                    t = seen[key] = f"t{len(seen)}_{v}"
                    found, argument = f"{t}_0, {t}_1, {t}_2", self._value(n.args[0])
                    lines.append(f"{found} = look_up(tab, p{self.slots[table]}, {argument})")
                lines.append(f"{v} = {seen[key]}_{derivative}")
            elif n.op == "pow" and n.args[1].op == "const" and float(n.args[1].payload).is_integer():
                lines.append(f"{v} = {self._value(n.args[0])} ** ({int(n.args[1].payload)})")
            else:
                lines.append(f"{v} = " + OPS[n.op].code.format(*(self._value(a) for a in n.args)))
        return lines

    def _value(self, n: Expr) -> str:
        return _literal(n.payload) if n.op == "const" else self.names[id(n)]


def _literal(v: float) -> str:
    return f"({v!r})" if v < 0 else "inf" if v == float("inf") else repr(v)
