"""What goes on inside particles made of nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ...core.derivative import derivative
from ...core.expr import as_expr
from ..equations import Names
from ..inspection import Inspection
from .by_volume import ByVolume, slices
from .inside import AGAINST, Inside, Shown

if TYPE_CHECKING:
    from .nodes import NodePendants


class InsideNodes(Inside):
    """Of particles made of nodes, any number of them on a volume."""

    def __init__(self, group: NodePendants, seen: Inspection, g: int) -> None:
        self.name, self.volumes = group.name, np.unique(group.home)
        rows = slices(len(seen.states), group.rows.size)
        parts = [_on_volumes(group, seen.part(part), g, self.volumes) for part in rows]
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
        yield "open_circuit_potential", self.potential, "V", f"{AGAINST}, {mean}"
        yield "lowest_potential", self.lowest, "V", f"lowest {AGAINST} of a surface in a volume"
        yield "highest_potential", self.highest, "V", f"highest {AGAINST} of a surface in a volume"
        if self.core is not None:
            yield "core_potential", self.core, "V", f"{AGAINST} in the cores, mean over the particles"

    def reacted(self, left: np.ndarray) -> np.ndarray:
        return self._reacted + left * self.overpotential

    def released(self, left: np.ndarray) -> np.ndarray:
        return self._released - left * self.potential

    def dissipated(self, left: np.ndarray) -> Iterable[tuple[str, np.ndarray]]:
        yield from super().dissipated(left)
        if self._fallen.any():
            yield "contacts", self._lost + left * self._fallen / self.area


def _on_volumes(group: NodePendants, seen: Inspection, g: int, volumes: np.ndarray) -> dict[str, np.ndarray]:
    """Sums over the particles of each volume, and least and greatest levels of their surfaces."""
    own, near, far, v, z = Names("@node"), Names("@near"), Names("@far"), Names(), Names()
    terms, charge = group.terms(own, near, far, v, z), group.weight(own, v) * own.volume
    home = np.searchsorted(volumes, group.home)[group.rows.chain]
    together = ByVolume(home)
    found: dict[str, np.ndarray] = {}
    for name, held in group.lithium(own, near, far, v, z).items():
        residual = as_expr(terms[name])
        each = derivative(residual, f"{name}_t@node")  # the rate stands in it once, times this
        amounts = held.share * charge / each
        levels = held.potential, held.overpotential, held.fallen
        change, j, q, emptying, U, eta, fallen = seen.at_nodes(
            group, g, -residual, held.current_density, amounts, held.emptying, *levels
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
            found[what] = found.get(what, 0.0) + together(values)
        reacts = emptying[0] > 0.0
        at_surfaces = ByVolume(home[reacts])
        for what, of in (("lowest", np.minimum), ("highest", np.maximum)):
            level = at_surfaces(U[:, reacts], of)
            found[what] = of(found[what], level) if what in found else level
        deep = group.rows.last & ~reacts
        if deep.any():
            weight = np.where(deep, group.numbers(seen.cell)["share"], 0.0)
            found["core"] = together(weight * U) / together(weight[None])
    return found
