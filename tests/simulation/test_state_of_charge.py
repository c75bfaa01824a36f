"""Steps that end at a state of charge: the charge that has passed is that part of the cell's balance."""

import pytest

import mubar

MESH = mubar.Mesh(5, 3, 5, 6)


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("chen2020")


@pytest.mark.parametrize("model", ["dfn", "single-particle"])
def test_down_and_up_again(cell, model):
    steps = ["Discharge at 1C until 30% SOC", "Rest for 1 minute", "Charge at C/2 until 60% SOC"]
    result = mubar.simulate(cell, steps, model, soc=0.9, mesh=MESH)
    assert result.message == "the whole protocol was carried out"
    passed = result.discharge_capacity / cell.balance.capacity
    assert passed[result.step == 1][-1] == pytest.approx(0.6, abs=1e-6)
    assert passed[-1] == pytest.approx(0.3, abs=1e-6)


def test_counted_on_from_an_earlier_result(cell):
    first = mubar.simulate(cell, "Discharge at 1C until 50% SOC", mesh=MESH)
    then = mubar.simulate(cell, "Discharge at 1C until 20% SOC", start=first, mesh=MESH)
    assert then.discharge_capacity[-1] == pytest.approx(0.8 * cell.balance.capacity, rel=1e-6)


def test_of_a_half_cell_it_falls_as_the_electrode_is_filled(cell):
    half = cell.half_cell("negative")
    result = mubar.simulate(half, "Discharge at C/50 until 40% SOC", "single-particle", soc=0.7)
    assert result.discharge_capacity[-1] == pytest.approx(0.3 * half.balance.capacity, rel=1e-6)
    x = result.data.c_s_positive[-1].mean() / half.positive.material.maximum_concentration
    full, empty = half.balance.full["positive"], half.balance.empty["positive"]
    assert float(x) == pytest.approx(0.4 * full + 0.6 * empty, rel=0.02)


def test_by_the_electrode_that_limits(cell):
    """Where the windows disagree, full and empty are where the smaller one ends."""
    narrow = cell.replace(**{"positive.maximum_stoichiometry": 0.6})
    result = mubar.simulate(narrow, "Discharge at C/10 until 25% SOC", mesh=MESH)
    assert result.discharge_capacity[-1] == pytest.approx(0.75 * narrow.balance.passed("positive"), rel=1e-6)
    assert narrow.balance.passed("positive") < 0.7 * narrow.balance.passed("negative")


def test_what_holds_already_is_skipped(cell):
    result = mubar.simulate(cell, "Discharge at 1C until 80% SOC", soc=0.5, mesh=MESH)
    assert result.status == "nothing done"
    assert "state of charge limit 0.8 is met at its start" in result.message


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("Discharge at 1C until 120% SOC", "a state of charge from 0 to 1"),
        ("Rest until 20% SOC", "A rest passes no charge"),
        ("GITT", "A pulse is two steps"),
    ],
)
def test_what_is_written_otherwise(cell, step, said):
    with pytest.raises(mubar.InputError) as told:
        mubar.simulate(cell, step)
    assert said in str(told.value)


@pytest.mark.parametrize("value", [20, -0.1, float("nan"), "half"])
def test_the_object_is_held_to_its_bounds(value):
    with pytest.raises(mubar.InputError, match="from 0 to 1"):
        mubar.SOCCutoff(value)
