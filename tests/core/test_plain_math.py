"""LaTeX as plain text: it means what the LaTeX means, and no command is left in it."""

import math
import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from scipy import special

from expressions import NAMES, TABLES, compute, traced, trees
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, topological, where
from mubar.core.latex import latex
from mubar.core.plain_math import plain

VALUES = dict(zip(NAMES, (0.37, 1.83, 0.71), strict=True))
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
x, y, c_plus = (Expr.symbol(n) for n in ("x", "y", "c_plus"))


class Named:
    """A function that a power may stand behind, as in tanh²(x)."""

    def __init__(self, call, power=1):
        self.call, self.power = call, power

    def __call__(self, *args):
        return self.call(*args) ** self.power

    def to(self, power):
        return Named(self.call, power)


FUNCTIONS = {
    "exp": np.exp, "ln": np.log, "log10": np.log10, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "arsinh": np.arcsinh, "arctan": np.arctan, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "erf": special.erf, "erfc": special.erfc, "sgn": np.sign, "min": np.minimum, "max": np.maximum,
    "sqrt": np.sqrt,
}  # fmt: skip


def value(text):
    """What Python makes of plain text, · being its * and ² its **2."""
    for label in TABLES:
        text = text.replace(f"{label}'(", f"{label}_slope(")
    text = re.sub(rf"\b([a-z]+)([{RAISED}]+)\(", lambda found: f"{found[1]}.to({digits(found[2])})(", text)
    text = re.sub(rf"[{RAISED}]+", lambda found: f"**({digits(found[0])})", text)
    text = re.sub(r"√(\w+)", r"sqrt(\1)", text.translate(str.maketrans("·×[]₁₀", "**()10")))
    tables = {name: (lambda a, t=t: t(a, 0)) for name, t in TABLES.items()}
    tables |= {f"{name}_slope": (lambda a, t=t: t(a, 1)) for name, t in TABLES.items()}
    known = {name: Named(call) for name, call in FUNCTIONS.items()} | tables | {"e": math.e} | VALUES
    return eval(text.replace("√", "sqrt").replace("^", "**"), {"__builtins__": {}}, known)


def digits(raised):
    return raised.translate(str.maketrans(RAISED, "0123456789-"))


@settings(max_examples=300, deadline=None)
@given(tree=trees(leaves=10))
def test_it_means_what_the_formula_means(tree):
    e = traced(tree)
    assume(not {"where", "abs"} & {n.op for n in topological(e)})
    sizes = [abs(float(evaluate(n, VALUES))) for n in topological(e)]
    assume(max(sizes) < 1e4)
    # numbers have six digits
    expected = compute(tree, VALUES)
    assert value(plain(latex(e))) == pytest.approx(expected, rel=1e-3, abs=1e-4 * max(sizes) ** 2)


@settings(max_examples=200, deadline=None)
@given(tree=trees())
def test_nothing_of_latex_is_left(tree):
    text = plain(latex(traced(tree)))
    assert not re.search(r"[\\\0]|frac|left|right|mathrm|  ", text)
    assert (text.count("("), text.count("[")) == (text.count(")"), text.count("]"))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (r"\frac{i}{F}\,t_{-}", "i/F·t₋"),
        (r"\frac{a + b}{c\,d}", "(a + b)/(c·d)"),
        (r"\frac{-a}{b + c}", "-a/(b + c)"),
        (r"\frac{\frac{a}{b}}{\frac{c}{d}}", "a/b/(c/d)"),
        (r"i_{\mathrm{e},k+1/2} - i_{\mathrm{e},k-1/2}", "i_e[k+1/2] - i_e[k-1/2]"),
        (r"\ell^{-}_{k+1}\,r_{k+1}", "ℓ⁻[k+1]·r[k+1]"),
        (r"\Delta x\,c^{\circ}\,\partial_t \hat{c}", "Δx·c°·∂_t ĉ"),
        (r"\ln\hat{c}_{k+1} - \ln\hat{c}_{k}", "ln ĉ[k+1] - ln ĉ[k]"),
        (r"\exp\left(-\frac{E}{R\,T}\right)^{2}", "exp(-E/(R·T))²"),
        (r"\eta = \lambda \zeta + \Theta", "η = λζ + Θ"),
        (r"\sqrt{x}\,\sqrt{1 - x}", "√x·√(1 - x)"),
        (r"e^{-1.5}\,x^{-1}\,10^{-9}\,y^{a + b}", "e^(-1.5)·x⁻¹·10⁻⁹·y^(a + b)"),
        (r"c_{\mathrm{max},\mathrm{n}}\,\mathrm{charge\ number}_{1}", "c_max,n·charge number₁"),
        (r"\langle\hat{c}\rangle_{\mathrm{n}} \le \infty", "⟨ĉ⟩_n ≤ ∞"),
        (r"V = \sum_k V_{k} + \int\!D(c)", "V = ∑_k V[k] + ∫D(c)"),
        (r"\operatorname{root}_{y}(x - y) \quad (\rho = 1)", "root_y(x - y) (ρ = 1)"),
        (r"\log_{10}(x)", "log₁₀(x)"),
        (r"U'(x)\,\mathbf{1}_{x=0}\,\mathcal{B}", "U'(x)·1[x=0]·B"),
    ],
)
def test_it_reads_well(given, text):
    assert plain(given) == text


def test_choices():
    found = plain(latex(where(x < 1.0, c_plus / y, where(y <= x, 2.0 * x, 0.0))))
    assert found == "{c₊/y if x < 1; 2·x if y ≤ x; 0 otherwise}"
