"""Models from outside: names, cells they fit and don't, what their results hold."""

import json
from importlib.resources import files

import numpy as np
import pytest
from simple_cells import CELLS, full

import mubar
from mubar.core.errors import InputError, UnknownNameError
from mubar.models import MODELS, named, system
from mubar.numerics.mesh import Mesh


@pytest.fixture(scope="module")
def dry(tmp_path_factory):
    """LG M50 in a file for the single-particle model: no electrolyte, no separator, no porosities."""
    document = json.loads(files("mubar.materials.library").joinpath("chen2020.json").read_text("utf-8"))
    document["Header"]["Model"] = "SPM"
    parameters = document["Parameterisation"]
    del parameters["Electrolyte"], parameters["Separator"]
    for side in ("Negative electrode", "Positive electrode"):
        for field in ("Porosity", "Transport efficiency", "Conductivity [S.m-1]"):
            del parameters[side][field]
    path = tmp_path_factory.mktemp("cells") / "dry.json"
    path.write_text(json.dumps(document), "utf-8")
    return mubar.load_cell(str(path))


def test_a_cell_without_electrolyte_runs_where_none_is_needed(dry):
    steps = "Discharge at 1C for 20 minutes (60 second period)"
    for model in ("spm", "single-particle"):
        result, whole = (mubar.simulate(cell, steps, model, rtol=1e-8, atol=1e-10) for cell in (dry, full()))
        np.testing.assert_allclose(result.voltage, whole.voltage, atol=1e-7)
        assert set(result.data) == set(whole.data)


@pytest.mark.parametrize("model", ["dfn", "spme"])
def test_a_cell_without_electrolyte_is_refused_where_one_is_needed(dry, model):
    with pytest.raises(InputError, match="electrolyte") as caught:
        mubar.simulate(dry, "Discharge at 1C for 1 minute", model)
    assert "spm" in str(caught.value)


def test_unknown_model():
    with pytest.raises(UnknownNameError, match="spme"):
        named("smpe")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_fields(model, cell):
    """Every model shows the same things, on coordinates that fit, finite where there is something to show."""
    made = CELLS[cell]()
    result = mubar.simulate(made, "Discharge at 1C for 2 minutes", model, soc=0.6)
    data = result.data
    keys = [k for k in made.balance.capacities if model != "single-particle" or k.startswith("positive")]
    kinds = ("overpotential", "current_density", "open_circuit_potential", "c_s")
    assert {f"{kind}_{key}" for kind in kinds for key in keys} <= set(data)
    for key in keys:
        here = data.region.values == key.partition(".")[0]
        np.testing.assert_array_equal(data[f"x_{key}"].values, data.x.values[here])
        assert data[f"r_{key}"].values[-1] == pytest.approx(made_radius(made, key))
    for name in data:
        values = data[name].values
        if name == "V_e":
            values = values[:, data.region.values != "separator"]
            assert np.isnan(data.V_e.values[:, data.region.values == "separator"]).all()
        assert np.isfinite(np.asarray(values, float)).all(), name
        assert data[name].attrs["units"] is not None
        assert data[name].attrs["long_name"]
    if model != "single-particle":
        length = sum(
            getattr(made, s).thickness
            for s in ("separator", "positive", *(() if made.is_half_cell else ("negative",)))
        )
        assert 0.5 * length < data.x.values[-1] < length
        assert {"voltage_negative_vs_reference", "voltage_positive_vs_reference"} <= set(data)


def made_radius(cell, key):
    side, _, material = key.partition(".")
    return getattr(cell, side).materials[material].particle_radius


@pytest.mark.parametrize("model", ["spm", "single-particle"])
def test_lumped_models_take_only_the_shells_of_a_mesh(model):
    a, b = (
        mubar.simulate(full(), "Discharge at 1C for 5 minutes", model, mesh=Mesh(n, n, n, 15))
        for n in (1, 30)
    )
    np.testing.assert_array_equal(a.voltage, b.voltage)
    assert a.statistics["unknowns"] == b.statistics["unknowns"]


@pytest.mark.parametrize("model", MODELS)
def test_runs_go_on(model):
    """One run of two steps, and two runs of one."""
    steps = ["Discharge at 1C for 10 minutes", "Charge at C/2 for 5 minutes"]
    whole = mubar.simulate(full(), steps, model, soc=0.7, rtol=1e-8, atol=1e-10)
    first = mubar.simulate(full(), steps[0], model, soc=0.7, rtol=1e-8, atol=1e-10)
    second = mubar.simulate(full(), steps[1], model, start=first, rtol=1e-8, atol=1e-10)
    assert second.time[-1] == pytest.approx(whole.time[-1])
    np.testing.assert_allclose(second.voltage[-1], whole.voltage[-1], atol=1e-7)
    np.testing.assert_allclose(second.discharge_capacity[-1], whole.discharge_capacity[-1], rtol=1e-10)


@pytest.mark.parametrize("model", MODELS)
def test_controls_agree(model):
    """The current that a given voltage, power or resistance makes, given itself, makes that voltage."""
    cell, run = full(), {"soc": 0.7, "rtol": 1e-9, "atol": 1e-11}
    for step in (
        "Hold at 3.7 V for 5 minutes",
        "Discharge at 12 W for 5 minutes",
        "Discharge at 0.8 Ohm for 5 minutes",
    ):
        driven = mubar.simulate(cell, step, model, **run, period=1.0)
        assert driven.success, (step, driven.message)
        current, t = driven.current, driven.time
        v = {"W": 12.0 / current, "V": 3.7 + 0.0 * t, "O": 0.8 * current}[step.split()[3][0]]
        np.testing.assert_allclose(driven.voltage, v, rtol=1e-9)
        late = np.arange(150, 300)  # s; not where it is steep
        begin, current = t[late[0]], current[late]
        before = mubar.simulate(cell, step.replace("5 minutes", f"{begin} seconds"), model, **run)
        profile = mubar.Profile(times=t[late] - begin, values=current)
        again = mubar.simulate(cell, mubar.Step(profile), model, start=before, rtol=1e-9, atol=1e-11)
        np.testing.assert_allclose(again.voltage[-1], driven.voltage[late[-1]], atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_coarsest_mesh(model, cell):
    """One volume per layer and two shells: crude, but the same physics."""
    step = "Discharge at C/10 for 20 minutes"
    crude, fine = (
        mubar.simulate(CELLS[cell](), step, model, soc=0.6, mesh=m) for m in (Mesh(1, 1, 1, 2), None)
    )
    assert crude.voltage[-1] == pytest.approx(fine.voltage[-1], abs=0.01)


def test_structures_kept_ready_are_bounded_and_those_in_use_stay(monkeypatch):
    """A script that makes laws or meshes without end doesn't fill the memory."""
    monkeypatch.setattr(system, "_KEPT", 2)
    monkeypatch.setattr(system, "_compiled", type(system._compiled)())

    def made(shells):
        return system.compiled(MODELS["single-particle"](), full(), Mesh(1, 1, 1, shells))

    first, second = made(4), made(5)
    assert made(4) is first  # used more lately than the second
    made(6)
    assert len(system._compiled) == 2
    assert made(4) is first
    assert made(5) is not second
