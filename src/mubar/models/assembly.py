"""Where the numbers of a model lie, and which kernels it has: once per structure, bound to a cell later in
microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..core.expr import Expr, symbols
from ..core.source import KernelSpec
from ..numerics import layout as at
from .control import CONTROL
from .equations import Equations
from .tracing import trace_border, trace_chain


@dataclass(frozen=True)
class Call:
    """A kernel with its loop length and where it finds each name."""

    spec: KernelSpec
    count: int
    inputs: Mapping[str, int]
    outputs: Mapping[str, int]


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
        self.pendant_start = [self.take(int(np.prod(group.shape))) for group in eq.pendants]
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
        trace_chain(self)
        self.chain_call_count = len(self.calls)
        self.groups = [group.kernels(self, g) for g, group in enumerate(eq.pendants)]
        self.border_sees_chain = trace_border(self)

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

    def pendant(self, state: np.ndarray, g: int) -> np.ndarray:
        """Group ``g`` of ``state`` (..., n) as a view (..., rows of unknowns, their length)."""
        shape, start = self.eq.pendants[g].shape, self.pendant_start[g]
        return state[..., start : start + shape[0] * shape[1]].reshape(*state.shape[:-1], *shape)

    def placeholder_pivots(self) -> list[slice]:
        """Where the workspace must hold ones: ∂/∂y of the placeholders' equations y = 0."""
        width, count = self.volume_shape[1:]
        starts = [self.volume + (b * width + 1 + b) * count for b in range(len(self.eq.unknowns), self.nb)]
        return [slice(start, start + count) for start in starts]

    def volume_names(self, start: int, side: str) -> dict[str, int]:
        names = {u + side: b * self.nv + start for b, u in enumerate(self.unknowns)}
        names |= {u + "_t" + side: self.ydot + b * self.nv + start for b, u in enumerate(self.unknowns)}
        return names | {r + side: where + start for r, where in self.rows.items()}

    def call(
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
