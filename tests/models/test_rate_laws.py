"""Every rate law in cells: alone and compiled it is the same law, from files too, and its data are data."""

import numpy as np
import pytest
from simple_cells import full

import mubar
from mubar import kinetics
from mubar.core.constants import F
from mubar.core.units import eV, kT
from mubar.kinetics import (
    CIET,
    ButlerVolmer,
    DensityOfStates,
    FilmResistance,
    InsertionExchange,
    Marcus,
    MarcusHushChidsey,
    Semiconductor,
)
from mubar.models import DFN, MODELS
from mubar.numerics import kernels

T = 298.15
LFP = 8.3 * kT(T)
INSERTION = InsertionExchange(2e-5)
LAWS = {
    "coupled": CIET(20.0, LFP),
    "metal": MarcusHushChidsey(20.0, 15.0 * kT(T)),
    "one level": Marcus(60.0, 10.0 * kT(T)),
    "semiconductor": CIET(300.0, LFP, Semiconductor(0.1 * eV, -0.05 * eV)),
    "points": CIET(30.0, LFP, DensityOfStates([-eV, 0.0, eV], [0.2, 1.0, 0.4]), w_O=1e3),
    "film": FilmResistance(ButlerVolmer(INSERTION), 2e-3),
    "film on coupled": FilmResistance(CIET(20.0, LFP), 2e-3),
    "linear": kinetics.Linear(INSERTION),
    "diode": kinetics.Diode(InsertionExchange(3e-4), 1.5),
    "phase field": kinetics.PhaseFieldMarcusHushChidsey(10.0, LFP, 5e3),
}


def with_law(law):
    return full().replace(**{"positive.kinetics": law})


@pytest.mark.parametrize("name", LAWS)
def test_discharge_obeys_the_law(name):
    """The states that compiled laws led to: evaluated on arrays there, the law carries the cell's current."""
    law, cell, model = LAWS[name], with_law(LAWS[name]), DFN()
    result = mubar.simulate(cell, "Discharge at 1C for 20 minutes", model, soc=0.9, rtol=1e-8, atol=1e-10)
    assert result.success
    data = result.data
    here = data.region.values == "positive"
    surface = data.c_s_positive.values[:, :, -1] / cell.positive.material.maximum_concentration
    c_plus, eta = data.c_e.values[:, here] / 1000.0, data.overpotential_positive.values
    j = law.current_density(eta, x=surface, c_plus=c_plus, T=T)
    widths = model.layers(cell, model.default_mesh).rows(cell)["dx"][here]
    carried = cell.area * cell.positive.material.surface_area_per_volume * (j * widths).sum(axis=1)
    np.testing.assert_allclose(carried[1:], -result.current[1:], rtol=1e-7)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_takes_them(model):
    for name in ("coupled", "points", "film on coupled"):
        steps = "Discharge at 1C for 5 minutes"
        assert mubar.simulate(with_law(LAWS[name]), steps, model, soc=0.6).success


def test_butler_volmer_comes_out_of_large_reorganization_energies():
    """With s = ½ its exchange current is that of insertion, k √(c_plus x (1 - x)), as η_f counts little."""
    unit = CIET(1.0, 1000.0 * kT(T), excluded_sites=0.5).exchange_current_density(0.5, 1.0, T)
    coupled = with_law(CIET(20.0 / unit, 1000.0 * kT(T), excluded_sites=0.5))
    rate = InsertionExchange(20.0 / (F * 0.5))
    steps = "Discharge at 1C for 20 minutes (60 second period)"
    a, b = (
        mubar.simulate(cell, steps, "spm", soc=0.9).voltage
        for cell in (coupled, with_law(ButlerVolmer(rate)))
    )
    np.testing.assert_allclose(a, b, atol=3e-4)


def test_a_film_costs_its_ohmic_drop():
    """A single particle's voltage falls by j R, whatever the law below."""
    steps = "Discharge at 1C for 5 minutes (60 second period)"
    for law in (ButlerVolmer(INSERTION), CIET(20.0, LFP)):
        bare = mubar.simulate(with_law(law), steps, "single-particle", soc=0.7)
        coated = mubar.simulate(with_law(FilmResistance(law, 5e-3)), steps, "single-particle", soc=0.7)
        j = bare.data.current_density_positive.values[1:, 0]
        np.testing.assert_allclose((coated.voltage - bare.voltage)[1:], 5e-3 * j, rtol=1e-4)


def test_numbers_and_densities_of_states_do_not_compile_again():
    steps = "Discharge at 1C for 1 second"
    mubar.simulate(with_law(LAWS["points"]), steps)
    mubar.simulate(with_law(LAWS["film on coupled"]), steps)
    before = len(kernels._loaded)
    other = DensityOfStates([-2 * eV, -eV, 0.1 * eV, eV], [0.1, 1.0, 3.0, 0.0])
    mubar.simulate(with_law(CIET(40.0, 9.0 * kT(T), other, 2.0, w_R=500.0)), steps)
    mubar.simulate(with_law(FilmResistance(CIET(33.0, 12.0 * kT(T)), 1e-3)), steps)
    mubar.simulate(with_law(LAWS["points"]), steps, temperature=310.0)
    assert len(kernels._loaded) == before


def test_temperature_reaches_the_tables():
    """A single particle carries its current at 318 K by the law on arrays at that temperature."""
    law, steps = LAWS["points"], "Discharge at 1C for 2 minutes"
    cell = with_law(law)
    result = mubar.simulate(cell, steps, "single-particle", soc=0.7, temperature=318.15, rtol=1e-8)
    data, material = result.data, cell.positive.material
    surface = data.c_s_positive.values[:, :, -1] / material.maximum_concentration
    c_plus, eta = cell.electrolyte.initial_concentration / 1000.0, data.overpotential_positive.values
    j = law.current_density(eta, x=surface, c_plus=c_plus, T=318.15)
    carried = cell.area * cell.positive.thickness * material.surface_area_per_volume * j[:, 0]
    np.testing.assert_allclose(carried[1:], -result.current[1:], rtol=1e-7)


def test_every_step_has_the_tables_of_its_temperature():
    """Three temperatures in one discharge, activation energy included: the law on arrays, at the
    temperature of each step, carries the cell's current at every state."""
    law, model = CIET(20.0, LFP, activation_energy=3e4, w_O=1e3), DFN()
    cell, temperatures = with_law(law), (288.15, 318.15, 298.15)
    steps = [f"Discharge at 1C for 4 minutes ({t - 273.15:g} degC)" for t in temperatures]
    result = mubar.simulate(cell, steps, model, soc=0.9, rtol=1e-8, atol=1e-10)
    assert result.success
    data = result.data
    here, step = data.region.values == "positive", data.step.values
    assert set(step) == {1, 2, 3}
    j = law.current_density(
        data.overpotential_positive.values,
        x=data.c_s_positive.values[:, :, -1] / cell.positive.material.maximum_concentration,
        c_plus=data.c_e.values[:, here] / 1000.0,
        T=np.array(temperatures)[step - 1][:, None],
    )
    widths = model.layers(cell, model.default_mesh).rows(cell)["dx"][here]
    carried = cell.area * cell.positive.material.surface_area_per_volume * (j * widths).sum(axis=1)
    within = np.append(True, np.diff(step) == 0) & (result.time > 0.0)
    np.testing.assert_allclose(carried[within], -result.current[within], rtol=1e-7)
    assert within.sum() > 20


@pytest.mark.parametrize("name", LAWS)
def test_from_a_cell_file(name, tmp_path):
    cell = mubar.load_cell("chen2020").replace(**{"positive.kinetics": LAWS[name]})
    path = tmp_path / "cell.json"
    cell.to_bpx(path)
    again = mubar.load_cell(path)
    assert again.positive.material.kinetics == LAWS[name]
