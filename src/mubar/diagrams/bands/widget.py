"""Band diagrams in notebooks. This module needs the extra ``mubar[widget]``."""

from __future__ import annotations

import anywidget
import traitlets

from ..page import module
from .description import BandDiagram
from .film import BandFilm
from .html import plain


class BandWidget(anywidget.AnyWidget):
    """A diagram or a film in a cell of a notebook, with the controls that its HTML file has."""

    _esm = module()
    diagram = traitlets.Dict().tag(sync=True)

    def __init__(self, diagram: BandDiagram | BandFilm) -> None:
        super().__init__(diagram=plain(diagram))

    def show(self, diagram: BandDiagram | BandFilm) -> None:
        """Draw another one in the same place."""
        self.diagram = plain(diagram)
