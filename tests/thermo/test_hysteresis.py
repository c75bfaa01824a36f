"""A state between two branches: its limits, its differential equation, the energy of a cycle."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from machine import compiled
from mubar.core.constants import F
from mubar.core.derivative import derivative
from mubar.core.errors import InputError
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr
from mubar.core.structure import with_symbols
from mubar.thermo import OneStateHysteresis, RegularSolution, TabulatedOCP

T = 298.15
GRID = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
LITHIATION = TabulatedOCP(GRID, (0.42, 0.3, 0.23, 0.17, 0.11, 0.07, 0.03))
DELITHIATION = TabulatedOCP(GRID, (0.8, 0.58, 0.49, 0.42, 0.34, 0.27, 0.18))
HOST = OneStateHysteresis(LITHIATION, DELITHIATION, 15.0)
X = np.linspace(0.05, 0.95, 19)


def test_ends_of_the_state_are_the_branches():
    np.testing.assert_allclose(HOST.open_circuit_potential(X, T, 1.0), DELITHIATION(X, T), rtol=1e-15)
    np.testing.assert_allclose(HOST.open_circuit_potential(X, T, -1.0), LITHIATION(X, T), rtol=1e-15)
    half = 0.5 * (LITHIATION(X, T) + DELITHIATION(X, T))
    np.testing.assert_allclose(HOST.open_circuit_potential(X, T, 0.0), half, rtol=1e-15)


def test_state_relaxes_by_e_for_every_1_over_decay():
    h = HOST.states([0.2, 0.2 + 1.0 / 15.0], 1.0)
    assert h[1] + 1.0 == pytest.approx(2.0 / np.e, rel=1e-12)
    assert HOST.states([0.1, 0.9], 1.0)[1] == pytest.approx(-1.0, abs=1e-4)
    assert HOST.states([0.9, 0.1], -1.0)[1] == pytest.approx(1.0, abs=1e-4)
    np.testing.assert_array_equal(HOST.states([0.3, 0.3, 0.3], 0.4), 0.4)  # at rest


def test_states_solve_the_differential_equation():
    """Against an integrator, for a filling that turns twice: x = 0.5 + 0.3 sin t."""
    t = np.linspace(0.0, 1.5 * np.pi, 4001)
    solved = solve_ivp(
        lambda s, h: HOST.rate(h, 0.3 * np.cos(s)), (0.0, t[-1]), [0.3], t_eval=t, rtol=1e-10, atol=1e-12
    )
    np.testing.assert_allclose(HOST.states(0.5 + 0.3 * np.sin(t), 0.3), solved.y[0], atol=3e-5)


def test_how_finely_a_path_is_cut_does_not_matter():
    coarse = HOST.states([0.1, 0.6, 0.3, 0.8], 0.2)
    fine = HOST.states(
        np.concatenate([np.linspace(0.1, 0.6, 51), np.linspace(0.6, 0.3, 31), np.linspace(0.3, 0.8, 51)]), 0.2
    )
    np.testing.assert_allclose(fine[[0, 50, 81, 132]], coarse, rtol=1e-12)


def test_cycles_settle_and_cost_energy_that_shrinks_with_their_depth():
    """The loss of a closed cycle, per Δx, is F times the mean gap of its branches: less than that of U's."""
    losses = []
    for depth in (0.02, 0.1, 0.3, 0.8):
        leg = np.linspace(0.5 - depth / 2, 0.5 + depth / 2, 401)
        path = np.concatenate([leg, leg[-2::-1]])
        h = HOST.states(path, 0.0)
        for _ in range(60):
            h = HOST.states(path, h[-1])
        assert h[0] == pytest.approx(h[-1], abs=1e-9)
        losses.append(-F * np.trapezoid(HOST.open_circuit_potential(path, T, h), path) / depth)
        assert 0.0 < losses[-1] < F * (DELITHIATION(leg, T) - LITHIATION(leg, T)).mean()
    assert (np.diff(losses) > 0.0).all()


def test_it_traces_with_its_number_as_data():
    twin, numbers = with_symbols(OneStateHysteresis(RegularSolution(1e3), RegularSolution(2e3), 7.0), "law")
    x, h = Expr.symbol("x"), Expr.symbol("h")
    U, rate = twin.open_circuit_potential(x, T, h), twin.rate(h, Expr.symbol("dx"))
    assert numbers.keys() == {
        f"law.{name}"
        for name in ("decay", *(f"{b}ithiation.{n}" for b in ("l", "del") for n in ("omega", "mu0")))
    }
    given = OneStateHysteresis(RegularSolution(1e3), RegularSolution(2e3), 7.0)
    at = {"x": 0.3, "h": 0.2, "dx": -1e-3, **numbers}
    assert evaluate(U, at) == pytest.approx(given.open_circuit_potential(0.3, T, 0.2), rel=1e-13)
    assert evaluate(rate, at) == pytest.approx(7.0 * (1e-3 - 1e-3 * 0.2), rel=1e-13)


def test_compiled_as_a_particle_takes_it():
    """Potential and rate of the state with their slopes by every unknown, at filling, emptying and rest."""
    law = OneStateHysteresis(RegularSolution(1e3), RegularSolution(2e3, 5e3), 7.0)
    twin, numbers = with_symbols(law, "law")
    x, h, dx = map(Expr.symbol, ("x", "h", "dx"))
    U, rate = twin.open_circuit_potential(x, T, h), twin.rate(h, dx)
    outputs = [U, derivative(U, "x"), derivative(U, "h"), rate, derivative(rate, "h"), derivative(rate, "dx")]
    at = {"x": np.array([0.2, 0.5, 0.9]), "h": np.array([-1.0, 0.3, 1.0]), "dx": np.array([2e-3, -1e-3, 0.0])}
    found = compiled(outputs, ("x", "h", "dx"), sorted(numbers))({**at, **numbers})
    gap = law.delithiation(at["x"], T) - law.lithiation(at["x"], T)
    slope = law.open_circuit_potential(at["x"] + 1e-40j, T, at["h"]).imag / 1e-40
    np.testing.assert_allclose(found[0], law.open_circuit_potential(at["x"], T, at["h"]), rtol=1e-14)
    np.testing.assert_allclose(found[1], slope, rtol=1e-12)
    np.testing.assert_allclose(found[2], 0.5 * gap, rtol=1e-12)
    np.testing.assert_allclose(found[3], law.rate(at["h"], at["dx"]), rtol=1e-14)
    np.testing.assert_allclose(found[4], -7.0 * np.abs(at["dx"]), rtol=1e-14)
    np.testing.assert_allclose(found[5][:2], [0.0, -7.0 * (1.0 - 0.3)], atol=1e-13)


@pytest.mark.parametrize("seed", range(5))
def test_the_state_stays_between_the_branches(seed):
    """Whatever the particle goes through: on either bound the rate points inwards."""
    rng = np.random.default_rng(seed)
    dx = rng.normal(size=50) * 10.0 ** rng.uniform(-6, 0, 50)
    assert (HOST.rate(1.0, dx) <= 0.0).all()
    assert (HOST.rate(-1.0, dx) >= 0.0).all()
    h = HOST.states(0.5 + 0.49 * np.sin(rng.uniform(0.0, 10.0, 200)), rng.uniform(-1.0, 1.0))
    assert (np.abs(h) <= 1.0).all()


def test_entropy_coefficient_is_the_slope_in_temperature():
    law = OneStateHysteresis(
        RegularSolution(1e3), TabulatedOCP(GRID, GRID[::-1], entropic_coefficient=1e-4), 7.0
    )
    for h in (-1.0, 0.2, 1.0):
        slope = law.open_circuit_potential(X, T + 1e-40j, h).imag / 1e-40
        np.testing.assert_allclose(law.entropy_coefficient(X, T, h), slope, rtol=1e-10)


def test_bad_input_is_named():
    with pytest.raises(InputError, match=r"h: found 1\.5, expected a state from -1"):
        HOST.open_circuit_potential(0.3, T, 1.5)
    with pytest.raises(InputError, match=r"OneStateHysteresis\.delithiation"):
        OneStateHysteresis(LITHIATION, "0.1", 3.0)
    with pytest.raises(InputError, match=r"OneStateHysteresis\.decay"):
        OneStateHysteresis(LITHIATION, DELITHIATION, 0.0)
    with pytest.raises(InputError, match="start"):
        HOST.states([0.1, 0.2], 1.5)
    with pytest.raises(InputError, match=r"x\[1\]"):
        HOST.states([0.1, 1.2], 0.0)
    with pytest.raises(InputError, match="in the order"):
        HOST.states(0.3, 0.0)
