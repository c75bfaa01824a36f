"""Battery electrolytes: published values and what any electrolyte must do."""

import numpy as np
import pytest
from scipy.integrate import quad

from mubar.materials.library import load_cell
from mubar.thermo.electrolytes import BatteryElectrolyte, Landesfeind2019, ValoenReimers2005

CASES: list[BatteryElectrolyte] = [*Landesfeind2019.examples(), *ValoenReimers2005.examples()]


@pytest.mark.parametrize("law", CASES)
def test_properties_are_physical_where_they_were_measured(law):
    """κ, D, χ > 0 and t₊ < 1 over the upper part of the range; conduction and diffusion are activated."""
    c = np.linspace(250.0, 2000.0, 12)[:, None]
    T = np.linspace(max(273.15, law.temperatures[0]), law.temperatures[1], 6)[None, :]
    assert (law.conductivity(c, T) > 0.0).all()
    assert (law.diffusivity(c, T) > 0.0).all()
    assert (law.thermodynamic_factor(c, T) > 0.0).all()
    assert (np.abs(law.transference_number(c, T)) < 1.0).all()
    assert (np.diff(law.conductivity(c, T), axis=1) > 0.0).all()
    assert (np.diff(law.diffusivity(c, T), axis=1) > 0.0).all()


@pytest.mark.parametrize("law", CASES)
def test_conductivity_has_its_maximum_near_1_molar(law):
    c = np.linspace(100.0, 3000.0, 59)
    assert 700.0 <= c[np.argmax(law.conductivity(c, 298.15))] <= 1600.0


def test_two_measurements_of_ec_emc_agree():
    """Landesfeind & Gasteiger 2019 and Nyman et al. 2008 (in the cell chen2020), both EC:EMC 3:7 at 25 °C."""
    nyman = load_cell("chen2020").electrolyte
    for c in (500.0, 1000.0, 1500.0):
        ours = Landesfeind2019().conductivity(c, 298.15)
        assert ours == pytest.approx(float(nyman.conductivity(c, 298.15)), rel=0.1)


def test_two_measurements_of_the_thermodynamic_factor_agree():
    """At 1 mol/L: 2.2 in EC:EMC, EC:DMC (Landesfeind & Gasteiger), 2.1 in PC:EC:DMC (Valøen & Reimers)."""
    found = [law.thermodynamic_factor(1000.0, 298.15) for law in (*CASES[:2], CASES[3])]
    np.testing.assert_allclose(found, 2.15, atol=0.06)


def test_valoen_and_reimers_by_hand():
    """Their equations at 1 mol/L, 294 K: κ 11.35 mS/cm from [-4.7597 + ...]², D from 10^-5.55 cm²/s."""
    law = ValoenReimers2005()
    T = 294.0
    root = -10.5 + 0.0740 * T - 6.96e-5 * T**2 + 0.668 - 0.0178 * T + 2.80e-5 * T**2 + 0.494 - 8.86e-4 * T
    assert law.conductivity(1000.0, T) == pytest.approx(0.1 * root**2, rel=1e-12)
    assert law.diffusivity(1000.0, T) == pytest.approx(10 ** (-4.43 - 54 / 60 - 0.22 - 4), rel=1e-12)
    assert law.thermodynamic_factor(1000.0, T) == pytest.approx((0.601 - 0.24 + 0.982) / 0.62, rel=1e-12)
    assert law.transference_number(1000.0, T) == 0.38


@pytest.mark.parametrize("law", CASES)
def test_log_gamma_is_the_integral_of_the_factor(law):
    """By adaptive quadrature; zero at 1 mol/L."""
    assert law.log_gamma(1000.0, 300.0) == 0.0
    for c in (100.0, 2500.0):
        expected = quad(lambda y: (law.thermodynamic_factor(y, 300.0) - 1.0) / y, 1000.0, c, epsabs=1e-12)[0]
        assert law.log_gamma(c, 300.0) == pytest.approx(expected, rel=1e-9)


def test_a_cell_takes_its_methods_as_laws():
    law = Landesfeind2019()
    names = ("conductivity", "diffusivity", "transference_number", "thermodynamic_factor")
    cell = load_cell("chen2020").replace(**{f"electrolyte.{name}": getattr(law, name) for name in names})
    for name in names:
        found = float(getattr(cell.electrolyte, name)(1200.0, 305.0))
        assert found == pytest.approx(float(getattr(law, name)(1200.0, 305.0)), rel=1e-13)


def test_concentration_cell_of_lithium_salt():
    """0.5 | 1.5 mol/L with an anion membrane: 2RT/F ∫ χ d ln c, between the ideal and 3 times that."""
    law = Landesfeind2019()
    ideal = 2 * 0.025693 * np.log(3)
    voltage = law.salt_voltage(1500.0, 298.15) - law.salt_voltage(500.0, 298.15)
    assert ideal < voltage < 3 * ideal
