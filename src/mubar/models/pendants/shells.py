"""Particles that are all alike: spheres cut into shells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...core.expr import Expr, as_expr
from ...core.fields import Field
from ...numerics.engine import PENDANTS, Part
from .. import notation
from ..equations import Names
from . import shell_fields, shell_kernels
from .base import Kernels, Pendants
from .shell_powers import InsideShells

if TYPE_CHECKING:
    from ..assembly import Structure
    from ..inspection import Inspection


@dataclass(frozen=True)
class ShellPendants(Pendants):
    """A group of identical particles: shells from centre to surface, hung on volumes.

    ``potential(x)``: the flux between shells is minus its gradient (on the unit sphere). ``exchange(x, v,
    z)``: current density j at the surface shell ``x``, and ``overpotential(x, v, z)`` the η in it. ``kappa``:
    shell flux per j; ``weight``: interface area per electrode area, both expressions in rows and numbers, one
    value per pendant. ``gain``: share of weight·j.
    """

    shells: Any
    """Nodes, mass and conductance (`mubar.numerics.mesh.Shells`)."""
    potential: Callable[[Expr], Expr]
    overpotential: Callable[[Expr, Names, Names], Expr]
    exchange: Callable[[Expr, Names, Names], Expr]
    kappa: Callable[[], Expr]
    weight: Callable[[Names], Expr]
    part: ClassVar[Part] = PENDANTS

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.shells.nodes), len(self.home)

    @property
    def bounds(self) -> np.ndarray:
        """At the surface alone: inside, the shells' mass matrix may undershoot before a steep front."""
        found = np.tile([-np.inf, np.inf], (self.shape[0], 1))
        found[-1] = 0.0, 1.0
        return found

    @property
    def alike(self) -> bool:
        return True

    @property
    def constants(self) -> Mapping[str, np.ndarray]:
        return {"MASS": self.shells.mass.ravel(), "CONDUCTANCE": self.shells.conductance}

    def kernels(self, st: Structure, g: int) -> Kernels:
        return shell_kernels.traced(self, st, g)

    def at_rest(self, cell: Any, x: float, T: float) -> np.ndarray:
        return np.full((self.shape[0], 1), x)

    def coordinates(self, seen: Inspection, g: int, x: np.ndarray) -> Iterable[Field]:
        return shell_fields.coordinates(self, seen, x)

    def fields(self, seen: Inspection, g: int) -> Iterable[Field]:
        return shell_fields.fields(self, seen, g)

    def mean(self, seen: Inspection, g: int) -> np.ndarray:
        shells, weight = self.shells.volumes / self.shells.volumes.sum(), seen.rows["dx"][self.home]
        return np.einsum("tsp,s,p->t", seen.particles(g), shells, weight / weight.sum())

    def inside(self, seen: Inspection, g: int, u: np.ndarray) -> InsideShells:
        return InsideShells(self, seen, g, u)

    def printed(self, latex: Callable[..., str]) -> Iterator[tuple[str, str]]:
        """Spheres of radius 1 with the flux -∂P/∂ρ; the surface."""
        x, v, z = Expr.symbol("x"), Names(), Names()
        radius = notation.of(r"R_{\mathrm{p}}", self.name)
        eta, j = notation.of(r"\eta", self.name), notation.of("j", self.name)
        known = {as_expr(self.overpotential(x, v, z)): eta}
        for text in (
            rf"\partial_t x = \rho^{{-2}}\,\partial_\rho(\rho^2\,\partial_\rho P), \quad \rho = r/{radius}",
            f"P = {latex(self.potential(x))}",
            rf"-\partial_\rho P = {latex(self.kappa())} \, {j} \quad (\rho = 1)",
            f"{eta} = {latex(self.overpotential(x, v, z))}",
            f"{j} = {latex(self.exchange(x, v, z), known)}",
        ):
            yield "particles", text

    def with_surfaces(self, total: Expr, name: str) -> Expr:
        gain = self.gain.get(name, 0.0)
        surfaces = abs(gain) * as_expr(self.weight(Names())) * Expr.symbol(f"j@{self.name}")
        return total + surfaces if gain > 0.0 else total - surfaces if gain < 0.0 else total
