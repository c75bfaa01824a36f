"""What the parts of a result have to do with each other, and models with each other."""

import dataclasses

import numpy as np
import pytest
from simple_cells import CELLS, full, half

import mubar
from mubar.models import MODELS
from mubar.numerics.mesh import Mesh
from mubar.simulation.voltage_losses import volume_widths

TIGHT = {"rtol": 1e-8, "atol": 1e-10}


def material(cell, name):
    side, _, key = name.partition(".")
    return getattr(cell, side).materials[key]


def names_of(data, side):
    every = [str(n).removeprefix("overpotential_") for n in data if str(n).startswith("overpotential_")]
    return [n for n in every if n.partition(".")[0] == side]


# voltages ---------------------------------------------------------------------------------------------------
def electronic_drop(model, electrode, current, depth):
    """V_e between a collector, where all current is electronic, and ``depth`` into its electrode."""
    if model in ("spm", "single-particle"):
        return 0.0 * current
    # an even reaction takes the current up
    return current * (depth - 0.5 * depth**2 / electrode.thickness) / electrode.conductivity


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_terminal_voltage_is_the_difference_of_electron_voltages(model, cell):
    """V = V_e(L) - V_e(0) - I R; V_e(0) = 0."""
    made = CELLS[cell]().replace(**{"cell.contact_resistance": 3e-3})
    result = mubar.simulate(made, "Discharge at 1C for 10 minutes", model, soc=0.7, **TIGHT)
    data, current = result.data, result.current / made.area
    half_widths = 0.5 * volume_widths(data.x.values)
    end = data.V_e.values[:, -1] - electronic_drop(model, made.positive, current, half_widths[-1])
    np.testing.assert_allclose(end - result.current * made.contact_resistance, result.voltage, atol=1e-8)
    if names_of(data, "negative"):
        start = data.V_e.values[:, 0] + electronic_drop(model, made.negative, current, half_widths[0])
        np.testing.assert_allclose(start, 0.0, atol=1e-12)
    if model != "single-particle":
        against = data.voltage_positive_vs_reference - data.voltage_negative_vs_reference
        np.testing.assert_allclose(against, end, atol=1e-8)
        middle = np.interp(np.median(data.x[data.region == "separator"]), data.x, data.V_Li.values[-1])
        assert data.voltage_negative_vs_reference.values[-1] == pytest.approx(-middle, abs=1e-9)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_interfaces(model, cell):
    """V_e - V_Li = U(x_surface) + η, j is the rate law's at that η, all surfaces carry the current."""
    made = CELLS[cell]()
    result = mubar.simulate(made, "Discharge at 1C for 10 minutes", model, soc=0.7, **TIGHT)
    data, current = result.data, result.current / made.area
    for side, sign in (("negative", 1.0), ("positive", -1.0)):
        here = data.region.values == side
        dx = volume_widths(data.x.values)[here]
        carried = np.zeros_like(current)
        for name in names_of(data, side):
            m = material(made, name)
            eta, U, j = (
                data[f"{kind}_{name}"].values
                for kind in ("overpotential", "open_circuit_potential", "current_density")
            )
            surface = data[f"c_s_{name}"].values[:, :, -1] / m.maximum_concentration
            u, c = (data.V_e - data.V_Li).values[:, here], data.c_e.values[:, here] / 1000.0
            if model == "spme":  # its electrodes have one u and one c, the means
                mean = np.full((len(dx), len(dx)), dx / dx.sum()).T
                u, c = u @ mean, c @ mean
            np.testing.assert_allclose(u, U + eta, atol=1e-8 if model != "spme" else 2e-5)
            np.testing.assert_allclose(U, m.open_circuit_potential(surface, 298.15), atol=1e-12)
            law = m.kinetics.current_density(eta, x=surface, c_plus=c, T=298.15)
            np.testing.assert_allclose(j, law, rtol=1e-9, atol=1e-6 * abs(j).max())
            carried += m.surface_area_per_volume * j @ dx
        if names_of(data, side):
            np.testing.assert_allclose(carried, sign * current, rtol=1e-7)


def test_foil_obeys_its_rate_law():
    """In a half cell without transport V_Li lies below the metal by the η that drives the current."""
    cell = half()
    result = mubar.simulate(
        cell, ["Discharge at 1C for 5 minutes", "Charge at 2C for 2 minutes"], "spm", soc=0.5, **TIGHT
    )
    eta = -result.data.V_Li.values[:, 0]
    j = cell.negative.kinetics.current_density(eta, x=1.0, c_plus=1.0, T=298.15)
    np.testing.assert_allclose(j, result.current / cell.area, rtol=1e-9)


@pytest.mark.parametrize("model", MODELS)
def test_energy_is_the_integral_of_power(model):
    result = mubar.simulate(
        full(),
        ["Discharge at 1C for 10 minutes", "Charge at 1C for 5 minutes"],
        model,
        soc=0.7,
        rtol=1e-10,
        atol=1e-11,
    )
    power, t = result.voltage * result.current, result.time
    np.testing.assert_allclose(
        result.discharge_energy[-1], np.sum(np.diff(t) * (power[1:] + power[:-1])) / 7200.0, rtol=2e-6
    )
    exact = np.where(t <= 600.0, 5.0 * t, 3000.0 - 5.0 * (t - 600.0)) / 3600.0
    np.testing.assert_allclose(result.discharge_capacity, exact, atol=1e-12)


# protocols --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cell", ["full", "half", "blended"])
@pytest.mark.parametrize("model", MODELS)
def test_discharge_rest_and_charge_lead_back(model, cell):
    """The same charge in again and a long rest: every concentration and the voltage as before."""
    rest = "Rest for 100 hours"
    steps = [
        "Rest for 1 second",
        "Discharge at C/2 for 20 minutes",
        "Rest for 1 hour",
        "Charge at C/2 for 20 minutes",
        rest,
    ]
    result = mubar.simulate(CELLS[cell](), steps, model, soc=0.7, **TIGHT)
    assert result.success
    assert "ended" not in result.message
    assert result.voltage[-1] == pytest.approx(result.voltage[0], abs=1e-6)
    assert np.ptp(result.voltage) > 0.05
    for name in result.data:
        if str(name).startswith("c_"):
            values = result.data[name].values
            np.testing.assert_allclose(values[-1], values[0], rtol=1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_temperature_of_a_step(model):
    """Laws at each step's temperature, concentrations continuous; the same as two runs."""
    cell = CELLS["varying"]()
    cold, warm = "Discharge at 1C for 5 minutes (0 degC)", "Discharge at 1C for 5 minutes (45 degC)"
    both = mubar.simulate(cell, [cold, warm], model, soc=0.6, **TIGHT)
    data = both.data
    np.testing.assert_array_equal(np.unique(both.temperature[both.step == 1]), 273.15)
    np.testing.assert_array_equal(np.unique(both.temperature[both.step == 2]), 318.15)
    for side in ("negative", "positive"):
        for name in names_of(data, side):
            m = material(cell, name)
            surface = data[f"c_s_{name}"].values[:, :, -1] / m.maximum_concentration
            U = m.open_circuit_potential(surface, both.temperature[:, None])
            np.testing.assert_allclose(data[f"open_circuit_potential_{name}"].values, U, atol=1e-12)
    last = np.flatnonzero(both.step == 1)[-1]
    inside = data.c_s_positive.values
    np.testing.assert_array_equal(inside[last + 1], inside[last])
    assert both.voltage[last + 1] > both.voltage[last] + 0.02  # less polarised

    first = mubar.simulate(cell, cold, model, soc=0.6, **TIGHT)
    second = mubar.simulate(cell, warm, model, start=first, **TIGHT)
    np.testing.assert_allclose(second.voltage[-1], both.voltage[-1], atol=1e-7)


# models -----------------------------------------------------------------------------------------------------
def test_spme_lies_between():
    """LG M50 at 1C: nearer to the DFN than the SPM, by several times; and nearer still at C/10."""
    errors = {}
    for rate, minutes in (("C/10", 300), ("1C", 40)):
        steps = f"Discharge at {rate} for {minutes} minutes (60 second period)"
        dfn, spme, spm = (
            mubar.simulate(full(), steps, m, mesh=Mesh(20, 10, 20, 20)).voltage
            for m in ("dfn", "spme", "spm")
        )
        errors[rate] = [float(np.sqrt(np.mean((v - dfn) ** 2))) for v in (spme, spm)]
    assert errors["1C"][0] < 0.15 * errors["1C"][1]
    assert errors["C/10"][0] < 0.15 * errors["C/10"][1]
    assert errors["C/10"][0] < 0.2 * errors["1C"][0]


@pytest.mark.parametrize("cell", ["full", "half"])
@pytest.mark.parametrize("model", MODELS)
def test_splitting_a_material_changes_nothing(model, cell):
    """Two identical materials with half the surface each."""
    made = CELLS[cell]()
    m = made.positive.material
    part = dataclasses.replace(m, surface_area_per_volume=0.5 * m.surface_area_per_volume)
    split = dataclasses.replace(
        made, positive=dataclasses.replace(made.positive, materials={"a": part, "b": part}), document=None
    )
    steps = "Discharge at 1C for 10 minutes (30 second period)"
    states = {"negative": 0.7} if not made.is_half_cell else {}
    run = {"rtol": 1e-10, "atol": 1e-12, "mesh": Mesh(5, 4, 5, 8)}
    one = mubar.simulate(made, steps, model, stoichiometries=states | {"positive": 0.5}, **run)
    two = mubar.simulate(
        split, steps, model, stoichiometries=states | {"positive.a": 0.5, "positive.b": 0.5}, **run
    )
    np.testing.assert_allclose(two.voltage, one.voltage, atol=1e-9)
    np.testing.assert_allclose(two.data["c_s_positive.b"].values, one.data.c_s_positive.values, rtol=1e-8)


# conventions ------------------------------------------------------------------------------------------------
@pytest.mark.filterwarnings("ignore::mubar.UnusualValueWarning")
def test_the_zero_of_potentials_costs_no_step():
    """A host's potential moved by 4 V moves the voltage by as much and nothing else, not even the steps."""

    def run(by):
        limits = {"lower_cutoff": 3.0 + by, "upper_cutoff": 4.3 + by, "nominal_capacity": 5.0}
        cell = mubar.load_cell("chen2020").half_cell("positive", **limits)
        U = cell.positive.material.reference_potential
        moved = cell.replace(**{"positive.open_circuit_potential": lambda x, T: U(x, T) + by})
        step = f"Discharge at 1C until {3.2 + by} V"
        return mubar.simulate(moved, step, stoichiometries={"positive": 0.3}, outputs=())

    here, there = run(0.0), run(4.0)
    assert here.statistics["steps"] == there.statistics["steps"] > 50
    np.testing.assert_allclose(there.time[:-1], here.time[:-1], rtol=1e-9)
    np.testing.assert_allclose(there.voltage[:-1] - 4.0, here.voltage[:-1], rtol=0, atol=1e-7)
