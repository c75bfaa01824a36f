"""Colours of filled fractions and of phases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..style import DIFFUSION, LITHIUM

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

_EMPTY_TO_FULL = ("#F4F1EA", "#EDB9A4", LITHIUM, "#4A0711")
"""Lithium's red from light to dark, so that grey copies and any eye read it."""


@lru_cache(maxsize=1)
def filled() -> Colormap:
    """For filled fractions from 0 to 1."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("lithium", _EMPTY_TO_FULL)


def of_phases(names: Sequence[str]) -> list[tuple[float, float, float]]:
    """Each phase in the colour of the filled fraction that it is named by, what is between them in gold."""
    from matplotlib.colors import to_rgb

    return [to_rgb(filled()(float(n))) if _is_number(n) else to_rgb(DIFFUSION) for n in names]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("e-", "", 1).isdigit()
