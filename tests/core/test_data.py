"""Functions from measured points: they meet the points, keep their shape, and refuse bad data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mubar.core.data import C2, Monotone, interpolate
from mubar.core.errors import InputError
from mubar.core.law import Function

X = np.array([0.0, 0.1, 0.35, 0.5, 0.8, 1.0])
KINDS = [Monotone(), C2(), C2(natural=True)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_the_curve_meets_its_points_with_continuous_slope(kind):
    y = np.cos(3 * X)
    f = interpolate(X, y, kind)
    np.testing.assert_allclose(f(X), y, rtol=0, atol=1e-15)
    h = 1e-9
    np.testing.assert_allclose(f(X[1:-1] - h, 1), f(X[1:-1] + h, 1), atol=1e-6)
    if isinstance(kind, C2):
        np.testing.assert_allclose(f(X[1:-1] - h, 2), f(X[1:-1] + h, 2), atol=1e-5)


@pytest.mark.parametrize(("kind", "order"), [(Monotone(), 2), (C2(), 4)], ids=str)
def test_the_error_falls_with_the_expected_order(kind, order):
    """On a function that only rises PCHIP is at least of second order; the spline is of fourth."""
    at = np.linspace(0, 1, 1001)
    errors = []
    for n in (40, 80, 160):
        x = np.linspace(0, 1, n + 1)
        errors.append(np.abs(interpolate(x, np.exp(3 * x), kind)(at) - np.exp(3 * at)).max())
    rates = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (rates > order - 0.3).all()


def test_a_natural_spline_has_no_curvature_at_its_ends():
    f = interpolate(X, np.cos(3 * X), C2(natural=True))
    assert abs(f(0.0, 2)) < 1e-12
    assert abs(f(1.0 - 1e-12, 2)) < 1e-9


@settings(max_examples=100, deadline=None)
@given(
    steps=st.lists(st.floats(1e-3, 1.0), min_size=2, max_size=12),
    falls=st.lists(st.floats(0.0, 1.0), min_size=12, max_size=12),
)
def test_monotone_curves_fall_where_the_data_fall(steps, falls):
    x = np.concatenate([[0.0], np.cumsum(steps)])
    y = -np.concatenate([[0.0], np.cumsum(falls[: len(steps)])])
    f = interpolate(x, y)
    at = np.linspace(x[0], x[-1], 500)
    assert (np.diff(f(at)) <= 1e-12).all()
    assert f(at).max() <= 1e-12
    assert f(at).min() >= y[-1] - 1e-12


def test_two_points_are_a_line_that_goes_on():
    for kind in KINDS:
        f = interpolate([1.0, 3.0], [2.0, 6.0], kind)
        np.testing.assert_allclose(f([0.0, 2.0, 5.0]), [0.0, 4.0, 10.0], rtol=1e-15)


def test_beyond_the_ends_the_end_slope_goes_on():
    f = interpolate(X, np.exp(X))
    for end, direction in ((0.0, -1.0), (1.0, 1.0)):
        slope = f(end, 1)
        np.testing.assert_allclose(f(end + direction * 2.0), f(end) + direction * 2.0 * slope, rtol=1e-14)


def test_a_function_from_data_has_exact_derivatives():
    f = Function.from_data(X, np.exp(-X), C2())
    x, h = np.linspace(0.05, 0.95, 9), 1e-6
    np.testing.assert_allclose(f.derivative("x")(x), (f(x + h) - f(x - h)) / (2 * h), rtol=1e-7)
    assert f.inputs == ("x",)
    assert f == Function.from_data(X, np.exp(-X), C2())
    assert f != Function.from_data(X, np.exp(-X))


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([0, 1, 2], [0, 1], "3 values of x and 2 of y"),
        ([0], [0], "1 points, expected at least 2"),
        ([], [], "0 points"),
        ([0, 2, 1], [0, 1, 2], "/x/1: found 2 followed by 1.*Sort"),
        ([2, 1, 0], [0, 1, 2], "Sort"),
        ([0, 1, 1], [0, 1, 2], "/x/1: found 1 twice.*Average"),
        ([0, np.nan, 2], [0, 1, 2], "/x/1: found nan"),
        ([0, 1, 2], [0, np.inf, 2], "/y/1: found inf"),
        ([0, 1], [0, None], "/y/1: found None, expected a number"),
        ([0, 1], ["a", 1], "/y/0: found 'a'"),
        ([0, 1], [True, 1], "/y/0: found True"),
        ([[0, 1]], [0, 1], "a number"),
        (np.zeros((2, 2)), [0, 1], r"an array of shape \(2, 2\)"),
        ("01", [0, 1], "a list of numbers"),
        ({"a": 1}, [0, 1], "a list of numbers"),
        (5, [0, 1], "a list of numbers"),
        ([0, 10**400], [0, 1], "a list of numbers"),
        ([0, 1e-300], [0, 1], "too close"),
    ],
)
def test_bad_data_are_told_with_their_place(x, y, message):
    with pytest.raises(InputError, match=message):
        Function.from_data(x, y, label="table")


def test_faults_of_both_columns_are_told_at_once():
    with pytest.raises(InputError) as caught:
        interpolate([0, "a"], [np.nan, 1])
    assert len(caught.value.problems) == 2
