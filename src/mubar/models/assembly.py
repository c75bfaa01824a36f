"""From a model's equations to arrays and kernels: traced and compiled once per structure, bound to numbers
in microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from ..core.derivative import derivatives
from ..core.expr import Expr, as_expr, is_const, symbols
from ..core.source import KernelSpec
from ..numerics import layout as at
from .equations import Equations, Names, NodePendants, Pendants

CONTROL = (
    "control.current",
    "control.voltage",
    "control.power",
    "control.setpoint",
    "control.slope",
    "control.start",
)
"""Numbers of `control`."""


def control(z: Names, phi: Names) -> Expr:
    """The border row  a I + b V + d V I - s₀ - s₁ (t - t₀) = 0: what is controlled."""
    a, b, d, s0, s1, t0 = (Expr.symbol(n) for n in CONTROL)
    return (
        a * z.current + b * phi.voltage + d * phi.voltage * z.current - s0 - s1 * (Expr.symbol("time") - t0)
    )


@dataclass(frozen=True)
class Call:
    """A kernel with its loop length and where it finds each name."""

    spec: KernelSpec
    count: int
    inputs: Mapping[str, int]
    outputs: Mapping[str, int]


Group = tuple[dict[str, int], dict[str, int]]
"""Of a group of pendants: entries of its layout, and lengths of further arrays."""


class Structure:
    """Layout of a model's unknowns and workspace, and its kernels' specifications. Holds no numbers of a
    cell.
    """

    def __init__(self, eq: Equations) -> None:
        self.eq = eq
        # One compiled solver serves all chains of one or two unknowns; a missing second is a placeholder.
        self.unknowns = eq.unknowns + tuple(f"placeholder {i}" for i in range(2 - len(eq.unknowns)))
        self.nb, self.nm, self.nf = len(self.unknowns), len(eq.border), len(eq.functionals)
        self.nv = sum(r.count for r in eq.regions)
        self.equations = self.unknowns + eq.functionals
        self.size = 0
        self.take(self.nb * self.nv)
        self.pendant_start = [self.take(unknowns_of(g)) for g in eq.pendants]
        self.border_start = self.take(self.nm)
        self.n = self.take(2) + 2
        self.ydot = self.take(self.n)
        self.clock, self.real = self.take(2), self.take(at.REALS)
        self.numbers = {name: self.take(1) for name in CONTROL}
        self.rows = {name: self.take(self.nv) for name in eq.rows}
        nq = self.nb + self.nf
        self.volume_shape = (nq, 1 + self.nb + self.nm, self.nv)
        self.volume = self.take(int(np.prod(self.volume_shape)))
        self.face_shape = (nq, 1 + 2 * self.nb + self.nm, max(self.nv - 1, 0))
        self.face = self.take(int(np.prod(self.face_shape)))
        self.functionals = self.take(self.nf)
        self.border_shape = (self.nm, 1 + self.nm + self.nf)
        self.border = self.take(int(np.prod(self.border_shape)))
        self.calls: list[Call] = []
        self._trace_chain()
        self.chain_call_count = len(self.calls)
        self.group_calls: list[dict[str, int]] = []
        """Per group of pendants: which of the calls are whose."""
        self.lists: list[dict[str, Any]] = []
        """Per group: what else lies in k."""
        self.node_rows: dict[int, dict[str, int]] = {}
        self.volume_rows: dict[int, dict[str, int]] = {}
        """Per group of nodes: where its own numbers, and those of its volumes, lie in w."""
        self.groups = [
            self._trace_nodes(g, group) if isinstance(group, NodePendants) else self._trace_pendants(g, group)
            for g, group in enumerate(eq.pendants)
        ]
        self._trace_border()

    # layout ---------------------------------------------------------------------------------------------
    def take(self, count: int) -> int:
        """Where the next ``count`` numbers of the workspace begin."""
        start, self.size = self.size, self.size + count
        return start

    def unknown(self, name: str) -> slice:
        """Where chain unknown ``name`` lies in the state."""
        b = self.unknowns.index(name)
        return slice(b * self.nv, (b + 1) * self.nv)

    def border_index(self, name: str) -> int:
        return self.border_start + self.eq.border.index(name)

    def nodes(self, state: np.ndarray, g: int) -> np.ndarray:
        """Group ``g`` of `NodePendants` in ``state`` (..., n) as a view (..., unknowns, nodes)."""
        group, start = self.eq.pendants[g], self.pendant_start[g]
        shape = (len(group.unknowns), group.rows.size)  # type: ignore[union-attr]  # a group of nodes
        return state[..., start : start + shape[0] * shape[1]].reshape(*state.shape[:-1], *shape)

    def pendant(self, state: np.ndarray, g: int) -> np.ndarray:
        """Group ``g`` of ``state`` (..., n) as a view (..., shells, pendants)."""
        group = self.eq.pendants[g]
        assert isinstance(group, Pendants)
        ns, np_ = len(group.shells.nodes), len(group.home)
        block = state[..., self.pendant_start[g] : self.pendant_start[g] + ns * np_]
        return block.reshape(*state.shape[:-1], ns, np_)

    def placeholder_pivots(self) -> list[slice]:
        """Where the workspace must hold ones: ∂/∂y of the placeholders' equations y = 0."""
        width, count = self.volume_shape[1:]
        starts = [self.volume + (b * width + 1 + b) * count for b in range(len(self.eq.unknowns), self.nb)]
        return [slice(start, start + count) for start in starts]

    # tracing --------------------------------------------------------------------------------------------
    def _trace_chain(self) -> None:
        eq, z = self.eq, Names()
        self._trace_properties()
        start = 0
        for region in eq.regions:
            terms = region.terms(Names(), z)
            outputs = self._differentiated(terms, [self._by(u) for u in self.unknowns])
            self._call(
                outputs,
                region.count,
                self._volume_names(start, ""),
                lambda i, s=start: self.volume + i * self.nv + s,
            )
            start += region.count
        for faces in eq.faces:
            terms = faces.flux(Names("@left"), Names("@right"), z)
            by = [self._by(u, side) for side in ("@left", "@right") for u in self.unknowns]
            where = self._volume_names(faces.start, "@left") | self._volume_names(faces.start + 1, "@right")
            self._call(
                self._differentiated(terms, by),
                faces.count,
                where,
                lambda i, s=faces.start: self.face + i * (self.nv - 1) + s,
            )

    def _trace_properties(self) -> None:
        """Properties and their non-zero slopes become rows; ``slopes`` remembers ∂property/∂unknown for the
        chain rule.
        """
        self.slopes: dict[str, list[tuple[str, str]]] = {u: [] for u in self.unknowns}
        outputs: dict[int, Expr] = {}
        places: dict[int, int] = {}
        for name, value in self.eq.properties(Names()).items():
            parts = {name: as_expr(value)}
            for u in self.unknowns:
                slope = derivatives((as_expr(value),), u)[0]
                if not is_const(slope, 0.0):
                    parts[f"{name}__{u}"] = slope
                    self.slopes[u].append((name, f"{name}__{u}"))
            for part, expression in parts.items():
                self.rows[part] = places[len(outputs)] = self.take(self.nv)
                outputs[len(outputs)] = expression
        if outputs:
            self._call(outputs, self.nv, self._volume_names(0, ""), lambda i: places[i])

    def _by(self, unknown: str, side: str = "") -> list[tuple[str, Expr]]:
        """What a derivative by ``unknown`` sums over: (symbol, factor), time derivative and properties
        included.
        """
        direct = [(unknown + side, as_expr(1.0)), (unknown + "_t" + side, Expr.symbol("cj"))]
        return direct + [(name + side, Expr.symbol(slope + side)) for name, slope in self.slopes[unknown]]

    def _trace_pendants(self, g: int, group: Pendants) -> Group:
        first = len(self.calls)
        self.group_calls.append({"FIXED": first, "NODE": first + 1, "EXCHANGE": first + 2})
        self.lists.append({})
        np_, ns = len(group.home), len(group.shells.nodes)
        node, exchange, gathered, fixed = (
            self.take(2 * ns * np_),
            self.take((2 + self.nb + self.nm) * np_),
            self.take(self.nb * np_),
            self.take(2 * self.nv),
        )
        self._call(
            {0: as_expr(group.weight(Names())), 1: as_expr(group.kappa())},
            self.nv,
            self._volume_names(0, ""),
            lambda i: fixed + i * self.nv,
        )
        x = Expr.symbol("x")
        P = as_expr(group.potential(x))
        slope = derivatives((P,), "x")[0]
        alike = int(not symbols(slope) & {"x", *self.rows})
        self._call(
            {0: P, 1: slope},
            1 if alike else ns * np_,
            {"x": self.pendant_start[g]},
            lambda i: node + i * ns * np_,
        )
        j = as_expr(group.exchange(x, Names(), Names()))
        by = ["x", *self.unknowns, *self.eq.border]
        outputs = {0: j} | {1 + i: derivatives((j,), name)[0] for i, name in enumerate(by)}
        outputs = {i: e for i, e in outputs.items() if not is_const(e, 0.0)}
        where = {u: gathered + b * np_ for b, u in enumerate(self.unknowns)}
        where["x"] = self.pendant_start[g] + (ns - 1) * np_
        self._call(outputs, np_, where, lambda i: exchange + i * np_)
        fixed_places = {"SHELLS": ns, "NODE": node, "FIXED": fixed, "EXCHANGE": exchange}
        lengths = {"WEIGHT": np_, "KAPPA": np_, "GAIN": self.nb + self.nf, "MASS": 3 * ns, "CONDUCTANCE": ns}
        lengths |= dict.fromkeys(("LOWER", "DIAG", "UPPER", "RESIDUAL"), ns * np_)
        lengths |= {"REDUCED": (2 + self.nb + self.nm) * np_}
        return fixed_places | {"GATHERED": gathered, "ALIKE": alike}, lengths

    def _trace_nodes(self, g: int, group: NodePendants) -> Group:
        """One kernel for all nodes; the values of a cell come with `System.bind`."""
        nu, nn, np_, starts = len(group.unknowns), group.rows.size, len(group.home), group.rows.starts
        own, near, far = (Names(side) for side in ("@node", "@near", "@far"))
        terms = group.terms(own, near, far, Names(), Names())
        values = [as_expr(terms[u]) for u in group.unknowns]
        used = symbols(*values)
        mean, drift = (f"{group.conserved}_mean{rate}@node" for rate in ("", "_t"))
        columns = [i for i, name in enumerate((*self.unknowns, *self.eq.border)) if name in used]
        names = (*self.unknowns, *self.eq.border)
        by: list[list[tuple[str, Expr]]] = [[(names[i], as_expr(1.0))] for i in columns]
        by += [[(mean, as_expr(1.0)), (drift, Expr.symbol("cj"))]] if {mean, drift} & used else []
        width = 1 + len(by)
        outputs: dict[int, Expr] = {}
        blocks = nu * width
        for a, value in enumerate(values):
            for q, e in enumerate([value, *(_derivative(value, parts) for parts in by)]):
                outputs[a * width + q] = e
            for b, u in enumerate(group.unknowns):
                direct = [(f"{u}@node", as_expr(1.0)), (f"{u}_t@node", Expr.symbol("cj"))]
                outputs[blocks + a * nu + b] = _derivative(value, direct)
                outputs[blocks + (nu + a) * nu + b] = _derivative(value, [(f"{u}@near", as_expr(1.0))])
                distant = _derivative(value, [(f"{u}@far", as_expr(1.0))])
                if not is_const(distant, 0.0):  # the others are overwritten, zeros too
                    outputs[blocks + (2 * nu + a) * nu + b] = distant
        node, means = self.take((blocks + 3 * nu * nu) * nn), self.take(2 * np_)
        gathered, exchange, weight = self.take(self.nb * np_), self.take(np_), self.take(np_)
        charge = as_expr(group.weight(own, Names()))
        fixed = {n: gathered + b * np_ for b, n in enumerate(self.unknowns)}
        fixed |= {mean: means, drift: means + np_}
        self.node_rows[g] = {}
        self.volume_rows[g] = {name: self.take(np_) for name in self.eq.rows}
        fixed |= self.volume_rows[g]
        known = {f"{u}{end}" for u in group.unknowns for end in ("@node", "_t@node", "@near", "@far")}
        for name in sorted((symbols(*values, charge) | {"volume@node"}) - known - set(fixed)):
            if name.endswith("@node"):
                self.node_rows[g][name.removesuffix("@node")] = self.take(nn)
        first = len(self.calls)
        rows = fixed | {f"{name}@node": at for name, at in self.node_rows[g].items()}
        # read elsewhere than at the node itself: whence, and where
        spread = {name: (at.PENDANT, place) for name, place in fixed.items() if name in used}
        for b, u in enumerate(group.unknowns):
            plane = self.pendant_start[g] + b * nn
            rows |= {f"{u}@node": plane, f"{u}_t@node": self.ydot + plane}
            ends = {f"{u}@near": (at.NEAR, plane), f"{u}@far": (at.FAR, plane)}
            spread |= {name: there for name, there in ends.items() if name in used}
        around = self.take(len(spread) * nn)
        at_nodes = rows | {name: around + q * nn for q, name in enumerate(spread)}
        self._call(outputs, nn, at_nodes, lambda q: node + q * nn)
        self._call({0: charge}, np_, rows, lambda q: weight)
        self.group_calls.append({"NODE": first, "FIXED": first + 1})
        self.lists.append({"STARTS": starts, "COLUMNS": columns, "SPREAD": [*chain(*spread.values())]})
        places_of = {"SHELLS": len(starts) - 1, "NODE": node, "EXCHANGE": exchange, "GATHERED": gathered}
        places_of |= {"WEIGHT": weight, "UNKNOWNS": nu, "NODES": nn, "COLUMN_COUNT": len(columns)}
        places_of |= {
            "MEAN": int(bool({mean, drift} & used)),
            "MEANS": means,
            "VOLUME": self.node_rows[g]["volume"],
        }
        places_of |= {"CONSERVED": group.unknowns.index(group.conserved)}
        places_of |= {"SPREAD_COUNT": len(spread), "AROUND": around}
        lengths = {"GAIN": self.nb + self.nf, "SUMS": width * np_, "REDUCED": (2 + self.nb + self.nm) * np_}
        return places_of, lengths

    def _trace_border(self) -> None:
        eq, z, phi = self.eq, Names(), Names()
        terms = {eq.border[0]: control(z, phi), **eq.border_terms(z, phi)}
        outputs: dict[int, Expr] = {}
        width = self.border_shape[1]
        for m, name in enumerate(eq.border):
            value = as_expr(terms[name])
            for i, by in enumerate(("", *eq.border, *eq.functionals)):
                outputs[m * width + i] = derivatives((value,), by)[0] if by else value
        self._call(outputs, 1, {}, lambda i: self.border + i)
        others = [as_expr(terms[name]) for name in eq.border[1:]]
        self.border_sees_chain = bool(symbols(*others) & set(eq.functionals)) if others else False

    def _differentiated(self, terms: Mapping[str, Any], by: list[list[tuple[str, Expr]]]) -> dict[int, Expr]:
        """Values and derivatives, keyed by their place in the (equation, entry) plane; zero entries are
        left out.
        """
        outputs: dict[int, Expr] = {}
        width = 1 + len(by) + self.nm
        for q, name in enumerate(self.equations):
            if name not in terms:
                continue
            value = as_expr(terms[name])
            outputs[q * width] = value
            for i, parts in enumerate(by):
                outputs[q * width + 1 + i] = _derivative(value, parts)
            for i, symbol in enumerate(self.eq.border):
                outputs[q * width + 1 + len(by) + i] = derivatives((value,), symbol)[0]
        return {i: e for i, e in outputs.items() if not is_const(e, 0.0)}

    def _volume_names(self, start: int, side: str) -> dict[str, int]:
        names = {u + side: b * self.nv + start for b, u in enumerate(self.unknowns)}
        names |= {u + "_t" + side: self.ydot + b * self.nv + start for b, u in enumerate(self.unknowns)}
        return names | {r + side: where + start for r, where in self.rows.items()}

    def _call(
        self, outputs: Mapping[int, Expr], count: int, rows: Mapping[str, int], place: Callable[[int], int]
    ) -> None:
        """A kernel that finds its rows at ``rows`` and puts its outputs where ``place`` says."""
        used = sorted(symbols(*outputs.values()))
        fixed = {"cj": self.clock, "time": self.clock + 1, "begun": self.real + at.T_BEGIN}
        fixed |= {name: self.border_start + i for i, name in enumerate(self.eq.border)}
        fixed |= {name: self.functionals + i for i, name in enumerate(self.eq.functionals)}
        for name in used:
            if name not in rows and name not in fixed and name not in self.numbers:
                self.numbers[name] = self.take(1)
        constant = fixed | self.numbers
        varying = tuple(n for n in used if n in rows)
        spec = KernelSpec(
            varying,
            tuple(n for n in used if n not in rows),
            tuple((str(i), e) for i, e in sorted(outputs.items())),
        )
        inputs = {n: rows[n] if n in rows else constant[n] for n in used}
        self.calls.append(Call(spec, count, inputs, {str(i): place(i) for i in outputs}))


def _derivative(value: Expr, parts: list[tuple[str, Expr]]) -> Expr:
    """Σ ∂value/∂symbol · factor over ``parts``."""
    return sum((derivatives((value,), s)[0] * f for s, f in parts), start=as_expr(0.0))


def unknowns_of(group: Pendants | NodePendants) -> int:
    """How many unknowns a group of pendants has."""
    if isinstance(group, NodePendants):
        return len(group.unknowns) * group.rows.size
    return len(group.shells.nodes) * len(group.home)
