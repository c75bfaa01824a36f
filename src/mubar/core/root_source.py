"""How kernels solve the equations of roots: Newton's method within a bracket, as
`mubar.core.implicit.Residual.solve` does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .expr import Expr, topological
from .implicit import CLOSE, ROUNDING

TOGETHER = 64
"""Rows whose equations are solved at once: few, as all take as many iterations as the slowest."""
STATE = ("", "_low", "_high", "_by")
"""What is kept from iteration to iteration: the iterate, its bracket, how far it moved, zero at the end."""


@dataclass(frozen=True)
class Inside:
    """The residual of a root and its slope, arguments first: what of them moves with the unknown, and what
    else varies from row to row.
    """

    root: Expr
    order: Sequence[Expr]
    moving: frozenset[int]
    varying: frozenset[int]

    @classmethod
    def of(cls, root: Expr, varies: Mapping[int, bool]) -> Inside:
        """``varies``: by id, whether the arguments of the root do."""
        equation = root.payload
        outside = {name: varies[id(a)] for name, a in zip(equation.names, root.args[3:], strict=True)}
        order = topological(equation.expression, equation.slope)
        moving: set[int] = set()
        varying: set[int] = set()
        for m in order:
            if (m.op == "symbol" and m.payload == equation.unknown) or moving & {id(a) for a in m.args}:
                moving.add(id(m))
            elif (m.op == "symbol" and outside[m.payload]) or varying & {id(a) for a in m.args}:
                varying.add(id(m))
        return cls(root, order, frozenset(moving), frozenset(varying))

    @property
    def ends(self) -> tuple[Expr, Expr]:
        return self.root.payload.expression, self.root.payload.slope

    @property
    def carried(self) -> list[Expr]:
        """What an iteration reads from rows."""
        read = {id(a) for m in self.order if id(m) in self.moving for a in m.args} | {*map(id, self.ends)}
        return [m for m in self.order if id(m) in read & self.varying]

    @property
    def scratch_rows(self) -> int:
        """Beside the root's own."""
        return len(STATE) - 1 + len(self.carried)


def improved(v: str, value: str, slope: str) -> list[str]:
    """One iteration: Newton's step, or half of the bracket where that leaves it or isn't half the one before;
    ``v_by`` is then zero where the iterate is the last.
    """
    return [
        f"{v}_low, {v}_high = ({v}_low if {value} > 0.0 else {v}), ({v} if {value} > 0.0 else {v}_high)",
        f"{v}_step = {v} - {value} / {slope}",
        f"{v}_newton = ({v}_low <= {v}_step) & ({v}_step <= {v}_high)"
        f" & (abs({v}_step - {v}) <= 0.5 * {v}_by) | ({v}_step != {v}_step)",
        f"{v}_next = {v}_step if {v}_newton else 0.5 * ({v}_low + {v}_high)",
        f"{v}_moved = abs({v}_next - {v})",
        f"{v}_close = {CLOSE} * abs({v}_next) if {v}_newton else -1.0",
        f"{v}_going = ({v}_moved > {v}_close) & ({v}_high - {v}_low > {ROUNDING} * abs({v}_next))",
        f"{v} = {v}_next if {v}_by > 0.0 else {v}",
        f"{v}_by = {v}_moved if {v}_going & ({v}_by > 0.0) else 0.0",
    ]
