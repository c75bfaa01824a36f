"""Band diagrams: static figures, pages of a thousand steps, and how fast a browser scrubs through them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mubar
from mubar.diagrams.bands import BandDiagram, BandFilm, files
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.diagrams.bands.html import html
from mubar.diagrams.bands.steady import junction
from mubar.kinetics import Diode
from mubar.thermo.equilibrium import Phase, SaltBridge, equilibrate

from .report import Section, at_least, at_most, main, table
from .timing import interleaved

FORMATS = {"SVG": files.svg, "PDF": files.pdf, "PNG": files.png}
STEP = "Discharge at 1C until 2.5 V (3.4 s period)"
SCRUB = """
    (count) => new Promise((done) => {
      const slider = document.querySelector(".time input");
      const last = Number(slider.max);
      const start = performance.now();
      let k = 0;
      const next = () => {
        if (k === count) return done((1000 * count) / (performance.now() - start));
        slider.value = String(Math.round((last * k++) / (count - 1)));
        slider.dispatchEvent(new Event("input"));
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    })
"""
"""Moves the slider once in every frame of the screen; frames per second."""
DRAW = """
    (count) => {
      const { view } = mubar;
      for (let k = 0; k < count; k++) {
        view.show(Math.round(((view.film.count - 1) * k) / (count - 1)));
        view.figure.getBoundingClientRect();
      }
    }
"""
"""Draws frames and lays them out, one after the other."""


def measure(quick: bool, out: Path) -> Section:
    result = mubar.simulate("chen2020", STEP)
    diagrams = {
        "Daniell cell": _daniell(),
        "junction, I-V curve beside": junction(Diode(lambda x, c_plus, T: 1.0), 10.0, 10e-6, 1e4),
        "discharge, four panels": result.band_diagram(1800.0),
    }
    calls: dict[str, Callable[[], object]] = {
        f"{name}: {form}": (lambda draw=draw, one=one: draw(one))
        for name, one in diagrams.items()
        for form, draw in FORMATS.items()
    }
    found = interleaved(calls, 3 if quick else 15, burst=2)
    rows = [
        (name, *(1e3 * found[f"{name}: {form}"].processor for form in FORMATS), len(files.svg(one)) / 1e3)
        for name, one in diagrams.items()
    ]
    page = interleaved({"html": lambda: html(result.band_film())}, 2 if quick else 5, burst=1)["html"]
    film = result.band_film()
    size = len(html(film)) / 1e6
    claims = [
        at_most(
            "Band diagrams: slowest static figure, warm, time of the processor",
            0.3,
            max(t.processor for t in found.values()),
            " s",
        ),
        at_most(f"... page of {film.times.size} steps", 2.0, page.processor, " s"),
        at_most("... its size", 3.0, size, " MB"),
    ]
    shown = _in_a_browser(film, out, 4 if quick else 25)
    if shown is not None:
        claims.append(at_least("... frames per second while its slider moves", 30.0, shown[0]))
    browser = (
        f"A frame takes {shown[1]:.1f} ms of the processor to draw and lay out; a screen shows 60 a second."
        if shown
        else "No Chromium here, so that frames per second were not measured."
    )
    header = ("figure", *(f"{form} [ms]" for form in FORMATS), "SVG [kB]")
    text = f"""\
From the description to the file's bytes, letters already in the cache, as for a second figure in a process;
least time of the processor:

{table(header, rows)}

The page holds a discharge of the LG M50 cell on the default mesh, "{STEP}", every stored time: from the
result to the file's bytes {page.processor:.2f} s of the processor, {size:.2f} MB.
{browser}
"""
    return Section("Band diagrams", tuple(claims), text)


def _daniell() -> BandDiagram:
    phases = [Phase("ZnSO₄", {"Zn+2": 0.1, "SO4-2": 0.1}), Phase("CuSO₄", {"Cu+2": 0.1, "SO4-2": 0.1})]
    bridge = [SaltBridge("ZnSO₄", "CuSO₄")]
    zinc, copper = "Zn+2 + 2 e- = Zn", "Cu+2 + 2 e- = Cu"
    row = [Electrode("Zn", "ZnSO₄", zinc), "ZnSO₄", "CuSO₄", Electrode("Cu", "CuSO₄", copper)]
    return equilibrium_diagram("Daniell cell", equilibrate(phases, bridge), row, bridge)


def _in_a_browser(film: BandFilm, out: Path, rounds: int) -> tuple[float, float] | None:
    """Most frames per second, least milliseconds of the processor a frame; None without a Chromium."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        return None
    from playwright.sync_api import sync_playwright

    path = (out / "bands.html").resolve()
    film.save(path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1000, "height": 1000})
        page.goto(path.as_uri())
        rates = [page.evaluate(SCRUB, 40) for _ in range(rounds)]
        clock = page.context.new_cdp_session(page)
        clock.send("Performance.enable", {"timeDomain": "threadTicks"})
        spent = []
        for _ in range(rounds):
            before = _busy(clock)
            page.evaluate(DRAW, 40)
            spent.append((_busy(clock) - before) / 40)
        browser.close()
    return max(rates), 1e3 * min(spent)


def _busy(clock: Any) -> float:
    """Seconds of the processor that the page's thread has taken."""
    metrics = clock.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration")


if __name__ == "__main__":
    main(measure)
