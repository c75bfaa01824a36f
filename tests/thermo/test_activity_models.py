"""Activity models against published numbers and independent integration."""

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad

from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo.electrolytes import WATER, Davies, DebyeHuckel, Pitzer, SaltSolution, pitzer_salts
from mubar.thermo.electrolytes.debye_huckel import sigma
from mubar.thermo.electrolytes.pitzer import PitzerCoefficients

T = 298.15


def test_water_at_25_celsius():
    """ε 78.30 (Malmberg & Maryott 1956), ρ 997.05 kg/m³ (Kell 1975), A = 0.5108 in decimal logarithms
    (W. J. Hamer, NSRDS-NBS 24, 1968), A_φ = 0.392 (Pitzer & Mayorga 1973), Debye length 0.304 nm at 1 mol/L.
    """
    assert WATER.permittivity(T) == pytest.approx(78.30, abs=0.01)
    assert WATER.density(T) == pytest.approx(997.05, abs=0.01)
    assert WATER.debye_huckel_slope(T) / np.log(10) == pytest.approx(0.5108, abs=2e-4)
    assert WATER.debye_huckel_slope(T) / 3 == pytest.approx(0.392, abs=3e-4)
    assert 1 / WATER.screening(T) == pytest.approx(0.304e-9, abs=0.5e-12)


@pytest.mark.parametrize(
    ("salt", "gamma", "phi"),
    [
        (("H+", "Cl-"), 0.809, 1.039),
        (("Li+", "Cl-"), 0.774, 1.018),
        (("Na+", "Cl-"), 0.657, 0.936),
        (("K+", "Cl-"), 0.604, 0.897),
        (("Ca+2", "Cl-"), 0.500, 1.046),
    ],
)
def test_pitzer_gives_the_measured_coefficients_at_1_molal(salt, gamma, phi):
    """R. A. Robinson, R. H. Stokes, Electrolyte Solutions, 2nd ed. (1959), Appendices 8.9 and 8.10."""
    solution = Pitzer.for_salt(*salt)
    assert np.exp(solution.log_gamma(1.0, T)) == pytest.approx(gamma, abs=3e-3)
    assert solution.osmotic_coefficient(1.0, T) == pytest.approx(phi, abs=3e-3)


def test_pitzer_knows_salts_of_every_type():
    assert len(pitzer_salts()) >= 40
    for cation, anion in pitzer_salts():
        solution = Pitzer.for_salt(cation, anion)
        assert isinstance(solution, SaltSolution)
        assert -5.0 < solution.log_gamma(0.5, T) < 0.5


def test_pitzer_names_the_nearest_salt():
    with pytest.raises(UnknownNameError, match=r"'Na\+ Cl2-'.*Did you mean 'Na\+ Cl-'"):
        Pitzer.for_salt("Na+", "Cl2-")
    with pytest.raises(
        InputError, match=r"Pitzer.pairs: found 'none for Li\+ Cl-', expected one of: Na\+ Cl-"
    ):
        Pitzer.for_ions("Na+", "Cl-").of("Li+", "Cl-").log_gamma(1.0, T)


@pytest.mark.parametrize("model", [DebyeHuckel(), DebyeHuckel(9e-10), Davies()])
@pytest.mark.parametrize("salt", [("K+", "Cl-"), ("Mg+2", "SO4-2"), ("Al+3", "SO4-2")])
def test_osmotic_coefficient_is_the_integral_of_gibbs_and_duhem(model, salt):
    """φ - 1 = (1/m) ∫ m' d ln γ, by adaptive quadrature of (χ - 1)."""
    solution = model.of(*salt)
    for m in (1e-4, 0.02, 0.7):
        integral = quad(lambda y: solution.thermodynamic_factor(y, T) - 1.0, 0.0, m, epsabs=1e-13)[0]
        assert solution.osmotic_coefficient(m, T) - 1.0 == pytest.approx(integral / m, rel=1e-8)


def test_davies_by_hand():
    """log₁₀ γ = -0.5108 [√I/(1+√I) - 0.3 I]: γ 0.781 for 1:1 at 0.1 mol/kg, and its 4th power for 2:2."""
    root = np.sqrt(0.1)
    expected = -0.5108 * (root / (1 + root) - 0.03)
    assert Davies().of("Na+", "Cl-").log_gamma(0.1, T) / np.log(10) == pytest.approx(expected, abs=5e-5)
    assert Davies().of("Mg+2", "SO4-2").log_gamma(0.025, T) / np.log(10) == pytest.approx(
        4 * expected, abs=2e-4
    )


def test_models_agree_where_all_are_good():
    """γ± of KCl at 0.01 mol/kg is 0.901 (Robinson & Stokes)."""
    for law in (DebyeHuckel(), Davies(), Pitzer.for_ions("K+", "Cl-")):
        assert np.exp(law.of("K+", "Cl-").log_gamma(0.01, T)) == pytest.approx(0.901, abs=2e-3)


def test_sigma():
    """Its closed form, which cancels at small arguments, and 1 at zero."""
    x = np.array([0.5, 1.0, 3.0, 5.0])
    closed = 3 / x**3 * (1 + x - 1 / (1 + x) - 2 * np.log1p(x))
    np.testing.assert_allclose(sigma(x), closed, rtol=1e-13)
    assert sigma(1e-12) == pytest.approx(1.0, rel=1e-11)


def test_salt_voltage_is_that_of_two_ions():
    """V₊ - V₋ of CaCl2: RT/F [½ ln(m γ) + ln(2 m γ)]."""
    solution = Pitzer.for_salt("Ca+2", "Cl-")
    gamma = np.exp(solution.log_gamma(0.3, T))
    expected = 8.314462618 * T / 96485.33212 * (0.5 * np.log(0.3 * gamma) + np.log(0.6 * gamma))
    assert solution.salt_voltage(0.3, T) == pytest.approx(expected, rel=1e-12)


def test_a_model_that_is_none_is_refused():
    with pytest.raises(InputError, match=r"SaltSolution.model: found 3, expected an activity model"):
        SaltSolution(Davies().of("Na+", "Cl-").salt, 3)
    with pytest.raises(InputError, match=r"DebyeHuckel.ion_size: found -1.0"):
        DebyeHuckel(-1.0)


# May, Rowland, Hefter, Königsberger, J. Chem. Eng. Data 56 (2011) 5066: β⁰, β¹, β², C^φ, fitted anew
MAY2011 = {
    "Mg+2": (0.2153, 3.29, -40.15, 0.02794),
    "Ni+2": (0.1594, 2.944, -50.94, 0.04078),
    "Cu+2": (0.2281, 2.505, -50.28, 0.005787),
    "Zn+2": (0.1991, 2.63, -37.74, 0.02892),
    "Cd+2": (0.2072, 2.564, -45.05, 0.01071),
}


@pytest.mark.parametrize("cation", MAY2011)
def test_divalent_sulfates_agree_with_a_later_evaluation(cation):
    """φ, which is what was measured, and γ relative to 0.1 mol/kg; γ itself hangs on dilute solutions."""
    beta0, beta1, beta2, c_phi = MAY2011[cation]
    later = Pitzer((PitzerCoefficients(cation, "SO4-2", beta0, beta1, c_phi, beta2),)).of(cation, "SO4-2")
    ours, m = Pitzer.for_salt(cation, "SO4-2"), np.array([0.1, 0.2, 0.5, 1.0, 1.4])
    np.testing.assert_allclose(ours.osmotic_coefficient(m, T), later.osmotic_coefficient(m, T), rtol=0.035)
    ratio = ours.log_gamma(m, T) - later.log_gamma(m, T)
    np.testing.assert_allclose(ratio - ratio[0], 0.0, atol=0.035)


@pytest.mark.parametrize(
    ("cation", "gamma"),
    [("Mg+2", 0.0485), ("Ni+2", 0.0425), ("Cu+2", 0.0423), ("Zn+2", 0.0435), ("Cd+2", 0.0415)],
)
def test_divalent_sulfates_at_1_molal(cation, gamma):
    """Robinson & Stokes, Appendix 8.10, whose γ of all these salts is set to 0.150 at 0.1 mol/kg."""
    solution = Pitzer.for_salt(cation, "SO4-2")
    found = 0.150 * np.exp(solution.log_gamma(1.0, T) - solution.log_gamma(0.1, T))
    assert found == pytest.approx(gamma, rel=0.02)


@pytest.mark.parametrize("strength", [1e-6, 0.02, 0.11, 2.0, 8.1, 40.0])
def test_second_virial_coefficients_are_pitzers(strength):
    """B and B' = dB/dI as the papers write them, in many digits; B^φ = B + I B'."""
    p, root = PitzerCoefficients("Zn+2", "SO4-2", 0.2, 2.9, 0.03, -33.0), strength**0.5

    def second(i):
        x = [a * mpmath.sqrt(i) for a in (1.4, 12)]
        g = [2 * (1 - (1 + v) * mpmath.exp(-v)) / v**2 for v in x]
        return mpmath.mpf(0.2) + mpmath.mpf(2.9) * g[0] - 33 * g[1]

    with mpmath.workdps(40):
        slope = mpmath.diff(second, mpmath.mpf(strength))
        assert p.second(root) == pytest.approx(float(second(mpmath.mpf(strength))), rel=1e-12)
        assert p.second_slope(root) == pytest.approx(float(slope), rel=1e-10)
    osmotic = p.second(root) + strength * p.second_slope(root)
    assert p.second_osmotic(root) == pytest.approx(osmotic, rel=1e-10)
