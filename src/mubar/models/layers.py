"""The cell cut into control volumes: which volumes belong to which layer, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..materials.absent import Absent
from ..numerics.mesh import Mesh

SIDES = ("negative", "separator", "positive")
ROWS = (
    "dx", "to_left", "to_right", "porosity", "efficiency", "conductivity", "at_negative_end",
    "at_positive_end", "ion_share",
)  # fmt: skip
"""Names of `Layers.rows`."""
_OF_A_LAYER = {
    "thickness": np.nan,
    "porosity": np.nan,
    "transport_efficiency": np.nan,
    "conductivity": 1.0,  # a separator has none; nothing there looks at it
}
"""Attributes of a layer, and what stands for a missing one."""


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
        return dict(zip(ROWS, self.row_values(cell), strict=True))

    def row_values(self, cell: Any) -> np.ndarray:
        """`rows` as one array, (len(ROWS), total): a number of every layer times a pattern of the mesh."""
        layers = [getattr(cell, side) for side in self._present]
        numbers = [getattr(layer, name, default) for layer in layers for name, default in _OF_A_LAYER.items()]
        places, patterns = self._patterns
        return np.array([1.0, *numbers]).take(places) * patterns

    @cached_property
    def _present(self) -> tuple[str, ...]:
        return tuple(side for side in SIDES if self.count(side))

    @cached_property
    def _patterns(self) -> tuple[np.ndarray, np.ndarray]:
        """Where in (1, numbers of the first layer, of the next, ...) the number of a row and volume stands;
        and the patterns; both (rows, total).
        """
        fraction, share = np.zeros(self.total), np.ones(self.total)
        for side in self._present:
            here = self.volumes(side)
            fraction[here] = self.mesh.layer(side) if here.size > 1 else 1.0
            if side != "separator":
                passed = np.cumsum(fraction[here])
                share[here] = passed if side == "negative" else 1.0 - passed
        ends, even = np.zeros((2, self.total)), np.ones(self.total)
        ends[0, 0] = ends[1, -1] = 1.0
        to_left, to_right = self._reaches(fraction)
        made = {
            "dx": ("thickness", fraction),
            "to_left": ("thickness", to_left),
            "to_right": ("thickness", to_right),
            "porosity": ("porosity", even),
            "efficiency": ("transport_efficiency", even),
            "conductivity": ("conductivity", even),
            "at_negative_end": ("", ends[0]),
            "at_positive_end": ("", ends[1]),
            "ion_share": ("", share),
        }
        names, counts = tuple(_OF_A_LAYER), [self.count(side) for side in self._present]
        first = 1 + len(names) * np.arange(len(counts)).repeat(counts)
        places = [first + names.index(made[r][0]) if made[r][0] else np.zeros_like(first) for r in ROWS]
        return np.array(places), np.array([made[row][1] for row in ROWS])

    def _reaches(self, fraction: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """From centres to faces, in layer thicknesses: half a width, but less at the ends of an electrode.

        There a current (of ions to the separator, of electrons to the collector) falls on its way to the
        centre: to (1 - h/4L) of its value at the face in the mean over half a width h/2 of an electrode of
        thickness L that reacts evenly. With that, an even reaction costs no accuracy at all. Not in plain
        meshes (`mubar.numerics.mesh.Mesh.plain`).
        """
        to_left, to_right = 0.5 * fraction, 0.5 * fraction
        for side in () if self.mesh.plain else self.electrodes:
            first, last = self.volumes(side)[[0, -1]]
            to_left[first] *= 1.0 - 0.25 * fraction[first]
            to_right[last] *= 1.0 - 0.25 * fraction[last]
        return to_left, to_right
