"""How light colours are, and how they stand out from each other."""

import numpy as np

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> np.ndarray:
    """Linear RGB of #RRGGBB (IEC 61966-2-1)."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(light: str, dark: str) -> float:
    """Of relative luminances, WCAG 2.2."""
    bright, dim = (TO_XYZ[1] @ linear(c) + 0.05 for c in (light, dark))
    return bright / dim
