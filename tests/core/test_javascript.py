"""Laws printed as JavaScript and run by Node.js: the same values as here."""

import re

import mpmath
import numpy as np
import pytest

import mubar.kinetics
from expressions import BINARY, LOOK_UP, NAMES, UNARY, traced
from mubar.core.expr import Expr, make
from mubar.core.implicit import root
from mubar.core.javascript import javascript
from mubar.core.law import Function
from mubar.kinetics.base import RateLaw
from mubar.kinetics.base import traced as traced_law
from node import run

RNG = np.random.default_rng(11)
STATE = ("eta", "x", "c_plus", "T")


def formula(depth):
    """A random formula of every operation that laws have."""
    kind = RNG.integers(4) if depth else 0
    if kind == 0:
        return str(RNG.choice(NAMES)) if RNG.random() < 0.7 else float(RNG.choice([-2.5, 0.25, 1.0, 3.0]))
    if kind == 1:
        names = list({**UNARY, **LOOK_UP})
        return (names[RNG.integers(len(names))], formula(depth - 1))
    return (list(BINARY)[RNG.integers(len(BINARY))], formula(depth - 1), formula(depth - 1))


def test_random_formulas_have_the_same_values():
    trees = [(name, "x") for name in (*UNARY, *LOOK_UP)] + [(name, "x", "y") for name in BINARY]
    trees += [formula(5) for _ in range(300)]
    laws = {f"law{k}": Function(NAMES, traced(tree)) for k, tree in enumerate(trees)}
    points = [dict(zip(NAMES, row, strict=True)) for row in RNG.uniform(-3.5, 3.5, (12, 3)).tolist()]
    found = run(laws, points)
    for name, law in laws.items():
        expected = np.array([law(**p) for p in points])
        assert np.allclose(found[name], expected, rtol=1e-10, atol=1e-12, equal_nan=True), str(law)


@pytest.mark.parametrize(("name", "exact"), [("erf", mpmath.erf), ("erfc", mpmath.erfc)])
def test_error_functions_are_right_to_rounding(name, exact):
    x = np.concatenate([np.linspace(-6.0, 6.0, 121), [1e-12, 15.0, 26.0, 1.999, 2.001, -2.001]])
    law = Function(("x",), make(name, Expr.symbol("x")))
    found = run({"f": law}, [{"x": v} for v in x.tolist()])["f"]
    expected = np.array([float(exact(v)) for v in x.tolist()])
    assert np.allclose(found, expected, rtol=2e-14, atol=0.0)


def test_tables_and_their_slopes_go_on_beyond_their_ends():
    knots = np.array([0.0, 0.1, 0.15, 0.6, 1.0])
    law = Function.from_data(knots, np.cos(5.0 * knots))
    slope = law.derivative("x")
    x = [{"x": v} for v in [-0.7, 0.0, 0.05, 0.1, 0.31, 1.0, 2.5]]
    found = run({"f": law, "slope": slope, "curve": slope.derivative("x")}, x)
    for name, function in (("f", law), ("slope", slope), ("curve", slope.derivative("x"))):
        assert np.allclose(found[name], [function(**p) for p in x], rtol=1e-12, atol=1e-12)


def test_roots_are_found():
    """y e^y = a, Lambert's function, and a root within a root."""
    y, z, a = map(Expr.symbol, ("y", "z", "a"))
    lambert = root(y * np.exp(y) - a, "y", 0.0, 20.0, 1.0, {})
    nested = root(z + lambert - 3.0, "z", -20.0, 20.0, 0.5, {})
    points = [{"a": v} for v in (0.0, 0.3, 1.0, 40.0)]
    found = run({"w": Function(("a",), lambert), "nested": Function(("a",), nested)}, points)
    expected = [float(mpmath.lambertw(p["a"]).real) for p in points]
    assert np.allclose(found["w"], expected, rtol=1e-12, atol=1e-15)
    assert np.allclose(found["nested"], 3.0 - np.array(expected), rtol=1e-12)


INTEGRALS = {"MarcusHushChidsey_0", "MarcusHushChidsey_1", "CoupledIonElectronTransfer_0"}
"""Of a metal's levels. Other densities of states, and films on top of integrals, stay in Python."""


def printable(law):
    try:
        javascript({"law": law})
    except TypeError as error:
        return not re.search(r"is no sum of exponentials|derivatives of .* can't be written", str(error))
    return True


def rate_laws():
    kinds = [k for k in vars(mubar.kinetics).values() if isinstance(k, type) and issubclass(k, RateLaw)]
    return {f"{kind.__name__}_{i}": e for kind in {*kinds} for i, e in enumerate(kind.examples())}


def test_every_rate_law_has_the_same_values_or_says_what_it_lacks():
    laws = {}
    for name, law in rate_laws().items():
        one = Function(STATE, traced_law(law))
        if printable(one):
            laws[name] = one
        else:
            assert type(law).__name__ in ("CoupledIonElectronTransfer", "FilmResistance")
    assert laws.keys() >= INTEGRALS
    low, high = [-0.3, 0.02, 0.05, 260.0], [0.3, 0.98, 3.0, 340.0]
    points = [dict(zip(STATE, row, strict=True)) for row in RNG.uniform(low, high, (60, 4)).tolist()]
    found = run(laws, points)
    for name, law in laws.items():
        assert np.allclose(found[name], [law(**p) for p in points], rtol=1e-9, atol=0.0), name


def test_what_cannot_be_printed_is_told():
    with pytest.raises(TypeError, match="can't be the name"):
        javascript({"a-b": Function.constant(1.0)})
    h, lam = Expr.symbol("h"), Expr.symbol("lam")
    slope = Function(
        ("h", "lam"), mubar.kinetics.MarcusHushChidsey.donor.reduction(h, np.exp(h), lam, 1.0)
    ).derivative("h")
    with pytest.raises(TypeError, match="derivatives of"):
        javascript({"slope": slope})


def test_numbers_that_json_lacks():
    numbers = {"low": -np.inf, "none": np.nan, "minus": -2.0}
    found = run({name: Function.constant(v) for name, v in numbers.items()}, [{}])
    assert found["low"][0] == -np.inf
    assert np.isnan(found["none"][0])
    assert found["minus"][0] == -2.0
