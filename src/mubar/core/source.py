"""Expressions emitted as straight-line source of a loop kernel.

A kernel evaluates many expressions at once for k = 0 … n-1: inputs that vary with k are *rows*, the others
*scalars*. Everything it reads and writes lies in one workspace, at offsets handed in at run time, so the
text depends on the *structure* of the law only: numbers and tables are data. What depends on scalars alone
is computed once, before the loop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from .expr import Expr, symbols, topological
from .implicit import ITERATIONS
from .ops import OPS
from .root_source import STATE, TOGETHER, Inside, improved
from .tabulated import LOOKED_UP, NOTHING, Given, SpecialTable, above, as_tabulated, table_of, within


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
    def roots(self) -> tuple[Expr, ...]:
        """The outputs as they are computed: special functions by their logarithm where tables hold that."""
        return tuple(as_tabulated(e, self.rows, NOTHING) for _, e in self.outputs)

    @cached_property
    def tables(self) -> tuple[str, ...]:
        return tuple(sorted({table_of(n, given, self.rows)[0] for n, given in self._looked_up}))

    @cached_property
    def special_tables(self) -> dict[str, SpecialTable]:
        """The special functions that the kernel needs tables of, by the tables' names."""
        found = (SpecialTable.of(n, given, self.rows) for n, given in self._looked_up if n.op == "special")
        return {table.name: table for table in found}

    @cached_property
    def stages(self) -> tuple[list[Expr], ...]:
        """What is kept in scratch rows, by the loops that compute it: what tables and powers are taken of and
        `LONG` operations that go before others; powers; slow nodes; `LONG` operations that need these.
        """
        order = topological(*self.roots)
        slow = [n for n in order if n.op in KEPT]
        at = {id(a) for n in (*slow, *self.powers) for a in self._read_at(n)}
        long = [n for n in order if n.op in LONG and symbols(n) & {*self.rows}]
        before = {id(n) for n in topological(*(a for n in long for a in n.args))}
        at |= {id(n) for n in long if slow or id(n) in before}
        late, raised = above(order, slow), above(order, self.powers)
        plain = [n for n in order if id(n) in at and id(n) not in raised and n.op not in ("symbol", "const")]
        first = [n for n in plain if id(n) not in late]
        return first, self.powers, slow, [n for n in plain if id(n) in late and n.op in LONG]

    @cached_property
    def kept(self) -> list[Expr]:
        """All of the `stages`."""
        return [n for stage in self.stages for n in stage]

    @cached_property
    def powers(self) -> list[Expr]:
        """Powers of what varies whose exponent, no whole number, is the same in all rows."""
        order, rows = topological(*self.roots), {*self.rows}
        found = [
            n
            for n in order
            if n.op == "pow"
            and symbols(n.args[0]) & rows
            and not symbols(n.args[1]) & rows
            and not (n.args[1].op == "const" and float(n.args[1].payload).is_integer())
        ]
        late = above(order, [n for n in order if n.op in KEPT])
        inner = above(order, found)
        return [n for n in found if id(n) not in late and id(n.args[0]) not in inner]

    def _read_at(self, n: Expr) -> tuple[Expr, ...]:
        """What of a node's arguments is read from its row."""
        if n.op == "special":
            over = SpecialTable.of(n, NOTHING, self.rows).varying
            return n.args[:1] if over is None else (n.args[0], n.args[1 + over])
        return n.args[:1] if n.op in ("table", "pow") else ()

    @cached_property
    def varies(self) -> dict[int, bool]:
        """Whether a node varies from row to row."""
        found: dict[int, bool] = {}
        for n in topological(*self.roots):
            row = n.op == "symbol" and n.payload in self.rows
            found[id(n)] = row or any(found[id(a)] for a in n.args)
        return found

    @cached_property
    def scratch_rows(self) -> int:
        """Those of `kept`, then what equations need while they are solved."""
        solved = (Inside.of(n, self.varies).scratch_rows for n in self.kept if n.op == "root")
        return len(self.kept) + max(solved, default=0)

    @cached_property
    def _looked_up(self) -> list[tuple[Expr, Given]]:
        """Nodes that read tables, those inside equations included, and what their symbols stand for."""
        found, equations = [], [(self.roots, NOTHING)]
        while equations:
            roots, given = equations.pop()
            for n in topological(*roots):
                if n.op in LOOKED_UP:
                    found.append((n, given))
                elif n.op == "root":
                    equations.append(((n.payload.expression, n.payload.slope), within(n, given)))
        return found

    @cached_property
    def source(self) -> str:
        return _Emitter(self).text()


LONG = frozenset({"exp", "expm1", "log"})
"""Operations of long chains, done in loops of their own before look-ups and before others that need them, or
after look-ups that they need: short loops overlap more."""
KEPT = LOOKED_UP | {"root"}
"""Operations that don't vectorise: done in a loop of their own, their values kept."""


def _below(roots: Sequence[Expr], known: set[int]) -> list[Expr]:
    """Every node that ``roots`` need, arguments first, where those in ``known`` need nothing themselves."""
    wanted, order = {id(n) for n in roots}, topological(*roots)
    for n in reversed(order):
        if id(n) in wanted and id(n) not in known:
            wanted |= {id(a) for a in n.args}
    return [n for n in order if id(n) in wanted]


class _Emitter:
    """Python text of ``body(n, w, off, tab)``; symbols are renamed, so equal structures give equal text.

    Looking up tables and solving equations doesn't vectorise, arithmetic does, so they are done in a loop of
    their own first.
    """

    def __init__(self, spec: KernelSpec) -> None:
        roots = spec.roots
        self.spec, self.roots, self.order = spec, roots, topological(*roots)
        self.offsets = len(spec.rows) + len(spec.scalars)
        self.rows = {name: i for i, name in enumerate(spec.rows)}
        self.scalars = {name: len(spec.rows) + i for i, name in enumerate(spec.scalars)}
        self.slots = {name: self.offsets + len(roots) + i for i, name in enumerate(spec.tables)}
        self.scratch = self.offsets + len(roots) + len(self.slots)
        self.varies = spec.varies
        self.names = {id(n): f"v{i}" for i, n in enumerate(self.order)}
        self.kept = {id(n): i for i, n in enumerate(spec.kept)}
        specials = spec.special_tables.items()
        self.planes = {name: 1 + t.varying for name, t in specials if t.varying is not None}
        """Tables of two variables, and which argument is the second."""

    def text(self) -> str:
        lines = [f"o{i} = off[{i}]" for i in range(self.scratch + 1)]
        lines += [f"p{slot} = {self._opened(name)}(tab, o{slot})" for name, slot in self.slots.items()]
        lines += self._lines([n for n in self.order if not self.varies[id(n)]], set())
        first, powers, slow, last = ([n for n in stage if self.varies[id(n)]] for stage in self.spec.stages)
        # what tables and powers are taken of, in a loop that vectorises; then those; then the rest
        lines += self._keeping(first, set())
        lines += [self._raised(n) for n in powers]
        known = {id(n) for n in (*first, *powers)}
        for equations, nodes in groupby(slow, lambda n: n.op == "root"):
            for stage in ([n] for n in nodes) if equations else [list(nodes)]:
                lines += self._solving(stage[0], known) if equations else self._keeping(stage, known)
                known |= {id(n) for n in stage}
        lines += self._keeping(last, known)
        known |= {id(n) for n in last}
        store = [f"w[o{self.offsets + i} + k] = {self._value(e)}" for i, e in enumerate(self.roots)]
        wanted = [n for n in _below(self.roots, known) if self.varies[id(n)]]
        lines += [
            "for k in range(n):",
            *("    " + s for s in [*self._lines(wanted, known), *store]),
        ]
        return "\n".join(["def body(n, w, off, tab):", *("    " + s for s in ["unshared()", *lines])]) + "\n"

    def _opened(self, table: str) -> str:
        if table in self.planes:
            return "opened_plane"
        return "opened_binades" if table in self.spec.special_tables else "opened"

    def _keeping(self, nodes: list[Expr], known: set[int]) -> list[str]:
        """A loop that leaves ``nodes`` in their scratch rows, from those that are ``known``."""
        if not nodes:
            return []
        needed = [n for n in _below(nodes, known) if self.varies[id(n)]]
        body = self._lines(needed, known)
        body += [f"{self._row(n)} = {self.names[id(n)]}" for n in nodes]
        return ["for k in range(n):", *("    " + s for s in body)]

    def _row(self, n: Expr) -> str:
        return f"w[{self._start(n)} + k]"

    def _start(self, n: Expr) -> str:
        """Where a node's row begins."""
        symbol = n.op == "symbol"
        return f"o{self.rows[n.payload]}" if symbol else f"o{self.scratch} + {self.kept[id(n)]} * n"

    def _raised(self, n: Expr) -> str:
        return f"raised(n, w, {self._start(n.args[0])}, {self._start(n)}, {self._value(n.args[1])})"

    def _lines(self, nodes: list[Expr], known: set[int]) -> list[str]:
        """Lines that compute ``nodes``; the ``known`` are read from their scratch rows."""
        lines: list[str] = []
        seen: dict[tuple[str, ...], str] = {}
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
                lines += self._operation(n, self.names, NOTHING, seen)
        return lines

    def _operation(
        self, n: Expr, names: Mapping[int, str], given: Given, seen: dict[tuple[str, ...], str]
    ) -> list[str]:
        """Lines that compute ``n`` from its arguments, called by ``names``; ``seen`` are look-ups done."""
        if n.op == "const":
            return []
        v, args = names[id(n)], [_value(a, names) for a in n.args]
        if n.op in LOOKED_UP:
            table, which = table_of(n, given, self.spec.rows)
            at, how = args[:1], "look_up" if n.op == "table" else "look_up_binades"
            if table in self.planes:
                at, how = [args[0], args[self.planes[table]]], "look_up_plane"
            key, lines = (table, *at), []
            if key not in seen:
                t = seen[key] = f"t{len(seen)}_{v}"
                lines = [f"{t}_0, {t}_1, {t}_2 = {how}(tab, p{self.slots[table]}, {', '.join(at)})"]
            return [*lines, f"{v} = {seen[key]}_{which}"]
        if n.op == "root":
            return self._root(n, v, args, given)
        if n.op == "pow" and n.args[1].op == "const" and float(n.args[1].payload).is_integer():
            return [f"{v} = {args[0]} ** ({int(n.args[1].payload)})"]
        return [f"{v} = " + OPS[n.op].code.format(*args)]

    def _root(self, n: Expr, v: str, args: list[str], given: Given) -> list[str]:
        """The root by itself, from its arguments."""
        inside = Inside.of(n, dict.fromkeys(map(id, n.args), False))
        names = self._inside(inside, v, args)
        still = [m for m in inside.order if id(m) not in inside.moving]
        state = ", ".join(v + part for part in STATE)
        return [
            *self._equation(still, names, within(n, given)),
            f"{state} = {args[2]}, {args[0]}, {args[1]}, inf",
            f"for _ in range({ITERATIONS}):",
            *("    " + s for s in self._iteration(inside, v, names, given)),
            f"    if {v}_by == 0.0:",
            "        break",
        ]

    def _solving(self, n: Expr, known: set[int]) -> list[str]:
        """Loops that leave the root ``n`` of every row in its scratch row."""
        v, args = self.names[id(n)], [self._value(a) for a in n.args]
        inside = Inside.of(n, self.varies)
        names, given = self._inside(inside, v, args), within(n, NOTHING)
        still, varying = (
            [m for m in inside.order if id(m) not in inside.moving and (id(m) in inside.varying) == yes]
            for yes in (False, True)
        )
        free = f"o{self.scratch} + {len(self.spec.kept)} * n"
        rows = [self._start(n), *(f"{free} + {i} * n" for i in range(inside.scratch_rows))]
        state, carried = [v + part for part in STATE], inside.carried
        loaded = names | {id(m): f"{v}_carried{i}" for i, m in enumerate(carried)}
        needed = [a for a in _below(n.args, known) if self.varies[id(a)]]
        before = [*self._lines(needed, known), *self._equation(varying, names, given)]
        before += [f"{', '.join(state)} = {args[2]}, {args[0]}, {args[1]}, inf"]
        kept = [*state, *(names[id(m)] for m in carried)]
        back = [*state, *(loaded[id(m)] for m in carried)]
        return [
            *self._equation(still, names, given),
            "for k in range(n):",
            *(f"    {s}" for s in before),
            *(f"    w[{row} + k] = {value}" for row, value in zip(rows, kept, strict=True)),
            # a few rows at once, all until the last of them is there: no branches, so that this vectorises
            f"for at in range(0, n, {TOGETHER}):",
            f"    for _ in range({ITERATIONS}):",
            "        going = 0",
            f"        for k in range(at, min(at + {TOGETHER}, n)):",
            *(f"            {value} = w[{row} + k]" for row, value in zip(rows, back, strict=True)),
            *(f"            {s}" for s in self._iteration(inside, v, loaded, NOTHING)),
            *(f"            w[{row} + k] = {value}" for row, value in zip(rows, state, strict=False)),
            f"            going |= int({v}_by > 0.0)",
            "        if going == 0:",
            "            break",
        ]

    def _inside(self, inside: Inside, v: str, args: list[str]) -> dict[int, str]:
        """Names of what is inside the equation of a root called ``v``."""
        equation = inside.root.payload
        called = {equation.unknown: v, **dict(zip(equation.names, args[3:], strict=True))}
        order = enumerate(inside.order)
        return {id(m): called[m.payload] if m.op == "symbol" else f"{v}_{i}" for i, m in order}

    def _equation(self, nodes: Sequence[Expr], names: Mapping[int, str], given: Given) -> list[str]:
        """Lines that compute ``nodes`` inside an equation."""
        seen: dict[tuple[str, ...], str] = {}
        return [s for m in nodes if m.op != "symbol" for s in self._operation(m, names, given, seen)]

    def _iteration(self, inside: Inside, v: str, names: Mapping[int, str], given: Given) -> list[str]:
        moving = [m for m in inside.order if id(m) in inside.moving]
        value, slope = (_value(e, names) for e in inside.ends)
        return [*self._equation(moving, names, within(inside.root, given)), *improved(v, value, slope)]

    def _value(self, n: Expr) -> str:
        return _value(n, self.names)


def _value(n: Expr, names: Mapping[int, str]) -> str:
    return _literal(n.payload) if n.op == "const" else names[id(n)]


def _literal(v: float) -> str:
    return f"({v!r})" if v < 0 else "inf" if v == float("inf") else repr(v)
