"""Band diagrams as self-contained HTML: to read values, hide species, zoom, and move through time."""

from __future__ import annotations

from ..page import page
from .description import BandDiagram
from .film import BandFilm
from .packed import packed


def html(diagram: BandDiagram | BandFilm) -> bytes:
    """The page. Nothing in it is fetched from anywhere."""
    first = diagram.first if isinstance(diagram, BandFilm) else diagram
    return page(first.title, plain(diagram), first.alt)


def plain(diagram: BandDiagram | BandFilm) -> dict[str, object]:
    """What the browser's module draws: plain data, films packed."""
    return packed(diagram) if isinstance(diagram, BandFilm) else diagram.to_dict()
