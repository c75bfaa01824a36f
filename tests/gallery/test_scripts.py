"""Every script of the gallery runs from the command line and draws its figure."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "gallery"
SCRIPTS = sorted(p.name for p in FOLDER.glob("[!_]*.py"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_draws_its_figure(script, tmp_path):
    figure = tmp_path / "figure.png"
    ended = subprocess.run(
        [sys.executable, FOLDER / script, "-o", figure], cwd=tmp_path, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert figure.stat().st_size > 10_000
