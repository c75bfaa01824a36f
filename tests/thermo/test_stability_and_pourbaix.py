"""Stability windows and potential-pH diagrams."""

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.thermo.levels import Pourbaix, Reaction, StabilityWindow, convert, couple, ph_step, water_window

STEP = ph_step(298.15)


# windows ----------------------------------------------------------------------------------------------------
CARBONATE = StabilityWindow("carbonate", 1.0, 4.7)


def test_verdicts():
    graphite, titanate, spinel, iron = CARBONATE.assess(
        {"graphite": (0.08, 0.25), "titanate": 1.55, "spinel": (4.0, 4.9), "iron": couple("Fe+3/Fe+2")}
    )
    assert graphite.reduces_by == pytest.approx(0.92)
    assert graphite.oxidises_by == 0.0
    assert "SEI" in str(graphite)
    assert titanate.stable
    assert str(titanate) == "titanate: inside the window"
    assert spinel.oxidises_by == pytest.approx(0.2)
    assert "0.20 V above: oxidises the electrolyte (CEI)" in str(spinel)
    assert iron.lowest == pytest.approx(convert(couple("Fe+3/Fe+2").standard_potential(), "SHE", "Li/Li+"))
    assert iron.stable


def test_the_verdict_doesnt_depend_on_the_scale():
    on_she = CARBONATE.against("SHE")
    assert on_she.width == pytest.approx(CARBONATE.width)
    level = 0.3
    (one,), (other,) = (
        CARBONATE.assess({"x": level}), on_she.assess({"x": convert(level, "Li/Li+", "SHE")})
    )  # fmt: skip
    assert one.reduces_by == pytest.approx(other.reduces_by, abs=1e-12)


def test_water_is_stable_over_1_23_volts():
    for pH in (0.0, 7.0, 14.0):
        window = water_window(pH)
        assert window.width == pytest.approx(1.229, abs=1e-3)
        assert window.reduction == pytest.approx(-0.05916 * pH, abs=1e-3)
    zinc, lead = (couple(n) for n in ("Zn+2/Zn", "PbO2/PbSO4"))
    found = {v.name: v for v in water_window(0.0).assess({"zinc": zinc, "lead": lead})}
    assert found["zinc"].reduces_by == pytest.approx(0.762, abs=1e-3)
    assert found["lead"].oxidises_by == pytest.approx(0.458, abs=2e-3)


def test_contains_arrays():
    np.testing.assert_array_equal(CARBONATE.contains([0.5, 1.0, 3.0, 5.0]), [False, True, True, False])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: StabilityWindow("x", 4.0, 1.0), "StabilityWindow.oxidation: found"),
        (lambda: StabilityWindow("x", float("nan"), 1.0), "StabilityWindow.reduction: found nan"),
        (lambda: StabilityWindow("x", 0.0, 1.0, "Li"), "reference electrode: found 'Li'"),
        (lambda: CARBONATE.assess({"x": (2.0, 1.0)}), r"x: found \(2.0, 1.0\)|x: found '\(2.0, 1.0\)'"),
        (lambda: CARBONATE.assess({"x": "high"}), "x: found 'high'"),
    ],
)
def test_bad_windows(call, message):
    with pytest.raises(InputError, match=message):
        call()


# Pourbaix ---------------------------------------------------------------------------------------------------
COPPER = Pourbaix("Cu", ("Cu", "Cu+2", "Cu2O", "CuO"))
REACTIONS = {
    ("Cu", "Cu2O"): "Cu2O + 2 H+ + 2 e- = 2 Cu + H2O",
    ("Cu2O", "CuO"): "2 CuO + 2 H+ + 2 e- = Cu2O + H2O",
    ("Cu+2", "Cu2O"): "2 Cu+2 + H2O + 2 e- = Cu2O + 2 H+",
    ("Cu", "Cu+2"): "Cu+2 + 2 e- = Cu",
}


@pytest.mark.parametrize("pair", REACTIONS)
def test_lines_are_nernst_equations(pair):
    reaction, line = Reaction.parse(REACTIONS[pair]), COPPER.line(*pair)
    for pH in (0.0, 5.0, 11.0):
        activities = {"H+": 10.0**-pH, "Cu+2": 1e-6}
        here = {s: a for s, a in activities.items() if s in reaction.species}
        assert float(line(pH)) == pytest.approx(reaction.potential(here), abs=1e-12)


def test_copper_as_pourbaix_has_it():
    """M. Pourbaix, Atlas of Electrochemical Equilibria (1966), section on copper: intercepts 0.471, 0.203,
    0.337 V at unit activity, slopes -1, +1, 0 times 59 mV.
    """
    molar = Pourbaix("Cu", COPPER.forms, 1.0)
    for pair, intercept, slope in (
        (("Cu", "Cu2O"), 0.471, -1), (("Cu+2", "Cu2O"), 0.203, 1), (("Cu", "Cu+2"), 0.337, 0)
    ):  # fmt: skip
        line = molar.line(*pair)
        assert line.intercept == pytest.approx(intercept, abs=5e-3)
        assert line.slope == pytest.approx(slope * STEP, abs=1e-12)


def test_upright_line_between_forms_of_one_valence():
    """Cu+2 + H2O = CuO + 2 H+."""
    line = COPPER.line("Cu+2", "CuO")
    log_k = np.log10(Reaction.parse("Cu+2 + H2O = CuO + 2 H+").equilibrium_constant())
    assert line.ph == pytest.approx(-(log_k + np.log10(1e-6)) / 2, abs=1e-9)
    assert np.isnan(line(3.0))


def test_what_is_stable_has_the_lowest_energy():
    """Across each line the forms change places; copper dissolves in acid above its line."""
    assert COPPER.forms[int(COPPER.stable(1.0, 0.6))] == "Cu+2"
    assert COPPER.forms[int(COPPER.stable(1.0, -0.2))] == "Cu"
    rng = np.random.default_rng(3)
    for one, other in REACTIONS:
        pH = rng.uniform(0, 14, 5)
        E = COPPER.line(one, other)(pH)
        i, j = COPPER.forms.index(one), COPPER.forms.index(other)
        gap = [(g := COPPER.gibbs(pH, E + shift))[i] - g[j] for shift in (-0.01, 0.0, 0.01)]
        np.testing.assert_allclose(gap[1], 0.0, atol=1e-8)
        assert (np.sign(gap[0]) == -np.sign(gap[2])).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Pourbaix("Cu", ("Cu", "Zn")), "Pourbaix.forms: found Zn, expected forms that hold Cu"),
        (lambda: Pourbaix("Cu", ("Cu", "CuX")), "species: found 'CuX'"),
        (lambda: Pourbaix("Cu", ("Cu",), 0.0), "Pourbaix.activity: found 0.0"),
        (lambda: COPPER.line("Cu", "Cu"), "Pourbaix.line"),
        (lambda: COPPER.line("Cu", "Cu+"), "form: found"),
    ],
)
def test_bad_diagrams(call, message):
    with pytest.raises(InputError, match=message):
        call()
