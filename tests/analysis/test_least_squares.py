"""The least-squares core against linear regression done by hand, repeated experiments, degenerate cases."""

import numpy as np
import pytest

from mubar.analysis.least_squares import Unknown, least_squares
from mubar.core.bounds import POSITIVE, Bounds
from mubar.core.errors import InputError

X = np.linspace(0.0, 2.0, 25)


def decay(p, y, x=X):
    return p["a"] * np.exp(-p["k"] * x) - y


def test_a_straight_line_is_that_of_the_normal_equations():
    """Values, standard errors, correlation and scatter of y = a + b x from (AᵀA)⁻¹ (texts on regression)."""
    rng = np.random.default_rng(3)
    y = 1.5 - 0.7 * X + 0.1 * rng.standard_normal(X.size)
    fit = least_squares(lambda p: p["a"] + p["b"] * X - y, {"a": Unknown(0.0), "b": Unknown(0.0)})
    A = np.stack([np.ones_like(X), X], axis=1)
    expected, rest = np.linalg.lstsq(A, y, rcond=None)[:2]
    variance = rest[0] / (X.size - 2)
    covariance = variance * np.linalg.inv(A.T @ A)
    np.testing.assert_allclose(list(fit.values.values()), expected, rtol=1e-9)
    np.testing.assert_allclose(list(fit.standard_errors.values()), np.sqrt(np.diag(covariance)), rtol=1e-7)
    assert fit.correlation[0, 1] == pytest.approx(
        covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]), rel=1e-7
    )
    assert fit.scatter**2 == pytest.approx(variance, rel=1e-9)
    assert fit.aicc == pytest.approx(X.size * np.log(rest[0] / X.size) + 6 + 24 / (X.size - 4), rel=1e-12)
    assert fit.warnings == ()


def test_standard_errors_are_the_spread_of_repeated_experiments():
    """200 experiments with the same noise: their standard deviation is the stated error within 15 %."""
    rng = np.random.default_rng(11)
    start = {"a": Unknown(1.0, POSITIVE), "k": Unknown(0.5, POSITIVE)}
    truth = {"a": 3.0, "k": 1.2}
    fits = [
        least_squares(lambda p, y=y: decay(p, y) / 0.02, start, error_known=True)
        for y in (decay(truth, 0.0) + 0.02 * rng.standard_normal(X.size) for _ in range(200))
    ]
    for name, true in truth.items():
        found = np.array([f.values[name] for f in fits])
        stated = np.mean([f.standard_errors[name] for f in fits])
        assert found.std() == pytest.approx(stated, rel=0.15)  # 200 samples: 5 % of standard deviation
        assert abs(found.mean() - true) < 4 * stated / np.sqrt(len(fits))
    assert np.mean([f.scatter for f in fits]) == pytest.approx(1.0, abs=0.02)


def test_the_criterion_is_the_expected_distance_to_new_data():
    """What the criterion is for, with 8 points as with 25: with s² = Σr²/n and new data at the same points
    its mean over experiments is that of n ln s² + Σ(new - fit)²/s² - n (Hurvich and Tsai 1989)."""
    rng = np.random.default_rng(5)
    for n in (8, 25):
        x, off = np.linspace(0.0, 2.0, n), []
        for _ in range(400):
            truth = 1.0 + 0.5 * x
            y, new = truth + 0.1 * rng.standard_normal((2, n))
            fit = least_squares(
                lambda p, x=x, y=y: p["a"] + p["b"] * x - y, {"a": Unknown(1.0), "b": Unknown(0.0)}
            )
            s2 = np.mean(fit.residuals**2)
            distance = n * np.log(s2) + np.sum((fit.residuals + y - new) ** 2) / s2 - n
            off.append(distance - fit.aicc)
        assert abs(np.mean(off)) < 4.0 * np.std(off) / np.sqrt(len(off))
        assert np.std(off) / np.sqrt(len(off)) < 0.2 * 6 * n / (n - 4)  # what the corrections make


def test_points_too_few_for_a_criterion():
    y = np.array([1.0, 2.1, 2.9, 4.2])
    line = {"a": Unknown(1.0), "b": Unknown(1.0)}
    found = least_squares(lambda p: p["a"] + p["b"] * np.arange(4.0) - y, line)
    assert found.aicc == np.inf
    known = least_squares(lambda p: p["a"] + p["b"] * np.arange(4.0) - y, line, error_known=True)
    assert known.aicc == pytest.approx(known.residuals @ known.residuals + 4.0)


def test_what_the_data_do_not_determine_is_said():
    y = decay({"a": 3.0, "k": 1.2}, 0.0) + 0.02 * np.random.default_rng(1).standard_normal(X.size)
    fit = least_squares(
        lambda p: p["a"] * p["b"] * np.exp(-p["k"] * X) - y,
        {"a": Unknown(1.0, POSITIVE), "b": Unknown(1.0, POSITIVE), "k": Unknown(1.0)},
    )
    assert np.isinf([fit.standard_errors["a"], fit.standard_errors["b"]]).all()
    assert np.isfinite(fit.standard_errors["k"])
    assert np.isnan(fit.correlation[0, 2])
    assert "the data do not determine a and b" in fit.warnings[0]
    assert fit.values["a"] * fit.values["b"] == pytest.approx(3.0, rel=0.02)


def test_strong_correlation_and_loose_numbers_are_said():
    """a e^(-kx) seen over a hundredth of its decay: nearly a constant."""
    x = np.linspace(1.0, 1.01, 20)
    y = 3.0 * np.exp(-1.2 * x) + 0.02 * np.random.default_rng(2).standard_normal(x.size)
    fit = least_squares(lambda p: decay(p, y, x), {"a": Unknown(3.0, POSITIVE), "k": Unknown(1.0, POSITIVE)})
    said = "\n".join(fit.warnings)
    assert "a and k are correlated by" in said
    assert "within a factor of" in said
    assert said in str(fit).replace("warning: ", "")


def test_a_bound_that_is_met_and_a_model_that_does_not_fit_are_said():
    y = decay({"a": 3.0, "k": 1.2}, 0.0)
    fit = least_squares(
        lambda p: decay(p, y), {"a": Unknown(1.0, POSITIVE), "k": Unknown(0.5, Bounds(0.0, 0.8))}
    )
    said = "\n".join(fit.warnings)
    assert "k ends at its bound, 0.8" in said
    assert "residuals follow one another" in said


def test_as_many_numbers_as_points_leave_no_error():
    """Unless that of the data is known: then the line through two points is as sure as they are."""
    points, line = np.array([1.0, 3.0]), {"a": Unknown(1.0), "b": Unknown(0.0)}

    def residuals(p):
        return (p["a"] + p["b"] * points - [2.0, 5.0]) / 0.1

    open_, known = (least_squares(residuals, line, error_known=known) for known in (False, True))
    assert np.isinf(list(open_.standard_errors.values())).all()
    assert open_.warnings == ("as many numbers as points: nothing is left to tell how sure they are",)
    assert known.values == pytest.approx({"a": 0.5, "b": 1.5})
    assert known.standard_errors["b"] == pytest.approx(0.1 * np.sqrt(2) / 2)


def test_an_error_stated_too_small_is_said():
    """Five times the scatter that was stated, and residuals that are independent."""
    noise = 0.1 * np.random.default_rng(6).standard_normal(X.size)
    for stated, said in ((0.02, 1), (0.1, 0)):
        fit = least_squares(lambda p, s=stated: (p["a"] - noise) / s, {"a": Unknown(1.0)}, error_known=True)
        assert len(fit.warnings) == said
    assert fit.scatter == pytest.approx(1.0, abs=0.3)
    assert "times as much as their stated error" in str(
        least_squares(lambda p: (p["a"] - noise) / 0.02, {"a": Unknown(1.0)}, error_known=True)
    )


def test_durbin_watson():
    """4 for alternating signs (for n -> ∞), (n - 1) of n differences."""
    y = np.where(np.arange(25) % 2, 1.0, -1.0)
    fit = least_squares(lambda p: p["a"] - y, {"a": Unknown(0.0)})
    assert fit.durbin_watson == pytest.approx(4 * 24 / 25, rel=0.01)


@pytest.mark.parametrize(
    ("unknowns", "message"),
    [
        ({}, "no unknowns"),
        ({"a": Unknown(-1.0, POSITIVE), "k": Unknown(5.0, Bounds(0.0, 1.0))}, "start of k"),
        ({n: Unknown(1.0) for n in "abcdefghijklmnopqrstuvwxyz"}, "25 points for 26 unknowns"),
        ({"k": Unknown(float("nan"))}, "start of k: found nan, expected a number, finite"),
    ],
)
def test_bad_input(unknowns, message):
    with pytest.raises(InputError, match=message):
        least_squares(lambda p: 0 * X, unknowns)


def test_a_start_without_values_is_refused():
    with pytest.raises(InputError, match="no finite value of the model at point 1"):
        least_squares(lambda p: np.where(X < 0.05, np.nan, p["a"]), {"a": Unknown(0.0)})
