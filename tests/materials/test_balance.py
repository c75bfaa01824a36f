"""Stoichiometries from charge, voltage and limits: lithium is conserved, materials share one potential."""

import numpy as np
import pytest
from documents import blend
from hypothesis import given, settings
from hypothesis import strategies as st

import mubar
from mubar.core.errors import InputError
from mubar.core.law import Function
from mubar.materials import balance as b
from mubar.materials.bpx import read_document
from mubar.materials.rest import Side

CELLS = mubar.list_cells()
T = 298.15


def capacity(cell, side):
    """Charge of a whole electrode, A h, from its definition."""
    e = getattr(cell, side)
    return sum(
        m.surface_area_per_volume * m.particle_radius / 3 * e.thickness * cell.area * m.maximum_concentration
        * 96485.33212331 / 3600
        for m in e.materials.values()
    )  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_lithium_is_conserved_along_the_charge(name):
    cell = mubar.load_cell(name)
    total = {
        soc: sum(capacity(cell, side) * b.at_soc(cell, soc)[side] for side in ("negative", "positive"))
        for soc in (0.0, 0.3, 1.0)
    }
    assert max(total.values()) - min(total.values()) < 1e-8 * total[1.0]
    assert cell.balance.lithium == pytest.approx(total[1.0], rel=1e-12)


@pytest.mark.parametrize("name", CELLS)
@settings(max_examples=25, deadline=None)
@given(soc=st.floats(0.0, 1.0))
def test_voltage_and_charge_are_inverse(name, soc):
    cell = mubar.load_cell(name)
    state = b.at_soc(cell, soc)
    voltage = b.open_circuit_voltage(cell, state)
    back = b.at_voltage(cell, voltage)
    assert b.open_circuit_voltage(cell, back) == pytest.approx(voltage, abs=1e-12)
    for key, x in state.items():
        assert 0.0 <= x <= 1.0
        if name != "marquis2019":  # its graphite potential is not strictly monotone
            assert back[key] == pytest.approx(x, abs=1e-9)


@pytest.mark.parametrize("name", CELLS)
def test_ends_solved_from_cutoffs_meet_them(name):
    cell = mubar.load_cell(name).replace(**{"cell.upper_cutoff": 3.55 if name == "prada2013" else 4.0})
    ends = b.balance(cell, by_windows=False)
    assert b.open_circuit_voltage(cell, ends.full) == pytest.approx(cell.upper_cutoff, abs=1e-12)
    assert b.open_circuit_voltage(cell, ends.empty) == pytest.approx(cell.lower_cutoff, abs=1e-12)
    assert ends.passed("negative") == pytest.approx(ends.passed("positive"), rel=1e-11)
    assert ends.lithium == pytest.approx(cell.balance.lithium, rel=1e-12)


def test_cyclable_lithium_serves_where_windows_are_not_given():
    cell = mubar.load_cell("chen2020")
    lithium = cell.balance.lithium
    open_ends = {
        f"{s}.{end}_stoichiometry": None for s in ("negative", "positive") for end in ("minimum", "maximum")
    }
    bare = cell.replace(**open_ends)
    with pytest.raises(InputError, match="no stoichiometry windows and no cyclable lithium"):
        b.at_soc(bare, 1.0)
    solved = bare.replace(**{"cell.cyclable_lithium": lithium})
    for soc in (0.0, 0.5, 1.0):
        for key, x in b.at_soc(solved, soc).items():
            assert x == pytest.approx(b.at_soc(cell, soc)[key], abs=1e-9)
    # with less lithium the negative is emptier at full charge
    less = bare.replace(**{"cell.cyclable_lithium": 0.9 * lithium})
    assert b.at_soc(less, 1.0)["negative"] < b.at_soc(cell, 1.0)["negative"]
    with pytest.raises(InputError, match=r"at most 14\.5599 A\.h"):
        b.at_soc(bare.replace(**{"cell.cyclable_lithium": 20.0}), 1.0)


def test_temperature_shifts_the_potentials_by_their_entropy():
    cell = mubar.load_cell("marquis2019")
    state = b.at_soc(cell, 0.6)
    n, p = cell.negative.material, cell.positive.material
    expected = b.open_circuit_voltage(cell, state) + 20.0 * (
        p.entropic_coefficient(state["positive"], T) - n.entropic_coefficient(state["negative"], T)
    )
    assert b.open_circuit_voltage(cell, state, 318.15) == pytest.approx(expected, abs=1e-12)


def test_materials_of_an_electrode_share_one_potential():
    cell = read_document(blend(), "blend")
    for soc in (0.1, 0.5, 0.9):
        state = b.at_soc(cell, soc)
        potentials = [
            cell.positive.materials[k].open_circuit_potential(state[f"positive.{k}"], T)
            for k in ("small", "Large ones")
        ]
        assert potentials[0] == pytest.approx(potentials[1], abs=1e-12)
        assert state["positive.small"] != pytest.approx(state["positive.Large ones"], abs=1e-3)
        voltage = b.open_circuit_voltage(cell, state)
        assert b.at_voltage(cell, voltage) == pytest.approx(state, abs=1e-9)
    # the electrode's lithium is what its windows hold, linearly between them
    contents = [sum(cell.balance.capacities[k] * s[k] for k in s if k.startswith("pos"))
                for s in (cell.balance.empty, b.at_soc(cell, 0.25), cell.balance.full)]  # fmt: skip
    assert contents[1] == pytest.approx(contents[0] + 0.25 * (contents[2] - contents[0]), rel=1e-12)


def test_equal_materials_fill_equally():
    """Two halves of one material are that material."""
    document = blend()
    particle = document["Parameterisation"]["Positive electrode"]["Particle"]
    particle["Large ones"]["OCP [V]"] = particle["small"]["OCP [V]"]
    whole, halves = mubar.load_cell("chen2020"), read_document(document, "halves")
    for soc in (0.0, 0.4, 1.0):
        x = b.at_soc(whole, soc)["positive"]
        state = b.at_soc(halves, soc)
        assert state["positive.small"] == pytest.approx(x, abs=1e-12)
        assert state["positive.Large ones"] == pytest.approx(x, abs=1e-12)


def test_materials_with_rising_potentials_cannot_share_one():
    document = blend()
    particle = document["Parameterisation"]["Positive electrode"]["Particle"]
    particle["small"]["OCP [V]"] = "3.4 + 0.1*log((1 - x)/x) + 0.25*(2*x - 1)"  # phase-separating
    with pytest.raises(InputError, match=r"positive\.small\.open_circuit_potential.*rises"):
        b.at_soc(read_document(document, "cell"), 0.5)


def test_a_material_whose_potentials_are_out_of_reach_stays_empty():
    """As silicon beside graphite near full charge: lithium goes where its potential is lowest."""
    document = blend()
    particle = document["Parameterisation"]["Positive electrode"]["Particle"]
    particle["small"]["OCP [V]"] = "1.5 - 0.1*x"
    cell = read_document(document, "cell")
    side = Side(cell, "positive", T)
    q = side.capacities
    large = cell.positive.materials["Large ones"].open_circuit_potential
    x = side.split(0.5 * q[1])
    assert x == pytest.approx([0.0, 0.5], abs=1e-8)
    assert float(side.potential(0.5 * q[1])) == pytest.approx(float(large(0.5, T)), abs=1e-6)


def test_what_cannot_be_reached_is_named():
    cell = mubar.load_cell("chen2020")
    with pytest.raises(InputError, match=r"voltage: found 4\.5 V, expected .* 2\.5 to 4\.2 V"):
        b.at_voltage(cell, 4.5)
    high = cell.replace(**{"cell.upper_cutoff": 6.0, "cell.lower_cutoff": 5.5})
    with pytest.raises(InputError, match=r"cell\.lower_cutoff: found 5\.5 V, .* reached: .* to .* V"):
        b.balance(high, by_windows=False)
    for soc, hint in (
        (50, "Give a fraction"),
        (-0.1, "from 0 to 1"),
        (float("nan"), "from 0 to 1"),
        ("full", "from 0 to 1"),
    ):
        with pytest.raises(InputError, match=hint):
            b.at_soc(cell, soc)
    with pytest.raises(InputError):
        b.at_voltage(cell, float("nan"))


def test_given_stoichiometries_are_checked():
    cell = mubar.load_cell("chen2020")
    assert b.given(cell, {"positive": 0.4, "negative": 0.5}) == {"negative": 0.5, "positive": 0.4}
    for wrong in ({"positive": 0.4}, {"positive": 0.4, "negative": 1.5}, {"positive": 0.4, "negativ": 0.5}):
        with pytest.raises(InputError):
            b.given(cell, wrong)


def test_disagreeing_windows_are_told():
    cell = mubar.load_cell("chen2020").replace(**{"negative.maximum_stoichiometry": 0.8})
    assert "The windows disagree: 4.5086 A.h in the negative, 5.1532 A.h in the positive." in str(
        cell.balance
    )
    assert cell.balance.capacity == pytest.approx(5.827615069 * (0.8 - 0.02634579027064577), rel=1e-9)
    assert "disagree" not in str(mubar.load_cell("chen2020").balance)


# half cells -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("side", ["negative", "positive"])
def test_half_cells_hold_one_electrode_against_lithium(side):
    cell = mubar.load_cell("chen2020")
    half = cell.half_cell(side)
    assert half.title == f"{cell.title}, {side} half cell"
    material = getattr(cell, side).material
    assert half.is_half_cell
    assert half.positive == getattr(cell, side)
    # discharging puts lithium in: full charge is the empty electrode
    assert b.at_soc(half, 1.0) == {"positive": material.minimum_stoichiometry}
    assert b.at_soc(half, 0.0) == {"positive": material.maximum_stoichiometry}
    end = material.open_circuit_potential(material.minimum_stoichiometry, T)
    assert half.upper_cutoff == pytest.approx(end, abs=1e-12)
    assert half.nominal_capacity == pytest.approx(cell.balance.capacity, rel=1e-9)
    middle = 0.5 * (half.upper_cutoff + half.lower_cutoff)
    assert material.open_circuit_potential(b.at_voltage(half, middle)["positive"], T) == pytest.approx(
        middle, abs=1e-12
    )
    solved = b.balance(half, by_windows=False)
    assert solved.full["positive"] == pytest.approx(material.minimum_stoichiometry, abs=1e-9)
    changed = half.replace(**{"positive.thickness": 5e-5, "negative.reaction_rate_constant": 1e-4})
    assert changed.negative.kinetics.exchange(0.5, 1.0, T) == pytest.approx(96485.33212331 * 1e-4)


def test_half_cell_limits_may_be_given_and_are_checked():
    cell = mubar.load_cell("chen2020")
    half = cell.half_cell("positive", lower_cutoff=3.0, upper_cutoff=4.25, nominal_capacity=5.0)
    assert (half.lower_cutoff, half.upper_cutoff, half.nominal_capacity) == (3.0, 4.25, 5.0)
    for options in ({"lower_cutoff": 5.0}, {"nominal_capacity": 0.0}):
        with pytest.raises(InputError):
            cell.half_cell("positive", **options)
    with pytest.raises(InputError, match="Did you mean 'positive'"):
        cell.half_cell("positve")
    with pytest.raises(InputError, match="porous electrode"):
        half.half_cell("negative")
    bare = cell.replace(**{"positive.minimum_stoichiometry": None})
    with pytest.raises(InputError, match="no stoichiometry window"):
        bare.half_cell("positive")
    assert (
        bare.half_cell("positive", lower_cutoff=3.5, upper_cutoff=4.2, nominal_capacity=5).upper_cutoff == 4.2
    )


def test_equilibrium_of_a_steep_potential_is_found():
    """Like LFP: steep at the ends, flat between; the cut-offs are met all the same."""
    U = Function.from_text("3.4 + 0.0257*log((1 - x)/x)*0.05 + 0.4*exp(-200*x) - 0.8*exp(-60*(1 - x))")
    cell = mubar.load_cell("prada2013").replace(**{"positive.open_circuit_potential": U})
    ends = b.balance(cell, by_windows=False)
    assert b.open_circuit_voltage(cell, ends.full) == pytest.approx(3.6, abs=1e-12)
    assert b.open_circuit_voltage(cell, ends.empty) == pytest.approx(2.0, abs=1e-12)


def test_a_cell_is_balanced_once():
    cell = mubar.load_cell("chen2020").replace(**{"negative.thickness": 8e-5})
    assert cell.balance is cell.balance
    assert np.isfinite(cell.balance.upper_voltage)
