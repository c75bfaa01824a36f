"""Functions as laws: calls, errors, tables."""

import functools
import pickle
import tracemalloc

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.law import Function


def law():
    return Function.from_python(lambda x, T: 0.2 * np.tanh(x - 0.5) * T + x**3)


# calls ------------------------------------------------------------------------------------------------------
def test_calls_broadcast_like_numpy():
    f = law()
    x, T = np.linspace(0, 1, 5)[:, None], np.array([280.0, 300.0, 320.0])
    expected = 0.2 * np.tanh(x - 0.5) * T + x**3
    np.testing.assert_allclose(f(x, T), expected, rtol=1e-15)
    np.testing.assert_allclose(f(T=T, x=x), expected, rtol=1e-15)
    np.testing.assert_allclose(f(x, T=T), expected, rtol=1e-15)
    np.testing.assert_allclose(f([0.1, 0.2], 300), f(np.array([0.1, 0.2]), 300.0), rtol=0)
    np.testing.assert_allclose(f(np.float32(0.5), np.int64(300)), f(0.5, 300.0), rtol=0)


def test_values_are_float64_of_the_broadcast_shape():
    constant, of_T = Function.constant(2.5, ("x", "T")), Function.from_python(lambda x, T: 2 * T)
    for f in (law(), constant, of_T):
        assert f(np.zeros((3, 1)), np.ones(4)).shape == (3, 4)
        assert f(np.zeros((3, 1)), np.ones(4)).dtype == np.float64
        assert f(np.zeros(0), 1.0).shape == (0,)
        assert isinstance(f(0.5, 300), np.float64)
        assert np.shape(f(np.array(0.5), 300)) == ()
    assert Function.constant(2.5)() == 2.5


def test_results_are_the_callers_own():
    """Whatever comes back can be written to without a change to what went in."""
    x = np.linspace(0, 1, 4)
    for f in (
        Function.from_python(lambda x: x),
        Function.from_python(lambda x: +x),
        Function.constant(1.0, ("x",)),
    ):
        found = f(x)
        assert not np.shares_memory(found, x)
        found[:] = 7.0
    np.testing.assert_array_equal(x, np.linspace(0, 1, 4))
    assert f(x)[0] == 1.0


def test_large_arrays_cost_few_copies():
    f = Function.from_python(lambda x: sum(np.tanh(k * x - 0.1) * x for k in range(1, 21)))
    x = np.linspace(0, 1, 200_000)
    f(x)
    tracemalloc.start()
    f(x)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * x.nbytes


def test_expressions_as_arguments_compose():
    f, u = law(), Expr.symbol("u")
    g = Function(("u",), f(u * u, 300.0))
    assert g(0.3) == pytest.approx(float(f(0.09, 300.0)), rel=1e-15)


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((0.5,), {}, r"f\(x, T\) needs 'T'"),
        ((), {"T": 300.0}, "needs 'x'"),
        ((0.5, 300.0, 1.0), {}, "got 3 values"),
        ((0.5, 300.0), {"x": 0.1}, "got 3 values"),
        ((0.5,), {"t": 300.0}, "has no input 't'"),
        ((0.5, 300.0), {"c": 1.0}, "has no input 'c'"),
    ],
)
def test_wrong_arguments_are_named(args, kwargs, message):
    with pytest.raises(TypeError, match=message):
        Function.from_text("x*T", ("x", "T"))(*args, **kwargs)


# making laws ------------------------------------------------------------------------------------------------
def test_python_functions_of_every_kind_become_laws():
    def documented(x, T=300.0):
        """From a paper."""
        return x * T

    class Callable:
        def __call__(self, x):
            return 2 * x

    f = Function.from_python(documented)
    assert (f.inputs, f.label, f.description) == (("x", "T"), "documented", "From a paper.")
    assert Function.from_python(Callable())(0.5) == 1.0
    assert Function.from_python(functools.partial(documented, T=200.0), label="g")(0.5) == 100.0
    assert Function.from_python(lambda x: 3)(np.zeros(2)).tolist() == [3.0, 3.0]


@pytest.mark.parametrize("f", [lambda *x: x[0], lambda x, *, T: x, lambda **k: 1.0])
def test_arguments_without_a_name_make_no_law(f):
    with pytest.raises(TypeError, match="plain names"):
        Function.from_python(f)


def test_names_that_are_no_inputs_are_refused():
    with pytest.raises(InputError, match="found the unknown name 'y', expected only x"):
        Function(("x",), Expr.symbol("x") * Expr.symbol("y"))


def test_laws_are_equal_when_their_graphs_are():
    a, b = Function.from_text("x*2", label="a"), Function.from_python(lambda x: x * 2)
    assert a == b
    assert hash(a) == hash(b)
    assert a != Function.from_text("2*x")
    assert pickle.loads(pickle.dumps(a)) == a


def test_text_stays_as_it_was_written():
    assert str(Function.from_text("2.50*x  +1")) == "2.50*x  +1"
    assert str(Function.from_text("2.50*x  +1").scaled(2)) == "2.0 * (2.5 * x + 1.0)"
    assert Function.from_text("2*x").scaled(3.0)(0.5) == 3.0


def test_what_a_law_depends_on():
    f = Function.from_text("x + 0*T", ("x", "T"))
    assert f.depends_on("x")
    assert not f.depends_on("T")
    assert not f.is_constant
    assert f.derivative("x").is_constant
    assert f.derivative("T").expr is Expr.constant(0.0)


# tables -----------------------------------------------------------------------------------------------------
def shipped_laws():
    """Every law of every shipped cell that isn't constant, with its range as models tabulate it."""
    found = []
    for name in ("chen2020", "ecker2015", "marquis2019", "prada2013"):
        cell = mubar.load_cell(name)
        owners = [("electrolyte", cell.electrolyte, ("conductivity", "diffusivity"), (1.0, 5000.0))]
        for side in ("negative", "positive"):
            for m in getattr(cell, side).materials.values():
                owners.append((side, m, ("open_circuit_potential", "diffusivity"), (0.0, 1.0)))
        for owner, thing, laws, ends in owners:
            for key in laws:
                f = getattr(thing, key)
                if f.depends_on(f.inputs[0]):
                    found.append(pytest.param(f, ends, id=f"{name} {owner}.{key}"))
    return found


@pytest.mark.parametrize(("f", "ends"), shipped_laws())
def test_tables_of_shipped_laws_are_right_within_a_billionth_of_their_range(f, ends):
    name, x = f.inputs[0], np.linspace(*ends, 20_011)
    exact = f(x, 310.0)
    table = f.table(name, *ends, T=310.0)
    assert np.abs(table(x) - exact).max() <= 1e-9 * np.ptp(exact)
    # the integral, by another rule on other points
    nodes, weights = np.polynomial.legendre.leggauss(4)
    h = 0.5 * np.diff(x)
    integral = np.concatenate(
        [[0.0], np.cumsum(h * (f(x[:-1, None] + h[:, None] * (1 + nodes), 310.0) @ weights))]
    )
    found = f.integral_table(name, *ends, T=310.0)
    assert np.abs(found(x) - found(x[0]) - integral).max() <= 1.01e-9 * np.ptp(integral)
    # value, slope and curvature go on through every knot
    for t in (table, found):
        knots, before = t.knots[1:-1], np.nextafter(t.knots[1:-1], -np.inf)
        for order in (0, 1, 2):
            np.testing.assert_allclose(
                t(before, order), t(knots, order), rtol=0, atol=1e-12 * np.abs(t(knots, order)).max()
            )


def test_the_derivative_of_an_integral_is_the_law():
    f = Function.from_text("exp(-3*x)*T/300", ("x", "T"))
    found = f.integral_table("x", 0.0, 1.0, T=600.0)
    x = np.linspace(0, 1, 101)
    np.testing.assert_allclose(found(x), 2 / 3 * (1 - np.exp(-3 * x)), atol=1e-9)
    np.testing.assert_allclose(found(x, 1), f(x, 600.0), atol=1e-7)


def test_tables_are_cached():
    f, g = law(), law()
    assert f.table("x", 0, 1, T=300.0) is g.table("x", 0.0, 1.0, T=300.0)
    assert f.table("x", 0, 1, T=300.0) is not f.table("x", 0, 1, T=301.0)
