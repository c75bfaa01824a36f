"""The gallery's figures of coupled ion-electron transfer, after D. Fraggedakis et al., Electrochim. Acta 367
(2021) 137432. The paper prints no numbers beside its landscapes: those pinned are its closed forms.
"""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import erfc


# landscapes -------------------------------------------------------------------------------------------------
def test_wells_have_four_minima_and_one_concerted_way(gallery):
    """Fig. 2b and its text: four minima, two of them the oxidised and the reduced state; the lowest way
    between those is concerted. λ/4 + ΔE/2 + B b(½) against (λ + ΔE)²/4λ for either step alone.
    """
    found = gallery("landscape_wells").compute()
    assert found["minima"] == pytest.approx(
        np.array([(0, 0, 0), (0, 1, 18), (1, 0, 18), (1, 1, 0)], dtype=float)
    )
    concerted, *sequential = found["transition_states"]
    kt = 8.314462618 * 298.15
    assert (concerted.polarization, concerted.ion) == pytest.approx((0.5, 0.5))
    assert concerted.barrier / kt == pytest.approx(14.0 + 4.0 * 0.5**10 / (0.8**8 * 0.2**2))
    assert concerted.is_saddle
    assert [s.barrier / kt for s in sequential] == pytest.approx([38.0**2 / 80.0] * 2)


def test_a_harmonic_ion_goes_with_its_electron(gallery):
    """Fig. 3a: (λ + ΔE)/4 = 5 k_BT concerted; (λ + ΔE)²/4λ = 12.5 k_BT for either step alone."""
    found = gallery("landscape_harmonic").compute()
    assert found["concerted"] == pytest.approx(5.0)
    assert found["sequential"] == pytest.approx([12.5, 12.5])
    assert found["state"].is_saddle


def test_energies_linear_in_the_ions_place_make_butler_volmer(gallery):
    """Fig. 5a and eqs. 26 to 29: ξ‡ = ½(1 + η/ΔE) = 0.4, barrier λ/4 + ΔE/2 + η/2 = 9 k_BT, α = ½ as long
    as |eη| < ΔE = 20 k_BT.
    """
    found = gallery("landscape_linear").compute()
    assert found["state"].ion == pytest.approx(0.4)
    assert found["state"].polarization == pytest.approx(0.5)
    inside = np.abs(found["eta"]) < 20.0
    assert inside.sum() == 19
    np.testing.assert_allclose(found["barrier"][inside], 11.0 + found["eta"][inside] / 2, rtol=1e-12)
    np.testing.assert_allclose(found["transfer_coefficient"][inside], 0.5, atol=1e-12)
    assert found["barrier"][0] == pytest.approx((4.0 - 24.0 + 20.0) ** 2 / 16.0, abs=1e-12)
    assert found["barrier"][-1] == pytest.approx(20.0 + (4.0 + 24.0 - 20.0) ** 2 / 16.0)


def test_the_barrier_is_gone_where_driving_force_meets_reorganization_energy(gallery):
    """Fig. 6b: λ/4, λ/16, 0, and (0.6)² λ/4 in the inverted region."""
    found = gallery("marcus_parabolas").compute()
    assert found["barrier"] == pytest.approx(8.3 * np.array([0.25, 0.0625, 0.0, 0.09]), abs=1e-12)
    assert [s.inverted for s in found["states"]] == [False, False, False, True]


# rates ------------------------------------------------------------------------------------------------------
def metal(h, lam):
    """∫ n_e(x) e^{-(λ+h-x)²/4λ} dx by adaptive quadrature."""

    def level(x):
        return np.exp(-((lam + h - x) ** 2) / (4 * lam) - np.logaddexp(0.0, x))

    top = 0.5 * (h + lam) if lam < 20 else 0.0
    ends = [top - 15 * np.sqrt(lam) - 40, top - 3, top, top + 3, top + 15 * np.sqrt(lam) + 40]
    return sum(quad(level, a, b, epsabs=0.0, epsrel=1e-12, limit=200)[0] for a, b in pairwise(ends))


def test_exchange_current_over_reorganization_energy(gallery):
    """Fig. 6a. Exact against quadrature; the two approximations are eq. 36, whose uniformly valid one is
    not exponentially good in λ as said: 69 % too much at λ = 100. A step for the Fermi function leaves 2/π.
    """
    found = gallery("exchange_current_reorganization").compute()
    for i in (0, 40, 77, 120):
        lam = found["lambda"][i]
        assert found["exact"][i] == pytest.approx(metal(0.0, lam), rel=1e-9)
    lam = found["lambda"]
    for a, name in ((0.0, "step"), (1.0, "uniform")):
        edge = np.sqrt(lam) / 2 - a / 2 * np.sqrt(1 / lam + 1 / np.sqrt(lam))
        np.testing.assert_allclose(found[name], np.sqrt(np.pi * lam) * erfc(edge) / (1 + a), rtol=1e-12)
    for i in (40, 77, 120):
        exact = metal(0.0, lam[i])
        assert found["uniform_error"][i] == pytest.approx(found["uniform"][i] / exact - 1, abs=1e-8)
    assert found["uniform_error"][-1] > 0.6
    assert found["step_error"][-1] == pytest.approx(2 / np.pi - 1, abs=4e-3)


def test_one_level_is_inverted_and_a_metal_is_not(gallery):
    """Fig. 6c: the largest current of one level, k0, at |eη| = λ; √(4πλ) k0 at the end of a metal."""
    found = gallery("localized_delocalized").compute()
    assert found["largest_at"] == pytest.approx(-10.0)
    assert found["largest"] == pytest.approx(1.0)
    assert found["plateau"] == pytest.approx(np.sqrt(40.0 * np.pi), rel=1e-12)
    assert found["delocalized"][[0, -1]] == pytest.approx(found["plateau"], rel=1e-4)
    assert (np.diff(found["localized"][801:]) < 0.0).all()  # from eη = λ on
    assert (np.diff(found["delocalized"][601:]) > 0.0).all()


def test_crowding_is_the_free_part_of_a_lattice(gallery):
    """Fig. 8 and eq. 40: 1/γ‡ = (1 - c)^s, the part of groups of s sites that is free on a lattice filled at
    random; the transition state rises by -ln(1 - c).
    """
    found = gallery("crowding").compute()
    c = np.linspace(0.02, 0.98, 97)
    for s in (1, 2):
        np.testing.assert_allclose(found["law"][s], (1 - c) ** s, rtol=1e-12)
        free = (1 - np.array([0.1, 0.5, 0.9])) ** s
        # 360000 groups, neighbours sharing sites
        np.testing.assert_allclose(found["counted"][s], free, atol=4 * np.sqrt(3 * 0.25 / 360000))
    assert found["transition_state"] - 5.0 == pytest.approx(-np.log([0.9, 0.5, 0.1]))


def test_insertion_is_fastest_where_the_laws_say(gallery):
    """Fig. 9 at e|η| = 2.5 k_BT. The roots peak at ½ and ¼ by calculus, phase-field Butler-Volmer where
    1/c - 1/(1-c) = 2Ω/RT; the integrals are done again here by quadrature.
    """
    found = gallery("insertion_rates").compute()
    peaks, eta = found["peaks"], found["eta"]
    regular, plain, empirical, ad_hoc, coupled = peaks.values()
    np.testing.assert_allclose(plain, 0.5, atol=1e-6)
    np.testing.assert_allclose(empirical, 0.25, atol=1e-6)
    np.testing.assert_allclose(regular, 0.099, atol=5e-4)
    np.testing.assert_allclose(
        1 / regular - 1 / (1 - regular), 2 * 11177.0 / (8.314462618 * 298.15), rtol=1e-5
    )
    at = [int(np.flatnonzero(eta == e)[0]) for e in (-1.0, -2.5, -5.0)]
    assert ad_hoc[at] == pytest.approx([0.109, 0.097, 0.079], abs=7e-4)
    assert coupled[at] == pytest.approx([0.335, 0.308, 0.259], abs=5e-4)
    for e, best in zip((-1.0, -2.5, -5.0), coupled[at], strict=True):
        nearby = best + np.array([-0.003, 0.0, 0.003])
        rates = [(1 - c) * (metal(e - np.log(c), 8.3) - c * metal(np.log(c) - e, 8.3)) for c in nearby]
        assert rates[1] > max(rates[0], rates[2])
    for curve in found["curves"].values():
        assert 0.999 < curve.max() <= 1.0 + 1e-12


def test_table_of_exchange_currents(gallery):
    """Table 1 with its lost roots and fraction bar: each law against its formula, I by quadrature."""
    module = gallery("insertion_prefactors")
    found = module.compute()
    at = np.array([40, 150, 275, 480])
    c = found["filling"][at]
    root = np.sqrt(c * (1 - c))
    solution = np.exp(11177.0 * (0.5 - c) / (8.314462618 * 298.15))
    hush = np.array([metal(-np.log(v), 8.3) for v in c])
    expected = (root * solution, root, np.sqrt(3) * (1 - c) * root, root * solution / np.sqrt(c) * hush)
    for (name, curve), formula in zip(found["curves"].items(), (*expected, (1 - c) * hush), strict=True):
        ratio = curve[at] / formula
        np.testing.assert_allclose(ratio, ratio[0], rtol=1e-8, err_msg=name)
    assert list(found["peaks"].values()) == pytest.approx([0.099, 0.5, 0.25, 0.116, 0.352], abs=6e-4)
    assert list(module.FORMULAS) == list(found["curves"])


# laws from data ---------------------------------------------------------------------------------------------
def test_a_tafel_plot_cannot_tell_a_film_from_electron_transfer(gallery):
    """The paper's warning (section 6.4): both fit the Tafel plot, and disagree in transients. Its film of
    7 Ω m² for porous electrodes is of the same size as the one found for a single interface.
    """
    found = gallery("film_or_electron_transfer").compute()
    comparison = found["comparison"]
    assert comparison.undecided
    assert "cannot tell" in str(comparison)
    assert comparison.points_needed(*comparison.fits) > 8
    for fit in comparison.fits.values():
        assert fit.scatter < 1.5  # both within the error
    true = found["fits"]["CIET"].fit
    kt = 8.314462618 * 298.15
    for name, value in (("k0", 8e-3), ("reorganization_energy", 8.3 * kt)):
        assert abs(true.values[name] - value) < 3 * true.standard_errors[name]
    film = found["fits"]["Butler-Volmer and film"].law
    assert 2.0 < film.resistance < 10.0
    coupled, behind_film = found["transients"].values()
    assert coupled[0] > 1.5 * behind_film[0]
    assert np.abs(coupled - behind_film).max() > 0.3 * behind_film[0]
    # what has flowed is what is filled: all sites but e^-12 of them
    assert np.trapezoid(behind_film, found["time"]) == pytest.approx(0.99, abs=1e-4)
    # η - jR through the inner law gives the current again
    eta = -0.25
    j = film.current_density(eta, x=0.5, c_plus=1.0, T=298.15)
    inner = film.law.current_density(eta - j * film.resistance, x=0.5, c_plus=1.0, T=298.15)
    assert inner == pytest.approx(j, rel=1e-9)
