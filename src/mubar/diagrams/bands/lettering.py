"""Text as outlines of glyphs: measured, composed and cached once, the same in every format on every machine.

DejaVu Sans comes with Matplotlib. Outlines need no fonts in files, whose words are in their descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from .typeset import pieces

_SMALL, _SINK = 0.82, 0.18
"""Of what is lowered: its size, and how far, both of the text's size."""
_MIDDLE = 0.36
"""Height of the middle of capital letters above the line, of the text's size."""


@dataclass(frozen=True, eq=False)
class Lettering:
    """A line of text in points: from its start, on the height of the middle of its capitals."""

    path: Path
    width: float


@lru_cache(maxsize=1024)
def lettering(label: str, size: float, bold: bool = False) -> Lettering:
    """The outlines of a label, its symbols set as `typeset.pieces` says. ``size`` in points."""
    vertices, codes, x = [np.empty((0, 2))], [np.empty(0, np.uint8)], 0.0
    for piece in pieces(label):
        scale = size * (_SMALL if piece.low else 1.0)
        y = -_MIDDLE * size - _SINK * size * piece.low
        for letter, following in zip_longest(piece.text, piece.text[1:], fillvalue=""):
            points, kinds = _glyph(letter, piece.italic, bold)
            vertices.append(points * scale + (x, y))
            codes.append(kinds)
            x += scale * _advance(letter, following, piece.italic, bold)
    return Lettering(Path(np.concatenate(vertices), np.concatenate(codes)), x)


@lru_cache(maxsize=4096)
def _glyph(letter: str, italic: bool, bold: bool) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and codes at one point's size."""
    vertices, codes = text_to_path.get_text_path(_font(italic, bold), letter)
    return np.reshape(vertices, (-1, 2)) / text_to_path.FONT_SCALE, np.asarray(codes, np.uint8)


@lru_cache(maxsize=16384)
def _advance(letter: str, following: str, italic: bool, bold: bool) -> float:
    """From a letter to the next, at one point's size: with what the pair is kerned by."""
    font, end = _font(italic, bold), following or "|"

    def ink(text: str) -> float:
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])

    return (ink(f"|{letter}{end}") - ink(f"|{end}")) / font.get_size_in_points()


@lru_cache(maxsize=4)
def _font(italic: bool, bold: bool) -> FontProperties:
    style, weight = "italic" if italic else "normal", "bold" if bold else "normal"
    return FontProperties(family="DejaVu Sans", style=style, weight=weight, size=100.0)
