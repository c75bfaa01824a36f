"""All explainers as pages in a folder, with an index."""

from __future__ import annotations

import html
from os import PathLike
from pathlib import Path

from mubar.core.errors import InputError, Problem
from mubar.core.files import write

from ..bands.typeset import pieces
from .registry import EXPLAINERS

_INDEX = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Explainers</title>
<style>
:root {{ color-scheme: light dark }}
body {{ max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem;
  font: 15px/1.5 "DejaVu Sans", system-ui, sans-serif;
  background: light-dark(#ffffff, #15181c); color: light-dark(#1a1a1a, #e8e8e8) }}
h1 {{ font-size: 1.5rem; margin: 0 0 .3rem }}
ul {{ list-style: none; padding: 0; display: grid; gap: .8rem;
  grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)) }}
li {{ border: 1px solid light-dark(#c9ccd0, #454c54); border-radius: 7px; padding: .8rem 1rem }}
sub {{ line-height: 0 }}
li p {{ margin: .3rem 0 0; font-size: .9em; color: light-dark(#5c5c5c, #a3a8ae) }}
a {{ color: light-dark(#0067b1, #5aaef5); font-weight: 600 }}
</style>
</head>
<body>
<main>
<h1>Electrochemistry in species voltages</h1>
<p>Pages with sliders. Every number on them is computed in the browser from the laws of mubar.</p>
<ul>
{items}
</ul>
</main>
</body>
</html>
"""


def write_gallery(folder: str | PathLike[str]) -> list[Path]:
    """Write every explainer and ``index.html`` into ``folder``, which is made if it isn't there.

    Returns the paths. Raises InputError.
    """
    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = "a folder that can be made or written to"
        raise InputError([Problem(f"writing {root}", error.strerror or str(error), expected)]) from None
    items, paths = [], []
    for name, make in EXPLAINERS.items():
        one = make()
        paths.append(root / f"{name}.html")
        write(paths[-1], one.html())
        text = f"<p>{_typeset(one.summary)}</p>"
        items.append(f'<li><a href="{name}.html">{html.escape(one.title)}</a>{text}</li>')
    paths.append(root / "index.html")
    write(paths[-1], _INDEX.format(items="\n".join(items)).encode())
    return paths


def _typeset(text: str) -> str:
    """``V_e of`` with its index below the line, as the pages themselves have it."""
    shown = []
    for piece in pieces(text):
        tag = "i" if piece.italic else "sub" if piece.low else ""
        escaped = html.escape(piece.text)
        shown.append(f"<{tag}>{escaped}</{tag}>" if tag else escaped)
    return "".join(shown)
