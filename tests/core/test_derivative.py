"""Exact derivatives, first and second, of every operation: three independent methods agree."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from expressions import traced, trees
from mubar.core.data import C2, interpolate
from mubar.core.derivative import derivative, derivatives
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, make, where
from mubar.core.implicit import root
from mubar.core.ops import OPS
from mubar.core.special import Special

Z, P = Expr.symbol("z"), Expr.symbol("p")


class Wave(Special):
    """sin(u) exp(p/2), standing for a function that no formula gives."""

    label = "w"

    def values(self, wanted, *args):
        u, p = args
        return [np.sin(u + n * np.pi / 2) * 0.5**m * np.exp(0.5 * p) for n, m in wanted]


x, y = Expr.symbol("x"), Expr.symbol("y")
AT = {"x": np.array([0.4, 0.9, 1.6, 2.3]), "y": 0.65}
TABLE = interpolate(np.linspace(0.0, 3.0, 7), np.cos(np.linspace(0.0, 3.0, 7)), C2())
INSIDE = {"x": np.array([0.25, 0.8, 1.7, 2.75]), "y": 0.65}
"""Between the knots of the table."""
ONE = ("exp", "expm1", "log", "log1p", "sqrt", "sinh", "cosh", "tanh", "arcsinh", "arctan", "sin", "cos")
CASES = {name: [make(name, x), make(name, x * y) * x] for name in (*ONE, "erf", "erfc")}
CASES |= {
    "add": [x + y, y + x * x],
    "sub": [x - y, y - x * x * x],
    "mul": [x * y, x * x, x * (x * y)],
    "div": [x / y, y / x, (1 + x) / (2 + x * x)],
    "pow": [x**3, x**-1.5, y**x, x**x, x**y, (x * x + 1) ** (y * x)],
    "tan": [np.tan(0.5 * x), np.tan(np.tanh(x)) * y],
    "neg": [-x, -(x * x)],
    "abs": [abs(x), abs(x - 4.0) * x, abs(x * x - 0.1)],
    "sign": [np.sign(x) * x * x, np.sign(x - 4.0) * np.exp(x)],
    "min": [np.minimum(x * x, x - 5.0), np.minimum(x**3, x + 50.0)],
    "max": [np.maximum(x * x, x - 5.0), np.maximum(x**3, x + 50.0)],
    "lt": [where(x < 5.0, x**3, y), where(x > 5.0, y, np.exp(x))],
    "le": [where(x <= 5.0, x**3, y), (x <= 5.0) * np.sin(x)],
    "and": [where((x < 5.0) & (y < 1.0), x**3, y)],
    "or": [where((x < -5.0) | (y < 1.0), x**3, y)],
    "not": [where(~(x < -5.0), x**3, y)],
    "where": [where(x < 5.0, np.exp(x), x), where(x < -5.0, x, np.tanh(x) * x)],
    "table": [make("table", x, payload=(TABLE, 0)), x * make("table", x, payload=(TABLE, 1))],
    "root": [
        # z + z³ = x y, and z e^z = x + y² with a bracket that moves
        root(Z + Z**3 - x * y, "z", -9.0, 9.0, 0.0, {}),
        root(Z * np.exp(Z) - P, "z", 0.0 * x, 1.0 + x + y * y, 1.0, {"p": x + y * y}) * x,
    ],
    "special": [Wave()(x, y), Wave()(0.3 * y, x * x), x * make("special", x, x, payload=(Wave(), (1, 2)))],
}


def at_of(name):
    return INSIDE if name == "table" else AT


def cauchy(e, at, order, radius):
    """The derivative of an analytic function by its integral around the point (exponentially accurate)."""
    turn = np.exp(2j * np.pi * (np.arange(32) + 0.5) / 32)[:, None]
    around = evaluate(e, {**at, "x": at["x"] + radius * turn})
    return (around * turn**-order).mean(axis=0).real * (2.0 if order == 2 else 1.0) / radius**order


def richardson(e, at, h=0.02):
    """Central differences, extrapolated to sixth order."""

    def central(s):
        ahead, behind = (evaluate(e, {**at, "x": at["x"] + step}) for step in (s, -s))
        return (ahead - behind) / (2 * s)

    coarse, middle, fine = central(h), central(h / 2), central(h / 4)
    return (16 * (4 * fine - middle) - (4 * middle - coarse)) / 45


def test_every_operation_is_tested():
    assert OPS.keys() - CASES.keys() == {"const", "symbol"}
    for name, expressions in CASES.items():
        assert all(name in {n.op for n in _nodes(e)} for e in expressions), name


def _nodes(e):
    yield e
    for a in e.args:
        yield from _nodes(a)


@pytest.mark.parametrize("name", sorted(CASES))
def test_first_and_second_derivatives(name):
    at = at_of(name)
    for e in CASES[name]:
        first = derivative(e, "x")
        second = derivative(first, "x")
        d1, d2 = (np.broadcast_to(evaluate(d, at), at["x"].shape) for d in (first, second))
        np.testing.assert_allclose(d1, cauchy(e, at, 1, 0.05), rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(d2, cauchy(e, at, 2, 0.05), rtol=1e-10, atol=1e-10)
        complex_step = evaluate(e, {**at, "x": at["x"] + 1e-30j}).imag / 1e-30
        np.testing.assert_allclose(d1, complex_step, rtol=1e-14, atol=1e-14)
        np.testing.assert_allclose(d1, richardson(e, at), rtol=1e-8, atol=1e-9)
        np.testing.assert_allclose(d2, richardson(first, at), rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("name", sorted(CASES))
def test_complex_values_continue_the_real_ones(name):
    at = at_of(name)
    for e in CASES[name]:
        with_zero = evaluate(e, {**at, "x": at["x"] + 0j})
        assert with_zero.dtype == np.complex128
        np.testing.assert_allclose(with_zero.real, evaluate(e, at), rtol=1e-14)
        np.testing.assert_array_equal(with_zero.imag, 0.0)


@settings(max_examples=300, deadline=None)
@given(tree=trees(("x", "y")))
def test_any_formula_differentiates_as_a_complex_step_does(tree):
    e = traced(tree)
    at = {"x": np.array([-1.234, 0.3789, 1.1357]), "y": 0.777}
    exact = np.broadcast_to(evaluate(derivative(e, "x"), at), (3,))
    values = [evaluate(n, {**at, "x": at["x"] + 1e-30j}) for n in _nodes(e)]
    step = np.broadcast_to(evaluate(e, {**at, "x": at["x"] + 1e-30j}), (3,)).imag / 1e-30
    largest = max(np.max(np.abs(v.real) + np.abs(v.imag) * 1e30) for v in map(np.asarray, values))
    assume(largest < 1e6)
    np.testing.assert_allclose(exact, step, rtol=1e-9, atol=1e-12 * (1.0 + largest) ** 2)


def test_what_is_not_chosen_does_not_spoil_the_derivative():
    """sqrt is not defined on the left, and zero times that would be NaN."""
    for e in (where(x > 0, np.sqrt(x), 2 * x), np.maximum(2 * x, where(x > 0, np.log(x), -1e300))):
        d = derivative(e, "x")
        assert evaluate(d, {"x": -1.0}) == 2.0
    assert evaluate(derivative(where(x > 0, np.sqrt(x), 2 * x), "x"), {"x": 4.0}) == 0.25


def test_derivatives_by_several_names_and_of_constants():
    e = x * x * y + np.exp(y)
    assert derivative(e, "z") is Expr.constant(0.0)
    first, second = derivatives((e, y * y), "y")
    np.testing.assert_allclose(evaluate(first, AT), AT["x"] ** 2 + np.exp(AT["y"]), rtol=1e-15)
    np.testing.assert_allclose(evaluate(second, AT), 2 * AT["y"], rtol=1e-15)


def test_a_condition_is_flat():
    for e in (x < y, x <= y, (x < y) & (y < x), (x < y) | (y < x), ~(x < y), np.sign(x)):
        assert derivative(e, "x") is Expr.constant(0.0)


def test_derivatives_of_deep_expressions_need_no_recursion():
    e = x
    for _ in range(3000):
        e = np.sin(e)
    slope = evaluate(derivative(e, "x"), {"x": 0.5})
    step = evaluate(e, {"x": 0.5 + 1e-30j}).imag / 1e-30
    assert slope == pytest.approx(step, rel=1e-10)
