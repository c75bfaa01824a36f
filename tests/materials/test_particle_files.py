"""Particles in cell files: every kind, its sizes, contacts and noise come back as they were."""

import inspect
import json
from functools import cache

import pytest
from documents import shipped

import mubar
from lfp_cells import HOST, KINDS
from mubar.core.errors import InputError
from mubar.materials.bpx import read_document
from mubar.materials.connection import Conductances, LogNormalConductances
from mubar.materials.film import GivenFilm, LogNormalFilm
from mubar.materials.noise import Langevin
from mubar.materials.particle_files import OBJECTS, known
from mubar.materials.population import LogNormal, Sizes
from mubar.materials.shapes import Cylinder, Flake, Shape
from mubar.models.particles import AllenCahn, CahnHilliard, Contacts, Fickian, Homogeneous

PLACE = ("Parameterisation", "User-defined", "mubar", "positive")
ROWS = Sizes([[8e-8, 5e-8]] * 3, [[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]])
MORE = {
    "rows of sizes": {"particles": Homogeneous(HOST), "population": ROWS},
    "many sizes": {
        "particles": Homogeneous(HOST),
        "population": Sizes([1e-8 * (2 + i) for i in range(3000)]),
    },
    "drawn": {
        "particles": CahnHilliard(HOST, Cylinder(3e-8), gradient_energy=1e-8),
        "population": LogNormal(1e-7, 2e-8, count=5, seed=2**70),
        "connection": Contacts(LogNormalConductances(1e-14, 2e-15, seed=3)),
        "noise": Langevin(60.0, 600.0, seed=4, values=2**12),
    },
    "films": {
        "particles": Homogeneous(HOST),
        "population": Sizes([8e-8, 5e-8]),
        "film": LogNormalFilm(0.5, 0.1, seed=5),
    },
    "one of each": {
        "particles": AllenCahn(HOST, Flake()),
        "connection": Contacts(1e-14),
        "film": GivenFilm(0.5),
    },
    "the cell's own host": {"particles": Fickian(shells=7), "population": LogNormal(2e-6, 0.0, 2)},
}


def written(cell):
    """The names of all classes in what a file has of the positive electrode's particles."""
    special = cell.to_bpx()["Parameterisation"]["User-defined"]["mubar"]["positive"]
    return set(json.dumps({name: special[name] for name in OBJECTS if name in special}).split('"'))


@cache
def cells():
    """A cell with each of the tests' particles, and more."""
    cell = mubar.load_cell("prada2013")
    materials = {name: make().positive.material for name, make in KINDS.items()}
    things = {name: {key: getattr(m, key) for key in OBJECTS} for name, m in materials.items()} | MORE
    return {
        name: cell.replace(**{f"positive.{key}": held for key, held in of.items()})
        for name, of in things.items()
    }


@pytest.mark.parametrize("name", [*KINDS, *MORE])
def test_what_was_written_is_read_back(name, tmp_path):
    cell, path = cells()[name], tmp_path / "prada2013.json"
    document = cell.to_bpx(path)
    read = mubar.load_cell(path)
    assert read == cell
    assert read.to_bpx() == document
    assert [type(getattr(read.positive.material, key)) for key in OBJECTS] == [
        type(getattr(cell.positive.material, key)) for key in OBJECTS
    ]


def test_nothing_that_a_file_can_hold_is_left_out():
    bases = (*OBJECTS.values(), Conductances, Shape)
    nameable = {name for name, kind in known().items() if issubclass(kind, bases)}
    assert nameable <= set().union(*map(written, cells().values()))


def test_every_kind_is_nameable():
    def below(kind):
        return {kind}.union(*map(below, kind.__subclasses__()))

    for base in (*OBJECTS.values(), Conductances, Shape):
        ours = {k for k in below(base) if k.__module__.startswith("mubar.") and not inspect.isabstract(k)}
        assert ours <= set(known().values())


def test_other_programs_read_the_file(tmp_path):
    """For them it has spheres of the same host."""
    bpx = pytest.importorskip("bpx")
    cells()["drawn"].to_bpx(tmp_path / "cell.json")
    plain = bpx.parse_bpx_file(tmp_path / "cell.json").parameterisation.positive_electrode.ocp
    assert min(abs(x - 0.5) for x in plain.x) < 1e-12
    assert plain.y[plain.x.index(0.5)] == pytest.approx(HOST(0.5, 298.15), abs=1e-12)


def test_particles_of_a_file_are_taken_away(tmp_path):
    """What was their host's potential stays the cell's, in full."""
    path = tmp_path / "prada2013.json"
    cells()["drawn"].to_bpx(path)
    spheres = mubar.load_cell(path).replace(**{f"positive.{key}": None for key in OBJECTS})
    document = spheres.to_bpx(path)
    assert mubar.load_cell(path) == spheres
    assert "particles" not in document["Parameterisation"]["User-defined"]["mubar"]["positive"]


ROW = {"0": 8e-8, "1": 5e-8}
SIZES = {"Sizes": {"values": {"x": [0, 1], "y": [8e-8, 5e-8]}}}
KIND = {"Homogeneous": {"host": {"RegularSolution": {"omega": 11177.0, "mu0": -330173.0}}}}


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"particles": {"Homogenous": {}}}, "particles", "Did you mean 'Homogeneous'?"),
        ({"particles": SIZES}, "particles", "one of Homogeneous"),
        ({"particles": {"Homogeneous": {}}}, "particles/Homogeneous/host", "nothing"),
        ({"particles": {"Homogeneous": {"host": 3}}}, "particles/Homogeneous/host", "a host"),
        (
            {"particles": {"AllenCahn": {**KIND["Homogeneous"], "gradient_energy": -1}}},
            "particles/AllenCahn/gradient_energy",
            "above 0 J.m-1",
        ),
        ({"particles": {"Fickian": {"shells": 2.5}}}, "particles/Fickian/shells", "a whole number"),
        ({"particles": {"Fickian": {"shells": 1}}}, "particles/Fickian/shells", "at least 3"),
        ({"population": SIZES}, "population", "particles as well"),
        ({"population": {"LogNormal": {"mean": 1e-7}}}, "population/LogNormal/deviation", "nothing"),
        (
            {"population": {"LogNormal": {"mean": 1e-7, "deviation": 0, "count": -1}}},
            "population/LogNormal/count",
            "at least 1",
        ),
        (
            {"population": {"Sizes": {"values": {"x": [0, 1], "y": [8e-8, -1e-9]}}}},
            "population/Sizes/values",
            "sizes, at least 1e-10",
        ),
        (
            {"population": {"Sizes": {"values": {"0": {"0": 1e-8, "1": 2e-8}, "1": 1e-8}}}},
            "population/Sizes/values",
            "(volumes, particles)",
        ),
        (
            {"population": {"Sizes": {"values": {"x": [1, 2], "y": [8e-8, 1e-9]}}}},
            "population/Sizes/values",
            "places 0, 1, 2",
        ),
        (
            {"population": {"Sizes": {"values": {"x": 3, "y": "all"}}}},
            "population/Sizes/values",
            "a table of numbers",
        ),
        ({"population": {"Sizes": {"values": {"0": {"0": {}}}}}}, "population/Sizes/values/0/0", "table"),
        (
            {"population": {"Sizes": {"values": ROW, "fractions_of_volume": {"0": 0.5, "1": 0.2}}}},
            "population/Sizes/fractions_of_volume",
            "add to one",
        ),
        (
            {"connection": {"Contacts": {"conductances": {"GivenConductances": {"values": -1}}}}},
            "connection/Contacts/conductances/GivenConductances/values",
            "above 0 S",
        ),
        ({"connection": {"Contacts": {"conductances": "many"}}}, "connection/Contacts/conductances", "many"),
        ({"noise": {"Langevin": {"step": 1, "duration": -1}}}, "noise/Langevin/duration", "at least 1e-12"),
        ({"noise": 1.0}, "noise", "one of Langevin"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(given, place, words):
    document = shipped("prada2013")
    special = given if "particles" in given or place == "population" else {"particles": KIND, **given}
    document["Parameterisation"]["User-defined"]["mubar"]["positive"] = special
    with pytest.raises(InputError) as caught:
        read_document(document, "cell")
    (problem,) = caught.value.problems
    assert problem.where == "/" + "/".join((*PLACE, place))
    assert words in str(problem)
