"""The bundled module that ships: made from the sources as they are, with its licences."""

import hashlib
import re
from pathlib import Path

import pytest

from mubar.diagrams.page import module

WEB = Path(__file__).parents[2] / "web"


def test_it_is_that_of_its_sources():
    files = [p.relative_to(WEB).as_posix() for p in (WEB / "src").rglob("*") if p.is_file()]
    digest = hashlib.sha256()
    for name in sorted([*files, "build.mjs", "package-lock.json"]):
        digest.update(name.encode() + (WEB / name).read_bytes())
    found = re.search(r"Sources: (\w+)", module())
    assert found, "no hash in the module"
    assert found[1] == digest.hexdigest(), "the sources have changed: make web"


@pytest.mark.parametrize("name", ["d3-selection", "d3-scale", "d3-axis", "d3-shape", "d3-zoom"])
def test_it_names_what_it_contains_and_under_which_licence(name):
    assert re.search(rf"\* {name} [0-9.]+ \(ISC\)", module())
    assert "Permission to use, copy, modify, and/or distribute this software" in module()


def test_it_fetches_nothing():
    code = module().partition("*/")[2]
    addresses = set(re.findall(r"https?://[^\s\"'`]+", code))
    assert addresses <= {
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/2000/xmlns/",
        "http://www.w3.org/XML/1998/namespace",
    }
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\(", code)
