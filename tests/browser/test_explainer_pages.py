"""Explainers in a browser: they load, their numbers are those of Python, their sliders move what is drawn."""

import numpy as np
import pytest

from mubar.diagrams.explainers import EXPLAINERS, explainer, write_gallery
from mubar.diagrams.explainers.explainer import Bands
from pictures import assert_looks_like

NAMES = list(EXPLAINERS)


def points(one, count):
    """Sliders at random, and the plots' own variables within their ranges."""
    rng = np.random.default_rng(7)
    ranges = {s.name: (s.low, s.high, s.logarithmic) for s in one.sliders}
    for view in one.views:
        if not isinstance(view, Bands):
            low, high = view.over or (view.x.low, view.x.high)
            ranges.setdefault(view.variable, (low, high, view.x.logarithmic))
    drawn = {
        name: low * (high / low) ** rng.random(count) if log else rng.uniform(low, high, count)
        for name, (low, high, log) in ranges.items()
    }
    return [{name: float(values[k]) for name, values in drawn.items()} for k in range(count)]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_computes_what_python_computes(opened, redraw, name):
    """Every law at random inputs, relative to 1e-9; what is near zero, to its size elsewhere."""
    one = explainer(name)
    at = points(one, 60)
    script = """(points) => {
        const { laws } = mubar.view;
        return Object.fromEntries(Object.keys(laws).map((name) => [name, points.map((p) => laws[name](p))]));
    }"""
    with opened(one.html(), viewport={"width": 1120, "height": 900}) as page:
        found = page.evaluate(script, at)
        assert found.keys() == one.laws.keys()
        for law, function in one.laws.items():
            expected = np.array([function(**{n: p[n] for n in function.inputs}) for p in at])
            floor = 1e-12 * np.abs(expected).max()
            assert np.allclose(found[law], expected, rtol=1e-9, atol=floor), law
        assert_looks_like(page.screenshot(), name, redraw)
        assert page.locator(".plots svg text.label").count() >= 2
        assert page.evaluate(OVERLAPPING, at[:12]) == []


OVERLAPPING = """
    (points) => points.flatMap((p) => {
      for (const { name } of mubar.view.spec.sliders) mubar.view.set(name, p[name]);
      return [...document.querySelectorAll(".plots svg")].flatMap((svg) => {
        const boxes = [...svg.querySelectorAll("text.label")].map((t) => [t.textContent, t.getBBox()]);
        return boxes.flatMap(([a, q], i) =>
          boxes.slice(0, i).filter(([, r]) => {
            const x = Math.min(q.x + q.width, r.x + r.width) - Math.max(q.x, r.x);
            return x > 0.01 && Math.min(q.y + q.height, r.y + r.height) - Math.max(q.y, r.y) > 0.01;
          }).map(([b]) => [svg.textContent.slice(0, 20), a, b]),
        );
      });
    })
"""
"""Pairs of names in one plot that overlap, with the sliders at some points."""


@pytest.mark.parametrize("name", NAMES)
def test_every_slider_moves_and_every_reading_follows(opened, name):
    one = explainer(name)
    shown = "[...document.querySelectorAll('.plots, .explainer > .facts')].map((e) => e.innerHTML).join()"
    with opened(one.html()) as page:
        for slider in one.sliders:
            control = page.get_by_role("slider", name=slider.label.split("_")[0]).and_(
                page.locator(f"[data-name='{slider.name}']")
            )
            before = page.evaluate(shown)
            control.focus()
            control.press("ArrowLeft" if slider.value > slider.low else "ArrowRight")
            share = -0.01 if slider.value > slider.low else 0.01
            moved = (
                slider.value * (slider.high / slider.low) ** share
                if slider.logarithmic
                else slider.value + share * (slider.high - slider.low)
            )
            assert page.evaluate(f"mubar.view.state[{slider.name!r}]") == pytest.approx(moved, rel=1e-9)
            assert page.evaluate(shown) != before
        state = page.evaluate("mubar.view.state")
        for reading in one.readings:
            said = page.locator(f"[data-law='{reading.law}'] dd").text_content()
            assert read(said.removesuffix(reading.unit)) == pytest.approx(
                float(one.value(reading.law, **state)), rel=2e-4, abs=1e-12
            )
        page.get_by_role("button", name="Reset").click()
        assert page.evaluate("mubar.view.state") == pytest.approx(one.start(), rel=1e-12)


def read(shown):
    """A number as pages write it."""
    mantissa, _, exponent = shown.strip().replace("−", "-").partition("·10")
    raised = exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    return float(mantissa) * 10.0 ** int(raised or 0)


def test_a_diagram_moves_with_the_sliders(opened):
    with opened(explainer("lithium-ion-cell").html()) as page:
        for soc in (0.0, 0.37, 1.0):
            page.evaluate(f"mubar.view.set('soc', {soc})")
            levels = page.evaluate("document.querySelectorAll('path.trace').length")
            assert levels == 3
            drawn = page.evaluate("mubar.view.spec.views[0].bound.length > 0 && mubar.view.value('cell')")
            assert drawn == pytest.approx(explainer("lithium-ion-cell").value("cell", soc=soc), rel=1e-12)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_pages_fit_a_telephone(opened, scheme):
    with opened(
        explainer("ciet").html(), color_scheme=scheme, viewport={"width": 390, "height": 844}
    ) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_index_lists_every_page(opened, tmp_path):
    *_, index = write_gallery(tmp_path / "pages")
    with opened(index.read_bytes(), ready="true") as page:
        assert page.locator("li a").count() == len(EXPLAINERS)
