"""Band diagrams in Matplotlib: the grammar, the same bytes every time, text that stays text."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from mubar.core.errors import InputError
from mubar.diagrams.bands import (
    BandDiagram,
    BandFilm,
    CurrentArrow,
    Curve,
    GapArrow,
    ImpliedLevel,
    InnerPotential,
    Level,
    Panel,
    ReactionMark,
    Region,
    StandardVoltage,
    Trace,
    Voltage,
)
from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.scale import voltage_scale
from mubar.diagrams.bands.theme import DARK
from mubar.diagrams.bands.typeset import equation_text, species_text

DATA = Path(__file__).parent / "data"
DANIELL = BandDiagram.from_json((DATA / "daniell.bands.json").read_text())
DISCHARGE = BandFilm.from_json((DATA / "discharge.bands.json").read_text())


def lines(figure):
    return [line for line in figure.axes[0].lines if len(line.get_xdata()) and line.get_linewidth() > 0]


def test_lines_follow_the_grammar():
    figure = band_figure(DANIELL)
    found = {}
    for trace in DANIELL.traces:
        height = voltage_scale(DANIELL).height(trace.V)
        line = next(
            line
            for line in lines(figure)
            if np.array_equal(line.get_xdata(), trace.x) and np.allclose(line.get_ydata(), height)
            and to_hex(line.get_color()).upper() == DANIELL.colours[trace.species].light
        )  # fmt: skip
        found.setdefault(type(trace.kind).__name__, line)
    voltage, standard, implied = (found[k] for k in ("Voltage", "StandardVoltage", "ImpliedLevel"))
    assert voltage.get_linewidth() > 2 * standard.get_linewidth(), "V heavy, V° light"
    assert implied.is_dashed()
    assert not voltage.is_dashed()


def test_the_inner_potential_is_dashed_and_black():
    phi = Trace("", np.array([0.0, 1.0]), np.array([0.0, 0.3]), InnerPotential("vacuum"))
    figure = band_figure(BandDiagram("vacuum", traces=(phi,)))
    line = lines(figure)[0]
    assert line.is_dashed()
    assert max(int(to_hex(line.get_color())[i : i + 2], 16) for i in (1, 3, 5)) < 40


def test_a_broken_axis_has_one_scale():
    diagram = BandDiagram(
        "two", traces=(_flat(0.0), _flat(0.1), _flat(3.9), _flat(4.0)), breaks=((0.2, 3.8),)
    )
    scale = voltage_scale(diagram)
    below, above = scale.height(np.array([0.0, 0.1])), scale.height(np.array([3.9, 4.0]))
    assert np.diff(below) == pytest.approx(np.diff(above))
    assert above[0] - below[1] < 0.6
    V = np.linspace(-0.5, 4.5, 200)
    assert np.allclose(scale.voltage(scale.height(V)), V)
    assert (np.diff(scale.height(V)) > 0).all()


def _flat(V):
    return Trace("e-", np.array([0.0, 1.0]), np.array([V, V]))


@pytest.mark.parametrize("format", [".svg", ".pdf", ".png"])
def test_the_same_bytes_every_time(tmp_path, format):
    paths = [tmp_path / f"{name}{format}" for name in "ab"]
    for path in paths:
        DANIELL.save(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert len(paths[0].read_bytes()) > 5000


def test_svg_is_told_in_words_and_labels_are_text(tmp_path):
    hostile = "<script>alert('$x$')</script>"
    diagram = replace(DANIELL, title=hostile, regions=(Region(hostile, 0, 3), Region("$\\frac", 3, 6.5)))
    diagram = replace(
        diagram,
        gaps=(GapArrow(1.0, 0.0, 0.1, hostile),),
        below=(Panel(hostile, (Curve(hostile, [0, 1], [0, 1]),)),),
    )
    diagram.save(tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.find(f"{space}title").text == hostile
    assert "V_Zn+2 from -0.76 to -0.79 V" in root.find(f"{space}desc").text
    assert not list(root.iter(f"{space}script"))
    assert {root.find(f"{space}title").get("id"), root.find(f"{space}desc").get("id")} == set(
        root.get("aria-labelledby").split()
    )


def test_dark_ground_and_dark_colours():
    figure = band_figure(DANIELL, DARK)
    assert to_hex(figure.get_facecolor()) == DARK.background.lower()
    colours = {to_hex(line.get_color()).upper() for line in lines(figure)}
    assert {DANIELL.colours[s].dark for s in ("e-", "Zn+2", "Cu+2")} <= colours


def test_currents_are_green_and_fall():
    start, end = (0.0, 0.4), (1.0, 0.1)
    diagram = BandDiagram("arrow", traces=(_flat(0.2),), currents=(CurrentArrow("e-", *start, *end),))
    figure = band_figure(diagram)
    arrows = [t for t in figure.axes[0].texts if t.arrow_patch is not None and not t.get_text()]
    (green,) = [a for a in arrows if to_hex(a.arrow_patch.get_facecolor()) == "#2a8a2e"]
    assert green.xy[1] < green.xyann[1]


def test_lines_can_be_told_apart_without_colour():
    """Lines of one species differ in weight or dashes."""
    traces = [
        replace(_flat(0.1 * k), kind=kind, rank=rank)
        for k, (kind, rank) in enumerate(
            [(Voltage(), 0), (Voltage(), 1), (Voltage(), 2), (StandardVoltage(), 0), (ImpliedLevel(), 0)]
        )
    ]
    drawn = [
        (round(line.get_linewidth(), 2), line.is_dashed(), line.get_alpha())
        for line in lines(band_figure(BandDiagram("grey", traces=tuple(traces))))
        if list(line.get_xdata()) == [0.0, 1.0]
    ]
    assert len(set(drawn)) == len(traces)


def test_reactions_have_a_dot_on_every_level():
    mark = ReactionMark(
        0.5, (Level("e-", 0.1), Level("Fe+3", 0.2), Level("Fe+2", 0.3)), "Fe+3 + e- = Fe+2", 1
    )
    figure = band_figure(BandDiagram("dots", traces=(_flat(0.1),), reactions=(mark,)))
    dots = [line for line in lines(figure) if line.get_marker() == "o"]
    assert len(dots) == 3
    assert any("→" in t.get_text() for t in figure.axes[0].texts)


def test_typesetting():
    assert species_text("SO4-2") == r"\mathrm{SO}_{4}\mathrm{}^{2-}"
    assert equation_text("Fe+3 + e- = Fe+2", 0).count("⇌") == 1
    assert "$" not in equation_text("x = nonsense!", -1)


def test_gif_moves(tmp_path):
    from PIL import Image

    film = BandFilm.of(DISCHARGE.frames[::12])
    film.save(tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as image:
        assert image.n_frames == 3


def test_endings_are_named(tmp_path):
    with pytest.raises(InputError, match=r"\.svg, \.pdf, \.png"):
        DANIELL.save(tmp_path / "a.doc")
    with pytest.raises(InputError, match=r"\.gif"):
        DISCHARGE.save(tmp_path / "a.svg")
    DISCHARGE.save(tmp_path / "a.json")
    assert BandFilm.from_json((tmp_path / "a.json").read_text()).times.size == DISCHARGE.times.size


def test_a_figure_needs_no_pyplot_and_names_its_regions():
    figure = band_figure(DISCHARGE.at(1800.0))
    FigureCanvasAgg(figure).draw()
    shown = {t.get_text() for ax in figure.axes for t in ax.texts}
    assert {"negative", "separator", "positive"} <= shown
