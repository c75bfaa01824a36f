"""A figure that no pyplot knows and notebooks show. This module loads Matplotlib: import it when drawing."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .style import encode


class NotebookFigure(Figure):
    """A Figure that a notebook shows as its PNG."""

    def _repr_png_(self) -> bytes:
        return bytes(encode(self, ".png"))


def letters(figure: Figure, *places: tuple[float, float]) -> None:
    """a, b, c ... with their upper left corners at places, shares of the figure's width and height."""
    for letter, (x, y) in zip("abcdefgh", places, strict=False):
        figure.text(x, y, letter, size=8.5, weight="bold", va="top")


def stacked(
    figure: Figure, left: float, bottom: float, width: float, lower: float, upper: float, gap: float = 0.04
) -> tuple[Axes, Axes]:
    """Axes above others that name the x of both: heights ``upper`` and ``lower``, shares of the figure."""
    above = figure.add_axes((left, bottom + lower + gap, width, upper))
    below = figure.add_axes((left, bottom, width, lower), sharex=above)
    above.tick_params(labelbottom=False)
    return above, below


def new_figure(width: float, height: float) -> NotebookFigure:
    """An empty figure of ``width`` by ``height`` inch."""
    figure = NotebookFigure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure
