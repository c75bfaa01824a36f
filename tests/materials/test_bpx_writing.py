"""Reading and writing a cell file loses nothing; what was changed is read back as it was written."""

import json
import stat
import warnings
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest
from documents import blend, shipped, single_particle

import mubar
from mubar.core.data import C2
from mubar.core.errors import InputError
from mubar.core.law import Function
from mubar.kinetics import ButlerVolmer, InsertionExchange
from mubar.kinetics.base import RateLaw
from mubar.materials.bpx import read_document
from mubar.materials.cell import ActiveMaterial, Cell, CellElectrolyte, Electrode, Separator
from mubar.materials.entries import entries, interfaces, owned

DOCUMENTS = {
    **{name: partial(shipped, name) for name in mubar.list_cells()},
    "blend": blend,
    "single particle": single_particle,
}


def reread(cell):
    """The cell after a trip through JSON text."""
    return read_document(json.loads(json.dumps(cell.to_bpx())), cell.name)


def accepted_by_bpx(document):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bpx

        return bpx.parse_bpx_obj(json.loads(json.dumps(document)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_read_then_written_gives_the_same_values(name, tmp_path):
    document = DOCUMENTS[name]()
    cell = read_document(document, name)
    assert cell.to_bpx() == document
    path = tmp_path / "cell.json"
    cell.to_bpx(path)
    assert json.loads(path.read_text("utf-8")) == document
    assert mubar.load_cell(path).to_bpx() == document
    accepted_by_bpx(document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_written_without_a_template_gives_the_same_cell(name):
    cell = read_document(DOCUMENTS[name](), name)
    made = replace(cell, document=None).to_bpx()
    same_physics(read_document(made, name), cell)
    accepted_by_bpx(made)


def same_physics(a, b):
    """Both cells have the same numbers, and laws that agree to rounding."""
    assert entries(a).keys() == entries(b).keys()
    x, T = np.linspace(0.05, 0.9, 7)[:, None], np.array([280.0, 298.15, 310.0])
    for key, entry in entries(a).items():
        one, two = entry.value(a), entry.value(b)
        if isinstance(one, Function):
            at = x if one.inputs[0] == "x" else 2000 * x
            np.testing.assert_allclose(one(at, T), two(at, T), rtol=1e-13, err_msg=key)
        elif one is not two:
            assert one == pytest.approx(two, rel=1e-14), key
    for owner in interfaces(a).values():
        for eta in (-0.1, 0.05):
            j = [owned(c, owner).kinetics.current_density(eta, x=x, c_plus=0.8, T=T) for c in (a, b)]
            np.testing.assert_allclose(*j, rtol=1e-13)


def test_the_written_document_is_a_copy():
    cell = mubar.load_cell("chen2020")
    cell.to_bpx()["Header"]["Title"] = "spoiled"
    assert cell.to_bpx() == shipped()


def smooth(x):
    return 4.2 - x + 0.02 * np.tanh(20 * (x - 0.5))


TABLE = Function.from_data([0, 0.5, 1], [3e-14, 1e-14, 4e-14])
SPLINE = Function.from_data([0, 0.3, 0.6, 1], [3e-14, 1e-14, 4e-14, 2e-14], C2())
CHANGES = {
    "numbers": {"negative.thickness": 9e-5, "cell.contact_resistance": 0.01, "cell.cyclable_lithium": 7.0},
    "activation energy": {"positive.diffusivity_activation_energy": 2e4},
    "rate": {"positive.reaction_rate_constant": 1e-5, "negative.reaction_rate_activation_energy": 0.0},
    "salt": {"electrolyte.initial_concentration": 1200.0},
    "constant law": {"electrolyte.conductivity": 1.0},
    "text": {"electrolyte.conductivity": "0.1 + c/1000", "negative.diffusivity": "3e-14*exp(-x)"},
    "Python": {"positive.open_circuit_potential": smooth},
    "Python in x and T": {"negative.diffusivity": lambda x, T: 3e-14 * np.exp(-x - 1000 / T + 1000 / 298.15)},
    "choice": {"negative.diffusivity": lambda x: np.where(x < 0.5, 3e-14, 2e-14)},
    "not separable": {"electrolyte.conductivity": lambda c, T: np.sqrt(c / 1000 + T / 300) * np.exp(-c / T)},
    "transference": {"electrolyte.transference_number": "0.3 - c/2e4"},
    "factor": {"electrolyte.thermodynamic_factor": lambda c, T: 1 + c / 1e4 * T / 298.15},
    "table": {"negative.open_circuit_potential": {"x": [0, 0.5, 1], "y": [1, 0.2, 0.1]}},
    "smooth table": {"negative.diffusivity": SPLINE},
    "table times T": {"negative.diffusivity": lambda x, T: TABLE(x) * T / 300},
    "transfer": {"negative.kinetics.anodic_transfer": 0.4},
    "rate law": {"positive.kinetics": ButlerVolmer(InsertionExchange(3e-6, 2e4, 300.0), 0.3, 0.7)},
    "reference": {"cell.reference_temperature": 300.0},
    "windows": {"negative.minimum_stoichiometry": 0.03, "negative.maximum_stoichiometry": 0.9},
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_changes_are_read_back_as_they_were_written(name):
    cell = mubar.load_cell("chen2020").replace(**CHANGES[name])
    same_physics(reread(cell), cell)
    accepted_by_bpx(cell.to_bpx())


def test_only_what_changed_is_written():
    cell = mubar.load_cell("ecker2015")
    before, after = cell.to_bpx(), cell.replace(**{"separator.thickness": 3e-5}).to_bpx()
    after["Parameterisation"]["Separator"]["Thickness [m]"] = 2e-5
    assert after == before


def test_bpx_holds_the_nearest_law_where_it_cannot_hold_ours():
    """Other readers of the file get the law at the reference temperature and the same charge transfer."""
    cell = mubar.load_cell("chen2020").replace(
        **{
            "electrolyte.conductivity": lambda c, T: c / 1000 * np.exp(1000 * (1 / 298.15 - 1 / T)),
            "negative.kinetics": ButlerVolmer(InsertionExchange(2e-6), 0.3, 0.7),
        }
    )
    parameters = cell.to_bpx()["Parameterisation"]
    law = Function.from_text(parameters["Electrolyte"]["Conductivity [S.m-1]"])
    assert law(700.0) == pytest.approx(0.7, rel=1e-12)
    # alpha_a + alpha_c = 1: the same slope at equilibrium, so the same rate constant
    rate = parameters["Negative electrode"]["Reaction rate constant [mol.m-2.s-1]"]
    assert rate == pytest.approx(2e-6, rel=1e-6)
    assert "Reaction rate constant activation energy [J.mol-1]" not in parameters["Negative electrode"]


def test_rate_constants_refer_to_the_salt_at_rest_in_bpx_and_to_1_molar_here():
    """j0 = F k sqrt(c/c0 x (1-x)), c0 the concentration at rest: the same j0 on both sides of the door."""
    cell = mubar.load_cell("prada2013")
    fields = shipped("prada2013")["Parameterisation"]["Negative electrode"]
    given = fields["Reaction rate constant [mol.m-2.s-1]"]
    exchange = cell.negative.material.kinetics.exchange
    assert exchange.rate_constant * np.sqrt(1200 / 1000) == pytest.approx(given, rel=1e-14)
    moved = cell.replace(**{"electrolyte.initial_concentration": 900.0})
    assert moved.negative.material.kinetics.exchange == exchange
    assert reread(moved).negative.material.kinetics.exchange.rate_constant == pytest.approx(
        exchange.rate_constant, rel=1e-14
    )


@dataclass(frozen=True)
class Linear(RateLaw):
    """A rate law that only this file knows."""

    conductance: float = 1.0

    def current_density(self, eta, *, x, c_plus, T):
        return self.conductance * eta


def test_what_a_file_cannot_hold_is_refused():
    cell = mubar.load_cell("chen2020").replace(**{"negative.kinetics": Linear()})
    with pytest.raises(InputError, match=r"negative\.kinetics: found the rate law Linear, .*ButlerVolmer"):
        cell.to_bpx()
    with pytest.raises(InputError, match="half cell"):
        mubar.load_cell("chen2020").half_cell("positive").to_bpx()


def test_a_place_that_cannot_be_written_to_is_told_and_nothing_is_left(tmp_path):
    cell = mubar.load_cell("chen2020")
    with pytest.raises(InputError, match="no folder"):
        cell.to_bpx(tmp_path / "none" / "cell.json")
    locked = tmp_path / "locked.json"
    locked.write_text("mine")
    locked.chmod(stat.S_IRUSR)
    try:
        cell.to_bpx(locked)
    except InputError:
        assert locked.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["locked.json"]


def test_a_cell_put_together_in_python_can_be_written():
    def material(radius, potential):
        kinetics = ButlerVolmer(InsertionExchange(1e-5))
        D = Function.constant(1e-14, ("x", "T"))
        made = ActiveMaterial(radius, 1.5 / radius, 3e4, D, potential, kinetics)
        return replace(made, minimum_stoichiometry=0.1, maximum_stoichiometry=0.9)

    U = [Function.from_text(text, ("x", "T")) for text in ("0.3 - 0.2*x", "4.2 - x")]
    negative, positive = (Electrode(7e-5, {"": material(5e-6, u)}, 0.3, 0.2, 10.0) for u in U)
    salt = [Function.constant(v, ("c", "T")) for v in (0.3, 1.0, 3e-10)]
    cell = Cell(
        "mine", negative, Separator(2e-5, 0.5, 0.3), positive, CellElectrolyte(1000.0, *salt),
        0.1, 5.0, 2.5, 4.2, title="My cell", sources={"negative": "measured"},
    )  # fmt: skip
    document = cell.to_bpx()
    accepted_by_bpx(document)
    twin = read_document(document, "mine")
    assert twin == cell
    assert twin.sources == {"negative": "measured"}
