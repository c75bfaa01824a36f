"""What goes on inside the particles of a group: what they react, dissipate and store, volume by volume.

All powers are per area of electrode, W/m², and currents A/m²; what a volume's particles have in common is
summed over them. ``left`` is current that charge conservation asks of the surfaces in a volume beyond that of
their rate laws; they share it by area.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

import numpy as np

AGAINST = "open-circuit potential against lithium"

Shown = tuple[str, np.ndarray, str, str]
"""A field's name without that of the material, (rows, volumes), unit, meaning."""


class Inside(ABC):
    """Of a group. Arrays are (rows, volumes) on ``volumes`` of the chain."""

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
