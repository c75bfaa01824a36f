"""`mubar particles`: from a saved result to a figure or an animation; wrong requests end with code 2."""

import pytest

import mubar
from mubar.cli.main import main


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("particles") / "result.nc"
    mubar.simulate("chen2020", "Discharge at 1C for 120 s (60 second period)", "spm").to_netcdf(path)
    return path


def test_a_figure_and_an_animation(saved, tmp_path):
    picture, film = tmp_path / "a.png", tmp_path / "a.gif"
    assert main(["particles", str(saved), "-o", str(picture)]) == 0
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert main(["particles", str(saved), "--material", "negative", "-o", str(film)]) == 0
    assert film.read_bytes()[:6] == b"GIF89a"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.docx"], ".gif"),
        (["--material", "graphite", "-o", "a.png"], "negative"),
        (["-o", "no/such/folder/a.png"], "folder"),
    ],
)
def test_wrong_requests(saved, capsys, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert main(["particles", str(saved), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
