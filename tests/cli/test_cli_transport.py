"""Ion transport on the command line."""

import re

import numpy as np
import pytest

from mubar.transport import VFT

LAW = VFT(12.0, 800.0, 197.0)
CELSIUS = np.arange(20.0, 101.0, 10.0)


@pytest.fixture
def measured(tmp_path):
    """κ(T) of a VFT law in the units that people use, to six digits."""
    path = tmp_path / "polymer.csv"
    rows = [f"{t:g};{LAW(t + 273.15) / 100.0:.6g}".replace(".", ",") for t in CELSIUS]
    path.write_text("\n".join(["# my sample", "Temperature / °C;Conductivity / S/cm", *rows]), "utf-8")
    return path


def test_help(mubar):
    assert "transport" in mubar("--help").out
    assert "fit" in mubar("transport", "--help").out
    assert "vft-half" in mubar("transport", "fit", "--help").out
    ended = mubar("transport")
    assert ended.code == 2
    assert "COMMAND" in ended.err


@pytest.mark.parametrize("law", ["vft", "VTF"])
def test_a_law_that_is_known_comes_back(mubar, measured, law):
    ended = mubar("transport", "fit", measured, "--law", law)
    assert (ended.code, ended.err) == (0, "")
    assert "9 temperatures from 293.15 to 373.15 K" in ended.out
    found = dict(re.findall(r"(\w+) +(\S+) ± \S+", ended.out))
    assert {k: float(v) for k, v in found.items()} == pytest.approx(
        {"prefactor": 12.0, "B": 800.0, "T0": 197.0}, rel=1e-4
    )


def test_the_data_choose(mubar, measured, tmp_path):
    """Arrhenius loses on curved data; a temperature outside is flagged; the figure is written."""
    figure = tmp_path / "fit.svg"
    ended = mubar(
        "transport", "fit", measured, "--error", "2%", "--at", "25degC", "--at", "250K", "-o", figure
    )
    assert ended.code == 0
    assert "against Arrhenius" in ended.out
    assert "VFT: κ = A T^-p exp[-B/(T - T0)]" in ended.out
    at = dict(re.findall(r"^at (\S+) K +(\S+) S/m", ended.out, re.M))
    assert float(at["298.15"]) == pytest.approx(LAW(298.15), rel=1e-3)
    assert re.search(r"at 250 K .*\(extrapolated\)", ended.out)
    assert not re.search(r"at 298.15 K .*extrapolated", ended.out)
    assert figure.read_text("utf-8").startswith("<?xml")


def test_wlf_and_arrhenius(mubar, measured):
    ended = mubar("transport", "fit", measured, "--law", "wlf")
    assert re.search(r"reference +293.15 \(held\)", ended.out)
    (C2,) = map(float, re.findall(r"C2 +(\S+) ±", ended.out))
    assert pytest.approx(293.15 - LAW.T0, rel=1e-4) == C2
    ended = mubar("transport", "fit", measured, "--law", "arrhenius")
    assert "follow one another" in ended.out


def test_as_many_points_as_numbers_choose_nothing(mubar, tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("T / K,kappa / S/m\n300,1\n310,2\n320,3\n")
    ended = mubar("transport", "fit", path)
    assert ended.code == 0
    assert "Too few points to tell laws apart" in ended.out
    assert "speak" not in ended.out
    assert "Arrhenius: " in ended.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--law", "vtt"], "--law"),
        (["--error", "many"], "--error"),
        (["--error", "0"], "relative_error"),
        (["--error", "2"], "Did you mean 2%?"),
        (["--at", "25"], "25degC"),
        (["-o", "fit.txt"], "figure"),
    ],
)
def test_wrong_words(mubar, measured, words, said):
    ended = mubar("transport", "fit", measured, *words)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty file"),
        ("temperature,conductivity\n25,1e-3\n30,2e-3\n", "Degrees Celsius have to be named"),
        ("T / K,kappa / mV\n300,1\n310,2\n", "a unit of conductivity"),
        ("T / K,kappa / S/m\n300,1\n310,zero\n", "line 3"),
        ("T / K,kappa / S/m\n300,1\n310,0\n", "value[1]"),
        ("T / K,kappa / S/m\n300,1\n310,2\n", "as many points as unknowns"),
        ("T / K,sponge\n300,1\n310,2\n", "conductivity"),
    ],
)
def test_files_that_hold_no_such_data(mubar, tmp_path, text, said):
    path = tmp_path / "data.csv"
    path.write_text(text)
    ended = mubar("transport", "fit", path)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_a_missing_file(mubar, tmp_path):
    ended = mubar("transport", "fit", tmp_path / "none.csv")
    assert ended.code == 2
    assert "none.csv" in ended.err
