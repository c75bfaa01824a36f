"""The linear and convex algebra under the equilibrium solver, against NumPy and SciPy."""

import numpy as np
import pytest
from scipy.optimize import minimize

from mubar.core.errors import SimulationError
from mubar.thermo.equilibrium import dual
from mubar.thermo.equilibrium.elimination import rank, reduce_rows, solutions


@pytest.mark.parametrize("seed", range(20))
def test_solutions_of_linear_equations(seed):
    """Every solution is there: particular + basis, as many free unknowns as the rank leaves."""
    rng = np.random.default_rng(seed)
    rows, columns, r = rng.integers(1, 7), rng.integers(1, 9), rng.integers(1, 4)
    matrix = rng.integers(-3, 4, (rows, r)) @ rng.integers(-3, 4, (r, columns)).astype(float)
    right = matrix @ rng.normal(size=columns)
    particular, basis = solutions(matrix, right)
    np.testing.assert_allclose(matrix @ particular, right, atol=1e-9)
    np.testing.assert_allclose(matrix @ basis, 0.0, atol=1e-9)
    assert basis.shape[1] == columns - np.linalg.matrix_rank(matrix)
    assert np.linalg.matrix_rank(basis) == basis.shape[1]
    assert rank(matrix) == np.linalg.matrix_rank(matrix)


def test_contradictions_have_no_solution():
    assert solutions(np.array([[1.0, -1.0], [2.0, -2.0]]), np.array([1.0, 1.0])) is None


def test_pivots_are_the_leftmost():
    reduced, pivots = reduce_rows(np.array([[0.0, 2.0, 4.0, 1.0], [0.0, 1.0, 2.0, 1.0]]))
    assert pivots == [1, 3]
    np.testing.assert_array_equal(reduced, [[0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 1.0]])


@pytest.mark.parametrize("seed", range(10))
def test_minimum_is_that_of_scipy(seed):
    """Σ exp(a + Bθ) - b·θ by BFGS with its gradient, from another start."""
    rng = np.random.default_rng(seed)
    design = rng.normal(size=(8, 3))
    offset = rng.normal(size=8)
    amounts = np.exp(rng.normal(size=8))

    def value(theta):
        n = np.exp(offset + design @ theta)
        return n.sum() - amounts @ design @ theta, design.T @ (n - amounts)

    expected = minimize(value, np.zeros(3), jac=True, method="BFGS", options={"gtol": 1e-9})
    found = dual.minimise(offset, design, amounts, rng.normal(0.0, 20.0, size=8))
    np.testing.assert_allclose(found, design @ expected.x, atol=1e-7)
    np.testing.assert_allclose(design.T @ (np.exp(offset + found) - amounts), 0.0, atol=1e-10)


def test_without_a_minimum_it_says_so():
    """A target that no positive amounts can reach."""
    with pytest.raises(SimulationError, match="equilibrium wasn't found"):
        dual.minimise(np.zeros(2), np.array([[1.0], [1.0]]), np.array([-1.0, -1.0]), np.zeros(2))
