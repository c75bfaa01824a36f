"""Commands that look at cells and results."""

import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest

import mubar as package
from mubar.core.constants import F
from mubar.core.plain_math import plain
from mubar.kinetics import RateLaw
from mubar.models import MODELS, named
from mubar.models.describe import describe

HEAVY = {"matplotlib", "netCDF4", "numba", "numpy", "pandas", "rich", "scipy", "xarray"}


def test_version(mubar):
    ended = mubar("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"mubar {package.__version__}\n", "")


@pytest.mark.parametrize("command", ["run", "cells", "show", "export", "plot", "warmup"])
def test_help_of_every_command(mubar, command):
    assert command in mubar("--help").out
    ended = mubar(command, "--help")
    assert ended.code == 0
    assert ended.out.startswith(f"usage: mubar {command}")


@pytest.mark.parametrize(
    ("words", "absent"), [(["--version"], HEAVY), (["run", "--help"], HEAVY), (["cells"], HEAVY - {"numpy"})]
)
def test_what_needs_no_simulation_is_quick(words, absent):
    """None of the imports that take time is made (their cost: the benchmark `new_process`)."""
    code = (
        "import sys\n"
        "from mubar.cli.main import main\n"
        f"main({words!r})\n"
        "print(*{n.partition('.')[0] for n in sys.modules}, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert absent.isdisjoint(ended.stderr.split())


def test_cells_lists_every_cell_with_a_source(mubar):
    ended = mubar("cells")
    blocks = re.split(r"\n(?=\w)", ended.out)
    assert [block.split()[0] for block in blocks] == list(package.list_cells())
    for block in blocks:
        assert re.search(r"\(20\d\d\)", block)


@pytest.mark.parametrize("cell", package.list_cells())
def test_show_has_every_parameter_with_its_source(mubar, cell):
    ended = mubar("show", cell)
    assert ended.code == 0
    for key, value in package.load_cell(cell).parameters().items():
        ((line, below),) = re.findall(rf"^  ({re.escape(key)}[ \d].*)((?:\n {{6}}.*)*)$", ended.out, re.M)
        assert value.meaning in (" ".join(below.split()) if isinstance(value.value, RateLaw) else line)
        assert f" {value.unit} " in line
        assert not value.source or re.search(r"\[\d+\]$", line)


@pytest.mark.parametrize("name", MODELS)
def test_show_ends_with_the_equations_of_the_model(mubar, name):
    model, cell = named(name), package.load_cell("chen2020")
    equations = describe(model, cell)
    assert equations
    for words, printed in (([], plain), (["--latex"], str)):
        ended = mubar("show", "chen2020", "--model", name, *words)
        _, found, shown = ended.out.partition(f"\n{model.title}\n")
        assert found
        for title, equation in equations:
            assert f"\n  {title}\n" in shown
            assert " ".join(printed(equation).split()) in " ".join(shown.split())
        assert ("\\" in shown) == bool(words)


@pytest.mark.parametrize("command", ["run", "show"])
def test_help_names_every_model(mubar, command):
    names = re.search(r"--model NAME +(.*(?:\n {10,}.*)*)", mubar(command, "--help").out)
    assert names
    assert set(MODELS) <= set(re.findall(r"[a-z-]+", names[1]))


def test_show_takes_changes(mubar):
    assert "6.5e-06 m" in mubar("show", "chen2020", "--set", "negative.particle_radius=6.5e-6").out


@pytest.mark.parametrize("cell", package.list_cells())
def test_export_writes_a_file_that_loads_as_the_same_cell(mubar, tmp_path, cell):
    path = tmp_path / "cell.json"
    ended = mubar("export", cell, "-o", path)
    assert (ended.code, ended.out) == (0, f"wrote {path}\n")
    assert package.load_cell(path).parameters().keys() == package.load_cell(cell).parameters().keys()
    printed = mubar("export", cell).out
    assert json.loads(printed) == json.loads(path.read_text("utf-8"))


def test_export_of_a_changed_cell(mubar, tmp_path):
    path = tmp_path / "cell.json"
    mubar("export", "chen2020", "--set", "negative.particle_radius=6.5e-6", "-o", path)
    assert package.load_cell(path).negative.materials[""].particle_radius == 6.5e-6
    edited = path.read_text("utf-8")
    again = mubar("export", "chen2020", "-o", path)
    assert again.code == 2
    assert "--force writes over it" in again.err
    assert path.read_text("utf-8") == edited
    assert mubar("export", "chen2020", "-o", path, "--force").code == 0
    assert path.read_text("utf-8") != edited


def test_plot_of_a_saved_result(mubar, tmp_path):
    result, figure = tmp_path / "a.nc", tmp_path / "a.svg"
    mubar("run", "chen2020", "Discharge at 1C for 2 minutes", "-o", result)
    measured = tmp_path / "measured.csv"
    measured.write_text("Time [s],Voltage [V]\n0,4.0\n60,4.0\n119,4.0\n")
    ended = mubar("plot", result, "-o", figure, "--data", measured)
    assert ended.code == 0
    assert f"wrote {figure}" in ended.out
    assert figure.read_text("utf-8").startswith("<?xml")
    saved = package.open_result(result)
    error = np.interp([0, 60, 119], saved.time, saved.voltage) - 4.0
    assert f"max {1e3 * abs(error).max():.3g} mV" in ended.out
    assert f"rms {1e3 * np.sqrt(np.mean(error**2)):.3g} mV" in ended.out


def test_balance_is_printed_where_voltage_limits_decide(mubar):
    """Without windows the stoichiometries come from the cut-offs; they hold the lithium that was given."""
    cell = package.load_cell("chen2020")
    ends = [f"{side}.{end}" for side in ("negative", "positive") for end in ("minimum", "maximum")]
    changes = [word for end in ends for word in ("--set", f"{end}_stoichiometry=none")]
    lithium = cell.balance.lithium
    run = ("run", "chen2020", "Discharge at 1C for 1 minute")
    ended = mubar(*run, *changes, "--set", f"cell.cyclable_lithium={lithium!r}")
    assert ended.code == 0
    assert ended.out.startswith("Balance of chen2020")
    held = 0.0
    for side in ("negative", "positive"):
        (row,) = re.findall(rf"^{side} +\S+ +(\S+)", ended.out, re.M)
        m = getattr(cell, side)
        volume = m.active_fraction * m.thickness * cell.area
        held += float(row) * volume * m.materials[""].maximum_concentration * F / 3600
    assert held == pytest.approx(lithium, rel=1e-5)
    assert "Balance" not in mubar(*run).out


def test_warmup_says_where_the_compiled_code_is(mubar):
    from mubar.numerics import cache

    ended = mubar("warmup")
    assert ended.code == 0
    assert ended.out.startswith("ready after ")
    assert str(cache.folder()) in ended.out
    assert list(cache.folder().glob("newton_*.o"))


def test_compilation_is_announced_once_and_happens_once(process, tmp_path):
    """On a machine that has no compiled code yet."""
    words = ("run", "chen2020", "Discharge at 1C for 1 minute")
    environment = {**os.environ, "MUBAR_CACHE_DIR": str(tmp_path)}
    first = process(*words, env=environment)
    assert first.code == 0
    notices = first.err.splitlines()
    assert len(notices) == len(set(notices)) >= 1
    assert all("compiling" in notice and "once per machine" in notice for notice in notices)
    second = process(*words, env=environment)
    assert (second.code, second.err) == (0, "")
