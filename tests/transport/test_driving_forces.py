"""Temperature gradients, flow, induction, drift and diffusion; the thermodynamic factor from points."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Pitzer, Salt
from mubar.transport import (
    OnsagerMatrix,
    ThermoelectricMatrix,
    advected_currents,
    drift_diffusion,
    induced_emf,
    loop_current,
    molar_factor,
    species_conductivities,
    thermodynamic_factor_of,
)

T = 310.0
SIGMA = OnsagerMatrix([[0.6, -0.2], [-0.2, 1.1]], [1, -1])
CROSSED = ThermoelectricMatrix(SIGMA, [4e-5, -2.5e-4], 0.5, T)


# temperature gradients --------------------------------------------------------------------------------------
def test_kelvin():
    """Heat carried by a current at uniform T, over that current: T times what ∇T drives the ion with."""
    E = np.array([2.0, -1.0])
    J, q = CROSSED.fluxes(-E, 0.0)
    assert q == pytest.approx(T * J @ CROSSED.seebeck, rel=1e-12)
    stopped, _ = CROSSED.fluxes(-CROSSED.seebeck * 7.0, 7.0)
    np.testing.assert_allclose(stopped, 0.0, atol=1e-15)
    np.testing.assert_allclose(CROSSED.extended(), CROSSED.extended().T)


def test_entropy_is_produced():
    """J·(-∇V) + q (-∇T/T) >= 0 for any forces; k is the heat conducted without currents."""
    rng = np.random.default_rng(1)
    for _ in range(20):
        dV, dT = rng.normal(size=2), 1e3 * rng.normal()
        J, q = CROSSED.fluxes(dV, dT)
        assert -J @ dV - q * dT / T >= 0.0
    _, q = CROSSED.fluxes(-CROSSED.seebeck * 3.0, 3.0)
    assert q == pytest.approx(-0.5 * 3.0, rel=1e-9)


def test_there_and_back():
    back = ThermoelectricMatrix.from_extended(CROSSED.extended(), [1, -1], T)
    np.testing.assert_allclose(back.seebeck, CROSSED.seebeck, rtol=1e-12)
    assert back.thermal_conductivity == pytest.approx(0.5, rel=1e-9)
    broken = CROSSED.extended()
    broken[0, -1] *= 1.01
    with pytest.raises(InputError, match="Kelvin"):
        ThermoelectricMatrix.from_extended(broken, [1, -1], T)
    consuming = CROSSED.extended()
    consuming[-1, -1] = 0.0
    with pytest.raises(InputError, match="thermal conductivity"):
        ThermoelectricMatrix.from_extended(consuming, [1, -1], T)
    with pytest.raises(InputError, match="for each ion"):
        ThermoelectricMatrix(SIGMA, [1e-4], 0.5, T)


def test_first_a_voltage_then_a_concentration():
    """Uniform solution: one ∇φ for both ions stops the current. Steady state: a salt gradient stops both."""
    dT = 100.0
    J, _ = CROSSED.fluxes(np.full(2, -CROSSED.initial_seebeck() * dT), dT)
    assert J.sum() == pytest.approx(0.0, abs=1e-15)
    assert np.abs(J).max() > 1e-4
    salt, chi = Salt("Li+", "PF6-"), 2.2
    dlnc = -CROSSED.soret_coefficient(salt, chi) * dT
    dV_minus = -CROSSED.seebeck[1] * dT
    J, _ = CROSSED.fluxes([dV_minus + 2 * R * T * chi / F * dlnc, dV_minus], dT)
    np.testing.assert_allclose(J, 0.0, atol=1e-14)
    with pytest.raises(InputError, match="charges"):
        CROSSED.soret_coefficient(Salt("Ca+2", "Cl-"), 1.0)


# flow, induction, drift -------------------------------------------------------------------------------------
def test_flow_carries_no_net_current():
    J = advected_currents([2, -1], [500.0, 1000.0], np.array([1e-3, -2e-3]))
    np.testing.assert_allclose(J[0], 2 * F * 500.0 * np.array([1e-3, -2e-3]))
    np.testing.assert_allclose(J.sum(axis=0), 0.0, atol=1e-9)


def test_drift_and_diffusion_are_one_current():
    """Their sum is -σ ∇V; at equilibrium, ∇φ = -RT/(zF) ∇ln c, both remain and cancel."""
    z, c, D, dphi, dc = -2, 300.0, 8e-10, 1.3, 2e4
    parts = drift_diffusion(z, c, D, T, dphi, dc)
    dV = dphi + R * T / (z * F) * dc / c
    assert sum(parts) == pytest.approx(-species_conductivities([z], [c], [D], T)[0] * dV, rel=1e-12)
    still = drift_diffusion(z, c, D, T, -R * T / (z * F) * dc / c, dc)
    assert abs(still.drift) > 1.0
    assert sum(still) == pytest.approx(0.0, abs=1e-12 * abs(still.drift))


def test_a_ring_in_a_changing_field():
    """Two halves of different κ carry one current; the drops of E l add up to the emf, those of V to zero."""
    emf = induced_emf(-2e-3)
    lengths, areas, kappa = np.array([0.1, 0.1]), np.array([1e-4, 1e-4]), np.array([1.0, 4.0])
    current = loop_current(emf, lengths, areas, kappa)
    assert emf == 2e-3
    drops = current * lengths / (kappa * areas)
    assert drops.sum() == pytest.approx(emf, rel=1e-14)
    assert (drops - emf * lengths / lengths.sum()).sum() == pytest.approx(0.0, abs=1e-18)
    with pytest.raises(InputError):
        loop_current(emf, [0.1], [0.0], [1.0])


# activity data ----------------------------------------------------------------------------------------------
def test_factor_from_points_of_a_known_salt():
    """NaCl by Pitzer, ln γ± at 25 amounts: χ between them to 1e-3."""
    salt = Pitzer.for_salt("Na+", "Cl-")
    m = np.linspace(0.05, 2.0, 25) ** 2
    at = np.array([0.01, 0.3, 1.1, 2.7])
    found = thermodynamic_factor_of(m, salt.log_gamma(m, 298.15), at)
    np.testing.assert_allclose(found, salt.thermodynamic_factor(at, 298.15), atol=1e-3)


def test_factor_on_the_molar_scale():
    """Constant volumes, the slope of ln c_0 over ln c by difference: dln m = dln c (1 - dln c_0/dln c)."""
    V0, V, c = 18.07e-6, 27e-6, 1500.0
    c0 = (1 - V * c) / V0
    step = 1e-6
    slope = (np.log((1 - V * c * (1 + step)) / V0) - np.log((1 - V * c * (1 - step)) / V0)) / (2 * step)
    assert molar_factor(1.3, c0, V0) == pytest.approx(1.3 * (1 - slope), rel=1e-8)


def test_bad_points():
    for amounts, logs, at in (
        ([1.0, 2.0, 3.0], [0.0] * 3, 2.0),
        ([1.0, 2.0, 3.0, -4.0], [0.0] * 4, 2.0),
        ([1.0, 2.0, 3.0, 4.0], [0.0] * 3, 2.0),
        ([1.0, 2.0, 3.0, 4.0], [0.0] * 4, 5.0),
        ([1.0, 3.0, 2.0, 4.0], [0.0] * 4, 2.0),
    ):
        with pytest.raises(InputError):
            thermodynamic_factor_of(amounts, logs, at)
