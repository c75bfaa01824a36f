"""I V = -dG/dt - dissipation, in every model, with every term from the fields; and each term by itself."""

import numpy as np
import pytest
from scipy.integrate import quad, simpson
from simple_cells import CELLS, full

import mubar
from mubar.core.constants import F, R
from mubar.models import MODELS
from mubar.models.inspection import Inspection

LAYERED = [name for name in MODELS if name != "single-particle"]
STEPS = ["Discharge at 1C for 8 minutes", "Rest for 2 minutes", "Charge at C/2 for 4 minutes (35 degC)"]


def terms(result, prefix):
    return {f.name: f.values for f in result.solution.fields() if f.name.startswith(prefix)}


def imbalance(result):
    """Largest error of the balance over the largest power."""
    found = terms(result, "power_")
    stored = sum(v for name, v in found.items() if name.startswith("power_storage"))
    lost = sum(v for name, v in found.items() if not name.startswith("power_storage"))
    power = result.current * result.voltage
    return np.abs(power - stored + lost).max() / np.abs(power).max()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", LAYERED)
def test_the_balance_closes(model, cell):
    result = mubar.simulate(CELLS[cell](), STEPS, model, soc=0.6)
    assert result.success
    assert imbalance(result) < 1e-6


def test_the_balance_closes_while_the_salt_is_used_up():
    assert imbalance(mubar.simulate(full(), "Discharge at 3C until 2.5 V")) < 1e-6


def test_profiles_add_up_to_the_totals():
    result = mubar.simulate(full(), "Discharge at 1C for 10 minutes")
    data, area = result.data, full().area
    dx = np.diff(np.concatenate([[0.0], _right_faces(data["x"].values)]))
    for name, total in (("electron", "electrons"), ("cation", "cations"), ("anion", "anions")):
        summed = area * (data[f"dissipation_{name}"].values * dx).sum(axis=1)
        np.testing.assert_allclose(summed, data[f"power_{total}"].values, rtol=1e-10, atol=1e-15)
    for side in ("negative", "positive"):
        here = dx[data["region"].values == side]
        for what in ("reaction", "diffusion"):
            summed = area * (data[f"dissipation_{what}_{side}"].values * here).sum(axis=1)
            np.testing.assert_allclose(summed, data[f"power_{what}_{side}"].values, rtol=1e-10)


def _right_faces(centres):
    right = [2.0 * centres[0]]
    for x in centres[1:]:
        right.append(2.0 * x - right[-1])
    return np.array(right)


@pytest.mark.parametrize("model", LAYERED)
def test_no_process_runs_uphill(model):
    """Second law: reactions, diffusion, electrons, and the ions together, at every place and time."""
    result = mubar.simulate(full(), STEPS, model, soc=0.6)
    found = terms(result, "dissipation_")
    ions = found.pop("dissipation_cation") + found.pop("dissipation_anion")
    for name, density in (*found.items(), ("ions", ions)):
        assert density.min() >= -1e-6 * max(density.max(), 1.0), name


def test_what_is_released_is_the_free_energy_of_the_lithium_and_the_salt():
    """∫ -dG/dt dt against G of the first and last states: integrals of -F U dx over particles (QUADPACK),
    and for this salt (thermodynamic factor 1) 2RT (c ln(c/c°) - c).
    """
    result = mubar.simulate(full(), "Discharge at C/2 for 20 minutes (10 second period)", rtol=1e-8)
    data, cell = result.data, full()
    dx = np.diff(np.concatenate([[0.0], _right_faces(data["x"].values)]))
    released = {n: simpson(v, x=result.time) for n, v in terms(result, "power_storage_").items()}
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    for g, side in enumerate(("negative", "positive")):
        material = getattr(cell, side).material
        shells = seen.structure.eq.pendants[g].shells.volumes
        content = cell.area * dx[data["region"].values == side] * material.surface_area_per_volume
        content = content * material.particle_radius * material.maximum_concentration  # times 1/3 in `shells`
        G = [
            sum(shells[k] * content[p] * energy(material, x) for (k, p), x in np.ndenumerate(x_s))
            for x_s in seen.particles(g)[[0, -1]]
        ]
        assert released[f"power_storage_{side}"] == pytest.approx(G[0] - G[1], rel=3e-4)
    c = data["c_e"].values[[0, -1]]
    g = 2.0 * R * 298.15 * (c * np.log(c / 1000.0) - c) * seen.rows["porosity"] * dx * cell.area
    assert released["power_storage_salt"] == pytest.approx(-np.diff(g.sum(axis=1))[0], rel=2e-2)


def energy(material, x):
    """-F ∫ U dx from 0.5, J/mol."""
    return -F * quad(lambda s: float(material.open_circuit_potential(s, 298.15)), 0.5, x)[0]


def test_a_single_particle_loses_what_its_overpotentials_say():
    """Without transport between the electrodes, the dissipation at surfaces is I (η_n - η_p)."""
    result = mubar.simulate(full(), "Discharge at 1C for 10 minutes", "spm")
    data = result.data
    eta = {side: data[f"overpotential_{side}"].values[:, 0] for side in ("negative", "positive")}
    lost = data["power_reaction_negative"] + data["power_reaction_positive"]
    np.testing.assert_allclose(lost, result.current * (eta["negative"] - eta["positive"]), rtol=1e-6)
    assert not data["power_cations"].values.any()


def test_ions_and_electrons_carry_the_current():
    result = mubar.simulate(full(), "Discharge at 1C for 10 minutes")
    data = result.data
    carried = (
        data["electron_current_density"] + data["cation_current_density"] + data["anion_current_density"]
    )
    expected = np.broadcast_to((result.current / full().area)[:, None], carried.shape)
    np.testing.assert_allclose(carried, expected, rtol=1e-12, atol=1e-12)
    separator = data["region"].values == "separator"
    assert np.abs(data["electron_current_density"].values[:, separator][:, :-1]).max() < 1e-9 * 50
