"""Colours of filled fractions and of phases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..style import DIFFUSION, INK, LITHIUM, POSITIVE

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

_EMPTY_TO_FULL = ("#F4F1EA", "#EDB9A4", LITHIUM, "#4A0711")
"""Lithium's red from light to dark, so that grey copies and any eye read it."""
VEIL = 0.85
"""Opacity of the white over what has yet to come."""


@lru_cache(maxsize=1)
def filled() -> Colormap:
    """For filled fractions from 0 to 1."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("lithium", _EMPTY_TO_FULL)


def palette() -> np.ndarray:
    """(256, 3) colours, 8 bits, of which every picture of an animation is made: filled fractions,
    the same faded, and what is drawn in grey, red and purple, all as they fade into white.
    """
    from matplotlib.colors import to_rgb

    full = np.asarray(filled()(np.linspace(0.0, 1.0, 128)))[:, :3]
    faded = 1.0 - (1.0 - full[::4]) * (1.0 - VEIL)
    lines = [to_rgb(colour) for colour in (INK, LITHIUM, POSITIVE)]
    ramps = [1.0 - np.linspace(1.0, 0.0, 32)[:, None] * (1.0 - np.array(line)) for line in lines]
    return np.rint(255.0 * np.concatenate([full, faded, *ramps])).astype("u1")


def indices(picture: np.ndarray) -> np.ndarray:
    """The place in `palette` of the colour nearest to each of a picture's (height, width, 3)."""
    packed, where = np.unique(picture @ np.array([1 << 16, 1 << 8, 1]), return_inverse=True)
    found = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1)
    apart = ((found[:, None] - palette().astype(int)) ** 2).sum(axis=-1)
    return apart.argmin(axis=-1).astype("u1")[where].reshape(picture.shape[:2])


def of_phases(names: Sequence[str]) -> list[tuple[float, float, float]]:
    """Each phase in the colour of the filled fraction that it is named by, what is between them in gold."""
    from matplotlib.colors import to_rgb

    return [to_rgb(filled()(float(n))) if _is_number(n) else to_rgb(DIFFUSION) for n in names]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("e-", "", 1).isdigit()
