"""The band diagrams' numbers: closed forms, and formation energies of the NBS tables (kJ/mol)."""

from math import asinh, log

import pytest

from mubar.core.constants import F, R

RT_F = R * 298.15 / F
# D. D. Wagman et al., J. Phys. Chem. Ref. Data 11, Suppl. 2 (1982)
ZN, CU, AGCL, CL, FE2, FE3 = -147.06, 65.49, -109.789, -131.228, -78.90, -4.7


def test_daniell_cell(gallery):
    assert gallery("bands_daniell").compute()["voltage"] == pytest.approx(1e3 * (CU - ZN) / (2 * F), abs=1e-4)


def test_concentration_cell(gallery):
    found = gallery("bands_concentration_cell").compute()
    assert found["bridge"] == pytest.approx(RT_F * log(10), abs=1e-9)
    assert found["membrane"] == pytest.approx(2 * RT_F * log(10), abs=1e-9)


def test_donnan_potential(gallery):
    assert gallery("bands_donnan").compute()["donnan"] == pytest.approx(-1e3 * RT_F * asinh(1.0), abs=1e-3)


def test_silver_chloride_electrode(gallery):
    standard = 1e3 * (AGCL - CL) / F
    assert standard == pytest.approx(0.2222, abs=1e-4)
    level = gallery("bands_silver_chloride").compute()["level"]
    assert level == pytest.approx(standard + RT_F * log(10), abs=1e-4)


def test_redox_couple(gallery):
    found = gallery("bands_redox_couple").compute()
    assert found["e-"] == pytest.approx(3 * found["Fe+3"] - 2 * found["Fe+2"], abs=1e-12)
    assert found["e-"] == pytest.approx(1e3 * (FE3 - FE2) / F + RT_F * log(0.2), abs=2e-3)


def test_lithium_ion_cell_reaches_its_cutoffs(gallery):
    """2.5 and 4.2 V, Chen et al. 2020."""
    empty, half, full = gallery("bands_lithium_ion").compute()["voltages"]
    assert (empty, full) == pytest.approx((2.5, 4.2), abs=2e-3)
    assert empty < half < full


def test_discharge_balances(gallery):
    found = gallery("bands_discharge").compute()["readings"]
    assert found["I·V"] == pytest.approx(found["−dG/dt"] - found["dissipation"], rel=1e-6)
    assert found["dissipation"] > 0.0


def test_films(gallery):
    verdicts = gallery("bands_stability_window").compute()["verdicts"]
    assert verdicts["graphite"].reduces_by == pytest.approx(0.7)
    assert verdicts["LNMO"].oxidises_by == pytest.approx(0.2)


def test_corrosion_follows_tafel(gallery):
    """E = (E1 + E2)/2 + (RT/F) ln(j2/j1), j = √(j1 j2) e^{(E2 - E1)F/4RT} for α = ½, far from both levels."""
    found = gallery("bands_corrosion").compute()
    low, high = sorted(found["levels"].values())
    assert low == pytest.approx(1e3 * FE2 / (2 * F) + 0.5 * RT_F * log(1e-6), abs=1e-3)
    assert high == pytest.approx(RT_F * log(1e-4), abs=1e-6)
    assert found["level"] == pytest.approx(0.5 * (low + high) + RT_F * log(1e-2 / 1e-3), abs=1e-3)
    tafel = (1e-2 * 1e-3) ** 0.5 * 2.718281828459045 ** ((high - low) / (4 * RT_F))
    assert found["current"] == pytest.approx(tafel, rel=2e-2)


def test_shuttle_is_diffusion(gallery):
    """F D c/L, of the 99.8 % between 0.1 and 99.9 % oxidised."""
    current = gallery("bands_redox_shuttle").compute()["current"]
    assert current == pytest.approx(0.998 * F * 1e-10 * 100 / 25e-6, rel=1e-12)


def test_charge_falls_at_both_electrodes_of_the_shuttle(gallery):
    for mark in gallery("bands_redox_shuttle").compute()["diagram"].reactions:
        assert sum(level.gives for level in mark.levels) == 0.0
        assert sum(level.gives * level.V for level in mark.levels) > 0.0


def test_resistor_is_ohms_law(gallery):
    assert gallery("bands_resistor").compute()["dissipated"] == pytest.approx(1e4**2 * 1e-4 / 100)


def test_ions_in_a_gradient(gallery):
    drop = gallery("bands_two_ions").compute()["drop"]
    assert drop == pytest.approx(-RT_F * log(10), rel=1e-12)
    found = gallery("bands_liquid_junction").compute()
    assert found["cation"] == pytest.approx(-2 * 0.61 * RT_F * log(10), rel=1e-12)
    assert found["anion"] == pytest.approx(2 * 0.39 * RT_F * log(10), rel=1e-12)


def test_limiting_current(gallery):
    found = gallery("bands_limiting_current").compute()
    assert found["limit"] == pytest.approx(2 * F * 1e-10 * 1000 / (0.7 * 25e-6))
    assert found["anion"] == pytest.approx(0.0, abs=1e-14)
    assert found["cation"] == pytest.approx(2 * RT_F * log(0.05 / 1.95), rel=1e-9)


def test_junction_is_shockleys(gallery):
    assert gallery("bands_junction").compute()["drop"] == pytest.approx(RT_F * log(1e4 + 1), rel=1e-9)


def test_plating(gallery):
    found = gallery("bands_plating").compute()
    assert found["dissolving"] == pytest.approx(200 * 2 * RT_F * asinh(200 / 20), rel=1e-9)
    assert found["solution"] == pytest.approx(200**2 * 0.01 / 5)
    assert found["all together"] == pytest.approx(found["dissolving"] + found["solution"] + found["plating"])
