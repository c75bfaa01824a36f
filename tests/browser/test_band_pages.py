"""Band diagrams in a browser: pages that load, controls that work, labels that don't overlap."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from patience import until

from generated import diagram
from mubar.diagrams.bands import BandDiagram, BandFilm, Panel, Trace
from mubar.diagrams.bands.files import svg
from mubar.diagrams.bands.html import html, plain
from mubar.diagrams.bands.labels import Box, place, settle, stacks
from mubar.diagrams.bands.scale import empty_stretches
from mubar.diagrams.page import embedded, module
from pictures import LIMIT, assert_looks_like, difference, small, stored

DATA = Path(__file__).parents[1] / "diagrams/data"
DANIELL = BandDiagram.from_json((DATA / "daniell.bands.json").read_text(encoding="utf-8"))
FILM = BandFilm.from_json((DATA / "discharge.bands.json").read_text(encoding="utf-8"))


def test_a_diagram_loads_with_what_it_says_in_words(opened, redraw):
    with opened(html(DANIELL)) as page:
        svg = page.locator("svg").first
        assert svg.get_attribute("role") == "img"
        titled = [
            page.locator(f"[id='{i}']").text_content() for i in svg.get_attribute("aria-labelledby").split()
        ]
        assert titled == [DANIELL.title, DANIELL.alt]
        assert page.locator("path.trace").count() == len(DANIELL.traces)
        assert page.locator("circle.dot").count() == 4
        assert "cell voltage" in page.locator(".facts").text_content()
        assert_looks_like(page.screenshot(), "daniell", redraw)


def test_dark_is_another_picture_by_preference_and_by_switch(opened, redraw):
    with opened(html(DANIELL), color_scheme="dark") as page:
        dark = page.screenshot()
        assert_looks_like(dark, "daniell-dark", redraw)
        page.locator("button.theme").click(click_count=1)
        light = page.screenshot()
        assert page.locator("figure").get_attribute("data-theme") == "light"
    assert difference(small(dark), small(light)) > 5 * LIMIT


def test_svg_files_look_like_png_files(opened):
    """Two renderers of Matplotlib's, one of them shown by Chromium."""
    drawn = svg(DANIELL)
    width, height = (int(float(v)) for v in re.findall(rb'(?:width|height)="([0-9.]+)pt"', drawn)[:2])
    size = {"width": width, "height": height}
    style = b"<style>body{margin:0} svg{display:block;width:100vw;height:100vh}</style>"
    page = b"<!doctype html><meta charset=utf-8>" + style + drawn[drawn.index(b"<svg") :]
    with opened(page, ready="true", viewport=size) as shown:
        assert shown.locator("svg").first.get_attribute("role") == "img"
        assert difference(small(shown.screenshot()), stored("figure-daniell")) < LIMIT


def test_panels_are_readable_without_colour(opened):
    with opened(html(FILM)) as page:
        dashes = page.locator("g.panel").evaluate_all(
            "panels => panels.map((p) => [...p.querySelectorAll('path.curve')]"
            ".map((c) => getComputedStyle(c).strokeDasharray))"
        )
    assert max(map(len, dashes)) > 1
    assert all(len(set(of)) == len(of) for of in dashes)


def test_pictures_of_other_pages_are_told_apart(opened):
    with opened(html(DANIELL)) as one, opened(html(FILM)) as other:
        assert difference(small(one.screenshot()), small(other.screenshot())) > LIMIT


def test_time_is_scrubbed_played_and_read(opened, redraw):
    with opened(html(FILM)) as page:
        slider = page.get_by_role("slider", name="Time")
        assert page.locator(".time output").text_content() == "0 min"
        before = page.locator("path.trace.rank-0").nth(1).get_attribute("d")
        slider.fill("24")
        until(page, f"document.querySelectorAll('path.trace.rank-0')[1].getAttribute('d') !== {before!r}")
        assert page.locator(".time output").text_content() == "60 min"
        assert slider.get_attribute("aria-valuetext") == "60 min"
        last = FILM.frames[-1]
        for reading in last.readings:
            assert reading.name in page.locator(".readings").text_content()
        shown = page.evaluate(
            "() => { const t = mubar.view.diagram.traces[2]; return [[...t.x], [...t.V]]; }"
        )
        assert np.allclose(shown[1], last.traces[2].V, atol=1e-5)
        assert_looks_like(page.screenshot(), "discharge-end", redraw)
        slider.fill("0")
        page.get_by_role("button", name="Play").click()
        until(page, "Number(document.querySelector('input[type=range]').value) > 0")
        page.get_by_role("button", name="Pause").click()
        assert page.get_by_role("button", name="Play").is_visible()


def test_values_are_read_by_mouse_and_by_keys(opened):
    with opened(html(FILM)) as page:
        overlay = page.locator(".overlay")
        box = overlay.bounding_box()
        page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 40)
        card = page.locator(".reading-card")
        x = 0.25 * 172.8
        rows = dict(row.split("\t") for row in card.locator("tr").evaluate_all(
            "rows => rows.map(r => [...r.cells].slice(1).map(c => c.textContent).join('\\t'))"
        ))  # fmt: skip
        electrolyte = FILM.frames[0].traces[2]
        expected = np.interp(x, electrolyte.x, electrolyte.V)
        read = float(rows["V Li⁺, electrolyte"].removesuffix(" V").replace("−", "-"))
        assert read == pytest.approx(expected, abs=2e-4)
        assert "positive electrode" not in card.text_content()
        overlay.press("End")
        assert "positive electrode" in card.text_content()
        assert overlay.get_attribute("aria-valuetext").startswith("172.8 µm; ")
        overlay.press("ArrowLeft")
        assert float(overlay.get_attribute("aria-valuenow")) == pytest.approx(172.8 * 0.99)
        overlay.press("Escape")
        assert not card.is_visible()


def test_zoom_changes_the_axes_and_comes_back(opened):
    with opened(html(FILM)) as page:
        domain = "() => [mubar.view.chart.x.domain(), mubar.view.chart.up.domain()].flat()"
        all_of_it = page.evaluate(domain)
        page.locator(".overlay").press("+")
        page.get_by_role("button", name="Zoom in").click()
        low, high, *_ = page.evaluate(domain)
        assert high - low == pytest.approx(172.8 / 1.5**2)
        names = page.locator("text.region-name").all_text_contents()
        assert "separator" in names
        page.get_by_role("button", name="All").click()
        assert np.allclose(page.evaluate(domain), all_of_it)


def test_species_are_hidden_and_shown_with_the_keyboard(opened):
    with opened(html(FILM)) as page:
        button = page.locator("button[data-species='e-']")
        button.focus()
        page.keyboard.press("Space")
        assert button.get_attribute("aria-pressed") == "false"
        assert page.locator("path.trace").count() == 2
        page.keyboard.press("Space")
        assert page.locator("path.trace").count() == 4


def test_every_control_is_reached_by_the_tab_key(opened):
    with opened(html(FILM)) as page:
        wanted = page.locator("button, input, select, [tabindex='0']").count()
        reached = set()
        for _ in range(wanted + 2):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)")
            )
        body = page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.body)")
        assert len(reached - {body}) == wanted


NASTY = (
    '</script><script>document.title = "hacked"</script><img src=x onerror=alert(1)> & "quoted" <!-- `${1}`'
)


def test_text_of_users_is_text(opened):
    first = replace(DANIELL.traces[0], label=NASTY, where=NASTY)
    nasty = replace(
        DANIELL,
        title=NASTY,
        description=NASTY,
        x_label=NASTY,
        traces=(first, *DANIELL.traces[1:]),
        regions=tuple(replace(r, name=NASTY) for r in DANIELL.regions),
        gaps=tuple(replace(g, label=NASTY) for g in DANIELL.gaps),
        readings=tuple(replace(r, name=NASTY, unit=NASTY) for r in DANIELL.readings),
        below=(Panel(NASTY, ()),),
        conventions=replace(DANIELL.conventions, zero=NASTY),
    )
    with opened(html(nasty)) as page:
        assert page.title() == NASTY
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert NASTY in page.locator("figcaption").text_content()
        assert page.locator("text.region-name").first.text_content() == NASTY
    film = BandFilm.of(
        [replace(nasty, time=t, gaps=(replace(nasty.gaps[0], label=f"{NASTY}{t}"),)) for t in (0.0, 1.0)]
    )
    with opened(html(film)) as page:
        page.evaluate("mubar.view.show(1)")
        assert page.title() == NASTY
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert page.locator("option").nth(1).text_content() == NASTY
        assert f"{NASTY}1.0" in page.locator(".labels text").all_text_contents()


def test_data_cannot_end_the_element_that_holds_them():
    held = embedded({"label": NASTY})
    assert "<" not in held
    assert json.loads(held) == {"label": NASTY}
    assert "</script" not in module().lower()
    assert "<!--" not in module()


def test_no_labels_overlap_in_500_diagrams(opened):
    """Nor does a line or an arrow cross one, but for a few where up to 14 lines leave no room."""
    drawn = json.dumps([plain(diagram(seed)) for seed in range(500)])
    measure = """
        (text) => {
          const drawn = JSON.parse(text);
          const root = document.createElement("div");
          root.style.width = "900px";
          document.body.append(root);
          const found = { labels: 0, overlapping: [], crossed: [] };
          drawn.forEach((one, k) => {
            const view = mubar.draw(root, one, { tools: false });
            const boxes = [...root.querySelectorAll(".labels text")].map((t) => [t.textContent, t.getBBox()]);
            for (let i = 0; i < boxes.length; i++) {
              for (let j = 0; j < i; j++) {
                const [[a, p], [b, q]] = [boxes[i], boxes[j]];
                const x = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x);
                const y = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
                if (x > 0.01 && y > 0.01) found.overlapping.push([k, a, b, x, y]);
              }
            }
            const lines = segments(root);
            for (const [a, p] of boxes) if (lines.some((l) => crosses(p, l))) found.crossed.push([k, a]);
            found.labels += boxes.length;
            view.close();
          });
          return found;

          function segments(root) {
            const ends = ["x1", "y1", "x2", "y2"];
            const straight = [...root.querySelectorAll(".gaps line, .currents line, .reactions line")];
            const lines = straight.map((l) => ends.map((name) => Number(l.getAttribute(name))));
            for (const path of root.querySelectorAll("path.trace"))
              for (const piece of (path.getAttribute("d") ?? "").split("M").slice(1)) {
                const points = piece.replace("Z", "").split("L").map((p) => p.split(",").map(Number));
                points.slice(1).forEach((p, i) => lines.push([...points[i], ...p]));
              }
            return lines;
          }

          /** Whether a segment is within a box, less 4 pixels above and below its letters, anywhere. */
          function crosses(box, [x1, y1, x2, y2]) {
            let [from, to] = [0, 1];
            for (const [start, way, low, high] of [
              [x1, x2 - x1, box.x, box.x + box.width],
              [y1, y2 - y1, box.y + 4, box.y + box.height - 4],
            ]) {
              if (way === 0 && (start <= low || start >= high)) return false;
              if (way === 0) continue;
              const [a, b] = [(low - start) / way, (high - start) / way];
              [from, to] = [Math.max(from, Math.min(a, b)), Math.min(to, Math.max(a, b))];
            }
            return from < to;
          }
        }
    """
    with opened(html(DANIELL)) as page:
        found = page.evaluate(measure, drawn)
    assert found["labels"] > 3000
    assert found["overlapping"] == []
    assert len(found["crossed"]) <= 8


def test_the_axis_of_a_film_is_that_of_the_moment_until_it_is_held(opened):
    """Broken where the frame's levels leave it empty, as Python breaks a figure's; held, it stands still."""
    knots = "() => mubar.view.chart.extent.V.knots"
    with opened(html(FILM)) as page:
        for k in (0, 12, 24):
            page.evaluate(f"mubar.view.show({k})")
            expected = empty_stretches((t.V for t in FILM.frame(k).traces), most=1)
            assert len(expected) == 1
            assert page.evaluate(knots)[1:-1] == pytest.approx(np.ravel(expected), abs=2e-4)
            assert page.locator("path.break").count() == 1
        page.locator("button.hold").focus()
        page.keyboard.press("Space")
        held = page.evaluate(knots)
        page.evaluate("mubar.view.show(0)")
        assert page.evaluate(knots) == held
        V = np.concatenate([t.V for frame in FILM.frames for t in frame.traces])
        assert held[0] < np.nanmin(V) < np.nanmax(V) < held[-1]


def test_a_region_fills_the_drawing(opened):
    with opened(html(FILM)) as page:
        part = page.get_by_label("Part that is shown")
        part.focus()
        page.keyboard.press("n")  # as typing chooses in any list
        region = next(r for r in FILM.first.regions if r.name == "negative")
        low, high = page.evaluate("() => mubar.view.chart.x.domain()")
        assert low <= region.left < region.right <= high
        assert high - low < 1.1 * (region.right - region.left)
        knots = page.evaluate("() => mubar.view.chart.extent.V.knots")
        assert knots[-1] < 0.5, "the positive electrode's level is elsewhere"
        page.get_by_role("button", name="All", exact=True).click()
        assert page.evaluate("() => mubar.view.chart.x.domain()") == pytest.approx(FILM.first.limits)
        assert part.input_value() == ""


def test_names_of_regions_stay_apart_on_a_telephone(opened):
    with opened(html(DANIELL), viewport={"width": 340, "height": 800}) as page:
        boxes = page.locator("text.region-name").evaluate_all(
            "names => names.map((n) => n.getBBox()).map((b) => [b.x, b.y, b.x + b.width, b.y + b.height])"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 340
    for i, (a, b, c, d) in enumerate(boxes):
        assert a >= 0.0
        assert c <= 340.0
        assert all(c <= e or g <= a or d <= f or h <= b for e, f, g, h in boxes[:i])


def test_placement_is_that_of_python(opened):
    rng = np.random.default_rng(5)
    rows, crowds = [], []
    for _ in range(60):
        n = int(rng.integers(0, 9))
        wanted, sizes = rng.uniform(0, 100, n), rng.uniform(5, 30, n)
        rows.append([wanted.tolist(), sizes.tolist(), 0.0, 160.0, 2.0])
        cost = rng.choice([0.0, 30.0, 90.0, np.inf], (n, 2, 161))
        centres = place(wanted, sizes, 0.0, 160.0)
        lefts, widths = rng.uniform(0, 50, (n, 2)), rng.uniform(5, 40, n)
        crowds.append([Box(*of) for of in zip(widths, sizes, centres, lefts.tolist(), cost, strict=True)])
    plain_crowds = [
        # JSON has no infinity
        [{**vars(box), "cost": np.where(np.isinf(box.cost), -1.0, box.cost).tolist()} for box in crowd]
        for crowd in crowds
    ]
    script = """(text) => ((rows, crowds) => {
        const endless = (cost) => cost.map((row) => row.map((c) => (c < 0 ? Infinity : c)));
        return [
            rows.map(([wanted, sizes, ...more]) => [
                mubar.place(wanted, sizes, ...more),
                mubar.stacks(wanted, wanted.map((v, i) => v + sizes[i]), 1),
            ]),
            crowds.map((boxes) => mubar.settle(boxes.map((b) => ({ ...b, cost: endless(b.cost) })))),
        ];
    })(...JSON.parse(text))"""
    with opened(html(DANIELL)) as page:
        lines, settled = page.evaluate(script, json.dumps([rows, plain_crowds]))
    for row, (placed, grouped) in zip(rows, lines, strict=True):
        assert np.allclose(placed, place(*row), rtol=1e-12)
        assert grouped == stacks(row[0], (np.array(row[0]) + np.array(row[1])).tolist(), 1.0)
    for crowd, found in zip(crowds, settled, strict=True):
        assert np.allclose(np.reshape(found, (-1, 2)), np.reshape(settle(crowd), (-1, 2)), rtol=1e-12)


def test_a_thousand_steps_fit_in_3_mb_within_the_stated_error(opened):
    """200 values in volts and 240 in panels at each step, and texts that change."""
    rng = np.random.default_rng(2)
    x = np.linspace(0.0, 172.8, 60)
    one = FILM.frames[0]
    frames = []
    for k in range(1000):
        traces = [
            Trace(
                t.species,
                x,
                np.sin(x / 40 + k / 300) + rng.normal(0, 1e-3, 60),
                t.kind,
                where=t.where,
                rank=t.rank,
            )
            for t in one.traces
        ]
        panels = tuple(
            replace(p, curves=tuple(replace(c, x=x, y=rng.normal(size=60)) for c in p.curves))
            for p in one.below
        )
        gap = replace(one.gaps[0], end=3.0 + k / 1000, label=f"{k} mV")
        frames.append(replace(one, traces=tuple(traces), below=panels, gaps=(gap,), time=3.6 * k))
    film = BandFilm.of(frames)
    page = html(film)
    assert len(page) < 3e6
    with opened(page) as shown:
        held = """(k) => {
            const { time, gaps: [gap], traces } = mubar.view.film.frame(k);
            return [time, gap.label, gap.end, [...traces[3].V]];
        }"""
        for k in (0, 1, 517, 999):
            time, label, end, V = shown.evaluate(held, k)
            assert time == pytest.approx(3.6 * k, abs=3600 / 131068 * 1.001)
            assert label == f"{k} mV"
            assert end == pytest.approx(3.0 + k / 1000, abs=1e-5)
            levels = np.array([f.traces[3].V for f in frames])
            assert np.abs(np.array(V) - levels[k]).max() <= np.ptp(levels) / 131068 * 1.001


def test_missing_values_stay_missing(opened):
    first, *others = FILM.frames
    gone = replace(first.traces[1], V=np.full_like(first.traces[1].V, np.nan))
    film = BandFilm.of((replace(first, traces=(first.traces[0], gone, *first.traces[2:])), *others))
    with opened(html(film)) as page:
        assert page.locator("path.trace.rank-0").nth(1).get_attribute("d") is None
        page.get_by_role("slider", name="Time").fill("3")
        until(page, "document.querySelectorAll('path.trace.rank-0')[1].getAttribute('d') !== null")


def test_the_ending_chooses_the_page(tmp_path):
    for one in (DANIELL, FILM):
        one.save(tmp_path / "cell.html")
        assert (tmp_path / "cell.html").read_bytes() == html(one)


def test_the_notebook_widget_draws_and_follows(opened):
    """By anywidget's contract: the module's default export renders a model into an element."""
    anywidget = pytest.importorskip("anywidget")
    from mubar.diagrams.bands.widget import BandWidget

    widget = BandWidget(DANIELL)
    assert isinstance(widget, anywidget.AnyWidget)
    assert widget._esm == module()
    contract = """
        async ([text, first, second]) => {
          const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
          let [held, changed] = [first, null];
          const model = { get: () => held, on: (_, f) => (changed = f), off: () => (changed = null) };
          const el = document.createElement("div");
          document.body.append(el);
          const close = await module.default.render({ model, el });
          const before = el.querySelector("figcaption").textContent;
          held = second;
          changed();
          const after = [el.querySelector("figcaption").textContent, el.querySelectorAll("input").length];
          close();
          return [before, ...after, changed];
        }
    """
    film = plain(FILM)
    with opened(b"<!doctype html>", blobs=1, ready="true") as page:
        found = page.evaluate(contract, [module(), widget.diagram, json.loads(json.dumps(film))])
    assert found == [DANIELL.title, FILM.frames[0].title, 1, None]
    widget.show(FILM)
    assert widget.diagram["format"] == "mubar band film 1 packed"
