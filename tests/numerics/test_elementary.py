"""The solver's own exp and log: units in the last place over the whole range, and the values at its edges."""

import math

import numpy as np
import pytest

from machine import compiled
from mubar.core.expr import Expr

x = Expr.symbol("x")


@pytest.fixture(scope="module")
def exp_log():
    call = compiled([np.exp(x), np.log(x)], ("x",))
    return lambda values: call({"x": np.asarray(values, dtype=float)})


def ulps(found, values, function):
    exact = function(np.asarray(values, dtype=np.longdouble))
    return np.abs((found - exact) / np.spacing(np.abs(exact.astype(float))))


longer = pytest.mark.skipif(
    np.finfo(np.longdouble).nmant <= np.finfo(float).nmant,
    reason="this machine has no numbers longer than double precision",
)


@longer
def test_exp_is_right_to_the_last_place(exp_log):
    rng = np.random.default_rng(0)
    values = np.concatenate(
        [rng.uniform(-708, 708, 200_000), rng.uniform(-1, 1, 100_000), rng.normal(size=50_000) * 1e-6]
    )
    assert ulps(exp_log(values)[0], values, np.exp).max() < 1.5


@longer
def test_log_is_right_within_three_places(exp_log):
    rng = np.random.default_rng(1)
    values = np.concatenate(
        [
            10.0 ** rng.uniform(-307, 308, 200_000),
            rng.uniform(0.5, 2.0, 100_000),
            1.0 + rng.normal(size=50_000) * 1e-6,
            math.sqrt(0.5) * (1.0 + rng.normal(size=10_000) * 1e-12),
            2.0 ** np.arange(-1022, 1024),
        ]
    )
    values = values[values != 1.0]
    assert ulps(exp_log(values)[1], values, np.log).max() < 3.0


def test_exact_values(exp_log):
    assert exp_log([0.0, -0.0, 1.0])[0].tolist() == [1.0, 1.0, math.e]
    assert exp_log([1.0])[1].tolist() == [0.0]


def test_exp_saturates_where_it_would_overflow_or_vanish(exp_log):
    top, bottom = exp_log([708.0, -708.0])[0]
    found = exp_log([709.0, 1e300, math.inf, -709.0, -1e300, -math.inf])[0]
    assert found.tolist() == [top, top, top, bottom, bottom, bottom]
    assert 0.0 < bottom < 1e-307
    assert 1e307 < top < math.inf


def test_what_is_undefined_is_nan(exp_log):
    e, log = exp_log([math.nan, -1.0, 0.0, -0.0, -math.inf])
    assert math.isnan(e[0])
    assert np.isnan(log).all()


def test_monotone(exp_log):
    values = np.sort(np.random.default_rng(2).uniform(1e-3, 5.0, 20_000))
    e, log = exp_log(values)
    assert (np.diff(e) >= 0.0).all()
    assert (np.diff(log) >= 0.0).all()


def test_each_undoes_the_other(exp_log):
    values = np.linspace(-700.0, 700.0, 10_001)
    back = exp_log(exp_log(values)[0])[1]
    np.testing.assert_allclose(back, values, rtol=3e-16, atol=3e-16)
