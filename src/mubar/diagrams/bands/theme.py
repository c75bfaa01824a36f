"""A band diagram's looks on light and on dark ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..style import GRID, INK, MUTED
from .colours import Colour


@dataclass(frozen=True)
class Theme:
    """Colours of everything that isn't a species, #RRGGBB."""

    name: str
    background: str
    ink: str
    muted: str
    grid: str
    current: str
    fills: Mapping[str, str]
    """By the names of `mubar.diagrams.bands.parts.FILLS`."""

    def of(self, colour: Colour | None) -> str:
        """A species' colour; ink for what belongs to none."""
        if colour is None:
            return self.ink
        return colour.dark if self.name == "dark" else colour.light


LIGHT = Theme(
    name="light",
    background="#FFFFFF",
    ink=INK,
    muted=MUTED,
    grid=GRID,
    current="#2A8A2E",
    fills={
        "neutral": "#F5F5F3",
        "metal": "#E6E9ED",
        "negative": "#EEF1F4",
        "positive": "#F6F1E9",
        "electrolyte": "#F3F8FC",
        "electrolyte 2": "#F2F8F1",
        "film": "#F4ECF6",
        "vacuum": "#FFFFFF",
    },
)
DARK = Theme(
    name="dark",
    background="#14161A",
    ink="#ECECEC",
    muted="#A6A9AF",
    grid="#33373E",
    current="#62D26A",
    fills={
        "neutral": "#1D1F23",
        "metal": "#2C3037",
        "negative": "#232932",
        "positive": "#2D2820",
        "electrolyte": "#18212A",
        "electrolyte 2": "#19241B",
        "film": "#2A2130",
        "vacuum": "#14161A",
    },
)
