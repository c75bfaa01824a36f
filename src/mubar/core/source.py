"""Expressions emitted as straight-line source of a loop kernel.

A kernel evaluates many expressions at once for k = 0 … n-1: inputs that vary with k are *rows*, the others
*scalars*. Everything it reads and writes lies in one workspace, at offsets handed in at run time, so the
text depends on the *structure* of the law only: numbers and tables are data. What depends on scalars alone
is computed once, before the loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .expr import Expr, substitute, symbols, topological
from .implicit import CLOSE, ITERATIONS, ROUNDING
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
    def of(cls, n: Expr, given: Mapping[str, Expr]) -> SpecialTable:
        """That of a node ``n``, whose derivatives by the first argument are the table's.

        ``given``: what symbols stand for.
        """
        function, orders = n.payload
        return cls(function, (0, *orders[1:]), tuple(substitute(p, given) for p in n.args[1:]))

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
        return tuple(sorted({_table(n, given)[0] for n, given in self._looked_up}))

    @cached_property
    def special_tables(self) -> dict[str, SpecialTable]:
        """The special functions that the kernel needs tables of, by the tables' names."""
        found = (SpecialTable.of(n, given) for n, given in self._looked_up if n.op == "special")
        return {table.name: table for table in found}

    @cached_property
    def kept(self) -> list[Expr]:
        """What is kept in scratch rows, in order: what tables are read at, then slow nodes."""
        order = topological(*(e for _, e in self.outputs))
        slow = [n for n in order if n.op in KEPT]
        at = {id(n.args[0]) for n in slow if n.op in LOOKED_UP}
        plain = (n for n in order if id(n) in at and n.op not in ("symbol", "const"))
        return [*(n for n in plain if not any(m.op in KEPT for m in topological(n))), *slow]

    @cached_property
    def scratch_rows(self) -> int:
        return len(self.kept)

    @cached_property
    def _looked_up(self) -> list[tuple[Expr, Given]]:
        """Nodes that read tables, those inside equations included, and what their symbols stand for."""
        found, equations = [], [(tuple(e for _, e in self.outputs), _NOTHING)]
        while equations:
            roots, given = equations.pop()
            for n in topological(*roots):
                if n.op in LOOKED_UP:
                    found.append((n, given))
                elif n.op == "root":
                    equations.append(((n.payload.expression, n.payload.slope), _inside(n, given)))
        return found

    @cached_property
    def source(self) -> str:
        return _Emitter(self).text()


Given = Mapping[str, Expr]
_NOTHING: Given = {}
LOOKED_UP = frozenset({"table", "special"})
"""Operations that are tables in a kernel."""
KEPT = LOOKED_UP | {"root"}
"""Operations that don't vectorise: done in a loop of their own, their values kept."""


def _table(n: Expr, given: Given) -> tuple[str, int]:
    """The table that a node reads, and which of its derivatives."""
    slot, derivative = n.payload
    return (slot.name, derivative) if n.op == "table" else (SpecialTable.of(n, given).name, derivative[0])


def _below(roots: list[Expr], known: set[int]) -> list[Expr]:
    """Every node that ``roots`` need, arguments first, where those in ``known`` need nothing themselves."""
    wanted, order = {id(n) for n in roots}, topological(*roots)
    for n in reversed(order):
        if id(n) in wanted and id(n) not in known:
            wanted |= {id(a) for a in n.args}
    return [n for n in order if id(n) in wanted]


def _inside(n: Expr, given: Given) -> Given:
    """What symbols stand for in the equation of a root."""
    return {name: substitute(a, given) for name, a in zip(n.payload.names, n.args[3:], strict=True)}


class _Emitter:
    """Python text of ``body(n, w, off, tab)``; symbols are renamed, so equal structures give equal text.

    Looking up tables and solving equations doesn't vectorise, arithmetic does, so they are done in a loop of
    their own first.
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
        for table in spec.special_tables.values():
            if symbols(*table.parameters) & self.rows.keys():
                raise TypeError(f"{table.name} can't be one table: its parameters vary within the kernel")
        self.names = {id(n): f"v{i}" for i, n in enumerate(self.order)}
        self.kept = {id(n): i for i, n in enumerate(spec.kept)}

    def text(self) -> str:
        lines = [f"o{i} = off[{i}]" for i in range(self.scratch + 1)]
        lines += [f"p{slot} = opened(tab, o{slot})" for slot in self.slots.values()]
        lines += self._lines([n for n in self.order if not self.varies[id(n)]], set())
        kept = [n for n in self.order if id(n) in self.kept and self.varies[id(n)]]
        # what tables are read at, in a loop that vectorises; then the rest
        lines += self._keeping([n for n in kept if n.op not in KEPT], set())
        lines += self._keeping([n for n in kept if n.op in KEPT], {id(n) for n in kept if n.op not in KEPT})
        store = [f"w[o{self.offsets + i} + k] = {self._value(e)}" for i, e in enumerate(self.roots)]
        known = {id(n) for n in kept}
        wanted = [n for n in _below(self.roots, known) if self.varies[id(n)]]
        lines += [
            "for k in range(n):",
            *("    " + s for s in [*self._lines(wanted, known), *store]),
        ]
        return "\n".join(["def body(n, w, off, tab):", *("    " + s for s in lines)]) + "\n"

    def _keeping(self, nodes: list[Expr], known: set[int]) -> list[str]:
        """A loop that leaves ``nodes`` in their scratch rows, from those that are ``known``."""
        if not nodes:
            return []
        needed = [n for n in _below(nodes, known) if self.varies[id(n)]]
        body = self._lines(needed, known)
        body += [f"{self._row(n)} = {self.names[id(n)]}" for n in nodes]
        return ["for k in range(n):", *("    " + s for s in body)]

    def _row(self, n: Expr) -> str:
        return f"w[o{self.scratch} + {self.kept[id(n)]} * n + k]"

    def _lines(self, nodes: list[Expr], known: set[int]) -> list[str]:
        """Lines that compute ``nodes``; the ``known`` are read from their scratch rows."""
        lines: list[str] = []
        seen: dict[tuple[str, str], str] = {}
        for n in nodes:
            v = self.names[id(n)]
            if n.op == "symbol":
                row = n.payload in self.rows
                lines.append(
                    f"{v} = w[o{self.rows[n.payload]} + k]" if row else f"{v} = w[o{self.scalars[n.payload]}]"
                )
            elif id(n) in known:
                lines.append(f"{v} = {self._row(n)}")
            else:
                lines += self._operation(n, self.names, _NOTHING, seen)
        return lines

    def _operation(
        self, n: Expr, names: Mapping[int, str], given: Given, seen: dict[tuple[str, str], str]
    ) -> list[str]:
        """Lines that compute ``n`` from its arguments, called by ``names``; ``seen`` are look-ups done."""
        if n.op == "const":
            return []
        v, args = names[id(n)], [_value(a, names) for a in n.args]
        if n.op in LOOKED_UP:
            table, derivative = _table(n, given)
            key, lines = (table, args[0]), []
            if key not in seen:
                t = seen[key] = f"t{len(seen)}_{v}"
                lines = [f"{t}_0, {t}_1, {t}_2 = look_up(tab, p{self.slots[table]}, {args[0]})"]
            return [*lines, f"{v} = {seen[key]}_{derivative}"]
        if n.op == "root":
            return self._root(n, v, args, given)
        if n.op == "pow" and n.args[1].op == "const" and float(n.args[1].payload).is_integer():
            return [f"{v} = {args[0]} ** ({int(n.args[1].payload)})"]
        return [f"{v} = " + OPS[n.op].code.format(*args)]

    def _root(self, n: Expr, v: str, args: list[str], given: Given) -> list[str]:
        """Newton's method within a bracket, as `mubar.core.implicit.Residual.solve` does it."""
        equation = n.payload
        called = {equation.unknown: v, **dict(zip(equation.names, args[3:], strict=True))}
        order = topological(equation.expression, equation.slope)
        names = {id(m): called[m.payload] if m.op == "symbol" else f"{v}_{i}" for i, m in enumerate(order)}
        moves: dict[int, bool] = {}
        for m in order:
            own = m.op == "symbol" and m.payload == equation.unknown
            moves[id(m)] = own or any(moves[id(a)] for a in m.args)
        inside = _inside(n, given)
        parts: dict[bool, list[str]] = {}
        for moving in (False, True):
            seen: dict[tuple[str, str], str] = {}
            nodes = [m for m in order if moves[id(m)] == moving and m.op != "symbol"]
            parts[moving] = [s for m in nodes for s in self._operation(m, names, inside, seen)]
        value, slope = (_value(e, names) for e in (equation.expression, equation.slope))
        return [
            *parts[False],
            f"{v}, {v}_low, {v}_high, {v}_by = {args[2]}, {args[0]}, {args[1]}, inf",
            f"for _ in range({ITERATIONS}):",
            *("    " + s for s in parts[True]),
            f"    {v}_low, {v}_high = ({v}_low, {v}) if {value} > 0.0 else ({v}, {v}_high)",
            f"    {v}_was, {v} = {v}, {v} - {value} / {slope}",
            f"    {v}_moved = abs({v} - {v}_was)",
            f"    if {v} < {v}_low or {v} > {v}_high or {v}_moved > 0.5 * {v}_by:",
            f"        {v} = 0.5 * ({v}_low + {v}_high)",
            f"        {v}_moved = abs({v} - {v}_was)",
            f"        if {v}_high - {v}_low <= {ROUNDING} * abs({v}):",
            "            break",
            f"    elif not {v}_moved > {CLOSE} * abs({v}):",
            "        break",
            f"    {v}_by = {v}_moved",
        ]

    def _value(self, n: Expr) -> str:
        return _value(n, self.names)


def _value(n: Expr, names: Mapping[int, str]) -> str:
    return _literal(n.payload) if n.op == "const" else names[id(n)]


def _literal(v: float) -> str:
    return f"({v!r})" if v < 0 else "inf" if v == float("inf") else repr(v)
