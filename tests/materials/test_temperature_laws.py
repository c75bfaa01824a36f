"""Laws of temperature in cells and their files."""

import copy

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.materials.bpx import read_document
from mubar.transport import VFT, WLF, Arrhenius

AT = np.array([255.0, 298.15, 330.0])
KEY = "electrolyte.conductivity"
LAWS = [
    VFT(40.0, 600.0, 190.0),
    VFT(700.0, 600.0, 190.0, 0.5),
    WLF(0.5, 4.0, 100.0, 290.0),
    Arrhenius(50.0, 1e4),
]


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("ecker2015")


def with_law(cell, written, group="electrolyte", key="conductivity"):
    """The cell read from its file with ``written`` under mubar."""
    document = copy.deepcopy(cell.to_bpx())
    block = document["Parameterisation"]["User-defined"]["mubar"]
    block.setdefault(group, {})[key] = written
    return read_document(document, "changed")


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_a_law_as_it_is(cell, law):
    """κ at every temperature, no activation energy on top; the same after writing and reading."""
    made = cell.replace(**{KEY: law})
    np.testing.assert_allclose(made.electrolyte.conductivity(1000.0, AT), law(AT), rtol=1e-13)
    document = made.to_bpx()
    back = read_document(document, "back")
    np.testing.assert_allclose(back.electrolyte.conductivity(900.0, AT), law(AT), rtol=1e-12)
    block = document["Parameterisation"]["User-defined"]["mubar"]["electrolyte"]
    assert [*block["conductivity"]] == [type(law).__name__]
    assert back.to_bpx() == document
    again = back.replace(**{"electrolyte.initial_concentration": 900.0}).to_bpx()
    assert again["Parameterisation"]["User-defined"]["mubar"]["electrolyte"] == block
    field = made.to_bpx()["Parameterisation"]["Electrolyte"]["Conductivity [S.m-1]"]
    assert field == pytest.approx(law(cell.reference_temperature), rel=1e-12)


def test_a_law_scales_another(cell):
    law, base = LAWS[0], cell.electrolyte.conductivity
    made = cell.replace(**{KEY: lambda c, T: base(c, 298.15) * law(T) / law(298.15)})
    at = made.electrolyte.conductivity(800.0, AT)
    np.testing.assert_allclose(at, base(800.0, 298.15) * law(AT) / law(298.15), rtol=1e-13)
    back = read_document(made.to_bpx(), "back")
    np.testing.assert_allclose(back.electrolyte.conductivity(800.0, AT), at, rtol=1e-12)


def test_a_file_names_a_law(cell):
    vft = {"VFT": {"prefactor": 40.0, "B": 600.0, "T0": 190.0}}
    made = with_law(cell, vft)
    np.testing.assert_allclose(made.electrolyte.conductivity(900.0, AT), LAWS[0](AT), rtol=1e-13)
    made = with_law(cell, {"mul": {"1": {"c": "1e-3 * x"}, "2": vft}})
    np.testing.assert_allclose(made.electrolyte.conductivity(900.0, AT), 0.9 * LAWS[0](AT), rtol=1e-13)
    solid = {"Arrhenius": {"prefactor": 1e-9, "energy": 3e4, "description": "chosen"}}
    made = with_law(cell, solid, "negative", "diffusivity")
    law = made.negative.material.diffusivity
    np.testing.assert_allclose(law(0.5, AT), Arrhenius(1e-9, 3e4)(AT), rtol=1e-13)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"VTF": {"prefactor": 40.0, "B": 600.0, "T0": 190.0}}, "Did you mean 'VFT'"),
        ({"VFT": {"prefactor": 40.0, "B": 600.0}}, "VFT/T0"),
        ({"VFT": {"prefactor": -40.0, "B": 600.0, "T0": 190.0}}, "VFT/prefactor"),
        ({"VFT": 3.0}, "an object named by one of"),
    ],
)
def test_what_is_no_law_of_a_file(cell, written, said):
    with pytest.raises(InputError, match=said):
        with_law(cell, written)


def test_a_cell_runs_on_it(cell):
    """At 0 °C and at 40 °C with VFT, as with the numbers that it gives there."""
    law = VFT(40.0, 600.0, 190.0)
    for T in (273.15, 313.15):
        runs = [
            mubar.simulate(cell.replace(**{KEY: kappa}), "Discharge at 1C for 30 s", "spme", temperature=T)
            for kappa in (law, law(T))
        ]
        np.testing.assert_allclose(runs[0].voltage[-1], runs[1].voltage[-1], atol=1e-6)
