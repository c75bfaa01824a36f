"""I V = -dG/dt - dissipation, in every model, with every term from the fields; and each term by itself."""

import itertools

import numpy as np
import pytest
from scipy.integrate import quad, simpson, trapezoid
from simple_cells import CELLS, full

import mubar
from lfp_cells import KINDS, V0
from mubar.core.constants import F, R
from mubar.models import MODELS
from mubar.models.inspection import Inspection
from mubar.models.particles import AllenCahn, CahnHilliard, Homogeneous

DIFFUSIVE = {"cahn-hilliard", "layered-cahn-hilliard", "surface-diffusion", "fickian", "hysteretic", "noise"}
RESOLVED = [kind for kind in KINDS if kind != "homogeneous"]
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
@pytest.mark.parametrize("model", MODELS)
def test_the_balance_closes(model, cell):
    result = mubar.simulate(CELLS[cell](), STEPS, model, soc=0.6)
    assert result.success
    assert imbalance(result) < 1e-6


@pytest.mark.parametrize(
    ("model", "kind"),
    [*((model, "homogeneous") for model in MODELS), *itertools.product(["dfn", "single-particle"], RESOLVED)],
)
def test_the_balance_closes_with_particles_made_of_nodes(model, kind):
    mesh = {"mesh": mubar.Mesh(3, 2, 4, 4)} if model in ("dfn", "spme") else {}
    steps = [*STEPS, "Hold at 3.5 V for 5 minutes"]
    result = mubar.simulate(KINDS[kind](), steps, model, stoichiometries={"positive": 0.1}, **mesh)
    assert result.success
    found = terms(result, "power_")
    assert np.abs(found["power_storage_positive"]).max() > 1.0
    assert found["power_reaction_positive"].max() > 1e-3
    assert (found["power_diffusion_positive"].max() > 1e-9) == (kind in DIFFUSIVE)
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


@pytest.mark.parametrize("model", MODELS)
def test_no_process_runs_uphill(model):
    """Second law: reactions, diffusion, electrons, and the ions together, at every place and time."""
    result = mubar.simulate(full(), STEPS, model, soc=0.6)
    found = terms(result, "dissipation_")
    ions = [found.pop(f"dissipation_{each}") for each in ("cation", "anion") if model != "single-particle"]
    for name, density in (*found.items(), *([("ions", sum(ions))] if ions else [])):
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


@pytest.mark.parametrize("kind", ["homogeneous", "allen-cahn", "cahn-hilliard"])
def test_what_is_released_is_the_free_energy_of_phase_fields(kind):
    """∫ -dG/dt dt against G = Σ V [c_max g + B/2 (x - <x>)²] + κ/2 Σ (Δx)² of the first and last states,
    written down anew: the variational functional whose derivative μ is (Cahn & Hilliard 1958).
    """
    steps = ["Discharge at 1C for 15 minutes", "Rest for 5 minutes", "Discharge at C/2 for 10 minutes"]
    result = mubar.simulate(KINDS[kind](), steps, "single-particle", stoichiometries={"positive": 0.05},
                            rtol=1e-8, period=2.0)  # fmt: skip
    (released,) = (v for n, v in terms(result, "power_storage_").items() if n.endswith("positive"))
    data, cell = result.data, KINDS[kind]()
    particles, c_max = cell.positive.material.particles, cell.positive.material.maximum_concentration
    volume = cell.positive.active_fraction * cell.positive.thickness * cell.area
    G = np.zeros(2)
    for p, size in enumerate(data["size_positive"].values):
        x = data["filling_positive"].values[[0, -1], p, None]
        if kind != "homogeneous":
            x = data["stoichiometry_positive"].values[[0, -1], p]
            x = x[:, np.isfinite(x[0])]
        G += volume * float(data["share_positive"][p]) * density(particles, size, x, c_max)
    inside = trapezoid(released, result.time)
    assert abs(inside) > 1000.0
    apart = V0 * F * c_max * volume * np.ptp(data["filling_fraction_positive"].values[[0, -1]])
    assert abs(inside - apart) > 1e-3 * apart  # beyond what the plateau gives
    assert inside - apart == pytest.approx(G[0] - G[1] - apart, abs=3e-3 * abs(inside - apart))


def density(kind, size, x, c_max):
    """Free energy over volume of a particle with the nodes ``x`` (2, n), J/m³."""
    n = x.shape[1]
    volume, wetted = np.full(n, 1.0 / n), np.zeros(2)
    if isinstance(kind, CahnHilliard):  # a sphere; nodes at both ends
        h = 1.0 / (n - 1)
        faces = 1.0 - h * (np.arange(n - 1) + 0.5)
        volume = -np.diff(np.concatenate([[1.0], faces**3, [0.0]]))
        steps = 3.0 * faces**2 / (h * size**2)
    else:
        steps = np.full(n - 1, n / size**2)
    uniform = kind.host.gibbs(x, 298.15) @ volume * c_max
    if isinstance(kind, Homogeneous):
        return uniform
    mean = (x @ volume)[:, None]
    if isinstance(kind, AllenCahn):
        wetted = (n / size**2) * ((kind.wetting - x[:, [0, -1]]) ** 2).sum(axis=1)
    gradient = 0.5 * kind.gradient_energy * (np.diff(x, axis=1) ** 2 @ steps + wetted)
    return uniform + gradient + 0.5 * kind.coherency * (x - mean) ** 2 @ volume


# the potential of a hysteretic particle is no derivative of an energy
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "hysteretic"])
def test_no_process_in_a_phase_field_runs_uphill(kind):
    result = mubar.simulate(KINDS[kind](), STEPS, "single-particle", stoichiometries={"positive": 0.1})
    for name, density in terms(result, "dissipation_").items():
        assert density.min() >= -1e-6 * max(density.max(), 1.0), name


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
