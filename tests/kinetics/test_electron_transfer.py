"""Electron transfer against quadrature in 40 digits, its limits, and published numbers."""

import re
import warnings

import mpmath as mp
import numpy as np
import pytest
import scipy.constants as sc

from mubar.core.errors import InputError
from mubar.core.special import ERROR, PLANE_ERROR
from mubar.core.units import eV, kT
from mubar.kinetics import (
    CIET,
    ButlerVolmer,
    DensityOfStates,
    Diode,
    ExcludedSiteExchange,
    InsertionExchange,
    Linear,
    Localized,
    Marcus,
    MarcusHushChidsey,
    Metal,
    PhaseFieldMarcusHushChidsey,
    RegularSolutionExchange,
    Semiconductor,
    ZengApproximation,
)
from mubar.kinetics.donors.metal import MetalRates, log_rates_per_S
from mubar.kinetics.donors.panels import Pieces, log_integral

F, R, T = sc.value("Faraday constant"), sc.R, 298.15
RT = R * T
V = RT / F
"""The thermal voltage."""
LFP = 8.3 * kT(T)
"""Reorganization energy of LiFePO4: P. Bai, M. Z. Bazant, Nat. Commun. 5 (2014) 3585."""


@pytest.fixture(autouse=True)
def forty_digits():
    with mp.workdps(40):
        yield


# by quadrature ----------------------------------------------------------------------------------------------
def integral(f, points):
    """Gauss-Legendre in 40 digits between ``points``; scaled, as mpmath's tolerance is an absolute one."""
    points = sorted({mp.mpf(p) for p in points})
    size = max(mp.fabs(f(p)) for p in points)
    return size * mp.quad(lambda x: f(x) / size, points, method="gauss-legendre") if size else size


def reduction_integral(h, lam):
    """I(h) = ∫ e^{-(Λ+h-x)²/4Λ}/(1 + e^x) dx of a metal, as it stands."""
    h, lam = mp.mpf(h), mp.mpf(lam)
    # the largest summand: at Λ + h where levels are full, at 0 where the Gaussian lies above
    top, reach = min(lam + h, max(mp.mpf(0), h - lam)), 13 * mp.sqrt(lam)
    return integral(
        lambda x: mp.exp(-((lam + h - x) ** 2) / (4 * lam)) / (1 + mp.exp(x)),
        [top - reach + 2 * reach * mp.mpf(k) / 40 for k in range(41)],
    )


def state(rng):
    lam = 10 ** rng.uniform(-1.0, np.log10(200.0))
    eta = rng.choice([1e-6, 1.0, 30.0, 200.0]) * rng.uniform(-1.0, 1.0)
    c = rng.choice([rng.uniform(0.0, 1.0), 1e-9, 1.0 - 1e-9])
    return lam, eta, c, rng.uniform(0.1, 3.0)


@pytest.mark.parametrize("seed", range(16))
def test_current_is_the_integral_over_the_levels_of_a_metal(seed):
    """To 1e-12 from λ = 0.1 to 200 k_BT, |η| to 200 k_BT/e, nearly empty to nearly full.

    In 40 digits the difference of both integrals may be taken; it loses up to 16.
    """
    lam, eta, c, c_plus = state(np.random.default_rng(seed))
    law = CIET(k0=2.5, reorganization_energy=lam * RT)
    found = law.current_density(eta * V, x=c, c_plus=c_plus, T=T)
    exact = mp.mpf(F) * mp.mpf(eta * V) / (mp.mpf(R) * T)
    h, lam = exact + mp.log(mp.mpf(c_plus) / c), mp.mpf(lam * RT) / (mp.mpf(R) * T)
    x = mp.mpf(c)
    j = -mp.mpf(2.5) * (1 - x) * (c_plus * reduction_integral(h, lam) - x * reduction_integral(-h, lam))
    assert abs(found / j - 1) < 1e-12


def test_the_sign_and_size_that_the_docstring_states():
    law = CIET(k0=1, reorganization_energy=LFP)
    found = law.current_density(-2.5 * V, x=0.3, c_plus=1, T=T)
    h = -mp.mpf("2.5") + mp.log(1 / mp.mpf("0.3"))
    expected = -(1 - mp.mpf("0.3")) * (
        reduction_integral(h, 8.3) - mp.mpf("0.3") * reduction_integral(-h, 8.3)
    )
    assert abs(found / expected - 1) < 1e-13
    assert found < 0.0


DENSITIES = {
    "gap": ([-3.0, -1.0, 0.5, 4.0], [0.5, 0.0, 2.0, 1.0]),
    "far": ([20.0, 21.0, 40.0], [0.0, 1.0, 0.3]),
    "spike": ([-30.0, 1.0, 1.001, 1.002, 30.0], [1e-3, 1e-3, 50.0, 1e-3, 1e-3]),
    "steps": ([-8.0, -7.999, 2.0, 2.001, 9.0], [0.0, 1.0, 1.0, 0.0, 0.0]),
}


def log_reduction(S, h, lam):
    """ln I, I = e^{-h/2-λ/4} S."""
    return mp.log(S) - mp.mpf(h) / 2 - mp.mpf(lam) / 4


@pytest.mark.parametrize("lam", [0.1, 8.3, 200.0])
@pytest.mark.parametrize("name", DENSITIES)
def test_any_density_of_states_to_its_own_interpolation(name, lam):
    energies, rho = DENSITIES[name]
    donor = DensityOfStates(np.array(energies) * RT, rho)
    for h in (-200.0, -31.0, -0.7, 12.0, 55.0):

        def summand(x, a, b, ra, rb, h=h):
            density = ra + (rb - ra) * (x - a) / (b - a)
            return density * mp.exp(-((h - x) ** 2) / (4 * mp.mpf(lam))) / (2 * mp.cosh(x / 2))

        total = mp.mpf(0)
        for a, b, ra, rb in zip(energies[:-1], energies[1:], rho[:-1], rho[1:], strict=True):
            ends = mp.mpf(a), mp.mpf(b)
            # finer towards both ends, where the summand may fall steeply
            places = [mp.mpf(2) ** -k for k in range(1, 14)]
            cuts = [ends[0] + (ends[1] - ends[0]) * p for q in places for p in (q, 1 - q)]
            total += integral(lambda x, e=ends, r=(ra, rb): summand(x, *e, *r), [*ends, *cuts])
        expected = log_reduction(total, h, lam)
        if expected + max(h, 0.0) < -700:  # no current in double precision
            continue
        assert abs(mp.mpf(float(donor.logarithms([(0, 0, 0)], h, lam * RT, RT)[0])) - expected) < 1e-12


@pytest.mark.parametrize("lam", [0.1, 8.3, 60.0])
def test_parabolic_bands(lam):
    donor = Semiconductor(1.2 * RT, -0.4 * RT, 1.0, 0.7)
    for h in (-40.0, 0.0, 3.0, 25.0):
        total = mp.mpf(0)
        for edge, density, sign in ((mp.mpf("1.2"), 1, 1), (-mp.mpf("0.4"), mp.mpf("0.7"), -1)):

            def summand(s, edge=edge, density=density, sign=sign, h=h):
                x = edge + sign * s * s
                root = s * mp.sqrt(mp.mpf(RT) / eV)
                return (
                    2
                    * s
                    * density
                    * root
                    * mp.exp(-((h - x) ** 2) / (4 * mp.mpf(lam)))
                    / (2 * mp.cosh(x / 2))
                )

            total += integral(summand, [mp.mpf(k) / 4 for k in range(61)])
        found = donor.logarithms([(0, 0, 0)], h, lam * RT, RT)[0]
        assert abs(mp.mpf(float(found)) - log_reduction(total, h, lam)) < 1e-12


def test_two_quadratures_agree_in_value_and_derivatives():
    """A metal by the trapezoidal rule, and as two half lines by Gauss' rule on panels."""
    one, none = np.ones(2), np.zeros(2)
    flat = np.stack([one, none, none], axis=1)
    metal = Pieces(none, np.array([1.0, -1.0]), np.array([1, 1]), np.full(2, np.inf), flat)
    rng = np.random.default_rng(2)
    h = rng.uniform(-221.0, 221.0, 400) * rng.choice([1.0, 0.1, 0.01], 400)
    lam = 10 ** rng.uniform(-1.0, np.log10(200.0), 400)
    wanted = [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (0, 2)]
    for order, a, b in zip(
        wanted, MetalRates().logarithms(wanted, h, lam), log_integral(metal, wanted, h, lam, 1.0), strict=True
    ):
        b = b + log_rates_per_S(order, h, lam, 1.0)
        assert (np.abs(a - b) <= 3e-13 * (1.0 + np.abs(a))).all(), order


def test_many_values_at_one_temperature_are_each_of_them():
    """Where they share nodes, and where each has its own."""
    rng = np.random.default_rng(4)
    h = rng.uniform(-221.0, 221.0, (3, 1000)) * rng.choice([1.0, 0.03], (3, 1000))
    for lam in (0.1, 8.3, 200.0):
        (together,) = MetalRates().logarithms([(0, 0)], h, lam)
        apart, _ = MetalRates().logarithms([(0, 0), (1, 0)], h, lam)
        assert np.abs(together - apart).max() < 1e-13


@pytest.mark.parametrize(("h", "lam"), [(0.3, 0.5), (-7.0, 8.3), (30.0, 20.0)])
def test_derivatives_are_those_of_the_integral(h, lam):
    """By differences of its logarithm in 30 digits."""

    def log_J(h, lam):
        reach = 20 + 14 * mp.sqrt(lam)
        low, high = min(0, h - lam) - reach, max(0, h + lam) + reach
        step = mp.mpf(1) / 10
        nodes = [low + step * k for k in range(int((high - low) / step))]
        S = step * mp.fsum(mp.exp(-((h - x) ** 2) / (4 * lam)) / (2 * mp.cosh(x / 2)) for x in nodes)
        return mp.log(S) + mp.log(2 * mp.cosh(h / 2)) - lam / 4

    with mp.workdps(30):
        d, at = mp.mpf("1e-5"), (mp.mpf(h), mp.mpf(lam))
        ahead, here, behind = (log_J(at[0] + s * d, at[1]) for s in (1, 0, -1))
        more, less = (log_J(at[0], at[1] + s * d) for s in (1, -1))
        expected = (ahead - behind) / (2 * d), (ahead - 2 * here + behind) / d**2, (more - less) / (2 * d)
    found = MetalRates().logarithms([(1, 0), (2, 0), (0, 1)], h, lam)
    np.testing.assert_allclose(found, [float(v) for v in expected], rtol=1e-8, atol=1e-10)
    J, a, b, c = float(mp.exp(here)), *map(float, expected)
    found = MetalRates().over_logarithm.values([(0, 0), (1, 0), (2, 0), (0, 1)], h, lam)
    np.testing.assert_allclose(found, [J, J * a, J * (b + a * a), J * c], rtol=1e-7)


def test_second_derivatives_by_temperature():
    """Of bands, and mixed ones, by differences of what is differentiated once."""
    band, h, lam = Semiconductor(0.2 * eV, -0.1 * eV), np.array([-20.0, 0.4, 15.0]), LFP
    d = 1e-3 * RT
    for orders, below in (((0, 0, 2), (0, 0, 1)), ((1, 0, 2), (1, 0, 1)), ((0, 1, 2), (0, 1, 1))):
        ahead, behind = (band.logarithms([below], h, lam, RT + s * d)[0] for s in (1, -1))
        further, back = (band.logarithms([below], h, lam, RT + s * d)[0] for s in (2, -2))
        expected = (8 * (ahead - behind) - (further - back)) / (12 * d)
        np.testing.assert_allclose(band.logarithms([orders], h, lam, RT)[0], expected, rtol=1e-7)


# limits -----------------------------------------------------------------------------------------------------
def test_nothing_flows_at_equilibrium_whatever_the_work_and_the_levels():
    rng = np.random.default_rng(5)
    for donor in (Metal(), Localized(0.2 * eV), Semiconductor(0.3 * eV, -0.1 * eV)):
        law = CIET(3.0, LFP, donor, 1.0, w_O=4e3, w_R=-2e3)
        x = rng.uniform(0.0, 1.0, 50)
        np.testing.assert_array_equal(
            law.current_density(0.0, x=x, c_plus=rng.uniform(0.1, 3.0, 50), T=T), 0.0
        )


def test_large_reorganization_energy_is_butler_volmer():
    """Of transfer coefficient ½ for |η| « λ; what is left goes as η²/4λ."""
    eta = np.linspace(-2.0, 2.0, 9) * V
    law = CIET(1.0, 2000.0 * RT)
    j0 = law.exchange_current_density(0.4, 1.0, T)
    butler_volmer = ButlerVolmer(lambda x, c_plus, T: j0).current_density(eta, x=0.4, c_plus=1.0, T=T)
    found = law.current_density(eta, x=0.4, c_plus=1.0, T=T)
    np.testing.assert_allclose(found, butler_volmer, rtol=2e-3)
    assert law.transfer_coefficient(0.0, x=0.5, c_plus=0.5, T=T) == pytest.approx(0.5, abs=1e-3)


@pytest.mark.filterwarnings("ignore:the range of DensityOfStates")
def test_marcus_from_a_narrow_density_of_states():
    """A band of unit area and no width is one level with its occupation."""
    width = 1e-4 * RT
    band = DensityOfStates(np.array([-width, 0.0, width]) + 0.1 * eV, [0.0, RT / width, 0.0])
    eta = np.linspace(-40.0, 40.0, 17) * V
    levels = (
        CIET(2.0, LFP, donor).current_density(eta, x=0.3, c_plus=1.0, T=T)
        for donor in (band, Localized(0.1 * eV))
    )
    np.testing.assert_allclose(next(levels), next(levels), rtol=1e-6)


def test_marcus_is_largest_at_the_reorganization_energy_and_falls_beyond():
    law = Marcus(1.0, 12.0 * RT)
    eta = np.linspace(-30.0, 0.0, 30001) * V
    reduction = law.partial_currents(eta, x=1.0, c_plus=1.0, T=T).reduction
    assert eta[np.argmax(reduction)] == pytest.approx(-12.0 * V, abs=2e-3 * V)
    assert reduction.max() == pytest.approx(1.0, rel=1e-6)  # no barrier is left
    assert reduction[0] < 0.01
    h = np.array([-3.0, 0.5, 9.0])
    r = law.partial_currents(h * V, x=1.0, c_plus=1.0, T=T)
    np.testing.assert_allclose(r.reduction, np.exp(-((12.0 + h) ** 2) / 48.0), rtol=1e-12)
    np.testing.assert_allclose(r.oxidation, np.exp(-((12.0 - h) ** 2) / 48.0), rtol=1e-12)


@pytest.mark.parametrize("lam", [0.5, 8.3, 30.0])
def test_a_metal_levels_off_at_the_root_of_four_pi_lambda(lam):
    law = MarcusHushChidsey(2.0, lam * RT)
    eta = -(lam + 15.0 * np.sqrt(lam) + 40.0) * V
    reduction = law.partial_currents(eta, x=0.5, c_plus=0.8, T=T).reduction
    assert reduction == pytest.approx(2.0 * 0.8 * np.sqrt(4.0 * np.pi * lam), rel=1e-10)
    limit = law.limiting_current(0.5, 0.8, T)
    assert limit.reduction == pytest.approx(reduction, rel=1e-10)
    assert limit.oxidation == pytest.approx(reduction * 0.5 / 0.8, rel=1e-10)
    with pytest.raises(TypeError, match="Localized has no limiting current"):
        Marcus(2.0, lam * RT).limiting_current(0.5, 0.8, T)


def test_the_form_of_butler_volmer():
    """j(x) = i0 e^{-η²/4λ}[e^{(1-α)η} - e^{-αη}], α = ½[1 + (ln(c_O/c_R) - x - w_O + w_R)/λ], level by level
    (D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, equations 31 to 33)."""
    lam, c, c_plus, w_O, w_R, level = 8.3, 0.3, 1.4, 0.7, -0.4, 2.0
    law = CIET(1.0, lam * RT, Localized(level * RT), w_O=w_O * RT, w_R=w_R * RT)
    eta = np.linspace(-6.0, 6.0, 7)
    alpha = 0.5 * (1.0 + (np.log(c_plus / c) - level - w_O + w_R) / lam)
    i0 = (1.0 - c) * c_plus * np.exp(-w_O) / (1.0 + np.exp(level)) * np.exp(-(alpha**2) * lam)
    expected = i0 * np.exp(-(eta**2) / (4.0 * lam)) * (np.exp((1.0 - alpha) * eta) - np.exp(-alpha * eta))
    np.testing.assert_allclose(law.current_density(eta * V, x=c, c_plus=c_plus, T=T), expected, rtol=1e-12)


def test_temperature_enters_as_in_the_theory():
    """Marcus' barrier (λ + Fη)²/4λRT and an activation energy, at two temperatures."""
    law = Marcus(2.0, 3e4, activation_energy=2e4, reference_temperature=300.0)
    for T_ in (270.0, 340.0):
        expected = 2.0 * np.exp(2e4 / R * (1 / 300.0 - 1 / T_) - (3e4 - 0.1 * F) ** 2 / (4.0 * 3e4 * R * T_))
        reduction = law.partial_currents(-0.1, x=1.0, c_plus=1.0, T=T_).reduction
        assert reduction == pytest.approx(expected, rel=1e-12)


# published numbers ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lam", "error"), [(1.0, 0.116), (4.0, 0.086), (8.3, 0.046), (20.0, 0.085), (40.0, 0.27)]
)
def test_error_of_the_uniformly_valid_approximation(lam, error):
    """Of Y. Zeng et al., J. Electroanal. Chem. 735 (2014) 77, as its docstring states it."""
    h = np.linspace(-60.0, 60.0, 2401)
    found = np.abs(ZengApproximation().relative_error(h, lam, 1.0)).max()
    assert found == pytest.approx(error, rel=0.02)


def test_the_approximation_is_the_formula():
    lam, h = 8.3, 2.0
    edge = (lam - np.sqrt(1.0 + np.sqrt(lam) + h * h)) / (2.0 * np.sqrt(lam))
    reduction = np.sqrt(np.pi * lam) / (1.0 + np.exp(h)) * float(mp.erfc(edge))
    law = CIET(1.0, lam * RT, ZengApproximation(), 0.0)
    assert law.partial_currents(h * V, x=1.0 - 1e-15, c_plus=1.0, T=T).reduction == pytest.approx(
        reduction, rel=1e-12
    )


X = np.linspace(0.0005, 0.9995, 1999)


@pytest.mark.parametrize(("eta", "peak"), [(-1.0, 0.335), (-2.5, 0.308), (-5.0, 0.259)])
def test_insertion_into_lithium_iron_phosphate_is_fastest_at(eta, peak):
    """Filling at which the exact rate is largest, λ = 8.3 k_BT, c_plus = 1."""
    j = CIET(1.0, LFP).current_density(eta * V, x=X, c_plus=1.0, T=T)
    assert X[np.argmax(-j)] == pytest.approx(peak, abs=1e-3)


@pytest.mark.parametrize(("eta", "peak"), [(-1.0, 0.109), (-2.5, 0.097), (-5.0, 0.079)])
def test_phase_field_marcus_hush_chidsey_is_fastest_at(eta, peak):
    j = PhaseFieldMarcusHushChidsey(1.0, LFP, 4.51 * RT).current_density(eta * V, x=X, c_plus=1.0, T=T)
    assert X[np.argmax(-j)] == pytest.approx(peak, abs=1e-3)


@pytest.mark.parametrize(
    ("exchange", "peak"),
    [
        (RegularSolutionExchange(1.0, interaction=11177.0), 0.099),
        (InsertionExchange(1.0), 0.5),
        (ExcludedSiteExchange(1.0), 0.25),
        (CIET(1.0, LFP).exchange_current_density, 0.35),
    ],
)
def test_exchange_currents_are_largest_at(exchange, peak):
    """Table 1 of D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432."""
    assert X[np.argmax(exchange(X, 1.0, T))] == pytest.approx(peak, abs=3e-3)


def test_laws_are_their_formulas_at_a_point():
    """Written out once more, sizes included: those of the docstrings and of Table 1."""
    k, x, c, omega, eta = 2e-5, 0.3, 1.4, 11177.0, -0.04
    host = x / (1.0 - x) * np.exp(omega * (1.0 - 2.0 * x) / RT)
    state = {"x": x, "c_plus": c, "T": T}
    h = eta / V + np.log(c / x)
    I_reduction, I_oxidation = float(reduction_integral(h, 8.3)), float(reduction_integral(-h, 8.3))
    net = x * I_oxidation - c * I_reduction
    insertion = InsertionExchange(k)
    j0 = F * k * np.sqrt(c * x * (1.0 - x))
    for found, expected in (
        (insertion(**state), j0),
        (ExcludedSiteExchange(k)(**state), np.sqrt(3.0) * (1.0 - x) * j0),
        (RegularSolutionExchange(k, interaction=omega)(**state), F * k * (1.0 - x) * np.sqrt(c * host)),
        (Linear(insertion).current_density(eta, **state), j0 * eta / V),
        (Diode(insertion, 2.0).current_density(eta, **state), j0 * (np.exp(0.5 * eta / V) - 1.0)),
        (MarcusHushChidsey(3.0, LFP).current_density(eta, **state), 3.0 * net),
        (CIET(3.0, LFP).current_density(eta, **state), 3.0 * (1.0 - x) * net),
        (
            PhaseFieldMarcusHushChidsey(3.0, LFP, omega).current_density(eta, **state),
            3.0 * (1.0 - x) * np.sqrt(host / x) * net,
        ),
    ):
        assert found == pytest.approx(expected, rel=1e-9)


# tables and files -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lam", [0.1, 1.0, 8.3, 30.0, 200.0])
def test_tables_of_a_metal_are_right_to_a_tenth_of_a_billionth(lam):
    both, rng = MetalRates(), np.random.default_rng(1)
    table = both.table((0, 0), lam)
    r = np.exp(rng.uniform(-150.0, 150.0, 2000))
    value, slope = both.values([(0, 0), (1, 0)], r, lam)
    assert (np.abs(table(r) - value) / value).max() < ERROR == 1e-10
    assert (np.abs(table(r, 1) - slope) * r / value).max() < 1e-8


def test_tables_of_bands_are_right_to_a_tenth_of_a_billionth():
    r = np.exp(np.random.default_rng(2).uniform(-150.0, 150.0, 300))
    for donor in (
        Semiconductor(0.3 * eV, -0.4 * eV),
        DensityOfStates([-eV, 0.0, 0.1 * eV, eV], [1, 0, 2, 1]),
    ):
        table = donor.logarithm.table((0, 0, 0), LFP, RT)
        value, slope = donor.logarithm.values([(0, 0, 0), (1, 0, 0)], r, LFP, RT)
        assert np.abs(table(r) - value).max() < ERROR
        assert (np.abs(table(r, 1) - slope) * r).max() < 1e-8


@pytest.mark.parametrize("lam", [0.3, 8.3, 40.0])
def test_tables_over_temperature_too_are_right_to_a_billionth(lam):
    """For reorganization energies in units of RT from 287 to 310 K."""
    across = lam * T / 310.15, lam * T / 287.15
    both = MetalRates().over_logarithm
    table = both.table((0, 0), across)
    rng = np.random.default_rng(1)
    h, lams = rng.uniform(-150.0, 150.0, 1000), rng.uniform(*across, 1000)
    exact = both.values([(0, 0), (1, 0), (0, 1)], h, lams)
    for found, expected, error in zip(table(h, lams), exact, (PLANE_ERROR, 3e-8, 3e-8), strict=True):
        assert (np.abs(found - expected) / exact[0]).max() < error <= 3e-8


@pytest.mark.parametrize(("lam", "reach"), [(0.1, 24.0), (8.3, 150.0), (200.0, 150.0)])
def test_tables_of_bands_over_temperature_too_are_right_to_a_billionth(lam, reach):
    """From -20 to 60 degC, in units of RT, with slopes; where rates are large enough for a number."""
    energies, rho = DENSITIES["gap"]
    donor, across = DensityOfStates(np.array(energies) * RT, rho), (R * 253.15, R * 333.15)
    low, high = donor.span(lam * RT, across)
    assert high == pytest.approx(reach, abs=2.0)
    rng = np.random.default_rng(3)
    h, at = rng.uniform(low, high, 400), rng.uniform(*across, 400)
    exact, by_h, by_RT = donor.logarithms([(0, 0, 0), (1, 0, 0), (0, 0, 1)], h, lam * RT, at)
    value, by_energy, by_unit = donor.log_log.table((0, 0, 0), lam * RT, across)(h * at, at)
    assert np.abs(value / at - exact).max() < PLANE_ERROR == 1e-9
    assert np.abs(by_energy - by_h).max() < 1e-7
    assert np.abs(by_unit - (exact + at * by_RT - h * by_h)).max() < 1e-6 * np.abs(h).max()
    if reach < 150.0:  # what is beyond is nothing, in either direction
        beyond = np.array([low - 2.0, high + 2.0])
        assert (donor.logarithms([(0, 0, 0)], beyond, lam * RT, across[1])[0] + beyond).max() < -700.0


@pytest.mark.filterwarnings("ignore:the range of DensityOfStates")
def test_density_of_states_from_a_file(tmp_path):
    path = tmp_path / "dos.csv"
    path.write_text("# eV, states\n-1.0, 0.5\n0.0, 1.0\n\n2.0 0.25\n")
    donor = DensityOfStates.from_file(path)
    assert donor == DensityOfStates([-eV, 0.0, 2.0 * eV], [0.5, 1.0, 0.25])
    assert hash(donor) == hash(DensityOfStates([-eV, 0.0, 2.0 * eV], [0.5, 1.0, 0.25]))
    assert DensityOfStates.from_file(path, unit=1.0).energies[-1] == 2.0
    path.write_text("-1.0 0.5\n0.0 one\n")
    with pytest.raises(InputError, match=r"dos\.csv, line 2, column 'density of states': found 'one'"):
        DensityOfStates.from_file(path)
    with pytest.raises(InputError, match="expected a file that can be read"):
        DensityOfStates.from_file(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: CIET(-1.0, LFP), r"k0: found -1\.0, expected a number, above 0 A\.m-2"),
        (
            lambda: Marcus(1.0, -LFP),
            r"Marcus\.reorganization_energy: found .*, expected a number, at least 80 J\.mol-1",
        ),
        (
            lambda: CIET(1.0, 0.2),
            r"found 0\.2, expected a number, at least 80 J\.mol-1 .* 0\.2 eV is 0\.2 \* mubar\.units\.eV",
        ),
        (lambda: Marcus(1.0, 8.3), r"8\.3 k_BT is 8\.3 \* mubar\.units\.kT\(T\)"),
        (lambda: CIET(1.0, LFP, "metal"), r"donor: found 'metal', expected Metal\(\), Localized"),
        (
            lambda: DensityOfStates([0.0, 1.0, 0.5], [1, 1, 1]),
            r"energies/1: found 1 followed by 0\.5, .* increase",
        ),
        (lambda: DensityOfStates([0.0, 1.0], [1.0, -0.1]), r"rho/1: found -0\.1, expected .* at least 0"),
        (lambda: DensityOfStates([0.0, 1.0], [1.0, np.inf]), r"rho/1: found inf, expected a finite number"),
        (lambda: DensityOfStates([0.0, 1.0], [0.0, 0.0]), "0 everywhere"),
        (lambda: Semiconductor(-1e4, 1e4), r"conduction_edge: found -10000\.0, expected at least 10000"),
        (lambda: Semiconductor(1e4, -1e4, 0.0, 0.0), "a band with levels in it"),
    ],
)
def test_what_cannot_be_is_refused(make, message):
    with pytest.raises(InputError, match=message):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda law: Localized(0.1),
            r"Localized\.level .* is 0\.1, which is unusual.* 0\.1 \* mubar\.units\.eV",
        ),
        (
            lambda law: DensityOfStates([-1.0, 1.0], [1, 1]),
            r"range of DensityOfStates\.energies is 2, .* J/mol",
        ),
        (lambda law: InsertionExchange(1e-5, 30.0), None),
        (lambda law: InsertionExchange(1e-5, 0.3), r"activation_energy .* is 0\.3, which is unusual"),
        (lambda law: law(0.1, x=0.3, c_plus=1000.0, T=T), r"c_plus .* is 1000, .* divide .* by 1000"),
        (lambda law: law(0.1, x=0.3, c_plus=1.0, T=25), r"T .* is 25, .* 25 °C is 25 \+ 273\.15"),
        (lambda law: law(np.array([0.1, -12.0]), x=0.3, c_plus=1.0, T=T), r"eta .* is -12, .* mV"),
        (lambda law: (law(1.0, x=0.3, c_plus=0.0, T=T), law([], x=0.3, c_plus=np.nan, T=T)), None),
        (lambda law: Localized(1e-13), None),
    ],
)
def test_what_is_hardly_meant_is_said(make, message):
    """Most likely another unit; where the reader finds it, in their own lines."""
    law = ButlerVolmer(InsertionExchange(1e-5)).current_density
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make(law)
    assert bool(message) == bool(caught)
    for warning in caught:
        assert re.search(message, str(warning.message))
        assert warning.filename == __file__
