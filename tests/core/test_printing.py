"""Formulas as text that reads back to the same graph, and as LaTeX that means the same and reads well."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from typeset import Reader

import mubar
from expressions import compute, traced, trees
from mubar.core.constants import F, R
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, make, topological, where
from mubar.core.latex import latex, name, number
from mubar.core.law import Function
from mubar.core.parser import parse
from mubar.core.printing import infix

x, y, T, eta, c_plus = (Expr.symbol(n) for n in ("x", "y", "T", "eta", "c_plus"))
VALUES = {"x": 0.37, "y": 1.83, "z": 0.71}
UNWRITABLE = {"where", "lt", "le", "and", "or", "not"}
"""Operations that function strings don't have."""


@settings(max_examples=500, deadline=None)
@given(tree=trees())
def test_text_reads_back_to_the_same_graph(tree):
    e = traced(tree)
    ops = topological(e)
    assume(not {n.op for n in ops} & UNWRITABLE)
    assume(all(math.isfinite(n.payload) for n in ops if n.op == "const"))
    assert parse(infix(e), ("x", "y", "z")) is e


@pytest.mark.parametrize(
    ("e", "text"),
    [
        (-0.809 * x + 4.5, "-0.809 * x + 4.5"),
        (4.5 - 0.8 * x, "4.5 - 0.8 * x"),
        (x * -2, "x * (-2.0)"),
        (x - (y - T), "x - (y - T)"),
        (x - y - T, "x - y - T"),
        (x / (y / T), "x / (y / T)"),
        (x / y * T, "x / y * T"),
        (-(x + y), "-(x + y)"),
        (-x * y, "-x * y"),
        (-(x * y), "-(x * y)"),
        ((-x) ** 3, "(-x) ** 3.0"),
        (-(x**3), "-x ** 3.0"),
        (x ** (y**T), "x ** y ** T"),
        ((x**y) ** T, "(x ** y) ** T"),
        (x ** (-y), "x ** (-y)"),
        (x * x, "x ** 2"),
        ((x + y) ** 2, "(x + y) ** 2"),
        (-(x * x), "-x ** 2"),
        ((x * x) ** 2, "(x ** 2) ** 2"),
        (np.exp(-x), "exp(-x)"),
        (np.maximum(x, 1), "max(x, 1.0)"),
        (where(x < 1, y, T), "(y if x < 1.0 else T)"),
        (where((x < 1) & ~(y < 2), y, T), "(y if (x < 1.0 and (not y < 2.0)) else T)"),
    ],
)
def test_text_has_no_needless_brackets(e, text):
    assert infix(e) == text
    assert repr(e) == f"Expr({text})"


def test_numbers_in_text_keep_all_their_digits():
    for v in (0.1, 1 / 3, 1e-300, 123456789.123456789, -2.2250738585072014e-308):
        assert parse(infix(Expr.constant(v) * x), ("x",)) is Expr.constant(v) * x


# LaTeX ------------------------------------------------------------------------------------------------------
@settings(max_examples=400, deadline=None)
@given(tree=trees(leaves=10))
def test_latex_means_what_the_formula_means(tree):
    e = traced(tree)
    assume("where" not in {n.op for n in topological(e)})
    values = [abs(float(evaluate(n, VALUES))) for n in topological(e)]
    assume(max(values) < 1e4)
    found = Reader(latex(e), VALUES).value()
    # numbers have six digits
    expected = compute(tree, VALUES)
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-4 * max(values) ** 2)


@settings(max_examples=60, deadline=None)
@given(tree=trees())
def test_latex_is_typeset_by_matplotlib(tree):
    from matplotlib.mathtext import MathTextParser

    text = latex(traced(tree))
    assume("cases" not in text)
    assert MathTextParser("path").parse(f"${text}$").width > 0


@settings(max_examples=200, deadline=None)
@given(tree=trees())
def test_latex_brackets_are_paired(tree):
    text = latex(traced(tree))
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")
    assert text.count(r"\begin{cases}") == text.count(r"\end{cases}")
    assert (text.count("("), text.count("[")) == (text.count(")"), text.count("]"))
    assert "  " not in text


@pytest.mark.parametrize(
    ("e", "text"),
    [
        (-39.3631 * x, r"-39.3631\,x"),
        (x * -2 + 3, r"-2\,x + 3"),
        (3 + x * -2, r"3 - 2\,x"),
        (x - -3.0 * y, r"x + 3\,y"),
        (x * (1 - x), r"x\,(1 - x)"),
        (2 * x * 3 * y, r"6\,x\,y"),
        (1e-14 * x, r"10^{-14}\,x"),
        (8.794e-11 * x, r"8.794 \times 10^{-11}\,x"),
        (3 * 2**x, r"3 \cdot 2^{x}"),
        (x * x * y * x, r"x^{3}\,y"),
        ((x / 1000) ** 3, r"\left(\frac{x}{1000}\right)^{3}"),
        ((x / 1000) ** 2, r"\left(\frac{x}{1000}\right)^{2}"),
        (0.5 * (x + y) / T, r"\frac{0.5}{T}\,(x + y)"),
        ((x + y) / T, r"\frac{x + y}{T}"),
        (F / (R * T) * eta, r"\frac{F\,\eta}{R\,T}"),
        (-x / T, r"-\frac{x}{T}"),
        (x - (y - T), "x - (y - T)"),
        (x + (y - T), "x + y - T"),
        (-(x + y), "-(x + y)"),
        (-(x**2), "-x^{2}"),
        ((-x) ** 3, "(-x)^{3}"),
        (np.exp(-39.4 * x), r"e^{-39.4\,x}"),
        (np.exp(-x / T), r"\exp\left(-\frac{x}{T}\right)"),
        (np.exp(x) ** 2, "(e^{x})^{2}"),
        (np.sqrt(c_plus * x * (1 - x)), r"\sqrt{c_{+}\,x\,(1 - x)}"),
        (np.log(x / (1 - x)), r"\ln\left(\frac{x}{1 - x}\right)"),
        (np.log10(x), r"\log_{10}(x)"),
        (np.log1p(-x), r"\ln(1 - x)"),
        (2 * np.expm1(x), r"2\,(e^{x} - 1)"),
        (1 - np.tanh(x) ** 2, r"1 - \tanh^{2}(x)"),
        (np.tanh((x - 0.1) / 0.2), r"\tanh\left(\frac{x - 0.1}{0.2}\right)"),
        (abs(x - y), "|x - y|"),
        (np.minimum(x, y), r"\min(x, y)"),
        (x**-1.5, "x^{-1.5}"),
        (x ** (y + 1), "x^{y + 1}"),
        ((x + 1) ** 2 + 1, "(x + 1)^{2} + 1"),
        (((x + 1) ** 2 + 1) ** 2, "[(x + 1)^{2} + 1]^{2}"),
        (where(x < 0.5, x, y), r"\begin{cases} x & \text{if } x < 0.5 \\ y & \text{otherwise} \end{cases}"),
        (
            where((x < 0.5) & (y <= 1), 1, where(x < 0.7, x * x, 2)),
            r"\begin{cases} 1 & \text{if } x < 0.5 \text{ and } y \le 1 \\ x^{2} & \text{if } x < 0.7 \\ "
            r"2 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_latex_reads_as_in_a_paper(e, text):
    assert latex(e) == text


def test_names_become_letters():
    shown = {
        "eta": r"\eta", "c_plus": "c_{+}", "c_minus": "c_{-}", "alpha_a": r"\alpha_{a}",
        "T_ref": r"T_{\mathrm{ref}}",
        "x1": "x_{1}", "Omega": r"\Omega", "rate_constant": r"\mathrm{rate\ constant}", "D": "D",
        "negative.particle_radius": r"\mathrm{particle\ radius}", "c_max_2": r"c_{\mathrm{max\ 2}}",
    }  # fmt: skip
    assert {n: name(n) for n in shown} == shown
    assert latex(x * y, {"x": r"\hat{x}"}) == r"\hat{x}\,y"


def test_numbers_in_latex():
    shown = {
        1.0: "1", -2.5: "-2.5", 1e6: "10^{6}", -1e-9: "-10^{-9}", 1234567.0: r"1.23457 \times 10^{6}",
        F: "F", R: "R", math.pi: r"\pi", math.inf: r"\infty", -math.inf: r"-\infty", 0.0: "0",
    }  # fmt: skip
    assert {v: number(v) for v in shown} == shown


@pytest.mark.parametrize("label", ["U", "OCP [V]", "a_b%c$d&e#f", "κ", r"\hat{U}", "negative.diffusivity"])
def test_tables_print_by_their_label(label):
    from matplotlib.mathtext import MathTextParser

    law = Function.from_data([0, 1, 2], [1, 2, 4], label=label)
    text = law.derivative("x").latex()
    assert text.endswith("'(x)")
    assert MathTextParser("path").parse(f"${text}$").width > 0


def test_the_open_circuit_potential_of_chen_as_published():
    """Chen et al. 2020, eq. 9."""
    cell = mubar.load_cell("chen2020")
    (graphite,) = cell.negative.materials.values()
    assert graphite.open_circuit_potential.latex() == (
        r"1.9793\,e^{-39.3631\,x} + 0.2482 - 0.0909\,\tanh(29.8538\,(x - 0.1234)) "
        r"- 0.04478\,\tanh(14.9159\,(x - 0.2769)) - 0.0205\,\tanh(30.4444\,(x - 0.6103))"
    )


def test_laws_of_every_shipped_cell_are_typeset():
    from matplotlib.mathtext import MathTextParser

    for cell in map(mubar.load_cell, ("chen2020", "ecker2015", "marquis2019", "prada2013")):
        laws = [cell.electrolyte.conductivity, cell.electrolyte.diffusivity]
        for electrode in (cell.negative, cell.positive):
            for m in electrode.materials.values():
                laws += [m.open_circuit_potential, m.diffusivity]
        for law in laws:
            assert MathTextParser("path").parse(f"${law.latex()}$").width > 0


def test_long_and_deep_formulas_print():
    total, nested, n = x, x, 2000
    for i in range(n):
        total = total + x**i
        nested = np.sin(nested)
    assert latex(total).count("+") == n
    assert latex(make("neg", nested)).count(r"\sin") == n
