"""Particles of two layers against the host's equilibrium and against particles of one."""

import numpy as np
import pytest

import mubar
from lfp_cells import C_MAX, GRAPHITE, V0, lfp
from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, InsertionExchange
from mubar.materials.population import Sizes
from mubar.materials.shapes import Plate
from mubar.models import SingleParticle
from mubar.models.inspection import Inspection
from mubar.models.particles import (
    AllenCahn,
    Homogeneous,
    LayeredAllenCahn,
    LayeredCahnHilliard,
    LayeredHomogeneous,
)
from mubar.thermo import RegularSolution, TwoSublattice

T = 298.15
FAST = {"positive.kinetics": ButlerVolmer(InsertionExchange(1e-5))}
KAPPA, LENGTH, SPACING = 1e-8, 120e-9, 2e-9


def layers(result):
    """(unknowns, rows, nodes) of the only particle."""
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    return np.moveaxis(seen.structure.pendant(seen.states, 0), 1, 0)


THIN = {"gradient_energy": 4e-9, "coherency": 0.1e9, "spacing": 5e-9}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (lambda host: Homogeneous(host, Plate()), lambda host: LayeredHomogeneous(host, Plate())),
        (lambda host: AllenCahn(host, **THIN), lambda host: LayeredAllenCahn(host, **THIN, preference=0.0)),
    ],
)
def test_without_interaction_the_layers_are_one(one, two):
    ideal = {"mu0": -V0 * F}
    kinds = (
        one(RegularSolution(omega=4000.0, **ideal)),
        two(TwoSublattice(omega_a=4000.0, omega_b=0.0, omega_c=0.0, **ideal)),
    )
    runs = [
        mubar.simulate(lfp(kind, Sizes([80e-9, 50e-9]), **FAST), "Discharge at 2C for 20 minutes",
                       SingleParticle(), rtol=1e-8, atol=1e-9, period=30.0,
                       stoichiometries={"positive": 0.05})
        for kind in kinds
    ]  # fmt: skip
    np.testing.assert_allclose(runs[1].voltage, runs[0].voltage, atol=2e-7)


def test_slow_filling_follows_the_equilibrium_of_the_layers():
    """A particle without gradients at a small current: μ1 = μ2 = μ(x) of the host, staged layers included."""
    cell = lfp(LayeredHomogeneous(GRAPHITE, Plate()), Sizes([80e-9]), **FAST)
    result = mubar.simulate(cell, "Discharge at C/500 until 3.1 V", SingleParticle(), rtol=1e-6,
                            stoichiometries={"positive": 0.02})  # fmt: skip
    assert result.success
    x1, x2, x = (values[:, 0] for values in layers(result))
    np.testing.assert_allclose(x, 0.5 * (x1 + x2), atol=1e-10)
    inside = (x > 0.03) & (x < 0.97)
    np.testing.assert_allclose(result.voltage[inside], GRAPHITE(x[inside], T), atol=2e-3)
    half = np.argmin(abs(x - 0.5))
    assert x1[half] > 0.95  # stage 2: every other layer is full
    assert x2[half] < 0.05


@pytest.mark.parametrize(("minutes", "stage"), [(14, 0), (44, 1)])
def test_plateaus_are_common_tangents(minutes, stage):
    """Dilute stage 1 to stage 2, and stage 2 to stage 1; left alone, the particle's free energy falls."""
    kind = LayeredCahnHilliard(GRAPHITE, Plate(), gradient_energy=KAPPA, diffusivity=1e-14, spacing=SPACING)
    result = mubar.simulate(
        lfp(kind, Sizes([LENGTH]), **FAST), [f"Discharge at 1C for {minutes} minutes", "Rest for 2 hours"],
        SingleParticle(), stoichiometries={"positive": 0.02}, rtol=1e-6,
    )  # fmt: skip
    assert result.success
    tangents = GRAPHITE.tie_line_potentials(T)
    assert len(tangents) == 2
    assert result.voltage[-1] == pytest.approx(tangents[stage], abs=2e-5)
    _, _, x1, x2, _ = layers(result)
    alone = result.solution.step == 2
    energy = free_energy(x1[alone], x2[alone])
    assert energy[0] - energy[-1] > 1e-7 * C_MAX
    assert np.diff(energy).max() < 1e-8 * np.ptp(energy)


def free_energy(x1, x2):
    """J/m²: half of the sites in each layer, ``GRAPHITE`` per pair of them, a quarter of κ |∇x_i|² each."""
    weights = np.full(x1.shape[1], SPACING)
    weights[[0, -1]] *= 0.5
    mixing = sum(v * np.log(v) + (1.0 - v) * np.log(1.0 - v) for v in (x1, x2))
    a, b, c, mu0 = (getattr(GRAPHITE, name) for name in ("omega_a", "omega_b", "omega_c", "mu0"))
    e1, e2 = x1 * (1.0 - x1), x2 * (1.0 - x2)
    g = R * T * mixing + a * (e1 + e2) + b * x1 * x2 + c * e1 * e2 + mu0 * (x1 + x2)
    g -= 0.5e-4 * R * T * (x1 - x2)  # which layer fills first
    bent = sum((np.diff(v, axis=1) ** 2).sum(axis=1) for v in (x1, x2))
    return 0.5 * C_MAX * g @ weights + 0.25 * KAPPA * bent / SPACING


def test_their_host_has_layers():
    with pytest.raises(InputError, match="TwoSublattice"):
        LayeredHomogeneous(RegularSolution(omega=4000.0))
