"""`mubar bands`: from a saved result to a diagram or a film; wrong requests end with code 2."""

import numpy as np
import pytest

import mubar
from mubar.cli.main import main
from mubar.diagrams.bands import BandDiagram, BandFilm


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("bands") / "result.nc"
    result = mubar.simulate("chen2020", "Discharge at 1C for 120 s", "spme")
    result.to_netcdf(path)
    return path, result


def test_a_diagram_and_a_film(saved, tmp_path):
    path, result = saved
    assert main(["bands", str(path), "--time", "60", "-o", str(tmp_path / "a.json")]) == 0
    diagram = BandDiagram.from_json((tmp_path / "a.json").read_text())
    assert diagram.to_json() == result.band_diagram(60.0).to_json()
    assert main(["bands", str(path), "--time", "60", "-o", str(tmp_path / "a.svg")]) == 0
    assert b"V_Li" in (tmp_path / "a.svg").read_bytes()
    assert main(["bands", str(path), "--species", "e-,Li+,X-", "-o", str(tmp_path / "f.json")]) == 0
    film = BandFilm.from_json((tmp_path / "f.json").read_text())
    assert np.array_equal(film.times, result.time)
    assert "X-" in film.first.species


@pytest.mark.parametrize(
    ("text", "seconds"), [("0", 0.0), ("1min", 60.0), ("1.5 min", 90.0), ("120s", 120.0)]
)
def test_a_time_has_the_units_of_steps(saved, tmp_path, text, seconds):
    path, result = saved
    assert main(["bands", str(path), "--time", text, "-o", str(tmp_path / "a.json")]) == 0
    assert (tmp_path / "a.json").read_text().rstrip() == result.band_diagram(seconds).to_json()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--time", "1e4", "-o", "a.svg"], "within the run"),
        (["--time", "60", "--species", "EC", "-o", "a.svg"], "Neutral species"),
        (["--time", "60", "-o", "a.docx"], ".svg"),
        (["-o", "a.svg"], "Give --time for a picture"),
        (["--time", "soon", "-o", "a.svg"], "--time: found 'soon'"),
        (["--time", "2 V", "-o", "a.docx"], "--time: found '2 V'"),
    ],
)
def test_bad_requests(saved, tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert main(["bands", str(saved[0]), *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())
