"""Self-contained HTML pages: data, laws and the module `mubar-bands` in one file, nothing fetched."""

from __future__ import annotations

import html
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 0; background: light-dark(#ffffff, #15181c) }}
noscript {{ display: block; padding: 1em; font: 14px sans-serif }}
#mubar-root {{ padding: {padding} }}</style>
</head>
<body>
<div id="mubar-root"></div>
<noscript>{words}</noscript>
<script type="application/json" id="mubar-data">{data}</script>
{laws}<script type="module">{module}</script>
</body>
</html>
"""


def page(title: str, data: Any, words: str, laws: str = "", padding: str = "12px 16px") -> bytes:
    """A page that draws ``data`` (what JSON holds); ``words`` stand where scripts don't run.

    ``laws``: JavaScript of `mubar.core.javascript`. Text of users is text: nothing in it can end an element.
    """
    known = f"<script>globalThis.mubarLaws = {laws};</script>\n" if laws else ""
    return _PAGE.format(
        title=html.escape(title),
        words=html.escape(words),
        data=embedded(data),
        laws=known,
        module=module(),
        padding=padding,
    ).encode()


def embedded(data: Any) -> str:
    """JSON within a script element: without a ``<``, which alone could end it (HTML, 4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


@lru_cache(maxsize=1)
def module() -> str:
    """The text of `mubar-bands`, which web/build.mjs makes from web/src."""
    return (files("mubar.diagrams") / "static" / "mubar-bands.js").read_text(encoding="utf-8")
