"""A figure that no pyplot knows and notebooks show. This module loads Matplotlib: import it when drawing."""

from __future__ import annotations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .style import encode


class NotebookFigure(Figure):
    """A Figure that a notebook shows as its PNG."""

    def _repr_png_(self) -> bytes:
        return bytes(encode(self, ".png"))


def new_figure(width: float, height: float) -> NotebookFigure:
    """An empty figure of ``width`` by ``height`` inch."""
    figure = NotebookFigure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure
