"""Transmission, ion transfer between dielectrics, occupations: against their sources by other routes."""

from decimal import Decimal

import numpy as np
import pytest
import scipy.constants as sc
from scipy.integrate import quad

from mubar.core.errors import InputError
from mubar.core.units import eV, kT, nm
from mubar.kinetics.fermi_dirac import electrons, holes
from mubar.kinetics.ion_transfer import (
    DielectricInterface,
    Ion,
    attraction,
    ion_transfer_energy,
    rate_prefactor,
)
from mubar.kinetics.transmission import LandauZener

T = 298.15


# occupations ------------------------------------------------------------------------------------------------
def test_occupations_have_full_accuracy_in_both_tails():
    x = np.array([-740.0, -300.0, -36.0, -1.5, 0.0, 1e-9, 0.7, 40.0, 300.0, 740.0])
    expected = [float(1 / (1 + Decimal(v).exp())) for v in x]
    with np.errstate(over="raise", invalid="raise"):
        np.testing.assert_allclose(electrons(x), expected, rtol=4e-16, atol=5e-324)
    np.testing.assert_allclose(electrons(x) + holes(x), 1.0, rtol=3e-16)
    np.testing.assert_allclose(holes(x)[1:-1] / electrons(x)[1:-1], np.exp(x[1:-1]), rtol=1e-15)


# transmission -----------------------------------------------------------------------------------------------
def example(coupling):
    return LandauZener(coupling, 1e13, 8.3 * kT(T))


def test_weak_coupling_is_the_golden_rule():
    """Fermi's golden rule: k = (2π/ħ)H²(4πλk_BT)^(-1/2) e^(-ΔG‡/k_BT), and k = ν‡ κ_T e^(-ΔG‡/k_BT)."""
    for h in (1e-4, 2e-4):
        law = example(h * eV)
        j = h * sc.e
        golden = 2 * np.pi / sc.hbar * j**2 / np.sqrt(4 * np.pi * 8.3 * (sc.k * T) ** 2) / 1e13
        assert law.weak_coupling_limit(T) == pytest.approx(golden, rel=1e-9)
        assert law.weak_coupling_limit(T) == pytest.approx(
            np.sqrt(np.pi / 8.3) * j**2 / (sc.hbar * 1e13 * sc.k * T), rel=1e-9
        )
        gamma = law.adiabaticity(T)
        # κ_T = 2γ(1 - 3γ/2 + 13γ²/6 - ...)
        assert law.transmission(T) / golden == pytest.approx(1.0 - 1.5 * gamma, abs=2.2 * gamma**2)


def test_strong_coupling_is_adiabatic():
    """κ_T -> 1, short of it by e^(-2πΓ)/2."""
    law = example(0.1 * eV)
    gamma = law.adiabaticity(T)
    assert 10 < gamma < 36
    assert 1.0 - law.transmission(T) == pytest.approx(np.exp(-gamma) / 2, rel=0.02)
    assert example(1.0 * eV).transmission(T) == 1.0
    assert example(0.0).transmission(T) == 0.0


def test_recrossings_sum_to_the_transmission():
    """The crossing passed again and again, each time a jump with probability P, until the system leaves."""
    law = example(0.02 * eV)
    p = law.passage_probability(T)
    assert 0.2 < p < 0.8
    reduced, beyond = p, 1.0 - p  # beyond: past the crossing, still oxidised; it turns and comes back
    for _ in range(200):
        reduced += beyond * p * (1.0 - p)  # jumps, turns on the other surface, and stays on it
        beyond *= p * p  # jumps there and back
    assert reduced == pytest.approx(law.transmission(T), rel=1e-14)


# ion transfer -----------------------------------------------------------------------------------------------
LITHIUM = Ion(0.076 * nm)
PLANE = DielectricInterface(40.0, 10.0)


def test_attraction_is_coulombs_or_yukawas():
    """e²/4πε0 is 1.43996 eV nm."""
    assert attraction(LITHIUM, 0.3 * nm, 12.0) / eV == pytest.approx(1.4399645 / 3.6, rel=1e-7)
    screened = attraction(LITHIUM, 0.3 * nm, 12.0, 0.5 * nm)
    assert screened / attraction(LITHIUM, 0.3 * nm, 12.0) == pytest.approx(np.exp(-0.6), rel=1e-14)
    two = attraction(Ion(0.072 * nm, 2.0), np.array([0.2, 0.4]) * nm, 5.0)
    np.testing.assert_allclose(two / eV, 2 * 1.4399645 / np.array([1.0, 2.0]), rtol=1e-7)


def field_energy(e1, e2, radius):
    """∫½εE² outside a sphere on the plane; Gauss: 2πr²(ε1 + ε2)ε0 E = q."""

    def shell(u):  # r = radius/u
        field = sc.e * u**2 / (2 * np.pi * radius**2 * (e1 + e2) * sc.epsilon_0)
        return (e1 + e2) / 2 * sc.epsilon_0 * field**2 / 2 * 4 * np.pi * radius**3 / u**4

    return quad(shell, 1e-12, 1.0)[0] * sc.N_A


def test_an_ion_on_the_interface_has_the_energy_of_its_field():
    a = LITHIUM.radius
    expected = field_energy(40.0, 10.0, a) - field_energy(1.0, 1.0, a)
    assert PLANE.onto_interface(LITHIUM) == pytest.approx(expected, rel=1e-8)


def image_energy(here, there, distance):
    """½q times the reflected potential, from continuity of φ and ε∂φ/∂z for every wave number apart."""

    def reflected(k):
        # source q/(2ε0 here) e^(-k|z-d|) J0; here + r e^(-kz), there t e^(kz), matched at z = 0
        source = np.exp(-k * distance) / here
        r, _ = np.linalg.solve([[1.0, -1.0], [here, there]], [-source, here * source])
        return r * np.exp(-k * distance)

    total, _ = quad(reflected, 0.0, 60.0 / distance, epsrel=1e-12)
    return sc.N_A * sc.e**2 / (8 * np.pi * sc.epsilon_0) * total


@pytest.mark.parametrize("distance", [0.1, 0.25, 2.0])
def test_the_image_is_that_of_the_field_equations(distance):
    d = distance * nm
    far = 1e6 * nm
    for energy, here, there in ((PLANE.into_electrolyte, 40.0, 10.0), (PLANE.into_solid, 10.0, 40.0)):
        image = energy(LITHIUM, d) - energy(LITHIUM, far)
        assert image == pytest.approx(image_energy(here, there, d), rel=1e-5)
        born = field_energy(here, here, LITHIUM.radius) - field_energy(1.0, 1.0, LITHIUM.radius)
        assert energy(LITHIUM, far) == pytest.approx(born, rel=1e-5)


def test_ion_transfer_energy_is_the_cycle_through_vacuum():
    """The closed form of the docstring; nothing but the pair between like dielectrics."""
    a, d1, d2, pair = LITHIUM.radius, 0.2 * nm, 0.3 * nm, 0.37 * eV
    k = (40.0 - 10.0) / 50.0
    q2 = sc.N_A * sc.e**2 / (8 * np.pi * sc.epsilon_0)
    closed = pair - k * q2 * ((1 / a - 0.5 / d1) / 40.0 + (1 / a - 0.5 / d2) / 10.0)
    found = ion_transfer_energy(pair, PLANE, LITHIUM, d1, d2)
    assert found == pytest.approx(closed, rel=1e-9)
    assert found < pair  # the electrolyte solvates better
    assert ion_transfer_energy(pair, DielectricInterface(7.0, 7.0), LITHIUM, d1, d2) == pytest.approx(pair)


def test_the_prefactor_of_lfp():
    """Maxisch et al. 2006: 0.37 eV between Li+ and polaron in LiFePO4; half of it is a factor e^-7.2."""
    assert rate_prefactor(3.0, 0.5, 0.5 * 0.37 * eV, T) == pytest.approx(1.5 * np.exp(-7.2005), rel=1e-4)


def test_bad_input():
    with pytest.raises(InputError, match=r"expected at least its radius, 7\.6e-11 m"):
        PLANE.into_solid(LITHIUM, 0.05 * nm)
    with pytest.raises(InputError, match=r"distance: found -1e-10, expected a number, above 0 m"):
        attraction(LITHIUM, np.array([1e-10, -1e-10]), 10.0)
    with pytest.raises(InputError, match=r"permittivity: found 0\.5, expected a number, at least 1"):
        attraction(LITHIUM, 1e-10, 0.5)
    with pytest.raises(InputError, match=r"screening length: found nan"):
        attraction(LITHIUM, 1e-10, 10.0, np.nan)
    with pytest.raises(InputError, match=r"at least its radius"):
        PLANE.into_electrolyte(LITHIUM, float("nan"))
    with pytest.raises(InputError, match=r"DielectricInterface\.solid_permittivity: found 0\.5"):
        DielectricInterface(40.0, 0.5)
    with pytest.raises(
        InputError, match=r"LandauZener\.frequency: found 0\.0, expected a number, above 0 s-1"
    ):
        LandauZener(1.0, 0.0, 1.0)
    with pytest.raises(InputError, match=r"T: found -3, expected above 0 \(temperature in K\)"):
        example(1.0).transmission(np.array([300.0, -3.0]))
    with pytest.raises(InputError, match=r"T: found 0, expected a number, above 0 K"):
        rate_prefactor(1.0, 1.0, 1.0, 0.0)
