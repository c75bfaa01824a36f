"""Band diagrams of runs: levels are the run's fields, films its diagrams, wrong requests are explained."""

from functools import cache

import numpy as np
import pytest

import mubar
from mubar.core.constants import F
from mubar.core.errors import InputError, UnknownNameError
from mubar.diagrams.bands import BandFilm, ImpliedLevel
from mubar.materials.particle_type import barrier
from mubar.materials.population import LogNormal
from mubar.models.particles import Homogeneous
from mubar.thermo import RegularSolution


@cache
def run(model="dfn", half=False):
    cell = mubar.load_cell("chen2020")
    cell = cell.half_cell("positive") if half else cell
    steps = ["Discharge at 1C for 10 minutes", "Rest for 2 minutes", "Charge at C/2 for 2 minutes"]
    return mubar.simulate(cell, steps, model, soc=0.8)


def trace(diagram, species, where):
    return next(t for t in diagram.traces if t.species == species and t.where.startswith(where))


def test_levels_are_the_fields():
    result = run()
    diagram, k = result.band_diagram(300.0), int(np.abs(result.time - 300.0).argmin())
    now = result.data.isel(time=k)
    assert diagram.time == result.time[k]
    ions = trace(diagram, "Li+", "electrolyte")
    np.testing.assert_array_equal(ions.V[1:-1], now["V_Li"].values)
    np.testing.assert_allclose(ions.x[1:-1], 1e6 * now["x"].values)
    positive = trace(diagram, "e-", "positive")
    assert positive.V[-1] == result.voltage[k]
    assert trace(diagram, "e-", "negative").V[0] == 0.0
    surface = trace(diagram, "Li+", "surface")
    eta = surface.V[1:-1] - now["V_Li"].values[: surface.V.size - 2]
    np.testing.assert_allclose(eta, now["overpotential_negative"].values, atol=1e-6)
    plating = next(t for t in diagram.traces if isinstance(t.kind, ImpliedLevel))
    np.testing.assert_array_equal(plating.V, [*ions.V[: plating.V.size - 1], plating.V[-1]])


def test_the_gaps_are_open_circuit_potentials_and_overpotentials():
    result = run()
    diagram, data = result.band_diagram(300.0), result.data.sel(time=300.0, method="nearest")
    for gap in diagram.gaps:
        side = "negative" if gap.x < 85.2 else "positive"
        name = ("open_circuit_potential_" if gap.label.startswith("U") else "overpotential_") + side
        i = int(np.abs(1e6 * data[f"x_{side}"].values - gap.x).argmin())
        assert gap.end - gap.start == pytest.approx(float(data[name][i]), abs=1e-6)


def test_the_power_balance_stands_beside():
    readings = {r.name: r.value for r in run().band_diagram(300.0).readings}
    assert readings["I·V"] == pytest.approx(readings["−dG/dt"] - readings["dissipation"], rel=1e-6)
    parts = [v for n, v in readings.items() if n not in ("I·V", "−dG/dt", "dissipation", "above plating")]
    assert sum(parts) == pytest.approx(readings["dissipation"], rel=1e-9)


def test_a_film_is_the_diagrams_of_all_times():
    result = run()
    film = result.band_film()
    assert np.array_equal(film.times, result.time)
    for k in (0, 17, result.time.size - 1):
        alone = result.band_diagram(result.time[k]).to_dict()
        frame = film.frame(k).to_dict()
        for changing in ("breaks",):  # one axis for the whole film
            alone.pop(changing), frame.pop(changing)
        assert frame == alone
    assert BandFilm.from_json(film.to_json()).to_json() == film.to_json()
    rounded = BandFilm.from_json(film.to_json(6)).frame(5)
    for a, b in zip(rounded.traces, film.frame(5).traces, strict=True):
        np.testing.assert_allclose(a.V, b.V, rtol=1e-5)


def test_the_anion_on_request():
    result = run()
    diagram = result.band_diagram(300.0, ["e-", "Li+", "X-"])
    salt = trace(diagram, "Li+", "electrolyte").V - trace(diagram, "X-", "electrolyte").V
    c = result.data["c_e"].sel(time=300.0, method="nearest").values
    np.testing.assert_allclose(
        salt[1:-1], 2 * 8.314462618 * 298.15 / 96485.33212 * np.log(c / 1000.0), rtol=1e-6
    )


def test_current_flows_down():
    discharging, charging = run().band_diagram(300.0), run().band_diagram(800.0)
    for diagram, sign in ((discharging, 1), (charging, -1)):
        (arrow,) = diagram.currents
        assert sign * (arrow.x_end - arrow.x_start) > 0.0
        assert arrow.V_end < arrow.V_start
    assert [r.direction for r in discharging.reactions] == [-1, 1]
    assert [r.direction for r in charging.reactions] == [1, -1]


@pytest.mark.parametrize(
    ("model", "half"),
    [("spm", False), ("spme", False), ("spme", True), ("spm", True), ("single-particle", True)],
)
def test_every_model_has_one(model, half):
    diagram = run(model, half).band_diagram(300.0)
    assert diagram.regions[0].name == ("bath" if model == "single-particle" else "Li" if half else "−")
    assert "dissipation" in {r.name for r in diagram.readings}


@cache
def population(model="dfn"):
    host = RegularSolution(omega=11177.0, mu0=-3.422 * F)
    cell = mubar.load_cell("chen2020").half_cell("positive", lower_cutoff=2.0, upper_cutoff=4.4)
    cell = cell.replace(**{
        "positive.particles": Homogeneous(host), "positive.population": LogNormal(1e-6, 3e-7, 6, seed=2)
    })  # fmt: skip
    mesh = {"mesh": mubar.Mesh(3, 4, 5, 4)} if model == "dfn" else {}
    return mubar.simulate(cell, "Discharge at C/2 for 40 minutes", model, soc=0.98, **mesh)


@pytest.mark.parametrize("model", ["dfn", "single-particle"])
def test_levels_of_a_population(model):
    """U of a homogeneous particle is its host's at its filled fraction; a volume shows ends and mean."""
    result = population(model)
    k = result.time.size // 2
    diagram, now = result.band_diagram(result.time[k]), result.data.isel(time=k)
    material = population(model).solution.profiles.cell.positive.material
    x = now["filling_positive"].values
    U = (material.particles.host(x, 298.15) + barrier(x)).reshape(-1, 6)
    assert np.ptp(U, axis=1).max() > 1e-3
    V_e = now["V_e"].values[now["region"].values == "positive"]
    surface = 3.0 * now["share_positive"].values.reshape(-1, 6) / now["size_positive"].values.reshape(-1, 6)
    mean = (U * surface).sum(axis=1) / surface.sum(axis=1)
    for where, expected in (("highest", U.min(axis=1)), ("lowest", U.max(axis=1)), ("mean", mean)):
        found = trace(diagram, "Li+", f"surfaces, {where}")
        np.testing.assert_allclose(found.V[1:-1], V_e - expected, atol=1e-9)
    readings = {r.name: r.value for r in diagram.readings}
    assert readings["I·V"] == pytest.approx(readings["−dG/dt"] - readings["dissipation"], rel=1e-6)
    if model == "dfn":
        fillings = next(p for p in diagram.below if p.y_label == "Filled fraction").curves
        each = now["filling_positive"].values.reshape(-1, 6)
        np.testing.assert_allclose(fillings[1].y, each.min(axis=1))
        np.testing.assert_allclose(fillings[2].y, each.max(axis=1))


def test_a_film_of_many_particles_is_as_small_as_one_of_few(tmp_path):
    film = population().band_film()
    assert max(np.size(t.values) / film.times.size for t in film.tracks) < 20
    film.save(tmp_path / "film.html")
    assert (tmp_path / "film.html").stat().st_size < 1e6


@pytest.mark.parametrize("time", [-1.0, 1e5, np.nan, "300", None, True])
def test_times_outside_the_run(time):
    with pytest.raises(InputError, match="within the run, from 0 to 840 s"):
        run().band_diagram(time)


def test_species_are_explained():
    with pytest.raises(InputError, match="Neutral species have no voltage"):
        run().band_diagram(300.0, ["e-", "H2O"])
    with pytest.raises(UnknownNameError, match="X-"):
        run().band_diagram(300.0, ["Na+"])
    with pytest.raises(InputError, match="a formula"):
        run().band_diagram(300.0, ["?"])


def test_a_run_without_profiles():
    bare = mubar.simulate("chen2020", "Discharge at 1C for 60 s", "spm", outputs=())
    with pytest.raises(InputError, match="all outputs"):
        bare.band_diagram(30.0)
