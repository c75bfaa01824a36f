"""Rate laws in cell files, with their numbers in tuples and in tuples of parts."""

import pytest
from documents import shipped, with_value

import mubar
from mubar import kinetics
from mubar.core.errors import InputError
from mubar.kinetics import FilmResistance
from mubar.materials.bpx import read_document
from parallel_law import LAW, Parallel, Pathway

PLACE = ("Parameterisation", "User-defined", "mubar", "positive", "kinetics")
WRITTEN = {
    "Parallel": {
        "pathways": {
            str(i): {"Pathway": {"rate": k, "activation_energy": 0.0, "reference_temperature": 298.15}}
            for i, k in enumerate((2e-5, 6e-5, 1e-6))
        },
        "weights": {"0": 0.5, "1": 0.25, "2": 0.25},
    }
}


@pytest.fixture(autouse=True)
def exported(monkeypatch):
    """The law and its parts as if `mubar.kinetics` had them."""
    for kind in (Parallel, Pathway):
        monkeypatch.setattr(kinetics, kind.__name__, kind, raising=False)
    monkeypatch.setattr(kinetics, "__all__", [*kinetics.__all__, "Parallel", "Pathway"])


def read(written):
    document = with_value(shipped(), PLACE[:-1], {"kinetics": written})
    return read_document(document, "cell").positive.material.kinetics


def test_a_file_holds_tuples_by_their_places():
    cell = mubar.load_cell("chen2020").replace(**{"positive.kinetics": LAW})
    assert cell.to_bpx()["Parameterisation"]["User-defined"]["mubar"]["positive"]["kinetics"] == WRITTEN
    assert read(WRITTEN) == LAW


def test_what_was_written_is_read_back(tmp_path):
    law = FilmResistance(Parallel(LAW.pathways[:2] * 6, tuple(0.1 * i for i in range(12))), 1e-3)
    cell = mubar.load_cell("chen2020").replace(**{"positive.kinetics": law})
    cell.to_bpx(tmp_path / "cell.json")
    assert mubar.load_cell(tmp_path / "cell.json").positive.material.kinetics == law


def test_descriptions_and_no_numbers_at_all():
    inner = {"pathways": {"0": {"Pathway": {"rate": 1e-5}}}, "weights": {"description": "none", "0": 1.0}}
    assert read({"Parallel": inner}) == Parallel((Pathway(1e-5),), (1.0,))
    assert read({"Parallel": {**inner, "weights": {}}}).weights == ()


@pytest.mark.parametrize(
    ("field", "value", "places", "words"),
    [
        ("weights", {"0": 0.5, "2": 0.5}, ["weights"], "places of a tuple"),
        ("weights", {"0": 0.5, "first": 0.5}, ["weights"], "places of a tuple"),
        ("weights", {"0": -0.5, "1": -1}, ["weights/0", "weights/1"], "at least 0 (share of the surface)"),
        ("weights", {"0": "much", "1": None}, ["weights/0", "weights/1"], "a number"),
        ("weights", 0.5, ["weights"], "a tuple of numbers"),
        ("weights", [0.5], ["weights"], "a number or an object"),
        ("pathways", {"0": {"Pathwai": {}}}, ["pathways/0"], "Did you mean 'Pathway'?"),
        ("pathways", {"0": {"Pathway": {"rate": -1}}}, ["pathways/0/Pathway/rate"], "above 0"),
        ("pathways", {"0": {"0": {"0": {"0": {"0": {"0": {"0": 1.0}}}}}}}, ["pathways/0/0/0/0/0"], "object"),
    ],
)
def test_what_is_wrong_with_tuples_is_told_with_its_place(field, value, places, words):
    with pytest.raises(InputError) as caught:
        read({"Parallel": {**WRITTEN["Parallel"], field: value}})
    start = "/" + "/".join(PLACE) + "/Parallel/"
    assert [p.where.removeprefix(start) for p in caught.value.problems] == places
    assert all(words in str(p) for p in caught.value.problems)
