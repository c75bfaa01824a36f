"""The landscape of coupled ion-electron transfer: closed forms, and searches that don't know them.

Closed forms for penalties linear in ξ: D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, section
4.2, written for a finite overpotential.
"""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import approx_fprime, fsolve, minimize

from mubar.core.constants import F
from mubar.core.data import C2
from mubar.core.errors import InputError
from mubar.core.law import Function
from mubar.core.units import kT
from mubar.kinetics import MarcusHushChidsey
from mubar.kinetics.fermi_dirac import electrons
from mubar.kinetics.landscape import (
    Landscape,
    LinearPenalty,
    QuadraticPenalty,
    WellPenalty,
    steepest_path,
    transition_state,
    transition_states,
)

K = kT(298.15)
ETA = np.array([-31.0, -14.0, -11.9, -7.0, -0.5, 0.0, 2.5, 8.0, 11.9, 13.0, 24.0])
"""Formal overpotentials in k_BT/e; 12 k_BT is the attraction below."""


def linear(lam=8.0, energy=12.0):
    return Landscape.symmetric(LinearPenalty(energy * K), lam * K)


def asymmetric():
    """Neither quadratic nor each other's mirror image."""
    return Landscape(
        lambda xi: K * (7.0 * xi**2 + 6.0 * (1.0 - np.cos(2.0 * xi))),
        lambda xi: K * (np.exp(2.2 * (1.0 - xi)) - 1.0),
        9.0 * K,
    )


def volts(eta):
    return eta * K / F


# closed forms -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("eta", ETA)
def test_linear_penalties_have_the_closed_forms(eta):
    lam, energy = 8.0, 12.0
    found = transition_state(linear(lam, energy), volts(eta))
    xi = np.clip(0.5 * (1.0 + eta / energy), 0.0, 1.0)
    assert found.ion == pytest.approx(xi, abs=1e-12)
    assert found.polarization == pytest.approx(0.5 + (eta + energy * (1 - 2 * xi)) / (2 * lam), abs=1e-12)
    if abs(eta) <= energy:
        barrier = lam / 4 + energy / 2 + eta / 2
    elif eta < 0:
        barrier = (lam + eta + energy) ** 2 / (4 * lam)
    else:
        barrier = energy + (lam + eta - energy) ** 2 / (4 * lam)
    assert found.barrier / K == pytest.approx(barrier, rel=1e-12)
    assert found.pinned == (abs(eta) > energy)


@pytest.mark.parametrize("lam", [0.5, 8.0, 60.0])
def test_limited_by_ion_transfer_it_is_butler_volmer(lam):
    """Barriers of both directions that change by ±½Fη whatever λ is: α = ½ over the whole range |η_f| <
    ΔE/F.
    """
    land = linear(lam, 20.0)
    rate = []
    for eta in (-15.0, -3.0, 9.0, 19.0):
        state = transition_state(land, volts(eta))
        assert state.transfer_coefficient == pytest.approx(0.5, abs=1e-12)
        assert state.ion_barrier / K == pytest.approx(10.0 + eta / 2, rel=1e-12)
        rate.append(-state.barrier / K + eta / 2)
    np.testing.assert_allclose(rate, -(lam / 4 + 10.0), rtol=1e-12)


@pytest.mark.parametrize("eta", ETA)
def test_limited_by_electron_transfer_it_is_marcus(eta):
    """No attraction: (λ + Fη_f)²/4λ at every place of the ion, inverted beyond |Fη_f| = λ."""
    state = transition_state(linear(8.0, 0.0), volts(eta))
    assert state.barrier / K == pytest.approx((8.0 + eta) ** 2 / 32.0, rel=1e-12)
    assert state.inverted == (abs(eta) > 8.0)
    assert state.transfer_coefficient == pytest.approx(0.5 + eta / 16.0, abs=1e-13)
    nearly = transition_state(linear(8.0, 1e-3), volts(eta))
    # attraction moves the barrier by less than itself times max(1, |α|)
    assert nearly.barrier / K == pytest.approx((8.0 + eta) ** 2 / 32.0, abs=2.5e-3)


@pytest.mark.parametrize("eta", [-9.0, 0.0, 4.0, 13.0])
def test_a_harmonic_ion_adds_its_energy_to_the_reorganization_energy(eta):
    """Two harmonic coordinates: R. A. Marcus, J. Chem. Phys. 24 (1956) 966, with λ + ΔE."""
    state = transition_state(Landscape.symmetric(QuadraticPenalty(12.0 * K), 8.0 * K), volts(eta))
    assert state.barrier / K == pytest.approx((20.0 + eta) ** 2 / 80.0, rel=1e-12)
    assert state.polarization == pytest.approx(0.5 + eta / 40.0, abs=1e-12)
    assert state.ion == pytest.approx(0.5 + eta / 40.0, abs=1e-12)


# other methods ----------------------------------------------------------------------------------------------
CASES = [
    pytest.param(linear(), id="linear"),
    pytest.param(Landscape.symmetric(QuadraticPenalty(12.0 * K), 8.0 * K), id="quadratic"),
    pytest.param(Landscape.symmetric(WellPenalty(18.0 * K, 4.0 * K), 20.0 * K), id="wells"),
    pytest.param(asymmetric(), id="asymmetric"),
]


@pytest.mark.parametrize("land", CASES)
@pytest.mark.parametrize("eta", [-6.0, 0.0, 1.5])
def test_it_is_the_constrained_minimum(land, eta):
    """Against a general optimiser that minimises μ_O over the plane subject to μ_O = μ_R."""
    state = transition_state(land, volts(eta))
    best = min(
        (
            minimize(
                lambda p: float(land.oxidized_state(*p)) / K,
                [start, start],
                method="SLSQP",
                bounds=[(-3.0, 4.0), (0.0, 1.0)],
                constraints={
                    "type": "eq",
                    "fun": lambda p: float(land.oxidized_state(*p) - land.reduced_state(*p, volts(eta))) / K,
                },
                options={"ftol": 1e-14},
            )
            for start in (0.05, 0.3, 0.5, 0.7, 0.95)
        ),
        key=lambda r: r.fun if r.success else np.inf,
    )
    assert state.barrier / K == pytest.approx(best.fun, abs=1e-7)
    assert (state.polarization, state.ion) == pytest.approx(tuple(best.x), abs=1e-4)
    both = land.oxidized_state(*best.x), land.reduced_state(*best.x, volts(eta))
    assert both[0] == pytest.approx(both[1], abs=1e-6 * K)


@pytest.mark.parametrize("land", CASES)
@pytest.mark.parametrize("eta", [-2.0, 0.0, 1.5])
def test_the_saddle_of_the_lower_surface_has_one_way_down(land, eta):
    """The lower surface for a small coupling: its stationary point near the transition state found by a
    root-finder, its Hessian by finite differences; one eigenvalue negative, one positive, and both those that
    the transition state gives.
    """
    state = transition_state(land, volts(eta))
    assert not state.pinned
    coupling = 1e-3 * K

    def gradient(p):
        """In k_BT, from the surfaces' own slopes by central differences."""
        h = 1e-6
        (ox, oi), (rx, ri) = (
            (
                (surface(p[0] + h, p[1]) - surface(p[0] - h, p[1])) / (2 * h * K),
                (surface(p[0], p[1] + h) - surface(p[0], p[1] - h)) / (2 * h * K),
            )
            for surface in (land.oxidized_state, lambda x, xi: land.reduced_state(x, xi, volts(eta)))
        )
        half = (land.oxidized_state(*p) - land.reduced_state(*p, volts(eta))) / 2
        w = half / np.hypot(half, coupling)
        return np.array([(1 - w) * ox + (1 + w) * rx, (1 - w) * oi + (1 + w) * ri]) / 2

    saddle, _, found, _ = fsolve(gradient, [state.polarization, state.ion], xtol=1e-13, full_output=True)
    assert found == 1
    assert saddle == pytest.approx([state.polarization, state.ion], abs=1e-3)
    hessian = np.array([approx_fprime(saddle, lambda p, i=i: gradient(p)[i], 1e-7) for i in range(2)])
    falls, rises = np.linalg.eigvalsh(0.5 * (hessian + hessian.T))
    assert falls < 0.0 < rises
    assert state.is_saddle
    expected = np.linalg.eigvalsh(state.hessian(coupling) / K)
    assert falls == pytest.approx(expected[0], rel=0.02)
    assert rises == pytest.approx(expected[1], rel=0.02, abs=1e-3 * abs(expected[0]) * 1e-3)


@pytest.mark.parametrize("land", CASES)
def test_the_transfer_coefficient_is_the_slope_of_the_barrier(land):
    for eta in (-1.0, 0.7):
        h = 1e-4
        up, down = (transition_state(land, volts(eta + s)).barrier / K for s in (h, -h))
        state = transition_state(land, volts(eta))
        assert state.transfer_coefficient == pytest.approx((up - down) / (2 * h), abs=1e-6)


def test_concerted_and_sequential_paths_side_by_side():
    """Where the ion has two places the ends of the crossing are minima too, at (λ + ΔE)²/4λ."""
    land = Landscape.symmetric(WellPenalty(18.0 * K, 4.0 * K), 20.0 * K)
    concerted, *sequential = transition_states(land)
    assert (concerted.polarization, concerted.ion) == pytest.approx((0.5, 0.5), abs=1e-12)
    bump = 0.5**10 / (0.8**8 * 0.2**2)
    assert concerted.barrier / K == pytest.approx(20.0 / 4 + 18.0 / 2 + 4.0 * bump, rel=1e-12)
    assert concerted.is_saddle
    assert sorted(s.ion for s in sequential) == [0.0, 1.0]
    assert [s.barrier / K for s in sequential] == pytest.approx([38.0**2 / 80.0] * 2, rel=1e-12)
    assert not any(s.is_saddle for s in sequential)


def test_the_second_place_is_a_minimum_behind_its_bump():
    h = 1e-4
    for barrier in (0.0200 * 18.0, 0.0203 * 18.0, 4.0):
        f = WellPenalty(18.0, barrier)
        assert (f(1 + h) - f(1 - h)) / (2 * h) == pytest.approx(0.0, abs=1e-4)
        assert (f(1 + h) + f(1 - h) > 2 * f(1.0)) == (barrier > 0.0201327 * 18.0)
        assert f(0.8) == pytest.approx(18.0 * 0.896 + barrier)


@pytest.mark.parametrize("land", CASES)
def test_the_path_falls_to_both_sides(land):
    eta = volts(-1.0)
    state = transition_state(land, eta)
    way = steepest_path(state)
    energy = land.lower_state(way[:, 0], way[:, 1], eta)
    top = len(way) // 2
    assert energy.argmax() == top
    assert energy[top] == pytest.approx(state.barrier, rel=1e-9)
    assert (np.diff(energy[: top + 1]) > 0.0).all()
    assert (np.diff(energy[top:]) < 0.0).all()
    np.testing.assert_allclose(way[[0, -1]], [[0.0, 0.0], [1.0, 1.0]], atol=5e-3)


def test_random_pairs_against_all_points_of_the_crossing():
    """Forty pairs with several bends, at random overpotentials: nothing on a fine crossing lies lower."""
    random = np.random.default_rng(4)
    xi = np.linspace(0.0, 1.0, 20001)
    pinned = 0
    for _ in range(40):
        a, b, c, d = random.uniform(-8.0, 20.0, 4)
        lam, eta = random.uniform(2.0, 30.0), random.uniform(-15.0, 15.0)
        land = Landscape(
            lambda s, a=a, b=b: K * (a * s + b * np.sin(4.0 * s) ** 2),
            lambda s, c=c, d=d: K * (c * (1.0 - s) + d * np.sin(3.0 * (1.0 - s)) ** 2),
            lam * K,
        )
        state = transition_state(land, volts(eta))
        lowest = land.crossing_energy(xi, volts(eta)).min()
        assert state.barrier <= lowest + 1e-9 * K
        assert state.barrier == pytest.approx(lowest, abs=1e-5 * K)
        assert land.reduced_state(state.polarization, state.ion, volts(eta)) == pytest.approx(
            state.barrier, abs=1e-9 * K
        )
        pinned += state.pinned
    assert 5 < pinned < 35


def test_coupling_splits_the_crossing():
    """By 2H between the states: the lower one is H below the crossing."""
    land = linear()
    state = transition_state(land)
    there = land.lower_state(state.polarization, state.ion, 0.0, 0.3 * K)
    assert there / K == pytest.approx(state.barrier / K - 0.3)
    assert land.lower_state(0.2, 0.1, 0.0) == pytest.approx(land.oxidized_state(0.2, 0.1), rel=1e-14)


def test_penalties_may_be_data():
    """Points of ΔE ξ² as a curve give its transition state to the curve's accuracy."""
    xi = np.linspace(0.0, 1.0, 81)
    f_O, f_R = (Function.from_data(xi, 12.0 * K * s**2, C2(), "xi") for s in (xi, 1.0 - xi))
    state = transition_state(Landscape(f_O, f_R, 8.0 * K), volts(-3.0))
    assert state.barrier / K == pytest.approx((20.0 - 3.0) ** 2 / 80.0, rel=1e-9)
    assert state.ion == pytest.approx(0.5 - 3.0 / 40.0, rel=1e-9)
    assert state.is_saddle


def test_rates_over_the_landscape_are_those_of_marcus_hush_chidsey():
    """Without attraction: ∫ n_e e^{-barrier(η_f - y)/k_BT} dy over levels y against the rate law."""
    land = linear(8.0, 0.0)

    def level(y, eta):
        barrier = transition_state(land, volts(eta - y)).barrier / K
        return float(electrons(y)) * np.exp(-barrier)

    law = MarcusHushChidsey(1.0, 8.0 * K)
    for eta in (-6.0, 1.5):
        branch = law.partial_currents(volts(eta), x=1.0, c_plus=1.0, T=298.15).reduction
        found = quad(level, -60.0, 60.0, (eta,), points=[0.0], epsrel=1e-8, limit=100)[0]
        assert found == pytest.approx(branch, rel=1e-7)


def test_bad_input():
    with pytest.raises(InputError) as caught:
        Landscape(lambda xi: 3.0 + xi, 2.0, 8.0)
    assert [p.where for p in caught.value.problems] == ["Landscape.oxidized", "Landscape.reduced"]
    assert "found 3 J/mol at ξ = 0, expected zero there" in str(caught.value)
    with pytest.raises(InputError, match="values that are not finite"):
        Landscape(lambda xi: np.where(xi < 0.5, 0.0, np.inf), lambda xi: 1.0 - xi, 8.0)
    with pytest.raises(InputError, match=r"Landscape\.reorganization_energy: found -1\.0"):
        Landscape.symmetric(LinearPenalty(1.0), -1.0)
    with pytest.raises(InputError, match=r"LinearPenalty\.energy: found -1\.0"):
        LinearPenalty(-1.0)
    with pytest.raises(InputError, match=r"formal overpotential: found nan"):
        transition_state(linear(), np.nan)
