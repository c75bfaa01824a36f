"""Thermal noise: equipartition in particles and in their waves, seeds, and what it leaves alone."""

import numpy as np
import pytest

import mubar
from lfp_cells import C_MAX, HOST, V0, lfp
from mubar.core.constants import N_A, F, R
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, InsertionExchange
from mubar.materials.noise import Langevin
from mubar.materials.population import Sizes
from mubar.materials.shapes import Platelet, Sphere
from mubar.models import SingleParticle
from mubar.models.inspection import Inspection
from mubar.models.particles import ContactChain, Homogeneous, LayeredHomogeneous, SurfaceDiffusion
from mubar.thermo import RegularSolution, TwoSublattice

T = 298.15
ONE_WELL = RegularSolution(omega=3000.0, mu0=-V0 * F)
RATE = {"positive.kinetics": ButlerVolmer(InsertionExchange(2e-6))}
RUN = {"model": SingleParticle(), "rtol": 1e-5, "atol": 1e-7, "temperature": T}


def held(kind, noise, sizes, seconds=2000.0, **changes):
    """Filled fractions, (rows, particles), while V_e - V_Li is held at its value of half filling."""
    cell = lfp(kind, Sizes(sizes), **RATE, **{"positive.noise": noise}, **changes)
    result = mubar.simulate(cell, f"Hold at {V0} V for {seconds} s", stoichiometries={"positive": 0.5},
                            period=10.0, **RUN)  # fmt: skip
    assert result.success
    return result, {f.name: f.values for f in result.solution.fields()}["filling_positive"]


@pytest.mark.parametrize("kind", [
    Homogeneous(ONE_WELL, Sphere()),
    LayeredHomogeneous(TwoSublattice(omega_a=1500.0, omega_b=0.0, omega_c=0.0, mu0=-V0 * F), Sphere()),
])  # fmt: skip
def test_particles_share_energy_equally(kind):
    """At a given voltage <δx²> = k_B T/G'', G'' = c_max V ∂μ/∂x, and the mean stays where it is.

    Two layers of half the sites each, independent here, fluctuate together as their mean does.
    """
    radius = 10e-9
    _, x = held(kind, Langevin(1.0, 2000.0, seed=1, values=2**20), np.full(100, radius))
    x = x[20:]
    stiffness = 4.0 * R * T - 2.0 * getattr(kind.host, "omega", getattr(kind.host, "omega_a", 0.0))
    expected = R * T / (N_A * C_MAX * 4.0 / 3.0 * np.pi * radius**3 * stiffness)
    assert x.mean() == pytest.approx(0.5, abs=4.0 * np.sqrt(expected / 2000.0))
    assert np.mean((x - 0.5) ** 2) == pytest.approx(expected, rel=0.1)


def test_waves_share_energy_equally():
    """Along a face that exchanges nothing, every wave of an ideal host has <a²> = 2 x (1 - x)/N, N the sites;
    lithium stays what it is."""
    n, length = 8, 16e-9
    kind = SurfaceDiffusion(RegularSolution(omega=0.0, mu0=-V0 * F), Platelet(5e-9), gradient_energy=1e-18,
                            spacing=length / n, diffusivity=1e-18, wetting=0.5)  # fmt: skip
    cell = lfp(kind, Sizes(np.full(40, length)), **{
        "positive.noise": Langevin(0.3, 200.0, seed=2, values=2**20),
        "positive.kinetics": ButlerVolmer(InsertionExchange(1e-13)),
    })  # fmt: skip
    result = mubar.simulate(cell, "Rest for 200 s", stoichiometries={"positive": 0.5}, period=2.0, **RUN)
    assert result.success
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    x = seen.structure.pendant(seen.states, 0)[25:, -1].reshape(-1, n, 40)
    np.testing.assert_allclose(x.mean(axis=1), 0.5, atol=1e-4)
    place = (np.arange(n) + 0.5) / n
    sites = N_A * C_MAX * length**2 * 5e-9
    for k in (2, 3):
        wave = np.cos(k * np.pi * place)
        amplitude = np.einsum("tnp,n->tp", x, wave) / (wave @ wave)
        assert np.mean(amplitude**2) == pytest.approx(2.0 * 0.25 / sites, rel=0.15)


def test_seeds_and_steps():
    """The same seed gives the same; more accurate steps give the same; after its duration there is none."""
    noise = Langevin(5.0, 100.0, seed=3)
    runs = {}
    for name, given, rtol in (("one", noise, 1e-6), ("again", noise, 1e-6), ("finer", noise, 1e-8),
                              ("other", Langevin(5.0, 100.0, seed=4), 1e-6)):  # fmt: skip
        cell = lfp(Homogeneous(ONE_WELL), Sizes([10e-9, 15e-9]), **RATE, **{"positive.noise": given})
        result = mubar.simulate(cell, [f"Hold at {V0} V for 60 s", f"Hold at {V0} V for 1000 s"],
                                stoichiometries={"positive": 0.5}, period=10.0,
                                **{**RUN, "rtol": rtol, "atol": 0.1 * rtol})  # fmt: skip
        runs[name] = {f.name: f.values for f in result.solution.fields()}["filling_positive"]
    np.testing.assert_array_equal(runs["one"], runs["again"])
    apart = np.ptp(runs["one"], axis=0).max()
    np.testing.assert_allclose(runs["finer"], runs["one"], atol=1e-2 * apart)
    assert abs(runs["other"] - runs["one"]).max() > 0.3 * apart
    assert abs(runs["one"][-1] - 0.5).max() < 1e-3 * apart


def test_a_discharge_in_a_chain_with_noise():
    """Noise and contacts together: lithium and charge stay in balance."""
    noise = Langevin(10.0, 1200.0, seed=5)
    cell = lfp(Homogeneous(HOST, Sphere()), Sizes([30e-9, 20e-9]),
               **{"positive.noise": noise, "positive.connection": ContactChain([2e-14, 1e-14])})  # fmt: skip
    result = mubar.simulate(cell, "Discharge at 1C for 20 minutes", stoichiometries={"positive": 0.02}, **RUN)
    assert result.success
    full = cell.positive.active_fraction * cell.positive.thickness * cell.area * C_MAX * F / 3600.0
    filled = {f.name: f.values for f in result.solution.fields()}["filling_fraction_positive"]
    np.testing.assert_allclose(filled - filled[0], result.discharge_capacity / full, atol=1e-12)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Langevin(0.0, 1.0), "time between"),
        (lambda: Langevin(1.0, 1.0, seed=0.5), "whole number"),
        (lambda: held(Homogeneous(ONE_WELL), Langevin(1.0, 1e6), [1e-8]), "random numbers"),
        (lambda: lfp(Homogeneous(HOST), None, **{"positive.noise": 3}), "Langevin"),
    ],
)
def test_bad_input(make, says):
    with pytest.raises(InputError, match=says):
        make()
