"""Transport efficiencies that follow a law of the porosity: in a cell, in its file, in a simulation."""

import copy
from dataclasses import dataclass

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.materials.bpx import read_document
from mubar.transport import Bruggeman, OverlappingSpheres, TransportEfficiency

KEYS = [f"{layer}.transport_efficiency" for layer in ("negative", "separator", "positive")]


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("chen2020")


def test_a_law_gives_the_number_and_follows_the_porosity(cell):
    made = cell.replace(**dict.fromkeys(KEYS, Bruggeman(2.0)))
    for layer in (made.negative, made.separator, made.positive):
        assert layer.transport_efficiency == layer.porosity**2
    thinner = made.replace(**{"separator.porosity": 0.3})
    assert thinner.separator.transport_efficiency == pytest.approx(0.09)
    at_once = cell.replace(**{"separator.porosity": 0.3, KEYS[1]: Bruggeman(2.0)})
    assert at_once.separator == thinner.separator
    assert "Bruggeman(exponent=2.0)" in thinner.parameters()[KEYS[1]].meaning
    # a number is a number again
    fixed = thinner.replace(**{KEYS[1]: 0.2}).replace(**{"separator.porosity": 0.4})
    assert fixed.separator.transport_efficiency == 0.2
    assert fixed.separator.pores is None


def test_files_hold_the_law(cell, tmp_path):
    made = cell.replace(**{KEYS[0]: OverlappingSpheres(), KEYS[1]: Bruggeman(2.7), KEYS[2]: 0.25})
    document = made.to_bpx(tmp_path / "cell.json")
    assert document["Parameterisation"]["Separator"]["Transport efficiency"] == pytest.approx(0.47**2.7)
    block = document["Parameterisation"]["User-defined"]["mubar"]
    assert block["separator"]["transport_efficiency"] == {"Bruggeman": {"exponent": 2.7}}
    back = mubar.load_cell(tmp_path / "cell.json")
    assert (back.negative, back.separator, back.positive) == (made.negative, made.separator, made.positive)
    assert back.to_bpx() == document
    # read, changed, written, read: the law stays until a number takes its place
    thinner = back.replace(**{"separator.porosity": 0.3})
    again = read_document(thinner.to_bpx(), "again")
    assert again.separator == thinner.separator
    plain = back.replace(**{KEYS[1]: back.separator.transport_efficiency})
    again = read_document(plain.to_bpx(), "again")
    assert again.separator == plain.separator
    assert again.separator.pores is None


def test_a_law_goes_before_the_number_of_the_file(cell):
    document = copy.deepcopy(cell.to_bpx())
    block = document["Parameterisation"]["User-defined"]["mubar"].setdefault("separator", {})
    block["transport_efficiency"] = {"Bruggeman": {}}
    assert read_document(document, "x").separator.transport_efficiency == pytest.approx(0.47**1.5)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"Brugeman": {}}, "Did you mean 'Bruggeman'"),
        ({"Bruggeman": {"exponent": 0.5}}, "exponent"),
        ({"Bruggeman": {"power": 2.0}}, "an unknown field"),
        ({"ButlerVolmer": {}}, "Bruggeman"),
        ({"Bruggeman": {"exponent": 1e6}}, "above 0 and at most 1"),
        ("eps**2", "a number"),
    ],
)
def test_what_is_no_law_of_a_file(cell, written, said):
    document = copy.deepcopy(cell.to_bpx())
    mine = document["Parameterisation"]["User-defined"]["mubar"].setdefault("separator", {})
    mine["transport_efficiency"] = written
    with pytest.raises(InputError, match=said):
        read_document(document, "x")


@dataclass(frozen=True)
class Mine(TransportEfficiency):
    """B = ε²: nobody else's law."""

    def value(self, porosity):
        return porosity**2


def test_a_law_of_your_own(cell):
    made = cell.replace(**{KEYS[1]: Mine()})
    assert made.separator.transport_efficiency == pytest.approx(0.47**2)
    with pytest.raises(InputError, match="one that a file can name"):
        made.to_bpx()
    for wrong in (Bruggeman, "eps**2", {"Bruggeman": {}}):
        with pytest.raises(InputError, match="transport_efficiency"):
            cell.replace(**{KEYS[1]: wrong})
    with pytest.raises(InputError, match="above 0 and at most 1"):
        cell.replace(**{KEYS[1]: Bruggeman(1e6)})


def test_a_simulation_sees_the_number(cell):
    law = cell.replace(**{"separator.porosity": 0.3, KEYS[1]: Bruggeman(2.0)})
    number = cell.replace(**{"separator.porosity": 0.3, KEYS[1]: 0.3**2.0})
    runs = [mubar.simulate(c, "Discharge at 2C for 30 s") for c in (law, number)]
    np.testing.assert_array_equal(runs[0].voltage, runs[1].voltage)
