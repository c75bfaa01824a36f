"""Machine code of expressions against NumPy."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from expressions import TABLES, traced, trees, with_slots
from machine import compiled
from mubar.core.binades import fitted_binades
from mubar.core.derivative import derivative
from mubar.core.errors import InputError
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, make, where
from mubar.core.law import Function
from mubar.core.ops import OPS
from mubar.core.piecewise import PiecewisePolynomial
from mubar.core.source import KernelSpec
from mubar.core.special import Positive, SpecialSlot
from mubar.core.tabulated import TableSlot
from mubar.numerics import kernels

x, y, z = Expr.symbol("x"), Expr.symbol("y"), Expr.symbol("z")
ONE = (
    "exp",
    "expm1",
    "log",
    "log1p",
    "sqrt",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arctan",
    "sin",
    "cos",
    "tan",
)
EVERY_OP = [make(op, x) for op in (*ONE, "erf", "erfc", "abs", "sign", "neg")]
EVERY_OP += [make(op, x, y) for op in ("add", "sub", "mul", "div", "pow", "min", "max", "lt", "le")]
EVERY_OP += [x**3, x**-2, x**2.5, x**0.5, x**10, where(x < y, x, z), where((x < y) & ~(y <= z), x, y)]
EVERY_OP += [where((x < y) | (x < z), 1.0, x), Expr.constant(2.5), z * z, x, z]
EVERY_OP += [make("table", x, payload=(TABLES["wave"], order)) for order in (0, 1, 2)]
EVERY_OP += [make("table", z, payload=(TABLES["step"], 0)), 2.0 * (x < y) + 1.0]


def test_every_operation_is_compiled():
    found = {n.op for e in EVERY_OP for n in (e, *e.args, *(b for a in e.args for b in a.args))}
    assert OPS.keys() <= found | {"const", "symbol", "not", "special", "root"}
    assert "not" in {n.op for e in EVERY_OP for a in e.args for n in a.args}


@pytest.mark.parametrize("n", [0, 1, 5, 1000])
def test_every_operation_is_numpys(n):
    rng = np.random.default_rng(n)
    values = {"x": rng.uniform(0.05, 3.0, n), "y": rng.uniform(0.05, 3.0, n), "z": 0.7}
    found = compiled([with_slots(e) for e in EVERY_OP], ("x", "y"), ("z",), TABLES)(values)
    for e, one in zip(EVERY_OP, found, strict=True):
        expected = np.broadcast_to(evaluate(e, values), (n,))
        np.testing.assert_allclose(one, expected, rtol=5e-15, atol=1e-15, err_msg=str(e))


@settings(max_examples=6, deadline=None, phases=[Phase.generate], database=None, derandomize=True)
@given(trees=st.lists(trees(tables=True), min_size=12, max_size=12))
def test_any_formulas_are_numpys(trees):
    expressions = [traced(t) for t in trees]
    expressions += [derivative(e, "x") for e in expressions]
    rng = np.random.default_rng(len(str(trees)))
    values = {"x": rng.uniform(-3.5, 3.5, 33), "y": rng.uniform(-3.5, 3.5, 33), "z": 0.6}
    found = compiled([with_slots(e) for e in expressions], ("x", "y"), ("z",), TABLES)(values)
    for e, one in zip(expressions, found, strict=True):
        expected = np.broadcast_to(evaluate(e, values), (33,))
        largest = 1.0 + np.max(np.abs(np.nan_to_num(expected, posinf=0.0, neginf=0.0)))
        np.testing.assert_allclose(one, expected, rtol=1e-9, atol=1e-9 * largest, err_msg=str(e))


def hostile_tables():
    rng = np.random.default_rng(5)
    knots = {
        "even": np.linspace(-1.0, 2.0, 12),
        "one": np.array([0.0, 1.0]),
        "clustered": np.concatenate([[0.0], 0.5 + 1e-9 * np.arange(200), [1.0]]),
        "halved": np.concatenate([[0.0], 0.5 ** np.arange(40, -1, -1)]),
        "touching": np.array([0.0, 1e-15, 2e-15, 0.3, np.nextafter(0.3, 1), 7.0]),
        "large": np.sort(rng.uniform(0.0, 5000.0, 400)),
    }
    return {
        name: PiecewisePolynomial(k, rng.normal(size=(len(k) - 1, 6)) / 3.0 ** np.arange(6))
        for name, k in knots.items()
    }


@pytest.mark.parametrize("name", hostile_tables())
def test_compiled_look_up_is_the_table(name):
    table = hostile_tables()[name]
    lo, hi = table.knots[0], table.knots[-1]
    rng = np.random.default_rng(1)
    values = np.concatenate(
        [
            rng.uniform(lo - 0.5, hi + 0.5, 3000),
            table.knots,
            0.5 * (table.knots[1:] + table.knots[:-1]),
            np.nextafter(table.knots, np.inf),
            np.nextafter(table.knots, -np.inf),
            lo + (hi - lo) * np.arange(4 * len(table.knots)) / (4 * len(table.knots)),
        ]
    )
    outputs = [make("table", x, payload=(TableSlot("t"), order)) for order in (0, 1, 2)]
    found = compiled(outputs, ("x",), (), {"t": table})({"x": values})
    for order, one in enumerate(found):
        expected = table(values, order)
        # next to a knot rounding may choose the other piece, which here doesn't join smoothly
        i = np.clip(np.searchsorted(table.knots, values), 1, len(table.knots) - 1)
        near = np.minimum(np.abs(values - table.knots[i]), np.abs(values - table.knots[i - 1])) <= 1e-14 * (
            hi - lo
        )
        np.testing.assert_allclose(
            one[~near], expected[~near], rtol=1e-14, atol=1e-14 * np.abs(expected).max()
        )


class Ripples(Positive):
    """e^f, f = tanh(8 ln x)/(1 + y²) + y, for which cells of many widths are needed."""

    label = "R"

    def logarithms(self, wanted, *args):
        x, y = args
        one = {0: np.tanh(8 * x), 1: 8 / np.cosh(8 * x) ** 2}
        other = {0: 1 / (1 + y * y), 1: -2 * y / (1 + y * y) ** 2}
        own = {(0, 0): y, (0, 1): 1.0}
        return [one[n] * other[m] + own.get((n, m), 0.0) for n, m in wanted]

    def span(self, *parameters):
        return -2.0, 3.0


@pytest.mark.parametrize("rows", [("x",), ("x", "y")])
def test_special_functions_are_looked_up(rows):
    """By the table's own polynomials, finite beyond its ends, NaN at NaN."""
    function, rng = Ripples(), np.random.default_rng(3)
    value = function(x, y) * 2.0
    outputs = [value, derivative(value, "x"), *([derivative(value, "y")] if "y" in rows else [])]
    values = {
        "x": np.exp(rng.uniform(-2.0, 3.0, 1000)),
        "y": rng.uniform(0.5, 1.5, 1000) if "y" in rows else 0.8,
    }
    spec = KernelSpec(rows, tuple({"x", "y"} - {*rows}), tuple((str(i), e) for i, e in enumerate(outputs)))
    (name, slot), ranges = next(iter(spec.special_tables.items())), {"y": (0.5, 1.5)}
    made = slot.function.table(slot.orders, *slot.at({} if "y" in rows else {"y": 0.8}, ranges))
    call = compiled(outputs, rows, spec.scalars, {name: made})
    found, expected = call(values), [evaluate(e, values) for e in outputs]
    per = 1.0, 1.0 / values["x"], 1.0
    for one, exact, error, size in zip(found, expected, (3e-9, 1e-6, 1e-6), per, strict=False):
        assert (np.abs(one - exact) <= error * size * np.abs(expected[0])).all()
    outside = call({**values, "x": np.geomspace(1e-9, 1e9, 1000)})
    assert np.isfinite(outside).all()
    values["x"][7] = np.nan
    assert np.isnan(call(values)[0][7])
    assert np.isfinite(call(values)[0][:7]).all()


def test_tables_in_binades_are_looked_up_by_bits():
    """At the ends of cells and binades as between, to rounding, with both derivatives; constant beyond."""
    table = fitted_binades(lambda r: np.sin(np.log(r)), -7, 9, 1e-9)
    edges = np.outer(2.0 ** np.arange(-9, 11), 1.0 + np.arange(1 << table.level) / (1 << table.level)).ravel()
    values = np.concatenate(
        [edges, np.nextafter(edges, 0.0), np.geomspace(1e-300, 1e300, 999), [0.0, np.inf]]
    )
    outputs = [make("special", x, payload=(SpecialSlot("f", "f"), (order,))) for order in (0, 1, 2)]
    (name,) = KernelSpec(("x",), (), (("f", outputs[0]),)).tables
    value, slope, curvature = compiled(outputs, ("x",), (), {name: table})({"x": values})
    np.testing.assert_allclose(value, table(values), rtol=0.0, atol=1e-15)
    np.testing.assert_allclose(slope, table(values, 1), rtol=1e-12, atol=1e-13)
    within = (values > 2.0**-7) & (values < 2.0**9)
    assert (slope[~within & (values != 2.0**-7)] == 0.0).all()
    r, value, slope, curvature = (a[within] for a in (values, value, slope, curvature))
    s, c = np.sin(np.log(r)), np.cos(np.log(r))
    np.testing.assert_allclose(value, s, rtol=0.0, atol=1e-9)
    np.testing.assert_allclose(slope * r, c, rtol=0.0, atol=1e-6)
    np.testing.assert_allclose(curvature * r**2, -s - c, rtol=0.0, atol=1e-4)


def test_what_no_cells_can_follow_is_refused():
    for f in (lambda r: np.sin(1e4 * np.log(r)), lambda r: np.abs(np.log(r) - 0.3)):
        with pytest.raises(InputError, match=r"varies too fast near .*, expected one that \d+ cells"):
            fitted_binades(f, -2, 2, 1e-10, label="f")
    with pytest.raises(InputError, match="not finite"):
        fitted_binades(lambda r: np.where(r > 1.0, r, np.nan), -2, 2, 1e-10)


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.5, 1.0, 1.7, 2.0, 3.0])
def test_powers_of_rows(exponent):
    values = np.linspace(0.0, 3.0, 100)[1:]
    e = x**y + (x + 1.0) ** (2.0 * y)
    found = compiled([e, derivative(e, "x")], ("x",), ("y",))({"x": values, "y": exponent})
    np.testing.assert_allclose(found[0], values**exponent + (values + 1.0) ** (2 * exponent), rtol=1e-14)
    slope = exponent * values ** (exponent - 1) + 2 * exponent * (values + 1.0) ** (2 * exponent - 1)
    np.testing.assert_allclose(found[1], slope, rtol=1e-14, atol=1e-14)


def test_compiled_laws_of_a_cell_are_right_to_rounding():
    import mubar

    cell = mubar.load_cell("chen2020")
    law = next(iter(cell.positive.materials.values())).open_circuit_potential
    table = law.table("x", 0.0, 1.0, T=298.15)
    values = np.random.default_rng(0).uniform(-0.1, 1.1, 5000)
    outputs = [make("table", x, payload=(TableSlot("U"), order)) for order in (0, 1, 2)]
    found = compiled(outputs, ("x",), (), {"U": table})({"x": values})
    for order in (0, 1, 2):
        expected = table(values, order)
        np.testing.assert_allclose(found[order], expected, rtol=1e-14, atol=1e-14 * np.abs(expected).max())


def test_one_kernel_serves_laws_that_differ_in_numbers():
    f = Function.from_python(lambda x, k, m: k * np.exp(-m * x))
    call = compiled([f.expr], ("x",), ("k", "m"))
    values = np.linspace(0, 1, 9)
    for k, m in ((1.0, 2.0), (-3.0, 0.5)):
        np.testing.assert_allclose(
            call({"x": values, "k": k, "m": m})[0], k * np.exp(-m * values), rtol=1e-15
        )
    before = len(kernels._loaded)
    compiled([Function.from_python(lambda u, a, b: a * np.exp(-b * u)).expr], ("u",), ("a", "b"))
    assert len(kernels._loaded) == before


def test_first_compilations_are_announced(tmp_path, monkeypatch):
    from mubar.numerics import cache

    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(kernels, "_loaded", {})
    said = []
    spec = KernelSpec(("x",), (), (("j", x + 1.0),))
    kernels.compile_kernel(spec, said.append)
    kernels.compile_kernel(spec, said.append)
    assert said == ["compiling the laws of a new model structure (once per machine)"]


def test_by_default_they_are_announced_on_stderr_once(capsys):
    from mubar.simulation.options import Options

    for _ in range(2):
        Options().announce("compiling something")
    assert capsys.readouterr().err == "mubar: compiling something ...\n"
