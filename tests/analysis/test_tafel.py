"""Tafel lines of currents made by known laws, and of their textbook numbers."""

import numpy as np
import pytest

from mubar.analysis.tafel import allen_hickling_line, oxidation_current, tafel_line
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, MarcusHushChidsey
from mubar.kinetics.polarization import PolarizationCurve

ETA = np.concatenate([np.linspace(-0.3, -0.01, 30), np.linspace(0.01, 0.3, 30)])
AT = {"x": 0.5, "c_plus": 1.0, "T": 298.15}


def law(anodic=0.4, j0=2.0):
    return ButlerVolmer(lambda x, c_plus, T: j0, anodic, 1.0 - anodic)


def measured(scatter=0.0, seed=0, eta=ETA, of=None):
    j = (of or law()).current_density(eta, **AT)
    return PolarizationCurve(eta, j * (1.0 + scatter * np.random.default_rng(seed).standard_normal(eta.size)))


def test_the_slope_at_half_is_118_millivolts_per_decade():
    """2.303·2·RT/F at 25 °C (Bard & Faulkner, Electrochemical Methods, ch. 3)."""
    line = tafel_line(measured(of=law(0.5)), 0.2, 0.3)
    assert line.slope == pytest.approx(0.11832, rel=1e-3)
    assert line.exchange_current_density == pytest.approx(2.0, rel=2e-3)
    back = tafel_line(measured(of=law(0.5)), -0.3, -0.2)
    assert back.slope == pytest.approx(-0.11832, rel=1e-3)
    assert back.transfer_coefficient == pytest.approx(0.5, rel=1e-3)


def test_each_direction_has_its_own_coefficient():
    curve = measured()
    assert tafel_line(curve, 0.2, 0.3).transfer_coefficient == pytest.approx(0.4, rel=1e-3)
    assert tafel_line(curve, -0.3, -0.2).transfer_coefficient == pytest.approx(0.6, rel=1e-3)


def test_the_oxidation_alone_is_a_straight_line_through_equilibrium():
    """For one electron: j0 exp(α F η/RT), exactly, on both sides."""
    line = allen_hickling_line(measured())
    assert line.transfer_coefficient == pytest.approx(0.4, rel=1e-9)
    assert line.exchange_current_density == pytest.approx(2.0, rel=1e-9)
    np.testing.assert_allclose(
        oxidation_current(measured()),
        2.0 * np.exp(0.4 * ETA * 96485.33212 / (8.314462618 * 298.15)),
        rtol=1e-9,
    )
    assert not line.warnings


def test_errors_are_the_spread_of_repeated_experiments():
    lines = [allen_hickling_line(measured(0.03, seed)) for seed in range(150)]
    for name, true in (("transfer_coefficient", 0.4), ("exchange_current_density", 2.0)):
        found = np.array([getattr(line, name) for line in lines])
        stated = np.mean([getattr(line, name + "_error") for line in lines])
        assert found.std() == pytest.approx(stated, rel=0.2)
        assert abs(found.mean() - true) < 4 * stated / np.sqrt(150) + 1e-3 * true  # ln is a little crooked
    line = lines[0]
    assert line.slope_error / line.slope == pytest.approx(
        line.transfer_coefficient_error / line.transfer_coefficient
    )


def test_a_curved_plot_is_called_one():
    """A resistance in series bends the line; its ends have the coefficients that are told."""
    j = np.geomspace(1.0, 400.0, 40)
    eta = 0.0256926 / 0.5 * np.arcsinh(j / 4.0) + 2e-4 * j
    line = allen_hickling_line(PolarizationCurve(eta, j))
    (said,) = [w for w in line.warnings if "lie on a curve" in w]
    first, last = (float(word) for word in said.split() if word[0].isdigit())
    assert last < 0.35 < first


def test_the_local_slope_is_the_laws_transfer_coefficient():
    """From currents alone: 1 - d ln(oxidation)/d(Fη/RT) against the exact derivative of the law."""
    electron_transfer = MarcusHushChidsey(3.0, 2.0e4)
    eta = np.linspace(0.02, 0.5, 481)
    state = {"x": 0.3, "c_plus": 1.2, "T": 298.15}
    curve = PolarizationCurve(eta, electron_transfer.current_density(eta, **state), **state)
    slope = np.gradient(np.log(oxidation_current(curve)), eta * 96485.33212 / (8.314462618 * 298.15))
    expected = electron_transfer.transfer_coefficient(eta, **state)
    np.testing.assert_allclose(1.0 - slope[1:-1], expected[1:-1], atol=2e-5)
    assert expected[-1] - expected[0] > 0.4


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (-0.1, 0.1, "a range on one side of η = 0"),
        (0.2, 0.1, "low before high"),
        (0.291, 0.3, "1 points in the range, expected at least 3"),
    ],
)
def test_bad_ranges(low, high, message):
    with pytest.raises(InputError, match=message):
        tafel_line(measured(), low, high)


def test_current_against_the_overpotential_is_refused():
    curve = PolarizationCurve([0.1, 0.2, 0.3], [1.0, -2.0, 3.0], error=0.1)
    with pytest.raises(InputError, match=r"found -2 A/m² at 0\.2 V, expected current in the direction"):
        allen_hickling_line(curve)
    with pytest.raises(InputError, match="in the direction of the overpotential"):
        tafel_line(curve, 0.05, 0.3)


def test_bad_curves_tell_everything_at_once():
    with pytest.raises(InputError) as caught:
        PolarizationCurve([0.1, np.nan], [1.0, 2.0, 3.0], x=1.2, T=[20.0, 300.0], error=-1.0, name="lab")
    assert [p.where for p in caught.value.problems] == [
        "lab: eta",
        "lab: current_density",
        "lab: x",
        "lab: T",
        "lab: error",
    ]
    assert "lab: x: found 1.2 at point 1, expected a fraction above 0 and below 1" in str(caught.value)
    for eta, j in (([0.0, 0.1], [0.0, 1.0]), ([-0.1, 0.1], [0.2, 1.0])):
        with pytest.raises(InputError, match="Give the error of the current densities"):
            PolarizationCurve(eta, j)


def test_a_curve_from_a_file(tmp_path):
    path = tmp_path / "tafel.csv"
    path.write_text(
        "# a rotating disc\nOverpotential / mV;Current density [mA/cm²];note\n-50;-0.2;a\n25;0.125;b\n"
    )
    curve = PolarizationCurve.from_csv(path, x=0.4, T=310.0)
    np.testing.assert_allclose(curve.eta, [-0.05, 0.025], rtol=1e-15)
    np.testing.assert_allclose(curve.current_density, [-2.0, 1.25], rtol=1e-15)
    assert (curve.x[0], curve.T[1], curve.name) == (0.4, 310.0, "tafel.csv")
    for text, message in (
        ("eta / V,j / A\n0.1,1\n", "j / A"),
        ("eta,j\n0.1,one\n", r"line 2.*'one'"),
        ("time,voltage\n1,2\n", "eta"),
        ("eta,j\n0.1,-3\n", "current in the direction of the overpotential"),
    ):
        path.write_text(text)
        with pytest.raises(InputError, match=message):
            PolarizationCurve.from_csv(path)
