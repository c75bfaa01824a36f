"""The gallery's figures of ion transport, pinned to closed forms and published numbers."""

import numpy as np
import pytest


def test_clusters_turn_the_transference_number_negative(gallery):
    """With x of the cations in [LiA2]-: κ ∝ (1-x) D_+ + (1-2x) D_- + x D_3, t_+ = [(1-x) D_+ - x D_3]/Σ,
    zero at x = D_+/(D_+ + D_3) = 1/6; κ_NE ∝ (1-x) D_+ + x D_3 + (1-2x) D_- + 2x D_3.
    """
    found = gallery("cluster_transference").compute()
    x, free, anion, cluster = found["bound"], 0.2e-12, 2e-12, 1e-12
    parts = (1 - x) * free, (1 - 2 * x) * anion, x * cluster
    unit = 96485.33212**2 * 1000.0 / (8.314462618 * 363.0)
    np.testing.assert_allclose(found["kappa"], unit * sum(parts), rtol=1e-9)
    np.testing.assert_allclose(found["ideal"], unit * (sum(parts) + 2 * parts[2]), rtol=1e-9)
    np.testing.assert_allclose(found["t_plus"], (parts[0] - parts[2]) / sum(parts), atol=1e-10)
    assert found["zero"] == pytest.approx(1 / 6, abs=1e-4)
    assert (np.diff(found["t_plus"]) < 0.0).all()
    assert found["t_plus"][-1] == pytest.approx(-2 / 3, abs=3e-3)


def test_one_transference_number_in_four_frames(gallery):
    """KCl, 1 mol/L: t_+ = 0.4882 against the solvent (Robinson & Stokes); the shifts by hand."""
    found = {name: values[-1] for name, values in gallery("transference_frames").compute().items()}
    assert found["solvent"] == 0.4882
    volume = 0.4882 - 1e-3 * (9.02 * 0.4882 - 17.83 * 0.5118)
    assert found["volume"] == pytest.approx(volume, abs=1e-10)
    assert found["laboratory"] == pytest.approx(volume + 1e-3 * (25.77 - 10.27 - 17.83), abs=1e-10)
    water = (1000.0 - 26.85) / 18.07
    density = 39.098 + 35.453 + 18.015 * water  # g/L
    assert found["mass"] == pytest.approx(0.4882 - (39.098 * 0.4882 - 35.453 * 0.5118) / density, abs=1e-10)


def test_an_orthorhombic_conductor(gallery):
    """LiFePO4, 10 : 1 : 0.1 along b, c, a (Neef et al. 2019): means 3.7, 3/11.1, and that of grains."""
    found = gallery("conductivity_ellipsoid").compute()
    assert found["principal"] == pytest.approx([0.1, 1.0, 10.0])
    assert found["voigt"] == pytest.approx(3.7)
    assert found["reuss"] == pytest.approx(3 / 11.1)
    mean = found["self_consistent"]
    assert sum((k - mean) / (k + 2 * mean) for k in (0.1, 1.0, 10.0)) == pytest.approx(0.0, abs=1e-10)
    assert found["field"][90] == pytest.approx(5.5)
    assert found["current"][90] == pytest.approx(2 / 1.1)


def test_a_polymer_electrolyte_is_not_arrhenian(gallery):
    """4.15e-5 S/cm at 25 °C (Mindemark et al. 2015). VFT by straight lines over 1/(T - T0), T0 by scanning:
    T0 some 40 K below the glass transition, as in polymers in general (WLF: 51.6 K).
    """
    found = gallery("polymer_temperature").compute()
    data, fits = found["data"], found["fits"]
    assert data.value[0] == pytest.approx(4.15e-3)
    y = np.log(data.value)

    def line(T0):
        x = 1.0 / (data.T - T0)
        coefficients = np.polyfit(x, y, 1)
        return np.sum((np.polyval(coefficients, x) - y) ** 2), coefficients

    scanned = np.arange(185.0, 210.0, 0.01)
    T0 = scanned[np.argmin([line(t)[0] for t in scanned])]
    law = fits["VFT"].law
    assert pytest.approx(T0, abs=0.02) == law.T0
    assert pytest.approx(-line(T0)[1][0], rel=1e-3) == law.B
    assert 30.0 < gallery("polymer_temperature").GLASS - law.T0 < 60.0
    total, (slope, _) = line(0.0)
    assert fits["Arrhenius"].law.energy == pytest.approx(-8.314462618 * slope, rel=1e-6)
    # ΔAICc of fits whose scatter is fitted too, of 9 points: n ln of the ratio of sums of squares, less
    # 2·4·9/4 - 2·3·9/5 for T0
    assert found["comparison"].best == "VFT"
    assert found["comparison"].aicc["Arrhenius"] == pytest.approx(
        9 * np.log(total / line(T0)[0]) - 7.2, rel=1e-4
    )
    assert found["at_glass"]["Arrhenius"] > 1e3 * found["at_glass"]["VFT"]


def test_waldens_rule_in_water(gallery):
    """Viscosity 0.8900 and 1.0016 mPa s at 25 and 20 °C, 1.79 at 0 °C; λ°η of K+ and H+ at 25 °C by hand."""
    script = gallery("walden_water")
    assert 1e3 * script.water_viscosity(298.15) == pytest.approx(0.8900, abs=1e-4)
    assert 1e3 * script.water_viscosity(293.15) == pytest.approx(1.0016, abs=1e-4)
    found = script.compute()
    assert found["product"]["K⁺"][2] == pytest.approx(73.5e-4 * 0.8900e-3, rel=1e-4)
    assert found["deviation"]["H⁺"][2] == pytest.approx(np.log10(350.1 * 0.8900e-2), abs=1e-4)
    ends = {ion: np.log(v[2] / v[0]) / np.log(1.7918 / 0.8900) for ion, v in found["molar"].items()}
    for ion, slope in found["slope"].items():
        assert slope == pytest.approx(ends[ion], abs=0.03)
    assert found["slope"]["H⁺"] < 0.7 < found["slope"]["K⁺"] < found["slope"]["Li⁺"] < 1.05


def test_cations_that_go_the_wrong_way_in_a_cell(gallery):
    """t_+ of LiPF6 in EC:EMC 3:7 at 0 °C from the polynomial of Landesfeind & Gasteiger (2019) by hand; first
    the cations' share of the current, and in the end 1 with dc/dx = -(1 - t_+) i/(F B D).
    """
    found = gallery("cations_backwards").compute()
    T = 273.15
    t_plus = -12.8 - 6.12 + 8.21e-2 * T + 0.904 + 3.18e-2 * T - 1.27e-4 * T**2 + 1.75e-2 - 3.12e-3 * T
    t_plus -= 3.96e-5 * T**2
    assert found["t_plus"] == pytest.approx(t_plus, abs=1e-9)
    assert t_plus < -0.15
    assert found["share"][0] == pytest.approx(t_plus, rel=1e-6)
    assert (np.diff(found["share"][found["share"] < 0.99]) > 0.0).all()
    assert found["share"][-1] == pytest.approx(1.0, abs=1e-3)
    assert found["slope"] == pytest.approx(found["expected_slope"], rel=2e-3)


def test_molecular_dynamics_on_both_routes(gallery):
    """Against the Onsager matrix that the electrolyte was generated with, t_+ = (1 - 1.3)/(1 + 4 - 2.6)."""
    found = gallery("molecular_dynamics").compute()
    assert found["t_plus"] == pytest.approx(-0.125)
    volume, k_B, e, N = (2e-9) ** 3, 1.380649e-23, 1.602176634e-19, 12
    assert found["kappa"] == pytest.approx(N * e**2 * 2.4e-9 / (volume * k_B * 300.0))
    for route in ("einstein", "green_kubo"):
        kappa, (t, _) = found[route].conductivity, found[route].transference_numbers
        assert kappa.low < found["kappa"] < kappa.high
        assert t.low < found["t_plus"] < t.high < 0.0
        assert 0.02 < kappa.standard_error / kappa.value < 0.12
