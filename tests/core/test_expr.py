"""Tracing: the same formula on arrays and on symbols; what can't be traced says why."""

import copy
import math
import operator
import pickle
import threading
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from expressions import NAMES, compute, traced, trees
from mubar.core.data import C2, interpolate
from mubar.core.evaluate import evaluate, evaluate_all
from mubar.core.expr import Expr, as_expr, make, substitute, symbols, topological, where, written_size
from mubar.core.law import Function

x, y, z = (Expr.symbol(n) for n in NAMES)
POINTS = {"x": np.linspace(-2.1, 2.3, 7)[:, None], "y": np.array([-1.3, 0.4, 1.7, 3.1]), "z": 0.6}
FUNCTIONS = [
    lambda x, y: x + y - 2.0 * x / y + 1.0 / y,
    lambda x, y: 2 - x + (3 + y) * (4 / y) - (-x) * (+y),
    lambda x, y: abs(x) ** y + 2.0**x + x**3 - x**2 + x**1 + x**0 + abs(x) ** 0.5,
    lambda x, y: np.exp(x) + np.exp2(x) + np.expm1(y) * np.sinh(x) - np.cosh(y) * np.tanh(x),
    lambda x, y: np.log(np.abs(x)) + np.log2(np.fabs(y)) + np.log10(abs(x)) + np.log1p(np.square(x)),
    lambda x, y: np.sqrt(np.abs(y)) + np.arcsinh(x) + np.arctan(x) * np.sin(x) - np.cos(y) * np.tan(x),
    lambda x, y: np.sign(x) + np.reciprocal(y) + np.hypot(x, y) + np.positive(x) - np.negative(y),
    lambda x, y: np.add(x, y) * np.subtract(x, 2) / np.divide(y, 3) + np.multiply(2, np.power(y, 3)),
    lambda x, y: np.minimum(x, y) * np.maximum(0.5, x) + np.clip(x, -0.5, 0.5) + np.clip(y, 0, None),
    lambda x, y: np.where(x < y, x, y) + np.where(x <= 0.2, 1, y) + np.where(y > x, 2, x),
    lambda x, y: np.where(np.less(x, y) | np.greater(x, 1), 1.0, 0.0) + np.where(y >= 0.4, x, y),
    lambda x, y: np.where((x < 1) & np.less_equal(0, x) & np.greater_equal(y, 0), x, y),
    lambda x, y: np.where(~((x < 1) | (y < 1)), 1.0, x) + np.where(np.logical_not(x < 0), x, y),
    lambda x, y: np.where((x < 1) * (y < 1), 1.0, x) + np.where((x < 1) + (y < 1), 2.0, y),
    lambda x, y: special.erf(x) - special.erfc(y) + np.polyval([1.0, -2.0, 0.5], x),
    lambda x, y: np.ones_like(x) + np.zeros_like(y) + np.full_like(x, 2.5) * y,
    lambda x, y: 1.0 * (x > 0) + 2.0 * (y > 0),
    lambda x, y: np.float64(2.0) * x + np.array(3.0) / y + np.int64(1) - np.float32(0.5) * y,
]


@pytest.mark.parametrize("f", FUNCTIONS)
def test_operators_and_functions_trace_to_what_they_compute(f):
    a, b = POINTS["x"], POINTS["y"]
    np.testing.assert_allclose(Function.from_python(f)(a, b), f(a, b), rtol=2e-15, atol=2e-15)


@settings(max_examples=400, deadline=None)
@given(tree=trees())
def test_any_formula_traces_to_what_it_computes(tree):
    """NumPy on the arrays, against the traced graph; the difference may be that of rounding."""
    with np.errstate(all="ignore"):
        direct = compute(tree, POINTS)
        longer = compute(tree, {n: np.asarray(v, dtype=np.longdouble) for n, v in POINTS.items()})
    found = evaluate(traced(tree), POINTS)
    rounding = np.abs(np.asarray(direct - longer, dtype=float))
    assert np.all(np.abs(found - direct) <= 1e-12 * (1.0 + np.abs(direct)) + 1e3 * rounding)


@settings(max_examples=100, deadline=None)
@given(trees=st.lists(trees(), min_size=1, max_size=4))
def test_several_values_at_once_are_those_one_by_one(trees):
    roots = tuple(traced(t) for t in trees)
    for one, both in zip(roots, evaluate_all(roots, POINTS), strict=True):
        np.testing.assert_array_equal(evaluate(one, POINTS), both)


def test_conditions_are_ones_and_zeros():
    for e in (x < y, x <= y, (x < y) & (y < 1), (x < y) | (y < 1), ~(x < y)):
        found = evaluate(e, POINTS)
        assert found.dtype == np.float64
        assert set(np.unique(found)) == {0.0, 1.0}
    assert evaluate(x < y, {"x": np.nan, "y": 1.0}) == 0.0


def test_undefined_values_are_nan_or_infinite_without_a_warning(recwarn):
    cases = {np.log(x): math.nan, np.sqrt(x): math.nan, 1.0 / (x + 1): math.inf, x**0.3: math.nan}
    for e, expected in cases.items():
        np.testing.assert_equal(evaluate(e, {"x": np.array([-1.0])}), [expected])
        np.testing.assert_equal(evaluate(e, {"x": -1.0}), expected)
    assert evaluate(np.exp(-x), {"x": -1e9}) == math.inf
    assert not recwarn.list


# simplification and identity --------------------------------------------------------------------------------
def test_what_is_equal_is_one_object():
    assert x * y + 1 is x * y + 1.0
    assert np.exp(x) is np.exp(Expr.symbol("x"))
    assert x + y is not y + x
    assert Expr.constant(0.0) is Expr.constant(-0.0)
    assert Expr.constant(math.nan) is Expr.constant(float("inf") - float("inf"))
    assert len({x * y, x * y, y * x}) == 2


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (x + 0, x), (0 + x, x), (x - 0, x), (0 - x, -x), (x - x, Expr.constant(0)), (1 * x, x), (x * 1, x),
        (x * 0, Expr.constant(0)), (-1 * x, -x), (x / 1, x), (0 / x, Expr.constant(0)), (x**1, x),
        (x**0, Expr.constant(1)), (x**2, x * x), (x**0.5, np.sqrt(x)), (operator.neg(-x), x), (+x, x),
        (where(x < y, z, z), z), (where(1.0, x, y), x), (where(0.0, x, y), y), (np.minimum(x, x), x),
        (np.exp(Expr.constant(1)), Expr.constant(math.e)), (Expr.constant(2) ** 3, Expr.constant(8)),
        (np.log(np.exp(x)), x), (np.log(y * np.exp(x)), np.log(y) + x), (np.log(np.exp(x) * y), np.log(y) + x)
    ],
    ids=str,
)  # fmt: skip
def test_what_is_simpler_is_made_simpler(found, expected):
    assert found is expected


def test_expressions_that_nothing_holds_are_forgotten():
    e = np.exp(Expr.symbol("of this test alone") * 3.25)
    seen = [weakref.ref(n) for n in (e, e.args[0], e.args[0].args[0])]
    del e
    assert [r() for r in seen] == [None, None, None]


def test_expressions_can_be_pickled_and_stay_the_same_object():
    table = interpolate([0.0, 0.5, 1.0], [1.0, 2.0, 1.5], C2())
    e = where(x < 0.3, np.exp(-x * y), make("table", x, payload=(table, 1)))
    assert pickle.loads(pickle.dumps(e)) is e
    assert copy.deepcopy(e) is e
    f = Function(("x", "y"), e, "f", "why", None)
    again = pickle.loads(pickle.dumps(f))
    assert again == f
    assert (again.label, again.description) == ("f", "why")


def test_deep_and_wide_expressions_need_no_recursion():
    e = x
    for _ in range(20_000):
        e = np.tanh(e) + 0.5
    assert pickle.loads(pickle.dumps(e)) is e
    assert math.isfinite(evaluate(e, {"x": 0.1}))
    assert symbols(e) == {"x"}
    assert len(topological(e)) == 40_002
    assert repr(e) == "Expr(60001 operations)"
    doubling = x
    for _ in range(200):
        doubling = doubling + doubling
    assert written_size(doubling) == 2**201 - 1
    assert evaluate(doubling, {"x": 1.0}) == 2.0**200


def test_threads_make_the_same_expressions():
    made = []

    def build():
        made.append([np.exp(Expr.symbol("x") * (0.1 * i)) + i for i in range(300)])

    threads = [threading.Thread(target=build) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert all(a is b for other in made[1:] for a, b in zip(made[0], other, strict=True))


def test_expressions_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable"):
        x.op = "const"


def test_substitution_by_numbers_and_expressions():
    e = np.exp(x) * y + x
    assert substitute(e, {"x": 0.0}) is y
    assert substitute(e, {"x": z, "y": 2}) is np.exp(z) * 2 + z
    assert substitute(e, {"unused": 1.0}) is e


# what can't be traced ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda x: math.exp(x), "math module on a traced value.*np.exp"),
        (lambda x: float(x), r"float\(\)"),
        (lambda x: int(x), r"int\(\)"),
        (lambda x: round(x), r"round\(\)"),
        (lambda x: math.floor(x), "math module"),
        (lambda x: range(x), "traced value"),
        (lambda x: x if x > 0.5 else 0.0, "branches on a traced value.*np.where"),
        (lambda x: min(x, 0.5), "np.minimum"),
        (lambda x: 0.2 < x < 0.5, "a chain.*&"),
        (lambda x: (x > 0.1) and (x < 0.9), "join conditions with &"),
        (lambda x: np.where(x == 0.5, 1.0, 0.0), "compares.*0.5.*rarely equal"),
        (lambda x: np.where(x != 0.5, 1.0, 0.0), "rarely equal"),
        (lambda x: np.equal(x, 0.5), "np.equal can't be used in a law; values are rarely equal"),
        (lambda x: np.arccosh(x), "np.arccosh can't be used in a law; known are: absolute.*where"),
        (lambda x: np.interp(x, [0, 1], [1, 2]), r"np.interp can't.*Function.from_data"),
        (lambda x: np.piecewise(x, [x < 1], [1.0]), "np.piecewise can't.*np.where"),
        (lambda x: np.sum(x), r"np.sum can't.*sum\(\)"),
        (lambda x: np.exp(x, where=True), "np.exp takes no where in a law"),
        (lambda x: np.add.reduce(x), "np.add.reduce can't"),
        (lambda x: np.where(x < 1), "np.where in a law: missing a required argument"),
        (lambda x: x + np.array([1.0, 2.0]), r"array of shape \(2,\)"),
        (lambda x: x + "1", "str"),
        (lambda x: x * 1j, "complex"),
        (lambda x: None, "NoneType"),
    ],
)
def test_what_cannot_be_traced_says_why(f, message):
    with pytest.raises(TypeError, match=message):
        Function.from_python(f)


def test_as_expr_takes_scalars_of_every_kind():
    for v in (2, 2.0, np.float32(2), np.int16(2), np.array(2.0), np.array(2), True + 1):
        assert as_expr(v) is Expr.constant(2.0)
    assert as_expr(np.bool_(True)) is Expr.constant(1.0)
