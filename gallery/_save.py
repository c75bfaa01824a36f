"""Where the gallery's figures go: ``-o FILE``, else ``out/gallery/<script>.png``."""

from __future__ import annotations

import argparse
from pathlib import Path

from matplotlib.figure import Figure

from mubar.diagrams.style import applied


def save(figure: Figure, script: str) -> None:
    """Write the figure of ``script`` (its ``__file__``) and say where."""
    ask = argparse.ArgumentParser(description="Draws one figure of the gallery.")
    ask.add_argument("-o", "--output", type=Path, default=Path("out/gallery") / f"{Path(script).stem}.png")
    path = ask.parse_args().output
    path.parent.mkdir(parents=True, exist_ok=True)
    with applied():
        figure.savefig(path)
    print(f"wrote {path}")
