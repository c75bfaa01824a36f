"""What goes on inside particles made of shells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ...core.expr import Expr
from ..equations import Names
from ..inspection import Inspection
from .inside import AGAINST, Inside, Shown

if TYPE_CHECKING:
    from .shells import ShellPendants


class InsideShells(Inside):
    """Of particles made of shells."""

    def __init__(self, group: ShellPendants, seen: Inspection, g: int, u: np.ndarray) -> None:
        x, v, z = Expr.symbol("x"), Names(), Names()
        self.name, self.volumes = group.name, group.home
        self.area = seen.at_particles(g, group.weight(v))
        self.current = seen.at_particles(g, group.weight(v) * group.exchange(x, v, z))
        self._eta = seen.at_particles(g, group.overpotential(x, v, z))
        self._U = u[:, None, group.home] - seen.at_shells(g, group.overpotential(x, v, z))
        fall = -np.diff(seen.at_shells(g, group.potential(x)), axis=1)
        charge = seen.at_particles(g, group.weight(v) / group.kappa())[:, None]
        self._flux = charge * group.shells.conductance[:-1, None] * fall
        self.diffused = (self._flux * np.diff(self._U, axis=1)).sum(axis=1)

    @property
    def places(self) -> str:
        return f"x_{self.name}"

    def shown(self) -> Iterable[Shown]:
        yield "core_potential", self._U[:, 0], "V", f"{AGAINST} at the particles' centre"

    def reacted(self, left: np.ndarray) -> np.ndarray:
        return (self.current + left) * self._eta

    def released(self, left: np.ndarray) -> np.ndarray:
        N = np.pad(self._flux, ((0, 0), (1, 1), (0, 0)))
        return (self._U * (N[:, :-1] - N[:, 1:])).sum(axis=1) - (self.current + left) * self._U[:, -1]
