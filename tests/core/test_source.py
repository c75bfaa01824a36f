"""Source of kernels, run by Python itself: what it computes, what it depends on, how often it looks things
up.
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from expressions import TABLES, traced, trees, with_slots
from mubar.core.derivative import derivative
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, make
from mubar.core.implicit import root
from mubar.core.source import KernelSpec
from mubar.core.special import SpecialSlot
from mubar.core.tabulated import TableSlot

x, y, z = Expr.symbol("x"), Expr.symbol("y"), Expr.symbol("z")
AT = {"x": np.linspace(-2.7, 2.9, 7), "y": np.array([-1.3, 0.4, 1.7, 3.1, 0.0, 2.2, -0.6]), "z": 0.6}
N = 7


def opened(tables, at):
    return tables[at]


def look_up(tables, table, v):
    return table(v), table(v, 1), table(v, 2)


def raised(n, w, at, to, exponent):
    w[to : to + n] = w[at : at + n] ** exponent


def run(spec, values, n=N, **functions):
    """Outputs of a kernel's text: rows at 0, n, ..., then scalars, outputs and scratch; tables by number."""
    names = ("expm1", "log", "log1p", "sqrt", "sinh", "cosh", "tanh", "sin", "cos", "tan", "exp", "sign")
    known = {name: getattr(np, name) for name in names} | {
        "inf": math.inf,
        "look_up": look_up,
        "look_up_binades": look_up,
        "raised": raised,
        "unshared": lambda: None,
        "opened": opened,
        "opened_binades": opened,
    }
    known |= {"asinh": np.arcsinh, "atan": np.arctan, "erf": special.erf, "erfc": special.erfc, **functions}
    exec(spec.source, known)
    w = np.concatenate([*(values[r] for r in spec.rows), [values[s] for s in spec.scalars]])
    rows = n * np.arange(len(spec.rows))
    scalars = n * len(spec.rows) + np.arange(len(spec.scalars))
    outputs = len(w) + n * np.arange(len(spec.outputs))
    offsets = [*rows, *scalars, *outputs, *range(len(spec.tables)), len(w) + n * len(spec.outputs)]
    w = np.concatenate([w, np.zeros(n * (len(spec.outputs) + spec.scratch_rows))])
    with np.errstate(all="ignore"):
        known["body"](n, w, offsets, [TABLES[name] for name in spec.tables])
    return w[outputs[0] :][: n * len(spec.outputs)].reshape(len(spec.outputs), n)


def spec_of(*expressions, rows=("x", "y"), scalars=("z",)):
    return KernelSpec(rows, scalars, tuple((str(i), with_slots(e)) for i, e in enumerate(expressions)))


@settings(max_examples=200, deadline=None)
@given(trees=st.lists(trees(tables=True), min_size=1, max_size=4))
def test_a_kernel_computes_what_the_expressions_are(trees):
    values = [traced(t) for t in trees]
    values += [derivative(e, "x") for e in values]
    found = run(spec_of(*values), AT)
    for one, e in zip(found, values, strict=True):
        expected = evaluate(e, AT)
        largest = 1.0 + np.max(np.abs(np.nan_to_num(expected, posinf=0.0, neginf=0.0)))
        np.testing.assert_allclose(one, np.broadcast_to(expected, N), rtol=1e-9, atol=1e-9 * largest)


def test_inputs_that_do_not_vary_are_computed_once():
    calls = []

    def exp(v):
        calls.append(v)
        return np.exp(v)

    e = np.exp(z * 3.0) * x + y * np.exp(z * 3.0)
    found = run(spec_of(e), AT, exp=exp)
    assert calls == [0.6 * 3.0]
    np.testing.assert_allclose(found[0], np.exp(1.8) * (AT["x"] + AT["y"]), rtol=1e-15)


def test_shared_parts_are_computed_once_and_only_where_they_are_needed():
    calls = []

    def tanh(v):
        calls.append(v)
        return np.tanh(v)

    table = make("table", np.tanh(x), payload=(TABLES["wave"], 0))
    run(spec_of(table + y, table * 2.0), AT, tanh=tanh)
    assert len(calls) == N


def test_value_and_slopes_of_a_table_are_one_look_up():
    calls = []

    def counting(tables, at, v):
        calls.append(v)
        return look_up(tables, at, v)

    value = make("table", x, payload=(TABLES["wave"], 0))
    slope, curvature = derivative(value, "x"), derivative(derivative(value, "x"), "x")
    found = run(spec_of(value * y, slope, curvature), AT, look_up=counting)
    assert calls == AT["x"].tolist()
    np.testing.assert_allclose(found[2], TABLES["wave"](AT["x"], 2))
    calls.clear()
    at_scalar = make("table", z, payload=(TABLES["wave"], 0))
    run(spec_of(at_scalar * x), AT, look_up=counting)
    assert calls == [0.6]


def test_equal_structures_have_equal_sources():
    """Names and numbers are data, so that a law compiled once serves all cells."""

    def law(a, k, name, table):
        a, k = Expr.symbol(a), Expr.symbol(k)
        e = np.exp(-k * a) + make("table", a * k, payload=(TableSlot(table), 0))
        return KernelSpec((name,), ("k", "l")[:1] if k.payload == "k" else (k.payload,), (("j", e),))

    assert law("x", "k", "x", "U").source == law("c", "rate", "c", "positive.open_circuit_potential").source
    assert "exp" in law("x", "k", "x", "U").source
    assert not {"rate", "potential", "U"} & set(law("c", "rate", "c", "U").source.replace("(", " ").split())


def test_other_structures_have_other_sources():
    texts = {spec_of(e).source for e in (x * y, x + y, x * z, x * 2.0, x * 3.0, x**3, x**4, x**2.5)}
    assert len(texts) == 8


@pytest.mark.parametrize("v", [math.inf, -math.inf, -2.5, 1e-300, 123456789.123456789])
def test_constants_keep_all_their_digits(v):
    found = run(spec_of(np.minimum(x, v), where_constant(v)), AT)
    np.testing.assert_array_equal(found[0], np.minimum(AT["x"], v))
    np.testing.assert_array_equal(found[1], v)


def where_constant(v):
    return Expr("where", (x < 100.0, Expr.constant(v), y))


def test_kernels_over_nothing_write_nothing():
    assert run(spec_of(x * y), {"x": np.zeros(0), "y": np.zeros(0), "z": 1.0}, n=0).size == 0


def test_special_functions_are_tables_of_their_first_argument():
    """Another slot makes the same kernel."""
    p, q = Expr.symbol("p"), Expr.symbol("q")

    def spec(slot, rows, scalars):
        value = SpecialSlot(slot, "S")(x * y, p / q)
        return KernelSpec(rows, scalars, (("j", value), ("slope", derivative(value, "x"))))

    one = spec("negative.law", ("x", "y"), ("p", "q"))
    assert one.source == spec("positive.law", ("x", "y"), ("p", "q")).source
    (table,) = one.special_tables.values()
    assert (table.orders, table.parameters, table.varying) == ((0, 0), (p / q,), None)
    assert table.at({"p": 3.0, "q": 2.0}) == (1.5,)
    assert one.source.count("look_up_binades(") == 1


def test_what_varies_from_row_to_row_is_tabulated_too():
    """One argument more, and the first derivatives by both."""
    p, q = Expr.symbol("p"), Expr.symbol("q")
    value = SpecialSlot("law", "S")(x * y, p, z / q)
    outputs = value, derivative(value, "x"), derivative(value, "q"), derivative(value, "p")
    spec = KernelSpec(("x", "y", "q"), ("p", "z"), tuple((str(i), e) for i, e in enumerate(outputs)))
    first, second = spec.special_tables.values()
    assert {first.orders, second.orders} == {(0, 0, 0), (0, 1, 0)}
    assert first.varying == 1
    assert first.at({"p": 3.0, "z": 2.0}, {"q": (1.0, 4.0)}) == (3.0, (0.5, 2.0))
    assert spec.source.count("look_up_plane(") == 2
    with pytest.raises(TypeError, match="2 parameters vary"):
        KernelSpec(("x", "p", "q"), ("y", "z"), (("j", value),)).source  # noqa: B018
    twice = derivative(derivative(value, "q"), "q")
    with pytest.raises(TypeError, match="first derivatives only"):
        KernelSpec(("x", "q"), ("y", "p", "z"), (("j", twice),)).source  # noqa: B018


def test_positive_functions_are_tabulated_by_their_logarithm_where_they_are_steep():
    """Over the first argument's as well with two arguments that vary; derivatives follow."""
    p = Expr.symbol("p")
    for steep, rows, name in (
        (False, ("x",), "law"),
        (True, ("x",), "law.logarithm"),
        (False, ("x", "p"), "law.over_logarithm"),
        (True, ("x", "p"), "law.log_log"),
    ):
        value = SpecialSlot("law", "J", True, steep)(x, p)
        outputs = (("J", value), ("slope", derivative(value, "x")))
        spec = KernelSpec(rows, tuple({"x", "p"} - {*rows}), outputs)
        (table,) = spec.special_tables.values()
        assert table.function.name == name
        assert spec.source.count("exp(") == steep


def test_powers_with_one_exponent_are_taken_row_by_row():
    p = Expr.symbol("p")
    values = {"x": np.linspace(0.2, 2.0, N), "y": np.linspace(0.5, 3.0, N), "z": 1.7, "p": 0.5}
    e = (x * y + 1.0) ** p * x**1.5 + (x**p) ** (p + 1.0) + y**x + y**2
    outputs = e, derivative(e, "x")
    spec = spec_of(*outputs, scalars=("z", "p"))
    assert spec.source.count("raised(") >= 3
    found = run(spec, values)
    for one, expression in zip(found, outputs, strict=True):
        np.testing.assert_allclose(one, evaluate(expression, values), rtol=1e-13)


def test_the_tables_of_an_equation_are_those_of_the_kernel():
    """Parameters of a special function inside an equation are the kernel's own expressions."""
    z, p = Expr.symbol("z"), Expr.symbol("p")
    residual = z + SpecialSlot("law", "S")(z, p) - x
    value = root(residual, "z", -1.0, 1.0, 0.0, {"p": 2.0 * y})
    spec = KernelSpec(("x",), ("y",), (("z", value), ("slope", derivative(value, "x"))))
    assert {t.parameters for t in spec.special_tables.values()} == {(2.0 * y,)}
    assert len(spec.tables) == 1
