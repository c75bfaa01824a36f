"""Piecewise polynomials: hostile knots and functions, ends, packing, complex arguments."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mubar.core.data import C2, interpolate
from mubar.core.errors import InputError
from mubar.core.law import Function
from mubar.core.piecewise import PiecewisePolynomial, hermite

X = np.linspace(0.0, 1.0, 20_011)
TOLERANCE = 1e-9


def table(f, lo=0.0, hi=1.0, **fixed):
    return Function.from_python(f).table("x", lo, hi, **fixed)


def test_a_polynomial_of_fifth_degree_is_itself():
    t = table(lambda x: 3 - x + 2 * x**3 - x**4 + 0.5 * x**5, -1.0, 2.0)
    x = np.linspace(-1, 2, 500)
    for order, c in enumerate(np.polynomial.Polynomial([3, -1, 0, 2, -1, 0.5]).deriv(m) for m in range(1, 3)):
        np.testing.assert_allclose(t(x, order + 1), c(x), rtol=1e-9, atol=1e-9)
    for order in (3, 4, 5):
        expected = np.polynomial.Polynomial([3, -1, 0, 2, -1, 0.5]).deriv(order)(x)
        np.testing.assert_allclose(t(x, order), expected, rtol=1e-3, atol=1e-3)
    np.testing.assert_array_equal(t(x, 6), 0.0)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.tanh((x - 0.43) / 1e-5),
        lambda x: np.exp(-(((x - 0.4323) / 3e-3) ** 2)),
        lambda x: np.abs(x - 0.3456),
        lambda x: np.sin(300 * x),
        lambda x: np.where(x < 1 / 3, x, 1 / 3),
        lambda x: 1e8 + 1e-3 * np.sin(9 * x),
        lambda x: 1e-30 * np.exp(x),
        lambda x: np.maximum(np.sin(7 * x), np.cos(5 * x)),
    ],
)
def test_difficult_functions_are_followed(f):
    t = table(f)
    exact = f(X)
    assert np.abs(t(X) - exact).max() <= max(TOLERANCE * np.ptp(exact), 1e-12 * np.abs(exact).max())


@pytest.mark.parametrize(
    "f",
    [lambda x: np.sqrt(x), lambda x: np.log(x), lambda x: np.log(x / (1 - x)), lambda x: x**1.5 * np.log(x)],
)
def test_functions_singular_at_an_end_are_followed_up_to_it(f):
    t = table(f)
    x = np.concatenate([np.geomspace(1e-9, 0.5, 3000), 1.0 - np.geomspace(1e-9, 0.5, 3000)])
    exact = f(x)
    assert np.abs(t(x) - exact).max() <= TOLERANCE * np.ptp(exact)
    assert np.isfinite(t(np.array([-1.0, 0.0, 1.0, 2.0]))).all()


def test_a_pole_costs_no_accuracy_beside_it():
    """Fitted potentials have terms such as x^-1.5, or a pole where nobody goes. The height of its flanks was
    the measure of what error is allowed, and potentials at 0.6 % filling were wrong by 20 mV."""
    x = np.linspace(0.02, 0.98, 2001)
    for f in (lambda x: 0.7 - 0.0172 / x + 0.0019 * x**-1.5, lambda x: 4.0 + 0.01 / (x - 0.2772351)):
        t, far = table(f), np.abs(x - 0.2772351) > 0.02
        np.testing.assert_allclose(t(x[far]), f(x[far]), rtol=0, atol=2e-9)
        np.testing.assert_allclose(t(0.002), f(0.002), rtol=1e-6)
        assert len(t.knots) < 1000


def test_a_jump_is_as_narrow_as_numbers_allow():
    t = table(lambda x: np.where(x < 0.3456, 0.0, 1.0))
    away = np.abs(X - 0.3456) > 1e-11
    np.testing.assert_array_equal(t(X[away]), np.where(X < 0.3456, 0.0, 1.0)[away])


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (lambda x: 1 / (x - 0.5), "not finite at 0.5, expected a finite function"),
        (lambda x: np.log(x - 0.3), "not finite at"),
        (lambda x: np.sin(1e6 * x), "varies too fast near 0, expected one that 20000 intervals"),
        (lambda x: np.exp(800 * x), "not finite"),
    ],
)
def test_functions_that_cannot_be_tabulated_are_refused(f, message):
    with pytest.raises(InputError, match=message):
        table(f)


@pytest.mark.parametrize("kind", [None, C2()])
def test_data_are_taken_over_exactly(kind):
    """A law with two tables: their kinks become knots, so that cubic pieces stay cubic pieces."""
    rng = np.random.default_rng(3)
    x = np.sort(rng.random(300))
    one, two = (Function.from_data(x, np.cumsum(rng.random(300)), kind) for _ in range(2))
    law = Function.from_python(lambda x, T: one(x) + (T - 298.15) * 1e-3 * two(x))
    t = law.table("x", 0.0, 1.0, T=310.0)
    assert len(t.knots) < 300 + 50
    for order, close in enumerate((1e-13, 1e-10, 1e-6)):  # rounding over narrow intervals
        expected = law(X, 310.0)
        np.testing.assert_allclose(t(X, order), expected, rtol=0, atol=close * np.ptp(expected))
        law = law.derivative("x")


def test_beyond_the_ends_it_goes_on_as_a_line():
    t = table(lambda x: np.exp(x) * np.sin(5 * x))
    for end, away in ((0.0, -3.0), (1.0, 2.5)):
        assert t(end + away) == pytest.approx(t(end) + away * t(end, 1), rel=1e-15)
        assert t(end + away, 1) == t(end, 1)
        assert t(end + away, 2) == 0.0
    for order in (0, 1):
        for end in (0.0, 1.0):
            assert t(end - 1e-12, order) == pytest.approx(t(end + 1e-12, order), abs=1e-9)


def test_what_is_not_a_number_gives_nan():
    t = table(lambda x: np.sin(x))
    assert np.isnan(t(np.nan))
    np.testing.assert_array_equal(np.isnan(t(np.array([0.1, np.nan]), 1)), [False, True])


def test_complex_arguments_continue_it():
    t = table(lambda x: np.exp(2 * x))
    z = np.array([0.2 + 1e-30j, 0.6 + 1e-30j, 1.5 + 1e-30j, -0.5 + 1e-30j])
    np.testing.assert_allclose(t(z).imag / 1e-30, t(z.real, 1), rtol=1e-14)
    np.testing.assert_allclose(t(z, 1).imag / 1e-30, t(z.real, 2), rtol=1e-14, atol=1e-14)


def test_shapes():
    t = table(lambda x: np.cos(x))
    assert t(np.zeros((3, 1, 2))).shape == (3, 1, 2)
    assert t(np.zeros(0)).shape == (0,)
    assert isinstance(t(0.5), np.float64)
    assert isinstance(t(2.5, 2), np.float64)


def test_equal_numbers_make_equal_tables():
    a, b = table(lambda x: np.cos(x)), hermite(*_cosine())
    assert a == table(lambda x: np.cos(x))
    assert a != b
    assert hash(b) == hash(hermite(*_cosine()))
    assert pickle.loads(pickle.dumps(a)) == a


def _cosine():
    k = np.linspace(0, 1, 5)
    jet = np.array([np.cos(k), -np.sin(k), -np.cos(k)])
    return k, tuple(jet[:, :-1]), tuple(jet[:, 1:])


@settings(max_examples=200, deadline=None)
@given(gaps=st.lists(st.floats(-14.0, 0.0), min_size=1, max_size=40))
def test_packed_tables_find_every_interval(gaps):
    """However close the knots: the bucket's interval is never behind the one that is looked for."""
    knots = np.unique(np.concatenate([[0.0], np.cumsum(10.0 ** np.array(gaps))]))
    m = len(knots) - 1
    packed = PiecewisePolynomial(knots, np.zeros((m, 6))).packed()
    lo, hi, scale, last = packed[:4]
    assert (lo, hi) == (knots[0], knots[-1])
    buckets = int(last) + 1
    index = packed[4 : 4 + buckets].view(np.int64) // 8
    x = np.concatenate([knots, 0.5 * (knots[1:] + knots[:-1])])
    bucket = np.minimum(((x - lo) * scale).astype(int), buckets - 1)
    true = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, m - 1)
    late = index[bucket] > true
    # by rounding at the bucket's edge alone
    assert (np.abs(x[late] - knots[index[bucket[late]]]) <= 1e-15 * knots[-1]).all()


def test_interpolated_points_far_closer_than_the_rest_stay_finite():
    x = np.array([0.0, 1e-12, 2e-12, 0.5, 0.5 + 1e-13, 1.0])
    f = interpolate(x, np.sin(x))
    np.testing.assert_allclose(f(x), np.sin(x), rtol=0, atol=1e-15)
    t = Function.from_table(f).table("x", 0.0, 1.0)
    assert np.abs(t(X) - f(X)).max() < 1e-9
