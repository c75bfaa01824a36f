"""Rate laws fitted to currents that they made, and compared."""

from dataclasses import dataclass

import numpy as np
import pytest

from mubar.analysis.comparison import compare
from mubar.analysis.least_squares import Unknown, least_squares
from mubar.analysis.numbers import unknowns_of, with_numbers
from mubar.analysis.rate_law_fit import fit_rate_law
from mubar.core.bounds import NOT_NEGATIVE, POSITIVE
from mubar.core.errors import InputError, UnknownNameError
from mubar.kinetics import CIET, ButlerVolmer, InsertionExchange, RateLaw
from mubar.kinetics.polarization import PolarizationCurve
from parallel_law import LAW as PARALLEL
from parallel_law import Pathway

TRUE = ButlerVolmer(InsertionExchange(7e-6), 0.4, 0.6)
START = ButlerVolmer(InsertionExchange(1e-4), 0.5, 0.5)
FREE = ("exchange.rate_constant", "anodic_transfer", "cathodic_transfer")
ETA = np.concatenate([np.linspace(-0.15, -0.01, 20), np.linspace(0.01, 0.15, 20)])
X = np.linspace(0.2, 0.8, ETA.size)


def measured(scatter, seed=0, error=None):
    j = TRUE.current_density(ETA, x=X, c_plus=1.2, T=298.15)
    noise = scatter * np.random.default_rng(seed).standard_normal(ETA.size)
    return PolarizationCurve(ETA, j * (1.0 + noise), X, 1.2, error=error)


def test_numbers_come_back():
    found = fit_rate_law(START, measured(0.0), FREE)
    assert found.law.exchange.rate_constant == pytest.approx(7e-6, rel=1e-8)
    assert (found.law.anodic_transfer, found.law.cathodic_transfer) == pytest.approx((0.4, 0.6), rel=1e-8)


def test_numbers_in_tuples_come_back():
    """All but one share known: a fit of that one share, and of one pathway's rate, to the sum they make."""
    true = PARALLEL.rate_constant()
    j = PARALLEL.current_density(ETA, x=X, c_plus=1.2, T=298.15)
    curve = PolarizationCurve(ETA, j, X, 1.2)
    for name, value in (("weights.1", 0.25), ("pathways.1.rate", 6e-5)):
        start = with_numbers(PARALLEL, {name: 3.0 * value})
        assert start.rate_constant() > 1.5 * true
        found = fit_rate_law(start, curve, [name])
        assert found.law.rate_constant() == pytest.approx(true, rel=1e-8)
        assert found.fit.values[name] == pytest.approx(value, rel=1e-8)


def test_numbers_in_tuples_start_where_they_are_within_their_bounds():
    unknowns = unknowns_of(PARALLEL, ["weights.2", "pathways.0.rate"])
    assert unknowns == {"weights.2": Unknown(0.25, NOT_NEGATIVE), "pathways.0.rate": Unknown(2e-5, POSITIVE)}
    changed = with_numbers(PARALLEL, {"pathways.1.rate": 7e-5, "weights.0": 0.1})
    assert changed.pathways[1] == Pathway(7e-5)
    assert changed.weights == (0.1, 0.25, 0.25)


def test_numbers_come_back_within_their_errors():
    """Pulls (found - true)/stated of 80 experiments: mean 0, standard deviation 1."""
    pulls = []
    for seed in range(80):
        fit = fit_rate_law(START, measured(0.05, seed), FREE).fit
        pulls.append(
            [
                (np.log(fit.values[FREE[0]] / 7e-6)) / (fit.standard_errors[FREE[0]] / fit.values[FREE[0]]),
                (fit.values[FREE[1]] - 0.4) / fit.standard_errors[FREE[1]],
                (fit.values[FREE[2]] - 0.6) / fit.standard_errors[FREE[2]],
            ]
        )
    assert np.std(pulls, axis=0) == pytest.approx(1.0, abs=0.25)
    assert np.mean(pulls, axis=0) == pytest.approx(0.0, abs=0.35)


def test_known_errors_make_the_scatter_one():
    j = np.abs(TRUE.current_density(ETA, x=X, c_plus=1.2, T=298.15))
    fit = fit_rate_law(START, measured(0.05, 4, error=0.05 * j), FREE).fit
    assert fit.error_known
    assert fit.scatter == pytest.approx(1.0, abs=0.35)


def test_what_one_measurement_cannot_fix_is_said():
    """Rate constant and activation energy at one temperature away from the reference."""
    start = ButlerVolmer(InsertionExchange(1e-5, 3e4, 310.0))
    found = fit_rate_law(start, measured(0.05), ("exchange.rate_constant", "exchange.activation_energy"))
    assert "do not determine exchange.rate_constant and exchange.activation_energy" in found.fit.warnings[0]
    assert "warning: the data do not determine" in str(found)


def test_unknown_names_have_their_nearest_match():
    with pytest.raises(UnknownNameError, match=r"Did you mean 'exchange\.rate_constant'"):
        fit_rate_law(START, measured(0.0), ["exchange.rate_const"])
    with pytest.raises(InputError, match="numbers to be fitted"):
        fit_rate_law(START, measured(0.0), [])


def test_unknowns_carry_their_declared_bounds():
    found = unknowns_of(TRUE, FREE)
    assert found[FREE[0]] == Unknown(7e-6, POSITIVE)
    assert found[FREE[1]] == Unknown(0.4, NOT_NEGATIVE)
    changed = with_numbers(TRUE, {FREE[0]: 2e-6, FREE[1]: 0.3})
    assert changed == ButlerVolmer(InsertionExchange(2e-6), 0.3, 0.6)


@dataclass(frozen=True)
class Own(RateLaw):
    """A law of one's own, its numbers undeclared: a resistance and a threshold on both sides."""

    resistance: float
    threshold: float

    def current_density(self, eta, *, x, c_plus, T):
        return (eta - self.threshold * np.tanh(eta / self.threshold)) / self.resistance


def test_a_law_of_ones_own_is_fitted_like_any_other():
    curve = PolarizationCurve(ETA, Own(0.02, 0.05).current_density(ETA, x=X, c_plus=1.2, T=298.15))
    found = fit_rate_law(Own(0.1, 0.03), curve, ("resistance", "threshold"))
    assert found.law == Own(pytest.approx(0.02, rel=1e-7), pytest.approx(0.05, rel=1e-7))


def test_a_law_with_an_integral_is_fitted_like_any_other():
    """Reorganization energy and prefactor of coupled ion-electron transfer, at several fillings."""
    true = CIET(5.0, 2.1e4)
    x = np.linspace(0.1, 0.9, 12)
    eta = -np.linspace(0.02, 0.4, 12)
    curve = PolarizationCurve(eta, true.current_density(eta, x=x, c_plus=0.8, T=310.0), x, 0.8, 310.0)
    found = fit_rate_law(CIET(1.0, 3e4), curve, ("k0", "reorganization_energy"))
    assert (found.law.k0, found.law.reorganization_energy) == pytest.approx((5.0, 2.1e4), rel=1e-7)


# comparison -------------------------------------------------------------------------------------------------
def polynomials(scatter, n=40):
    """A parabola seen through noise, and fits of degree 1 and 2."""
    x = np.linspace(0.0, 1.0, n)
    y = 1.0 + x + 0.4 * (x - 0.5) ** 2 + scatter * np.random.default_rng(8).standard_normal(n)
    line = {"a": Unknown(0.0), "b": Unknown(0.0)}
    return {
        "line": least_squares(lambda p: p["a"] + p["b"] * x - y, line),
        "parabola": least_squares(
            lambda p: p["a"] + p["b"] * x + p["c"] * x**2 - y, {**line, "c": Unknown(0.0)}
        ),
    }


def test_clear_data_decide():
    found = compare(polynomials(0.005))
    assert found.best == "parabola"
    assert found.aicc["line"] > 10.0
    assert found.undecided == ()
    assert "speak clearly for parabola against line" in str(found)


def test_noise_leaves_it_open_and_says_how_many_points_would_not():
    found = compare(polynomials(0.05))
    assert set(found.fits) - {found.best} == set(found.undecided)
    assert "cannot tell" in str(found)
    needed = found.points_needed("line", "parabola")
    assert needed == found.points_needed("parabola", "line") > 40
    apart = found.fits["line"].residuals - found.fits["parabola"].residuals
    smaller = min(f.scatter for f in found.fits.values())
    assert needed == pytest.approx(10.0 / np.mean((apart / smaller) ** 2), abs=1.0)


def test_the_number_of_points_needed_is_told_to_two_digits(monkeypatch):
    found = compare(polynomials(0.05))
    monkeypatch.setattr(type(found), "points_needed", lambda *_: 11197)
    assert "about 11000 are needed" in str(found)


def test_few_points_of_unknown_error_are_a_warning():
    """f degrees of freedom know a scatter to 1/√(2f)."""
    few = compare(polynomials(0.1, 9))
    free = 9 - len(few.fits[few.best].values)
    assert f"From {free} degrees of freedom" in str(few)
    assert f"known to {100 / np.sqrt(2 * free):.0f} % only" in str(few)
    assert "degrees of freedom" not in str(compare(polynomials(0.1)))


def test_only_fits_of_the_same_data_compare():
    one, other = polynomials(0.1)["line"], polynomials(0.1, 30)["line"]
    with pytest.raises(InputError, match="fits of the same data"):
        compare({"one": one, "other": other})
    with pytest.raises(InputError, match="at least two"):
        compare({"one": one})
