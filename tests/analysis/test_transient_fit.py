"""The two-step population: its equations, and its rates found again in the currents that they make."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from mubar.analysis import TwoStepPopulation, fit_transient
from mubar.core.errors import InputError

SLOW_START = TwoStepPopulation(activation=0.02, transformation=0.05, active=0.1)
FAST_START = TwoStepPopulation(activation=0.3, transformation=0.011, active=0.4)
EQUAL = TwoStepPopulation(activation=0.03, transformation=0.03, active=0.25)
TIME = np.concatenate([[0.0], np.geomspace(0.1, 600.0, 300)])


@pytest.mark.parametrize("population", [SLOW_START, FAST_START, EQUAL])
def test_it_solves_its_equations(population):
    """By an integrator that knows the two differential equations only."""
    n, m = population.activation, population.transformation
    start = [1.0 - population.active, population.active]
    solved = solve_ivp(
        lambda t, f: [-n * f[0], n * f[0] - m * f[1]],
        (0.0, 600.0),
        start,
        t_eval=TIME,
        rtol=1e-10,
        atol=1e-13,
    )
    np.testing.assert_allclose(population.waiting(TIME), solved.y[0], atol=1e-10)
    np.testing.assert_allclose(population.filling(TIME), solved.y[1], atol=1e-10)
    np.testing.assert_allclose(population.current(TIME), m * solved.y[1], atol=1e-11)


def test_near_equal_rates_are_their_limit():
    """m = n: m (f1 + n f0 t) e^{-nt}, and no rounding error on the way there."""
    exact = 0.03 * (0.25 + 0.03 * 0.75 * TIME) * np.exp(-0.03 * TIME)
    for apart in (0.0, 1e-16, 1e-13, 1e-11):
        near = TwoStepPopulation(0.03, 0.03 * (1.0 + apart), 0.25)
        np.testing.assert_allclose(near.current(TIME), exact, rtol=1e-10)


def test_exchanged_rates_make_the_same_current():
    """The smaller rate for filling needs more particles active at the start, at most all of them."""
    other = FAST_START.exchanged
    assert (other.activation, other.transformation) == (0.011, 0.3)
    assert other.active == pytest.approx(0.4 * 0.011 / 0.3)
    np.testing.assert_allclose(other.current(TIME), FAST_START.current(TIME), rtol=1e-12)
    assert SLOW_START.exchanged.active == pytest.approx(0.25)
    assert TwoStepPopulation(0.02, 0.05, 0.5).exchanged is None


@pytest.mark.parametrize("capacity", [-7.0, 0.3])
@pytest.mark.parametrize("population", [SLOW_START.exchanged, FAST_START, TwoStepPopulation(0.02, 0.05, 0.5)])
def test_rates_come_back(population, capacity):
    found = fit_transient(TIME, capacity * population.current(TIME), capacity)
    assert found.population.activation == pytest.approx(population.activation, rel=1e-6)
    assert found.population.transformation == pytest.approx(population.transformation, rel=1e-6)
    assert found.population.active == pytest.approx(population.active, rel=1e-6)
    assert found.misfit < 1e-6
    assert any("exchanged" in w for w in found.fit.warnings) == (population.exchanged is not None)
    np.testing.assert_allclose(found.current(TIME), capacity * population.current(TIME), rtol=1e-5)


def test_sampling_does_not_matter():
    """Least squares over time, not over points: a box, which the model can't be, read twice as densely in
    its first half."""
    even = np.linspace(0.0, 100.0, 801)
    dense = np.concatenate([np.linspace(0.0, 50.0, 1601), np.linspace(50.0, 100.0, 401)[1:]])
    one, two = (fit_transient(t, np.where(t < 60.0, 1.0, 0.0)) for t in (even, dense))
    assert one.misfit > 0.1
    assert one.population.transformation == pytest.approx(two.population.transformation, rel=5e-3)


def test_unfinished_transients_need_the_capacity():
    early = TIME < 60.0
    current = 5.0 * FAST_START.current(TIME[early])
    assert fit_transient(TIME[early], current, 5.0).population.transformation == pytest.approx(
        0.011, rel=1e-6
    )
    assert fit_transient(TIME[early], current).population.transformation > 0.02


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((TIME, TIME[1:]), "as many times"),
        ((TIME[::-1], TIME), "times that rise"),
        ((TIME, np.where(TIME > 5.0, np.nan, 1.0)), "finite"),
        ((TIME, np.ones(TIME.size), -1.0), "sign"),
        (("soon", "much"), "numbers"),
        ((TIME, np.zeros(TIME.size)), "not zero"),
    ],
)
def test_bad_input(arguments, says):
    with pytest.raises(InputError, match=says):
        fit_transient(*arguments)


def test_numbers_are_held_to_their_bounds():
    with pytest.raises(InputError, match="active"):
        TwoStepPopulation(1.0, 1.0, 1.5)
