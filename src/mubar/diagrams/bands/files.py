"""Band diagrams and films as files: the ending chooses what draws them."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from mubar.core.errors import InputError
from mubar.core.files import ending, write

from ..style import applied
from .theme import LIGHT, Theme

if TYPE_CHECKING:
    from .description import BandDiagram
    from .film import BandFilm


def save(diagram: BandDiagram, path: str | PathLike[str], theme: Theme = LIGHT) -> None:
    """Write a diagram: ``.html``, ``.svg``, ``.pdf``, ``.png`` or ``.json``. Raises InputError.

    Files are the same ones every time, and carry title and description for who can't see them.
    """
    write(path, _ENCODERS[check(path, film=False)](diagram, theme))


def save_film(film: BandFilm, path: str | PathLike[str], theme: Theme = LIGHT) -> None:
    """Write a film: ``.html``, ``.json``, or in six seconds ``.gif`` or, where there is ffmpeg, ``.mp4``.

    Raises InputError.
    """
    write(path, _FILM_ENCODERS[check(path, film=True)](film, theme))


def check(path: str | PathLike[str], film: bool, hint: str = "") -> str:
    """The ending of a path, one that a diagram or a film can be written with; else InputError.

    ``hint``: how a diagram is had instead, said where the ending is that of one.
    """
    if film:
        try:
            return ending(path, "film of band diagrams", _FILM_ENCODERS)
        except InputError as error:
            still = str(path).lower().endswith(tuple(_ENCODERS))
            raise InputError(replace(p, hint=hint if still else p.hint) for p in error.problems) from None
    return ending(path, "band diagram", _ENCODERS)


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
    """PDF with title and subject."""
    known = {"Title": diagram.title, "Subject": diagram.alt}
    blank = {"CreationDate": None, "Creator": None, "Producer": None}
    return _matplotlib(diagram, theme, "pdf", {**blank, **known})


def png(diagram: BandDiagram, theme: Theme = LIGHT) -> bytes:
    """PNG with title and description among its text."""
    known = {"Title": diagram.title, "Description": diagram.alt}
    # level 3 of 9: half the time of the usual 6 for three percent more
    return _matplotlib(diagram, theme, "png", {"Software": None, **known}, pil_kwargs={"compress_level": 3})


def _matplotlib(
    diagram: BandDiagram, theme: Theme, format: str, metadata: dict[str, str | None], **more: Any
) -> bytes:
    from .draw import band_figure

    stream = io.BytesIO()
    figure = band_figure(diagram, theme)
    with applied():
        figure.savefig(stream, format=format, metadata=metadata, facecolor=theme.background, **more)
    return stream.getvalue()


def _gif(film: BandFilm, theme: Theme) -> bytes:
    from .animation import gif

    return gif(film, theme)


def _mp4(film: BandFilm, theme: Theme) -> bytes:
    from .animation import mp4

    return mp4(film, theme)


def _html(diagram: BandDiagram | BandFilm, theme: Theme) -> bytes:
    from .html import html as page  # follows the reader's own theme

    return page(diagram)


def _json(diagram: BandDiagram | BandFilm, theme: Theme) -> bytes:
    return (diagram.to_json() + "\n").encode()


_ENCODERS: dict[str, Callable[..., bytes]] = {
    ".html": _html,
    ".svg": svg,
    ".pdf": pdf,
    ".png": png,
    ".json": _json,
}
_FILM_ENCODERS: dict[str, Callable[..., bytes]] = {
    ".html": _html,
    ".gif": _gif,
    ".mp4": _mp4,
    ".json": _json,
}
