"""A sheet of paper for Matplotlib's renderers: shapes and text in points, drawn in the order of arrival.

Nothing but what a band diagram needs, and therefore fast: one artist, no axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from .lettering import lettering

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Box = tuple[float, float, float, float]
"""left, bottom, right, top."""


@dataclass(frozen=True, eq=False)
class Shape:
    """An outline that is filled with ``face``, or drawn with a pen of ``edge``, or both."""

    path: Path
    face: str | None = None
    edge: str | None = None
    width: float = 0.0
    dashes: Sequence[float] | None = None
    """Lengths of lines and spaces, in widths of the pen."""
    alpha: float = 1.0
    clip: Box | None = None
    cap: str = "butt"
    crisp: bool = False
    """On whole pixels."""
    name: str = ""
    """Of the group in SVG files."""


class Sheet:
    """``width`` by ``height`` points, from the lower left corner upward."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.shapes: list[Shape] = []

    def box(self, box: Box, face: str, name: str = "") -> None:
        left, bottom, right, top = box
        corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        self.shapes.append(Shape(Path(corners, _CLOSED[5]), face, crisp=True, name=name))

    def line(
        self,
        x: Any,
        y: Any,
        colour: str,
        width: float,
        dashes: Sequence[float] | None = None,
        alpha: float = 1.0,
        clip: Box | None = None,
        name: str = "",
    ) -> None:
        """Through points; broken where one isn't a number."""
        path = _through(np.asarray(x, float), np.asarray(y, float))
        points = np.asarray(path.vertices)
        if len(points):
            straight = len(points) == 2 and bool((np.diff(points, axis=0) == 0.0).any())
            cap = "butt" if dashes else "round"
            self.shapes.append(
                Shape(path, None, colour, width, dashes, alpha, clip, cap, straight and width < 1.0, name)
            )

    def area(self, x: Any, y: Any, base: float, face: str, alpha: float, clip: Box) -> None:
        """Between points and a height; nothing where one isn't a number."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        for start, stop in runs(np.isfinite(x) & np.isfinite(y)):
            a, b = x[start:stop], y[start:stop]
            points = np.column_stack([np.r_[a, a[::-1], a[:1]], np.r_[b, np.full(b.size, base), b[:1]]])
            self.shapes.append(
                Shape(
                    Path(points, [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY]),
                    face,
                    alpha=alpha,
                    clip=clip,
                )
            )

    def dot(
        self, x: float, y: float, radius: float, face: str, edge: str, width: float, name: str = ""
    ) -> None:
        path = Path.unit_circle().transformed(Affine2D().scale(radius).translate(x, y))
        self.shapes.append(Shape(path, face, edge, width, name=name))

    def triangle(
        self, tip: tuple[float, float], along: tuple[float, float], size: float, face: str, name: str = ""
    ) -> None:
        """With its tip at a point, towards a direction of length 1."""
        (x, y), (dx, dy) = tip, along
        (bx, by), w = (x - size * dx, y - size * dy), 0.42 * size
        points = [(x, y), (bx - w * dy, by + w * dx), (bx + w * dy, by - w * dx), (x, y)]
        self.shapes.append(Shape(Path(points, _CLOSED[4]), face, name=name))

    def arrow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float,
        size: float,
        both: bool = False,
        name: str = "",
    ) -> None:
        """A line with a head at its end, or at both."""
        a, b = np.array(start), np.array(end)
        length = float(np.hypot(*(b - a)))
        if length == 0.0:
            return
        along = (b - a) / length
        size = min(size, 0.5 * length)
        x, y = np.transpose([a + 0.8 * size * along * both, b - 0.8 * size * along])
        self.line(x, y, colour, width, name=name)
        self.triangle(end, tuple(along), size, colour, name)
        if both:
            self.triangle(start, tuple(-along), size, colour, name)

    def write(
        self,
        label: str,
        x: float,
        y: float,
        colour: str,
        size: float,
        across: float = 0.0,
        upright: bool = False,
        bold: bool = False,
        halo: str | None = None,
        name: str = "",
    ) -> None:
        """Text with its capitals' middle on y, a share ``across`` of it before x; ``upright``: turned."""
        text = lettering(label, size, bold)
        move = Affine2D().translate(-across * text.width, 0.0)
        if upright:
            move.rotate_deg(90.0)
        vertices = np.round(move.translate(x, y).transform(text.path.vertices), 2)  # less to write in a file
        path = Path(vertices, text.path.codes)
        if halo is not None:
            self.shapes.append(Shape(path, None, halo, 2.2, alpha=0.85))
        self.shapes.append(Shape(path, colour, name=name))

    def onto(self, figure: Figure) -> None:
        """Shown by a figure of the same size."""
        figure.add_artist(Drawing(self.shapes))


class Drawing(Artist):
    """Shapes on a figure, in points from its lower left corner."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        super().__init__()
        self.shapes = shapes

    def draw(self, renderer: Any) -> None:
        figure = self.get_figure(root=True)
        assert figure is not None, "drawn outside a figure"
        to_pixels = Affine2D().scale(1.0 / 72.0) + figure.dpi_scale_trans
        for shape in self.shapes:
            if shape.name:
                renderer.open_group("shape", gid=shape.name)
            self._one(renderer, shape, to_pixels)
            if shape.name:
                renderer.close_group("shape")

    @staticmethod
    def _one(renderer: Any, shape: Shape, to_pixels: Any) -> None:
        gc = renderer.new_gc()
        width = shape.width if shape.edge else 0.0
        gc.set_foreground(to_rgba(shape.edge or "none"), isRGBA=True)
        gc.set_linewidth(width)
        gc.set_alpha(shape.alpha)
        gc.set_capstyle(shape.cap)
        gc.set_joinstyle("round")
        gc.set_snap(shape.crisp)
        if shape.dashes:
            gc.set_dashes(0.0, [width * d for d in shape.dashes])
        if shape.clip:
            left, bottom, right, top = shape.clip
            gc.set_clip_rectangle(TransformedBbox(Bbox([[left, bottom], [right, top]]), to_pixels))
        renderer.draw_path(gc, shape.path, to_pixels, None if shape.face is None else to_rgba(shape.face))
        gc.restore()


def runs(there: np.ndarray) -> list[tuple[int, int]]:
    """Start and stop of every stretch that is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], there.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _through(x: np.ndarray, y: np.ndarray) -> Path:
    there = np.isfinite(x) & np.isfinite(y)
    codes = np.full(x.size, Path.LINETO, np.uint8)
    codes[[start for start, _ in runs(there)]] = Path.MOVETO
    return Path(np.column_stack([x, y])[there], codes[there])


_CLOSED = {n: [Path.MOVETO, *[Path.LINETO] * (n - 2), Path.CLOSEPOLY] for n in (4, 5)}
