"""What goes on inside the particles of a group: what they react, dissipate and store, volume by volume.

All powers are per area of electrode, W/m², and currents A/m²; what a volume's particles have in common is
summed over them. ``left`` is current that charge conservation asks of the surfaces in a volume beyond that of
their rate laws; they share it by area.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

import numpy as np

from ..core.derivative import derivative
from ..core.expr import Expr, as_expr
from .equations import Names, NodePendants, Pendants
from .inspection import Inspection

_AGAINST = "open-circuit potential against lithium"
_AT_ONCE = 2_000_000
"""Nodes times rows that are looked at together: some 100 MB."""


Shown = tuple[str, np.ndarray, str, str]
"""A field's name without that of the material, (rows, volumes), unit, meaning."""


class Inside(ABC):
    """Of the group number ``g``. Arrays are (rows, volumes) on ``volumes`` of the chain."""

    name: str
    volumes: np.ndarray
    current: np.ndarray
    """Off the surfaces by their rate laws."""
    area: np.ndarray
    """Of the surfaces."""
    diffused: np.ndarray
    """Dissipated by diffusion, ∫ N·(-∇μ)."""

    @property
    @abstractmethod
    def places(self) -> str:
        """The dimension of its fields along the electrode."""

    @abstractmethod
    def shown(self) -> Iterable[Shown]:
        """What a result has of it beside powers."""

    @abstractmethod
    def reacted(self, left: np.ndarray) -> np.ndarray:
        """Dissipated by the reactions, j η."""

    @abstractmethod
    def released(self, left: np.ndarray) -> np.ndarray:
        """-dG/dt of the lithium, -Σ μ dn/dt."""

    def dissipated(self, left: np.ndarray) -> Iterable[tuple[str, np.ndarray]]:
        """By what, and how much."""
        yield "reaction", self.reacted(left)
        yield "diffusion", self.diffused


def inside(seen: Inspection, g: int, u: np.ndarray) -> Inside:
    """``u``: V_e - V_Li around the particles, (rows, nv)."""
    if isinstance(seen.structure.eq.pendants[g], NodePendants):
        return InsideNodes(seen, g)
    return InsideShells(seen, g, u)


class InsideShells(Inside):
    """Of particles made of shells."""

    def __init__(self, seen: Inspection, g: int, u: np.ndarray) -> None:
        group = seen.structure.eq.pendants[g]
        assert isinstance(group, Pendants)
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
        yield "core_potential", self._U[:, 0], "V", f"{_AGAINST} at the particles' centre"

    def reacted(self, left: np.ndarray) -> np.ndarray:
        return (self.current + left) * self._eta

    def released(self, left: np.ndarray) -> np.ndarray:
        N = np.pad(self._flux, ((0, 0), (1, 1), (0, 0)))
        return (self._U * (N[:, :-1] - N[:, 1:])).sum(axis=1) - (self.current + left) * self._U[:, -1]


class InsideNodes(Inside):
    """Of particles made of nodes, any number of them on a volume."""

    def __init__(self, seen: Inspection, g: int) -> None:
        group = seen.structure.eq.pendants[g]
        assert isinstance(group, NodePendants)
        self.name, self.volumes = group.name, np.unique(group.home)
        rows = max(1, _AT_ONCE // group.rows.size)
        starts = range(0, len(seen.states), rows)
        parts = [_on_volumes(seen.part(slice(k, k + rows)), g, self.volumes) for k in starts]
        found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        self.area, self.current, self.diffused = found["area"], found["current"], found["diffused"]
        self.potential, self.overpotential = found["U"] / self.area, found["eta"] / self.area
        self.lowest, self.highest = found["lowest"], found["highest"]
        self.core = found.get("core")
        """None where particles react everywhere."""
        self._reacted, self._released = found["reacted"], found["released"]
        self._lost, self._fallen = found["lost"], found["fallen"]

    @property
    def places(self) -> str:
        return f"volume_{self.name}"

    def shown(self) -> Iterable[Shown]:
        mean = "mean over the surfaces in a volume"
        yield "overpotential", self.overpotential, "V", f"overpotential, {mean}, oxidation positive"
        j = self.current / self.area
        yield "current_density", j, "A.m-2", f"interfacial current density, {mean}, oxidation positive"
        yield "open_circuit_potential", self.potential, "V", f"{_AGAINST}, {mean}"
        yield "lowest_potential", self.lowest, "V", f"lowest {_AGAINST} of a surface in a volume"
        yield "highest_potential", self.highest, "V", f"highest {_AGAINST} of a surface in a volume"
        if self.core is not None:
            yield "core_potential", self.core, "V", f"{_AGAINST} in the cores, mean over the particles"

    def reacted(self, left: np.ndarray) -> np.ndarray:
        return self._reacted + left * self.overpotential

    def released(self, left: np.ndarray) -> np.ndarray:
        return self._released - left * self.potential

    def dissipated(self, left: np.ndarray) -> Iterable[tuple[str, np.ndarray]]:
        yield from super().dissipated(left)
        if self._fallen.any():
            yield "contacts", self._lost + left * self._fallen / self.area


def _on_volumes(seen: Inspection, g: int, volumes: np.ndarray) -> dict[str, np.ndarray]:
    """Sums over the particles of each volume, and least and greatest levels of their surfaces."""
    group = seen.structure.eq.pendants[g]
    assert isinstance(group, NodePendants)
    own, near, far, v, z = Names("@node"), Names("@near"), Names("@far"), Names(), Names()
    terms, charge = group.terms(own, near, far, v, z), group.weight(own, v) * own.volume
    home = np.searchsorted(volumes, group.home)[group.rows.chain]
    found: dict[str, np.ndarray] = {}
    for name, held in group.lithium(own, near, far, v, z).items():
        residual = as_expr(terms[name])
        each = derivative(residual, f"{name}_t@node")  # the rate stands in it once, times this
        amounts = held.share * charge / each
        levels = held.potential, held.overpotential, held.fallen
        change, j, q, emptying, U, eta, fallen = seen.at_nodes(
            g, -residual, held.current_density, amounts, held.emptying, *levels
        )
        area = q * emptying
        sums = {
            "area": area,
            "current": area * j,
            "U": area * U,
            "eta": area * eta,
            "reacted": area * j * eta,
            "lost": area * j * fallen,
            "fallen": area * fallen,
            "released": q * U * change,
            "diffused": q * U * (change + emptying * j),
        }
        for what, values in sums.items():
            found[what] = found.get(what, 0.0) + _each(np.add, values, home)
        reacts = emptying[0] > 0.0
        for what, of in (("lowest", np.minimum), ("highest", np.maximum)):
            level = _each(of, U[:, reacts], home[reacts])
            found[what] = of(found[what], level) if what in found else level
        deep = group.rows.last & ~reacts
        if deep.any():
            weight = np.where(deep, group.values(seen.cell)["share"], 0.0)
            found["core"] = _each(np.add, weight * U, home) / _each(np.add, weight[None], home)
    return found


def _each(of: np.ufunc, values: np.ndarray, home: np.ndarray) -> np.ndarray:
    """(rows, volumes): ``values`` (rows, nodes) of each volume's nodes put together."""
    order = np.argsort(home, kind="stable")
    starts = np.flatnonzero(np.diff(home[order], prepend=-1))
    return of.reduceat(values[:, order], starts, axis=1)
