"""What a cell holds is read by the keys it is changed by."""

import pytest
from documents import blend

import mubar
from mubar.core.law import Function
from mubar.kinetics import ButlerVolmer
from mubar.materials.bpx import read_document
from mubar.materials.entries import entries


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("chen2020")


@pytest.mark.parametrize("name", mubar.list_cells())
def test_every_parameter_can_be_read_and_given_back(name):
    cell = mubar.load_cell(name)
    read = {key: cell[key] for key in cell.parameters()}
    back = {k: v for k, v in read.items() if k in entries(cell) and not k.endswith("active_fraction")}
    assert cell.replace(**back) == cell
    for key, shown in cell.parameters().items():
        if not isinstance(shown.value, Function):
            assert read[key] == shown.value


def test_numbers_laws_and_objects(cell):
    assert cell["negative.particle_radius"] == cell.negative.material.particle_radius
    assert cell["negative.diffusivity"] == pytest.approx(3.3e-14)
    assert cell["electrolyte.conductivity"](1000.0, 298.15) == pytest.approx(0.9487)
    assert isinstance(cell["negative.kinetics"], ButlerVolmer)
    assert cell["negative.kinetics.anodic_transfer"] == 0.5
    assert cell["positive.particles"] is None
    assert cell["electrolyte"] is cell.electrolyte
    assert read_document(blend(), "blend")["positive.small.particle_radius"] > 0


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("negative.particle_radiu", "Did you mean 'negative.particle_radius'?"),
        ("negative.kinetics.anodic_transfr", "Did you mean 'negative.kinetics.anodic_transfer'?"),
        ("anode.thickness", "Did you mean 'negative.thickness'?"),
        (3, "negative.particle_radius"),
    ],
)
def test_wrong_keys(cell, key, said):
    with pytest.raises(mubar.InputError) as told:
        cell[key]
    assert said in str(told.value)
    assert key not in cell


def test_whether_there_is_a_key(cell):
    assert "negative.thickness" in cell
    assert "negative.nmc.thickness" not in cell


def test_the_materials_have_the_keys_of_their_parameters(cell):
    assert dict(cell.materials) == {"negative": cell.negative.material, "positive": cell.positive.material}
    assert list(cell.half_cell("negative").materials) == ["positive"]
    assert list(read_document(blend(), "blend").materials) == [
        "negative", "positive.small", "positive.Large ones",
    ]  # fmt: skip


def test_printing_a_cell_is_a_line(cell):
    assert repr(cell) == str(cell)
    assert "chen2020" in repr(cell)
    assert len(repr(cell)) < 160
