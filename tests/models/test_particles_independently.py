"""Particles' equations written down a second time, in plain NumPy, and integrated by SciPy's Radau."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.integrate import solve_ivp

import mubar
from lfp_cells import C_MAX, HOST, OMEGA, V0, lfp
from mubar.core.constants import F, R
from mubar.materials.population import Sizes
from mubar.materials.shapes import Plate, Platelet
from mubar.models import SingleParticle
from mubar.models.particles import AllenCahn, CahnHilliard

T, K0, BARRIER = 298.15, 0.16, 1e-9
RT = R * T


def uniform(x):
    """μ of the regular solution, J/mol, with the barrier that keeps particles from being empty or full."""
    return (
        -V0 * F
        + RT * np.log(x / (1.0 - x))
        + OMEGA * (1.0 - 2.0 * x)
        - F * BARRIER * (1.0 / x - 1.0 / (1.0 - x))
    )


def butler_volmer(V, mu, x):
    """j0 = k0 (1 - x) √a, a the whole activity exp((μ - μ°)/RT), the barrier not part of it."""
    eta = V + mu / F
    activity = np.exp((mu + V0 * F + F * BARRIER * (1.0 / x - 1.0 / (1.0 - x))) / RT)
    return 2.0 * K0 * (1.0 - x) * np.sqrt(activity) * np.sinh(F * eta / (2.0 * RT))


def allen_cahn(V, length, kappa, B, wetting, nodes, thickness) -> Callable:
    h = length / nodes

    def rates(_, x):
        around = np.concatenate([[wetting], x, [wetting]])
        curvature = (around[2:] - 2.0 * x + around[:-2]) / h**2
        mu = uniform(x) + (B * (x - x.mean()) - kappa * curvature) / C_MAX
        return -2.0 / thickness * butler_volmer(V, mu, x) / (F * C_MAX)

    return rates


def cahn_hilliard(V, length, kappa, D, nodes) -> Callable:
    """A plate's half from the surface on: half volumes at both ends."""
    h = length / (nodes - 1)
    volume = np.full(nodes, h)
    volume[[0, -1]] *= 0.5

    def rates(_, x):
        slopes = np.concatenate([[0.0], np.diff(x) / h, [0.0]])
        mu = uniform(x) - kappa * np.diff(slopes) / volume / C_MAX
        between = 0.5 * (x[1:] + x[:-1])
        flux = -D * between * (1.0 - between) * np.diff(mu) / (RT * h)
        entering = -butler_volmer(V, mu[0], x[0]) / (F * C_MAX)
        return -np.diff(np.concatenate([[entering], flux, [0.0]])) / volume

    return rates


START = 0.05
CASES = {  # kind, V, s, the second way
    "allen-cahn": (
        AllenCahn(HOST, Platelet(20e-9), gradient_energy=4e-9, coherency=2e7, spacing=5e-9),
        3.40,
        150.0,
        allen_cahn(3.40, 60e-9, 4e-9, 2e7, 0.98, 12, 20e-9),
    ),
    "cahn-hilliard": (
        CahnHilliard(HOST, Plate(), gradient_energy=4e-9, diffusivity=1e-14, spacing=5e-9),
        3.30,
        40.0,
        cahn_hilliard(3.30, 60e-9, 4e-9, 1e-14, 13),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_potential_step(name):
    """From uniform, through the spinodal, until there are two phases."""
    kind, V, seconds, rates = CASES[name]
    result = mubar.simulate(
        lfp(kind, Sizes([60e-9])), f"Hold at {V} V for {seconds} s", SingleParticle(),
        stoichiometries={"positive": START}, rtol=1e-9, atol=1e-11, temperature=T,
    )  # fmt: skip
    assert result.success
    found = {f.name: f.values for f in result.solution.fields()}["stoichiometry_positive"][:, 0]
    some = np.unique(np.linspace(0, len(found) - 1, 30).astype(int))
    start = np.full(found.shape[1], START)
    options = {"t_eval": result.time[some], "rtol": 1e-9, "atol": 1e-12}
    expected = solve_ivp(rates, (0.0, result.time[-1]), start, "Radau", **options).y.T
    assert np.ptp(expected[-1]) > 0.6
    np.testing.assert_allclose(found[some], expected, atol=2e-6)
