"""Band diagrams as files: the ending chooses what draws them."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from os import PathLike
from typing import TYPE_CHECKING

from mubar.core.files import ending, write

from ..style import applied
from .theme import LIGHT, Theme

if TYPE_CHECKING:
    from .description import BandDiagram


def save(diagram: BandDiagram, path: str | PathLike[str], theme: Theme = LIGHT) -> None:
    """Write the diagram: ``.svg``, ``.pdf``, ``.png``, or ``.json``. Raises InputError.

    Files are the same ones every time, and carry title and description for who can't see them.
    """
    format = ending(path, "band diagram", _ENCODERS)
    write(path, _ENCODERS[format](diagram, theme))


def svg(diagram: BandDiagram, theme: Theme = LIGHT) -> bytes:
    """SVG with the title and description that screen readers look for (SVG 2, 5.8 and 5.11)."""
    drawn = _matplotlib(diagram, theme, "svg", {"Date": None, "Creator": None}).decode()
    head, opening, rest = drawn.partition("<svg ")
    attributes, bracket, inside = rest.partition(">")
    title, words = html.escape(diagram.title), html.escape(diagram.alt)
    titled = f'<title id="title">{title}</title><desc id="words">{words}</desc>'
    role = ' role="img" aria-labelledby="title words"'
    return f"{head}{opening}{attributes}{role}{bracket}\n {titled}{inside}".encode()


def pdf(diagram: BandDiagram, theme: Theme = LIGHT) -> bytes:
    known = {"Title": diagram.title, "Subject": diagram.alt}
    return _matplotlib(
        diagram, theme, "pdf", {"CreationDate": None, "Creator": None, "Producer": None, **known}
    )


def png(diagram: BandDiagram, theme: Theme = LIGHT) -> bytes:
    known = {"Title": diagram.title, "Description": diagram.alt}
    return _matplotlib(diagram, theme, "png", {"Software": None, **known})


def _matplotlib(diagram: BandDiagram, theme: Theme, format: str, metadata: dict[str, str | None]) -> bytes:
    from .draw import band_figure

    stream = io.BytesIO()
    figure = band_figure(diagram, theme)
    with applied():
        figure.savefig(stream, format=format, metadata=metadata, facecolor=theme.background)
    return stream.getvalue()


def _json(diagram: BandDiagram, theme: Theme) -> bytes:
    return (diagram.to_json() + "\n").encode()


_ENCODERS: dict[str, Callable[[BandDiagram, Theme], bytes]] = {
    ".svg": svg,
    ".pdf": pdf,
    ".png": png,
    ".json": _json,
}
