"""Models against solutions on paper."""

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import erfc
from simple_cells import CELLS, half

import mubar
from mubar.core.constants import F, R
from mubar.kinetics import RateLaw
from mubar.models import MODELS
from mubar.numerics.mesh import Chebyshev, Mesh

T = 298.15
TIGHT = {"rtol": 1e-9, "atol": 1e-11}
pytestmark = pytest.mark.filterwarnings("ignore::mubar.UnusualValueWarning")
"""Solutions on paper are of cells that nobody has."""


# rest -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_open_circuit_voltage_is_the_difference_of_potentials(model, cell):
    """V = U_p - U_n, and it stays."""
    made = CELLS[cell]()
    x = {"positive": 0.5, "positive.small": 0.5, "positive.large": 0.5, "negative": 0.7}
    given = {k: v for k, v in x.items() if k in made.balance.capacities}
    result = mubar.simulate(made, "Rest for 1 hour", model, stoichiometries=given)
    expected = next(iter(made.positive.materials.values())).open_circuit_potential(0.5, T)
    if not made.is_half_cell and model != "single-particle":
        expected = expected - made.negative.material.open_circuit_potential(0.7, T)
    np.testing.assert_allclose(result.voltage, expected, atol=1e-8)


# particles --------------------------------------------------------------------------------------------------
def sphere_with_constant_flux(rho, tau, terms=400):
    """(c - c0) D/(N R) at ρ = r/R, τ = D t/R² for the flux N into the sphere.

    J. Crank, The Mathematics of Diffusion (2nd ed., 1975), eq. 6.45.
    """
    near = [(n + 0.5) * np.pi for n in range(1, terms + 1)]
    alpha = np.array([brentq(lambda a: np.sin(a) - a * np.cos(a), a - 0.5, a + 1e-9) for a in near])
    rho, tau = np.asarray(rho, float)[None, :, None], np.asarray(tau, float)[:, None, None]
    waves = np.sinc(alpha * rho / np.pi) / (alpha * np.sin(alpha)) * np.exp(-(alpha**2) * tau)
    return 3.0 * tau[..., 0] + 0.5 * rho[..., 0] ** 2 - 0.3 - 2.0 * waves.sum(axis=-1)


@pytest.mark.parametrize("electrode", ["positive", "negative"])
def test_particle_follows_the_diffusion_series(electrode):
    """A single particle at constant current: second order in the shells, at the surface and inside."""
    cell = half(electrode)
    m = cell.positive.material
    D = float(m.diffusivity(0.5, T))
    current = 0.4 * cell.nominal_capacity / cell.area
    flux = current / (F * m.surface_area_per_volume * cell.positive.thickness)
    errors = []
    for shells in (20, 40, 80):
        steps = f"Discharge at {current * cell.area} A for 40 minutes (20 second period)"
        mesh = Mesh(1, 1, 1, shells)
        result = mubar.simulate(cell, steps, "single-particle", soc=0.9, mesh=mesh, **TIGHT)
        rho = result.data["r_positive"].values / m.particle_radius
        c = result.data["c_s_positive"].values[:, 0, :]
        late = result.time > 300.0
        exact = sphere_with_constant_flux(rho, D * result.time[late] / m.particle_radius**2)
        scaled = (c[late] - c[0]) * D / (flux * m.particle_radius)
        errors.append(np.abs(scaled - exact).max())
    assert errors[-1] < 2e-5  # of N R/D; the profile itself spans 0.5
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    np.testing.assert_allclose(orders, 2.0, atol=0.15)


# electrolyte ------------------------------------------------------------------------------------------------
def thick_separator():
    """A half cell with constant properties whose separator is so thick that the foil is alone."""
    return half().replace(
        **{
            "separator.thickness": 1.5e-3,
            "separator.porosity": 0.5,
            "separator.transport_efficiency": 0.35,
            "electrolyte.diffusivity": 3e-10,
            "electrolyte.conductivity": 10.0,
            "electrolyte.transference_number": 0.3,
            "cell.upper_cutoff": 9.0,
            "cell.contact_resistance": 0.0,
        }
    )


def near_the_foil(cell):
    """Effective diffusivity, the same over porosity, and salt flux per current density."""
    D = cell.separator.transport_efficiency * float(cell.electrolyte.diffusivity(1000.0, T))
    return D, D / cell.separator.porosity, (1.0 - float(cell.electrolyte.transference_number(1000.0, T))) / F


@pytest.mark.parametrize("model", ["dfn", "spme"])
def test_salt_before_the_foil_follows_the_error_function(model):
    """c - c0 = q/D_eff [2 √(αt/π) exp(-x²/4αt) - x erfc(x/2√(αt))], q = (1 - t_+) I/F."""
    cell = thick_separator()
    D, alpha, q_per_current = near_the_foil(cell)
    errors = []
    for volumes in (50, 100, 200):
        mesh = Mesh(1, volumes, 8, 12, spacing=Chebyshev())
        run = {"soc": 0.5, "mesh": mesh, "rtol": 1e-7}
        result = mubar.simulate(cell, "Discharge at 1C for 100 seconds (10 second period)", model, **run)
        q = q_per_current * result.current[0] / cell.area
        here = result.data.region.values == "separator"
        x, t = result.data.x.values[here][None, :], result.time[1:, None]
        exact = (
            q
            / D
            * (
                2.0 * np.sqrt(alpha * t / np.pi) * np.exp(-(x**2) / (4 * alpha * t))
                - x * erfc(x / (2 * np.sqrt(alpha * t)))
            )
        )
        before = x[0] < 0.75e-3  # the other half sees the electrode
        found = result.data.c_e.values[1:, here] - 1000.0
        errors.append(np.abs(found - exact)[:, before].max() / exact.max())
    assert errors[-1] < 2e-4
    np.testing.assert_allclose(np.log2(np.array(errors[:-1]) / errors[1:]), 2.0, atol=0.3)


@pytest.mark.parametrize("model", ["dfn", "spme"])
def test_sand_time(model):
    """Plating at constant current uses up the salt at the foil after τ = π/α (D_eff c0/2q)² (Sand 1901)."""
    cell = thick_separator()
    D, alpha, q_per_current = near_the_foil(cell)
    tau = 120.0
    current = 0.5 * D * 1000.0 * np.sqrt(np.pi / (alpha * tau)) / q_per_current
    mesh = Mesh(1, 300, 8, 12, spacing=Chebyshev())
    result = mubar.simulate(
        cell, f"Charge at {current * cell.area} A until 6 V", model, soc=0.5, mesh=mesh, rtol=1e-6
    )
    assert result.time[-1] == pytest.approx(tau, rel=3e-4)
    assert result.data.c_e.values[-1].min() > 0.0


# resistance at t = 0+ -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Linear(RateLaw):
    """j = g η"""

    g: float

    def current_density(self, eta, *, x, c_plus, T):
        return self.g * eta


def electrode_resistance(electrode, g, kappa):
    """Ω m² with linear kinetics (J. Newman, C. Tobias, J. Electrochem. Soc. 109 (1962) 1183)."""
    L, sigma = electrode.thickness, electrode.conductivity
    nu = L * np.sqrt(electrode.material.surface_area_per_volume * g * (1 / kappa + 1 / sigma))
    ratio = sigma / kappa + kappa / sigma
    return L / (kappa + sigma) * (1.0 + (2.0 + ratio * np.cosh(nu)) / (nu * np.sinh(nu)))


@pytest.mark.parametrize("cell", ["full", "half"])
def test_resistance_at_the_first_instant(cell):
    """Separator, contact, porous electrodes and foil before concentrations change; second order."""
    kappa, contact = 0.8, 2e-3
    laws = {"negative": Linear(30.0), "positive": Linear(4.0)}
    changes = {"electrolyte.conductivity": kappa, "cell.contact_resistance": contact}
    # t_+ = 1: no concentration at the foil but the bulk's
    changes |= {f"{side}.kinetics": law for side, law in laws.items()} | {
        "electrolyte.transference_number": 1.0,
        "cell.lower_cutoff": 0.1,  # below the first instant's drop, with which no step could begin
    }
    made = CELLS[cell]().replace(**changes)
    expected = contact * made.area + made.separator.thickness / (made.separator.transport_efficiency * kappa)
    for side, law in laws.items():
        electrode = getattr(made, side)
        if side == "negative" and made.is_half_cell:
            expected += 1.0 / law.g
        else:
            expected += electrode_resistance(electrode, law.g, electrode.transport_efficiency * kappa)
    errors = []
    for volumes in (10, 20, 40):
        run = {"soc": 0.5, "mesh": Mesh(volumes, volumes, volumes, 4)}
        rest, result = (
            mubar.simulate(made, step, **run)
            for step in ("Rest for 1 second", "Discharge at 1C for 1 second")
        )
        drop = rest.voltage[0] - result.voltage[0]
        errors.append(abs(drop * made.area / result.current[0] / expected - 1.0))

        # and the separator's part exactly
        here = result.data.region.values == "separator"
        V_Li, x = result.data.V_Li.values[0, here], result.data.x.values[here]
        slope = -result.current[0] / made.area / (made.separator.transport_efficiency * kappa)
        np.testing.assert_allclose(np.diff(V_Li), slope * np.diff(x), rtol=1e-9)
    assert errors[-1] < 3e-5
    np.testing.assert_allclose(np.log2(np.array(errors[:-1]) / errors[1:]), 2.0, atol=0.1)


# limits -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cell", ["full", "half", "blended"])
@pytest.mark.parametrize("model", ["dfn", "spme"])
def test_fast_transport_gives_the_single_particle_model(model, cell):
    """κ, σ and D without limits: V to a microvolt."""
    made = CELLS[cell]()
    sides = ["positive"] if made.is_half_cell else ["negative", "positive"]
    fast = {"electrolyte.conductivity": 1e6, "electrolyte.diffusivity": 1e-3} | {
        f"{s}.conductivity": 1e7 for s in sides
    }
    made = made.replace(**fast)
    steps = ["Discharge at 1C for 40 minutes (20 second period)", "Rest for 10 minutes (20 second period)"]
    single = mubar.simulate(made, steps, "spm", soc=0.95, mesh=Mesh(4, 4, 4, 12), **TIGHT)
    resolved = mubar.simulate(made, steps, model, soc=0.95, mesh=Mesh(4, 4, 4, 12), **TIGHT)
    np.testing.assert_allclose(resolved.voltage, single.voltage, atol=1e-6)


def test_foil_and_single_particle_add_up_to_the_half_cell():
    """SPM of a half cell: the particle in a bath less the overpotential of the metal."""
    rate = 1e-3
    cell = half().replace(**{"negative.reaction_rate_constant": rate})
    steps = "Discharge at 1C for 30 minutes (20 second period)"
    a, b = (mubar.simulate(cell, steps, model, soc=0.9, **TIGHT) for model in ("spm", "single-particle"))
    drop = R * T / F * 2 * np.arcsinh(cell.nominal_capacity / cell.area / (2 * F * rate))
    np.testing.assert_allclose(b.voltage - a.voltage, drop, atol=1e-8)
