"""Rate laws and host materials in cell files, with their numbers in tuples and in tuples of parts."""

import warnings

import numpy as np
import pytest
from documents import shipped, with_value

import mubar
from mubar import kinetics
from mubar.core.data import C2
from mubar.core.errors import InputError
from mubar.kinetics import FilmResistance
from mubar.materials.bpx import read_document
from mubar.materials.host_materials import known
from mubar.thermo import HostMaterial, LatticeGas, RegularSolution, TabulatedOCP
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


# host materials ---------------------------------------------------------------------------------------------
OCP = "positive.open_circuit_potential"
KINDS = [kind for kind in known().values() if issubclass(kind, HostMaterial)]
HOSTS = [host for kind in KINDS for host in kind.examples()]
HOSTS += [TabulatedOCP((0.1, 0.4, 0.9), (4.2, 3.9, 3.5), C2(natural=True), entropic_coefficient="1e-4*x")]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: type(host).__name__)
def test_a_host_is_written_by_its_name_and_read_back(host, tmp_path):
    """Identical, that is the host itself and everything that follows from it; and what reads plain BPX finds
    its potential in BPX's own field.
    """
    bpx = pytest.importorskip("bpx")
    cell = mubar.load_cell("chen2020").replace(**{OCP: host})
    document = cell.to_bpx(tmp_path / "cell.json")
    read = mubar.load_cell(tmp_path / "cell.json")
    given, back = cell.positive.material, read.positive.material
    assert given.reference_potential.origin == host
    assert back.reference_potential.origin == host
    assert back == given
    assert read.to_bpx() == document
    with warnings.catch_warnings():  # of voltages at the ends of the stoichiometry, which the cell has
        warnings.simplefilter("ignore")
        plain = bpx.parse_bpx_file(tmp_path / "cell.json").parameterisation.positive_electrode.ocp
    x = np.linspace(0.2, 0.9, 8)
    found = np.interp(x, plain.x, plain.y) if hasattr(plain, "x") else _called(plain, x)
    np.testing.assert_allclose(found, np.broadcast_to(host(x, 298.15), x.shape), atol=2e-3)


def _called(plain, x):
    if isinstance(plain, (int, float)):
        return np.full(x.shape, float(plain))
    return np.array([plain.to_python_function()(v) for v in x])


def test_a_written_host_replaces_the_potential_of_another_file():
    host = RegularSolution(omega=4000.0, mu0=-3.6e5)
    cell = mubar.load_cell("chen2020").replace(**{OCP: host})
    again = cell.replace(**{OCP: LatticeGas(mu0=-3.7e5)}).to_bpx()
    special = again["Parameterisation"]["User-defined"]["mubar"]["positive"]
    assert special["open_circuit_potential"] == {"LatticeGas": {"mu0": -3.7e5}}
    back = mubar.load_cell("chen2020").to_bpx()
    assert "positive" not in back["Parameterisation"].get("User-defined", {}).get("mubar", {})


@pytest.mark.parametrize(
    ("written", "place", "words"),
    [
        ({"RegularSolutoin": {}}, "", "Did you mean 'RegularSolution'?"),
        ({"RegularSolution": {"omega": "x"}}, "RegularSolution/omega", "a number"),
        ({"RegularSolution": {"omega": 1, "mu": 1}}, "RegularSolution/mu", "Did you mean 'mu0'?"),
        (
            {"Gallery": {"share": 1, "potential": 3.5, "width": 1}},
            "",
            "one of FormulaOCP, LatticeGas",
        ),
        ({"TabulatedOCP": {"entropic_coefficient": 0}}, "TabulatedOCP/table", "a table of x and y"),
        ({"TabulatedOCP": {"x": [0.1, 0.1], "y": [3, 2]}}, "TabulatedOCP", "twice"),
        ({"FormulaOCP": {"potential": "3.7 - y"}}, "FormulaOCP/potential", "y"),
    ],
)
def test_what_is_wrong_with_a_host_is_told_with_its_place(written, place, words):
    document = with_value(shipped(), PLACE[:-1], {"open_circuit_potential": written})
    with pytest.raises(InputError) as caught:
        read_document(document, "cell")
    (problem,) = caught.value.problems
    start = "/" + "/".join((*PLACE[:-1], "open_circuit_potential"))
    assert problem.where.startswith(f"{start}/{place}".rstrip("/"))
    assert words in str(problem)
