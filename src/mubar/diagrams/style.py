"""How every figure looks: colours with fixed meanings, type, files that come out the same every time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from typing import TYPE_CHECKING, Any

from mubar.core.files import ending

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ELECTRONS = "#0067B1"
LITHIUM = "#C8202F"
NEGATIVE = "#17B890"
POSITIVE = "#631D4A"
DIFFUSION = "#DBA400"
SERIES = (ELECTRONS, LITHIUM, DIFFUSION, NEGATIVE, POSITIVE, "#8A2BE2")
"""In this order for anything else. Any two can be told apart with any of the common colour vision
deficiencies (a test simulates them)."""
MEASURED = "#8A8A8A"
INK = "#1A1A1A"
MUTED = "#6E6E6E"
GRID = "#E4E4E4"
REGIONS: Mapping[str, str] = {"negative": "#EEF1F4", "separator": "#FFFFFF", "positive": "#F6F1E9"}
"""Fills behind the parts of a cell, light enough for every line colour."""

_SETTINGS = {
    "font.family": "DejaVu Sans",  # ships with Matplotlib: the same on every machine
    "font.size": 8.0,
    "mathtext.fontset": "dejavusans",
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "legend.handlelength": 16 / 7.5,  # 16 pt: whole strokes of dashed lines, two of 1.5 pt, three of 1.0 pt
    "lines.linewidth": 1.5,
    "lines.solid_capstyle": "round",
    "savefig.dpi": 200,
    "figure.dpi": 100,
    "text.color": INK,
    "svg.hashsalt": "mubar",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}
_FORMATS = (".png", ".svg", ".pdf")
# Dates and program versions would make every file different.
_METADATA = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@contextmanager
def applied() -> Iterator[None]:
    """Matplotlib's own defaults with these settings, whatever the user has set, within the block."""
    import matplotlib

    defaults = {
        k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(("backend", "interactive"))
    }
    settings: Any = {**defaults, **_SETTINGS}
    with matplotlib.rc_context(settings):
        yield


def figure_ending(path: str | PathLike[str]) -> str:
    """The ending of a figure's path; InputError if it is none that can be drawn."""
    return ending(path, "figure", _FORMATS)


def encode(figure: Figure, format: str) -> bytes:
    """The figure as the bytes of a ``.png``, ``.svg`` or ``.pdf`` file, the same ones every time."""
    stream = io.BytesIO()
    with applied():
        figure.savefig(stream, format=format[1:], metadata=_METADATA[format])
    return stream.getvalue()


def shades(colour: str, n: int, lightest: float = 0.72) -> list[tuple[float, float, float]]:
    """``n`` shades (r, g, b) of a colour from light to full, for one quantity at successive times."""
    from matplotlib.colors import to_rgb

    full = to_rgb(colour)
    fade = [lightest * (1 - k / max(n - 1, 1)) for k in range(n)]
    return [
        (full[0] + f * (1 - full[0]), full[1] + f * (1 - full[1]), full[2] + f * (1 - full[2])) for f in fade
    ]
