"""The printed equations: complete, readable, LaTeX that a typesetter takes."""

import re
from functools import cache

import pytest
from matplotlib.mathtext import MathTextParser
from simple_cells import CELLS
from test_user_laws import own_cell

import mubar
from mubar.core.plain_math import plain
from mubar.models import MODELS
from mubar.models.describe import describe

PARSER = MathTextParser("agg")


@cache
def typeset(latex):
    """Raises `ValueError` for what is no formula."""
    return PARSER.parse(f"${latex}$", dpi=30)


def lines(model, cell):
    made = own_cell() if cell == "own laws" else CELLS[cell]()
    return describe(MODELS[model](), made)


@pytest.mark.parametrize("cell", [*CELLS, "own laws"])
@pytest.mark.parametrize("model", MODELS)
def test_every_line_typesets(model, cell):
    found = lines(model, cell)
    assert len(found) == len(set(found))
    for title, latex in found:
        typeset(latex)
        assert title
        assert not re.search(r"materials|kinetics|@|_current|\bnan\b", latex), (title, latex)
        assert not re.search(r"[\\{}]|frac|left|right|math", plain(latex)), (title, latex)


def test_dfn_reads_like_the_textbook():
    """A few terms that everybody knows, in the letters of docs/theory.md."""
    found = dict(lines("dfn", "varying"))
    text = "\n".join(f"{title}: {latex}" for title, latex in lines("dfn", "varying"))
    assert r"\varepsilon\,\Delta x\,c^{\circ}\,\partial_t \hat{c} + N_{k+1/2} - N_{k-1/2} = 0" in text
    assert found["charge, negative"].endswith(r"a_{\mathrm{s},\mathrm{n}}\,\Delta x\,j_{\mathrm{n}} = 0")
    assert r"\eta_{\mathrm{p}} = w - \left[U_{\mathrm{p}}(x) + 10^{-9}\," in text  # with the barrier at full
    assert r"\kappa(c^{\circ}\,\hat{c})" in text
    assert r"\exp\left(-\frac{\alpha_{\mathrm{c},\mathrm{p}}\,F\,\eta_{\mathrm{p}}}{R\,T}\right)" in text
    assert r"t_{-} = 1 - t_{+}" in text
    assert r"\frac{R\,T}{F}\,(\zeta_{k} + \zeta_{k+1})\,(\ln\hat{c}_{k+1} - \ln\hat{c}_{k})" in text


def test_half_cell_and_blend_are_told_apart():
    half = "\n".join(latex for _, latex in lines("dfn", "half"))
    assert r"\eta_{\mathrm{Li}}" in half
    assert "U_{\\mathrm{n}}" not in half
    blend = "\n".join(latex for _, latex in lines("spm", "blended"))
    assert r"j_{\mathrm{p, small}}" in blend
    assert r"j_{\mathrm{p, large}}" in blend


def test_a_model_goes_by_its_name():
    cell = CELLS[next(iter(CELLS))]()
    assert mubar.models.describe.describe("SPMe", cell) == describe(MODELS["spme"](), cell)
    with pytest.raises(mubar.UnknownNameError, match="Did you mean 'dfn'"):
        describe("dfm", cell)
