"""Every script of the gallery runs as a program and draws its figure."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "gallery"
SCRIPTS = sorted(p.name for p in FOLDER.glob("[!_]*.py"))


@pytest.fixture
def run(monkeypatch, gallery):
    """As the command line does, in this process: modules that all scripts use are loaded once."""

    def started(script, figure):
        monkeypatch.setattr(sys, "argv", [script, "-o", str(figure)])
        runpy.run_path(str(FOLDER / script), run_name="__main__")

    return started


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_draws_its_figure(script, tmp_path, run):
    figure = tmp_path / "figure.png"
    run(script, figure)
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert figure.stat().st_size > 10_000


def test_a_script_needs_nothing_but_its_folder(tmp_path):
    """From another folder, into the one that is named by default."""
    command = [sys.executable, FOLDER / "nernst_slope.py"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"wrote {Path('out/gallery/nernst_slope.png')}\n"
    assert (tmp_path / "out/gallery/nernst_slope.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("figure.docx", "found the ending '.docx', expected a name that ends in .png, .svg or .pdf"),
        ("taken/figure.png", "File exists"),
        ("folder.png", "found a folder of that name"),
    ],
)
def test_where_nothing_can_be_written_one_line_says_so(tmp_path, run, capsys, name, said):
    (tmp_path / "taken").touch()
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(SystemExit) as ended:
        run("nernst_slope.py", tmp_path / name)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("nernst_slope.py: ")
    assert said in line
