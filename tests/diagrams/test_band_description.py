"""Band diagrams as data: they survive JSON, and what can't be drawn is refused with the reason."""

import json
from pathlib import Path

import numpy as np
import pytest

from mubar.core.errors import InputError, UnknownNameError
from mubar.diagrams.bands import (
    BandDiagram,
    BandFilm,
    CurrentArrow,
    Curve,
    GapArrow,
    ImpliedLevel,
    InnerPotential,
    Level,
    ReactionMark,
    Reading,
    Region,
    StandardVoltage,
    Trace,
)

DATA = Path(__file__).parent / "data"
FLAT = Trace("e-", np.array([0.0, 1.0]), np.array([0.1, 0.1]))


def read(name):
    return (DATA / name).read_text().strip()


def test_a_diagram_survives_json():
    text = read("daniell.bands.json")
    diagram = BandDiagram.from_json(text)
    assert BandDiagram.from_json(diagram.to_json()).to_json() == diagram.to_json()
    assert json.loads(text).items() <= json.loads(diagram.to_json()).items()
    assert isinstance(diagram.traces[3].kind, StandardVoltage)
    assert diagram.traces[6].kind == ImpliedLevel("Zn+2 + 2 e- = Zn")
    assert diagram.limits == (0, 6.5)


def test_a_film_survives_json_and_keeps_what_changes_only():
    film = BandFilm.from_json(read("discharge.bands.json"))
    again = BandFilm.from_json(film.to_json())
    assert [f.to_dict() for f in again.frames] == [f.to_dict() for f in film.frames]
    plain = film.to_dict()
    assert ["traces", 0, "V"] not in plain["paths"], "the negative electrode's V_e is the same at all times"
    assert ["traces", 2, "V"] in plain["paths"]
    assert film.at(film.times[7] + 1.0).time == film.times[7]
    with pytest.raises(InputError, match="from 0 to 3600 s"):
        film.at(3601.0)


def test_broken_lines_are_null_in_json():
    trace = Trace("Li+", np.array([0.0, 1.0, 2.0]), np.array([0.1, np.nan, 0.3]))
    diagram = BandDiagram("broken", traces=(trace,))
    assert json.loads(diagram.to_json())["traces"][0]["V"] == [0.1, None, 0.3]
    assert np.isnan(BandDiagram.from_json(diagram.to_json()).traces[0].V[1])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Trace("H2O", [0, 1], [0, 0]), "Neutral species have no voltage: draw .* gap"),
        (lambda: Trace("??", [0, 1], [0, 0]), "a formula with the charge"),
        (lambda: Trace("e-", [0, 1], [0, np.inf]), "NaN where there is no level"),
        (lambda: Trace("e-", [0, np.nan], [0, 1]), "trace 'e-': x"),
        (lambda: Trace("e-", [1, 0], [0, 1]), "from left to right"),
        (lambda: Trace("e-", [0, 1], [0]), "2 places and 1 voltages"),
        (lambda: Trace("e-", [[0, 1]], [[0, 1]]), r"shape \(1, 2\)"),
        (lambda: Trace("e-", ["a"], [0]), "numbers"),
        (lambda: Trace("e-", [0], [0], "V"), "a Kind such as"),
        (lambda: Trace("Li+", [0], [0], InnerPotential()), "belongs to no species"),
        (lambda: Trace("e-", [0], [0], rank=3), "0, 1 or 2"),
        (lambda: InnerPotential("intuition"), "nothing measures the inner potential"),
        (lambda: Region("a", 1, 1), "left < right"),
        (lambda: Region("a", 0, 1, "lava"), "fill"),
        (lambda: BandDiagram("a"), "no traces"),
        (
            lambda: BandDiagram("a", (Region("a", 0, 2), Region("b", 1, 3)), (FLAT,)),
            "regions from left to right",
        ),
        (lambda: CurrentArrow("Li+", 0, 0.1, 1, 0.2), "from high to low"),
        (lambda: GapArrow(0, 0, np.nan, "U"), "finite"),
        (lambda: ReactionMark(0, ()), "the levels that react"),
        (lambda: ReactionMark(0, (Level("e-", 0),), direction=2), "direction"),
        (lambda: Level("O2", 0), "Neutral"),
        (lambda: Reading("P", np.nan, "W"), "finite"),
        (lambda: Curve("c", [0, 1], [0]), "2 x and 1 y"),
        (lambda: BandFilm.of([BandDiagram("a", traces=(FLAT,))]), "times that rise"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, message):
    with pytest.raises(InputError, match=message):
        make()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "mubar band diagram 99"}, "format"),
        ({"tracs": []}, "Did you mean 'traces'"),
        ({"title": 3}, "band diagram.title"),
        ({"traces": {}}, "a list"),
        ({"traces": [{"species": "e-", "x": [0]}]}, r"traces\[0\]: found no V"),
        ({"traces": [{"species": "e-", "x": [0], "V": ["high"]}]}, r"traces\[0\]\.V"),
        ({"traces": [{"species": "e-", "x": [0], "V": [0], "kind": {"name": "v"}}]}, "Did you mean 'V'"),
        ({"traces": [{"species": "e-", "x": [0], "V": [0], "kind": 7}]}, "whose name is one of"),
        ({"regions": [3]}, r"regions\[0\]"),
        ({"time": True}, "time"),
        ({"below": [{"y_label": "c", "curves": [], "points": [[1]]}]}, "2 values"),
    ],
)
def test_wrong_json_is_refused_with_its_place(change, message):
    with pytest.raises(InputError, match=message):
        BandDiagram.from_dict({**json.loads(read("daniell.bands.json")), **change})


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100000, "3", '{"format": "mubar band film 1"}'])
def test_what_is_no_diagram_is_refused(text):
    with pytest.raises(InputError):
        BandDiagram.from_json(text)
    with pytest.raises(InputError):
        BandFilm.from_json(text)


def test_electrons_are_blue_lithium_red_and_all_species_differ():
    species = ("Na+", "Li+", "Cl-", "e-", "X+", "Y-")
    traces = tuple(Trace(s, [0.0, 1.0], [k, k]) for k, s in enumerate(species))
    found = BandDiagram("many", traces=traces).colours
    assert (found["e-"].light, found["Li+"].light) == ("#0067B1", "#C8202F")
    assert len({c.light for c in found.values()}) == len(species) == len({c.dark for c in found.values()})


def test_it_is_told_in_words():
    alt = BandDiagram.from_json(read("daniell.bands.json")).alt
    assert "V_Zn+2 from -0.76 to -0.79 V" in alt
    assert "Zn, ZnSO4(aq), salt bridge, CuSO4(aq), Cu" in alt
    assert "E = 1.10 V: from -0.76 to 0.34 V." in alt


def test_some_species_only():
    diagram = BandDiagram.from_json(read("daniell.bands.json"))
    assert {t.species for t in diagram.only(["e-"]).traces} == {"e-"}
    with pytest.raises(UnknownNameError, match="Cu\\+2"):
        diagram.only(["Cu+"])
