"""Where the gallery's figures go: ``-o FILE``, else ``out/gallery/<script>.png``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from matplotlib.figure import Figure

from mubar.core.errors import InputError
from mubar.core.files import write
from mubar.diagrams.style import encode, figure_ending


def save(figure: Figure, script: str) -> None:
    """Write the figure of ``script`` (its ``__file__``) and say where, or in a line why not: exit code 2."""
    ask = argparse.ArgumentParser(description="Draws one figure of the gallery.")
    default = Path("out/gallery") / f"{Path(script).stem}.png"
    ask.add_argument("-o", "--output", type=Path, default=default)
    path = ask.parse_args().output
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, encode(figure, figure_ending(path)))
    except (InputError, OSError) as problem:
        print(f"{Path(script).name}: {problem}", file=sys.stderr)
        sys.exit(2)
    print(f"wrote {path}")
