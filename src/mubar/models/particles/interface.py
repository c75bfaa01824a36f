"""How wide the interface between phases is, and whether a grid can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.errors import InputError, Problem
from ...thermo.hosts.base import HostMaterial


@lru_cache(maxsize=256)
def width(host: HostMaterial, gradient_energy: float, c_max: float, T: float) -> float:
    """Δx_b √(κ/(2 c_max Δg)), m: the gap between phases over its steepest slope, ∞ where there are none.

    Δg is the largest excess of a uniform host over the common tangent: J. W. Cahn, J. E. Hilliard, J. Chem.
    Phys. 28 (1958) 258.
    """
    gaps = host.binodal(T)
    if not len(gaps):
        return float("inf")
    found = []
    for low, high in gaps:
        x = np.linspace(low, high, 201)
        g = host.gibbs(x, T)
        above = float((g - np.interp(x, [low, high], g[[0, -1]])).max())
        if above > 0.0:  # a gap may be too flat for rounding to leave a barrier
            found.append((high - low) * np.sqrt(0.5 * gradient_energy / (c_max * above)))
    return float(min(found, default=np.inf))


MOST_NODES = 100_000
"""In one particle."""


def spacings(kind: Any, sizes: np.ndarray) -> np.ndarray:
    """How many times particles of ``sizes`` (m) hold the ``spacing`` of their kind; `InputError`."""
    count = np.rint(sizes / kind.spacing)
    if count.max() > MOST_NODES:
        found = f"nodes {kind.spacing:.3g} m apart in a particle of {sizes.max():.3g} m"
        hint = "Sizes are in m: give smaller ones, or nodes farther apart."
        where = f"{type(kind).__name__}.spacing"
        raise InputError([Problem(where, found, f"at most {MOST_NODES} nodes in a particle", hint)])
    return count.astype(np.int64)


_LEAST, _ENOUGH = 1.0, 2.0
"""Nodes in the width: below, phases stick to the grid, over 20 mV and more, or noticeably, over tenths of one
(docs/theory.md).
"""


@dataclass(frozen=True)
class Interface:
    """Between the phases of a particle on a grid: ``width`` (∞ without phases) and ``spacing``, m."""

    width: float
    spacing: float
    kind: str

    @classmethod
    def of(cls, kind: Any, gradient_energy: float, material: Any) -> Interface:
        """In particles of ``kind``, which have a ``host`` and a ``spacing``."""
        c_max, T = material.maximum_concentration, material.reference_temperature
        return cls(width(kind.host, gradient_energy, c_max, T), kind.spacing, type(kind).__name__)

    def check(self) -> None:
        """Raises `InputError` where it is thinner than the distance of two nodes."""
        if self.width < _LEAST * self.spacing:
            hint = "Phases would stick to the grid: give nodes closer together, or more gradient energy."
            expected = "at least one node in an interface, better four"
            raise InputError([Problem(f"{self.kind}.spacing", self._found, expected, hint)])

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know where the grid holds it barely."""
        if self.width >= _ENOUGH * self.spacing:
            return ()
        return (f"{self._found}: phases stick to the grid, less with two nodes in an interface and more",)

    @property
    def _found(self) -> str:
        return f"nodes {self.spacing:.3g} m apart and an interface {self.width:.3g} m wide"
