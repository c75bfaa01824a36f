"""Films as moving pictures: GIF with Pillow, which Matplotlib brings; MP4 where there is ffmpeg."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from mubar.core.errors import InputError, Problem

from ..style import applied
from .draw import Layout, backdrop, content
from .film import BandFilm
from .sheet import Drawing, Sheet
from .theme import LIGHT, Theme

_SECONDS = 6.0
_GIF, _MP4 = 40, 150
"""Frames at most."""
_DOTS = {"gif": 90, "mp4": 144}
"""Per inch."""


def gif(film: BandFilm, theme: Theme = LIGHT) -> bytes:
    """At most forty frames, evenly spread over the film, in six seconds; begins anew at its end."""
    from PIL import Image, ImageColor

    pictures = [Image.fromarray(each) for each in pixels(film, theme, _GIF, _DOTS["gif"])]
    # one palette for all, so that what stands still stays the same: inks, the commonest of the first and last
    inks = [theme.current, *map(theme.of, film.first.colours.values())]
    both = Image.fromarray(np.concatenate([np.asarray(pictures[0]), np.asarray(pictures[-1])]))
    counted = sorted(both.getcolors(both.width * both.height) or [], key=lambda c: (-c[0], c[1]))
    palette = Image.new("P", (1, 1))
    chosen = [*map(ImageColor.getrgb, inks), *(colour for _, colour in counted)]
    palette.putpalette(np.ravel(chosen[:256]).astype(np.uint8).tobytes())
    first, *more = (p.quantize(palette=palette, dither=Image.Dither.NONE) for p in pictures)
    stream = io.BytesIO()
    pause = round(1000 * _SECONDS / len(pictures))
    first.save(stream, "GIF", save_all=True, append_images=more, duration=pause, loop=0)
    return stream.getvalue()


def mp4(film: BandFilm, theme: Theme = LIGHT) -> bytes:
    """H.264, at most 150 frames, evenly spread over the film, in six seconds.

    Raises InputError where there is no ffmpeg.
    """
    program = ffmpeg()
    frames = pixels(film, theme, _MP4, _DOTS["mp4"])
    first = next(frames)
    height, width = (n - n % 2 for n in first.shape[:2])  # H.264 halves its colours' resolution
    rate = min(film.times.size, _MP4) / _SECONDS
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        command = [
            program, "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}",
            "-r", f"{rate:g}", "-i", "-", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18",
            "-r", "25", "-movflags", "+faststart", "-fflags", "+bitexact", "-flags:v", "+bitexact", str(path),
        ]  # fmt: skip
        data = b"".join(each[:height, :width].tobytes() for each in (first, *frames))
        ran = subprocess.run(command, input=data, capture_output=True, check=False)
        if ran.returncode:
            said = ran.stderr.decode(errors="replace").strip().splitlines()
            raise InputError.one("mp4", f"ffmpeg failed: {(said or ['silently'])[-1]}", "a video")
        return path.read_bytes()


def ffmpeg() -> str:
    """The program: the machine's own, else that of the package imageio-ffmpeg. Raises InputError."""
    found = shutil.which("ffmpeg")
    if found is None:
        try:
            from imageio_ffmpeg import get_ffmpeg_exe

            found = get_ffmpeg_exe()
        except (ImportError, RuntimeError):
            hint = "Install ffmpeg, or: pip install 'mubar[video]'. A .gif needs neither."
            raise InputError([Problem("film as .mp4", "no ffmpeg on this machine", "ffmpeg", hint)]) from None
    return found


def pixels(film: BandFilm, theme: Theme, most: int, dots: int) -> Iterator[np.ndarray]:
    """Frames (height, width, 3), 8 bits, evenly spread over the film.

    What stands still is drawn once, on axes that hold all of them.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from ..figure import new_figure

    count = film.times.size
    shown = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
    diagrams = [film.frame(int(k)) for k in shown]
    layout = Layout.of(diagrams, 6.0, 2.9)
    with applied():
        figure = new_figure(layout.width / 72.0, layout.height / 72.0)
    figure.set_facecolor(theme.background)
    figure.set_dpi(dots)
    still = Sheet(layout.width, layout.height)
    backdrop(still, diagrams[0], layout, theme)
    still.onto(figure)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    blank = canvas.copy_from_bbox(figure.bbox)
    for diagram in diagrams:
        canvas.restore_region(blank)
        moving = Sheet(layout.width, layout.height)
        content(moving, diagram, layout, theme)
        drawing = Drawing(moving.shapes)
        drawing.set_figure(figure)
        drawing.draw(canvas.get_renderer())
        yield np.array(canvas.buffer_rgba())[..., :3].copy()
