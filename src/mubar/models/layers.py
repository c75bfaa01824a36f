"""The cell cut into control volumes: which volumes belong to which layer, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..materials.absent import Absent
from ..numerics.mesh import Mesh

SIDES = ("negative", "separator", "positive")


@dataclass(frozen=True)
class Layers:
    """Volumes from the negative collector (or the lithium foil of a half cell) to the positive one."""

    negative: int
    separator: int
    positive: int
    mesh: Mesh
    """Spacing of the volumes, and the particles' shells."""

    @classmethod
    def resolved(cls, cell: Any, mesh: Mesh) -> Layers:
        """Every layer of the cell cut as the mesh says."""
        return cls(0 if cell.is_half_cell else mesh.negative, mesh.separator, mesh.positive, mesh)

    @classmethod
    def lumped(cls, cell: Any, mesh: Mesh) -> Layers:
        """One volume for each layer the cell has: for models that resolve the particles only."""
        return cls(int(not cell.is_half_cell), int(not isinstance(cell.separator, Absent)), 1, mesh)

    @property
    def is_half_cell(self) -> bool:
        """Whether lithium metal takes the negative side."""
        return self.negative == 0

    @property
    def electrodes(self) -> tuple[str, ...]:
        """The porous electrodes."""
        return ("positive",) if self.is_half_cell else ("negative", "positive")

    def count(self, side: str) -> int:
        return getattr(self, side)

    @property
    def total(self) -> int:
        return self.negative + self.separator + self.positive

    def volumes(self, side: str) -> np.ndarray:
        """Indices of the volumes of one layer."""
        start = {"negative": 0, "separator": self.negative, "positive": self.negative + self.separator}[side]
        return np.arange(start, start + self.count(side))

    def mask(self, side: str) -> np.ndarray:
        found = np.zeros(self.total, bool)
        found[self.volumes(side)] = True
        return found

    @cached_property
    def names(self) -> np.ndarray:
        """Layer of every volume."""
        return np.concatenate([np.full(self.count(s), s) for s in SIDES if self.count(s)])

    def rows(self, cell: Any) -> dict[str, np.ndarray]:
        """Per-volume numbers of a cell.

        ``dx`` width, m; ``porosity``; ``efficiency`` of transport in the pores; ``conductivity`` of the
        matrix, S/m; ``to_left``, ``to_right`` from the centre to the faces, m; ``at_negative_end``,
        ``at_positive_end`` 1 in the first and last volume; ``ion_share`` the share of the current that ions
        carry through a volume's right face where an electrode reacts evenly.
        """
        found = {name: np.zeros(self.total) for name in ("dx", "porosity", "efficiency", "conductivity")}
        share = np.ones(self.total)
        for side in SIDES:
            here = self.volumes(side)
            if not here.size:
                continue
            layer = getattr(cell, side)
            fractions = self.mesh.layer(side) if here.size > 1 else np.ones(1)
            found["dx"][here] = layer.thickness * fractions
            found["porosity"][here] = getattr(layer, "porosity", np.nan)
            found["efficiency"][here] = getattr(layer, "transport_efficiency", np.nan)
            found["conductivity"][here] = getattr(layer, "conductivity", 1.0)
            if side != "separator":
                passed = np.cumsum(fractions)
                share[here] = passed if side == "negative" else 1.0 - passed
        found["ion_share"] = share
        found["to_left"], found["to_right"] = self._reaches(found["dx"])
        ends = np.zeros((2, self.total))
        ends[0, 0] = ends[1, -1] = 1.0
        found["at_negative_end"], found["at_positive_end"] = ends
        return found

    def _reaches(self, dx: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """From centres to faces, m: half a width, but less at the ends of an electrode.

        There a current (of ions to the separator, of electrons to the collector) falls on its way to the
        centre: to (1 - h/4L) of its value at the face in the mean over half a width h/2 of an electrode of
        thickness L that reacts evenly. With that, an even reaction costs no accuracy at all.
        """
        to_left, to_right = 0.5 * dx, 0.5 * dx
        for side in self.electrodes:
            here = self.volumes(side)
            ends = 1.0 - 0.25 * dx[here[[0, -1]]] / dx[here].sum()
            to_left[here[0]] *= ends[0]
            to_right[here[-1]] *= ends[1]
        return to_left, to_right
