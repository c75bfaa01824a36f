"""Roots of equations inside laws: on arrays, in kernels, and where Newton's method alone would go wrong."""

import numpy as np
import pytest

from machine import compiled
from mubar.core.derivative import derivative
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr
from mubar.core.implicit import root

x, r, z = Expr.symbol("x"), Expr.symbol("r"), Expr.symbol("z")
# z + r sinh(20 z) = x lies between 0 and x; the second levels off, where Newton's method cycles
EQUATIONS = {
    "steep": z + r * np.sinh(20.0 * z) - x,
    "saturating": z + r * np.tanh(50.0 * z - 20.0) + r * np.tanh(20.0) - x,
}
X = np.array([-2.0, -0.97, -0.3, -1e-9, 0.0, 1e-12, 0.04, 0.5, 1.3, 2.0])


def solved(name, at=x, resistance=r):
    low, high = np.minimum(0.0, at), np.maximum(0.0, at)
    return root(EQUATIONS[name], "z", low, high, 0.0 * at, {"x": at, "r": resistance})


@pytest.mark.parametrize("resistance", [0.0, 1e-6, 0.3, 50.0])
@pytest.mark.parametrize("name", EQUATIONS)
def test_the_residual_vanishes(name, resistance):
    found = solved(name, X, resistance)
    for at, value in ((X, found), (0.5, solved(name, 0.5, resistance))):
        given = {"z": value, "x": at, "r": resistance}
        residual, slope = (evaluate(e, given) for e in (EQUATIONS[name], derivative(EQUATIONS[name], "z")))
        rounding = 4e-16 * (np.abs(X).max() + resistance)  # of the residual's own terms
        assert (np.abs(residual) <= 1e-14 * slope * np.abs(value) + rounding).all()
    assert found[4] == 0.0


@pytest.mark.parametrize("name", EQUATIONS)
def test_traced_and_compiled_it_is_the_same(name):
    node = solved(name)
    outputs = [node, derivative(node, "x"), derivative(node, "r"), np.exp(node) * node]
    at = {"x": np.concatenate([X, np.linspace(-2.0, 2.0, 150)]), "r": 0.3}
    for value, e in zip(compiled(outputs, ("x",), ("r",))(at), outputs, strict=True):
        expected = np.broadcast_to(evaluate(e, at), at["x"].shape)
        np.testing.assert_allclose(value, expected, rtol=1e-12, atol=1e-15)


def test_equations_stand_in_one_another():
    """z + w³/2 = x with w + z² w³ = x, of rows; and w + w³ = r, of a number that all have."""
    w = Expr.symbol("w")
    inner = root(w + z * z * w**3 - x, "w", -9.0, 9.0, x, {})
    outer = root(z + 0.5 * inner**3 - x, "z", -9.0, 9.0, 0.0 * x, {})
    outputs = [outer, derivative(outer, "x"), root(w + w**3 - r, "w", 0.0, r, r, {}) * x]
    at = {"x": X, "r": 0.3}
    for value, e in zip(compiled(outputs, ("x",), ("r",))(at), outputs, strict=True):
        np.testing.assert_allclose(value, evaluate(e, at), rtol=1e-12, atol=1e-15)
    again = evaluate(outer, at) + 0.5 * evaluate(inner, at | {"z": evaluate(outer, at)}) ** 3
    np.testing.assert_allclose(again, X, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", EQUATIONS)
def test_a_complex_step_is_the_exact_derivative(name):
    step = solved(name, X + 1e-40j, 0.3).imag / 1e-40
    exact = evaluate(derivative(solved(name), "x"), {"x": X, "r": 0.3})
    np.testing.assert_allclose(step, exact, rtol=1e-12)


def test_what_is_not_a_number_stays_so():
    found = solved("steep", np.array([0.1, np.nan]), 0.3)
    assert np.isfinite(found[0])
    assert np.isnan(found[1])
