"""Band diagrams in Matplotlib: the grammar, the same bytes every time, text that stays text."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

from contrast import contrast
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
from mubar.diagrams.bands.animation import ffmpeg, pixels
from mubar.diagrams.bands.draw import Layout, band_figure
from mubar.diagrams.bands.files import png
from mubar.diagrams.bands.lettering import lettering
from mubar.diagrams.bands.panels import DASHES
from mubar.diagrams.bands.scale import voltage_scale
from mubar.diagrams.bands.steady import junction
from mubar.diagrams.bands.theme import DARK, LIGHT
from mubar.diagrams.bands.typeset import Piece, equation_text, pieces, species_text
from mubar.kinetics import Diode
from pictures import assert_looks_like

DATA = Path(__file__).parent / "data"
DANIELL = BandDiagram.from_json((DATA / "daniell.bands.json").read_text())
DISCHARGE = BandFilm.from_json((DATA / "discharge.bands.json").read_text())


def shapes(figure, name):
    """What is drawn under a name."""
    (drawing,) = figure.artists
    return [shape for shape in drawing.shapes if shape.name == name]


def test_lines_follow_the_grammar():
    figure = band_figure(DANIELL)
    found = {}
    for k, trace in enumerate(DANIELL.traces):
        (line,) = shapes(figure, f"trace-{k}")
        assert line.edge == DANIELL.colours[trace.species].light
        found.setdefault(type(trace.kind).__name__, line)
    voltage, standard, implied = (found[k] for k in ("Voltage", "StandardVoltage", "ImpliedLevel"))
    assert voltage.width > 2 * standard.width, "V heavy, V° light"
    assert implied.dashes
    assert not voltage.dashes


def test_lines_are_where_the_scale_has_their_voltages():
    figure = band_figure(DANIELL)
    bottom = [shapes(figure, f"trace-{k}")[0].path.vertices[0, 1] for k in range(len(DANIELL.traces))]
    heights = voltage_scale(DANIELL).height(np.array([t.V[0] for t in DANIELL.traces]))
    slope, offset = np.polyfit(heights, bottom, 1)
    assert slope > 200.0
    np.testing.assert_allclose(bottom, offset + slope * heights, atol=1e-9)


def test_the_inner_potential_is_dashed_and_black():
    phi = Trace("", np.array([0.0, 1.0]), np.array([0.0, 0.3]), InnerPotential("vacuum"))
    (line,) = shapes(band_figure(BandDiagram("vacuum", traces=(phi,))), "trace-0")
    assert line.dashes
    assert max(int(line.edge[i : i + 2], 16) for i in (1, 3, 5)) < 40


def test_a_line_is_broken_where_there_is_no_level():
    gone = Trace("e-", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [0.1, 0.1, np.nan, 0.2, np.nan, 0.3])
    drawn = shapes(band_figure(BandDiagram("broken", traces=(gone,))), "trace-0")
    alone = sorted(s.path.vertices[:, 0].mean() for s in drawn if len(s.path.vertices) == 2)
    (line,) = [s for s in drawn if len(s.path.vertices) > 2]
    assert list(line.path.codes) == [1, 2, 1, 1], "a move of the pen to each piece"
    assert alone == pytest.approx(sorted(line.path.vertices[2:, 0])), "single points are short dashes"


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
    colours = {shapes(figure, f"trace-{k}")[0].edge for k in range(len(DANIELL.traces))}
    assert {DANIELL.colours[s].dark for s in ("e-", "Zn+2", "Cu+2")} <= colours


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda t: t.name)
def test_every_line_stands_out_from_every_fill_without_colour(theme):
    """By luminance: graphical objects at least 3, text at least 4.5 (WCAG 2.2, 1.4.11 and 1.4.3)."""
    many = tuple(Trace(f"X{k}+", [0.0, 1.0], [k, k]) for k in range(7))
    colours = [theme.of(c) for c in BandDiagram("many", traces=(*many, _flat(9.0))).colours.values()]
    for fill in theme.fills.values():
        assert min(contrast(*_by_light(fill, c)) for c in (*colours, theme.current)) > 3.0
        assert contrast(*_by_light(fill, theme.ink)) > 4.5
    assert contrast(*_by_light(theme.background, theme.muted)) > 4.5


def _by_light(a, b):
    return sorted((a, b), key=lambda c: -sum(int(c[i : i + 2], 16) for i in (1, 3, 5)))


def test_lines_of_one_species_differ_in_weight_or_dashes():
    kinds = [(Voltage(), 0), (Voltage(), 1), (Voltage(), 2), (StandardVoltage(), 0), (ImpliedLevel(), 0)]
    traces = tuple(replace(_flat(0.1 * k), kind=kind, rank=rank) for k, (kind, rank) in enumerate(kinds))
    figure = band_figure(BandDiagram("grey", traces=traces))
    drawn = [shapes(figure, f"trace-{k}")[0] for k in range(len(kinds))]
    assert len({(s.width, s.dashes, s.alpha) for s in drawn}) == len(kinds)


def test_curves_of_one_panel_differ_in_dashes_whatever_their_colours():
    assert len(set(DASHES)) == len(DASHES) >= max(len(p.curves) for p in DISCHARGE.first.below)


def test_currents_are_green_and_fall():
    start, end = (0.0, 0.4), (1.0, 0.1)
    diagram = BandDiagram("arrow", traces=(_flat(0.2),), currents=(CurrentArrow("e-", *start, *end),))
    shaft, head = shapes(band_figure(diagram), "current-0")
    assert shaft.edge == head.face == LIGHT.current
    assert shaft.path.vertices[0, 1] > shaft.path.vertices[1, 1] > head.path.vertices[0, 1]
    assert shaft.path.vertices[0, 0] < head.path.vertices[0, 0]


def test_reactions_have_a_dot_on_every_level_and_arrows_by_what_they_give():
    levels = Level("e-", 0.3, 1.0), Level("Fe+3", 0.2), Level("Fe+2", 0.1, -1.0)
    mark = ReactionMark(0.5, levels, "Fe+3 + e- = Fe+2", 1)
    diagram = BandDiagram("dots", traces=(_flat(0.1),), reactions=(mark,))
    figure = band_figure(diagram)
    dots = shapes(figure, "dot-0")
    assert [d.face for d in dots] == [diagram.colours[s].light for s in ("e-", "Fe+3", "Fe+2")]
    heads = [s for s in shapes(figure, "charge-0") if s.face]
    assert len(heads) == 2
    assert all(h.path.vertices[0, 1] < h.path.vertices[1, 1] for h in heads), "down, into and out of it"


@pytest.mark.parametrize("gap", [0.2, 1e-4])
def test_gaps_have_two_heads_from_outside_where_they_are_narrow(gap):
    diagram = BandDiagram("gap", traces=(_flat(0.0), _flat(1.0)), gaps=(GapArrow(0.5, 0.4, 0.4 + gap, "U"),))
    heads = [s.path.vertices for s in shapes(band_figure(diagram), "gap-0") if s.face]
    tips = sorted(float(h[0, 1]) for h in heads)
    outward = [h[0, 1] > h[1, 1] for h in sorted(heads, key=lambda h: h[0, 1])]
    assert outward == ([False, True] if gap > 0.1 else [True, False])
    assert tips[0] < tips[1]


def test_typesetting():
    assert species_text("SO4-2") == "SO₄²⁻"
    assert species_text("Zn(OH)4-2") == "Zn(OH)₄²⁻"
    assert species_text("nonsense!") == "nonsense!"
    assert equation_text("Fe+3 + e- = Fe+2", 0) == "Fe³⁺ + e⁻ ⇌ Fe²⁺"
    assert equation_text("x = nonsense!", -1) == "x ← nonsense!"
    parts = [(p.text, p.italic, p.low) for p in pieces("V_Li = 0 in a_b_c; V°_Zn(OH)4-2")]
    assert pieces("μ̄_i/F")[0] == Piece("μ̄", italic=True), "a letter with its mark"
    assert parts == [
        ("V", True, False),
        ("Li", False, True),
        (" = 0 in a_b_c; ", False, False),
        ("V°", True, False),
        ("Zn(OH)₄²⁻", False, True),
    ]


def test_letters_are_outlines_as_wide_as_matplotlib_says():
    """Against the text that Matplotlib sets itself."""
    font = FontProperties(family="DejaVu Sans", size=100)
    for text in ("Species", "η = −12 mV", "$x$ \\frac"):
        width = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
        assert lettering(text, 100.0).width == pytest.approx(width, abs=12.0)
        ink = lettering(text, 100.0).path.get_extents()
        assert 0.95 * width - 12.0 < ink.width <= width
    assert lettering("a ", 10.0).width > lettering("a", 10.0).width
    assert lettering("", 10.0).width == 0.0


@pytest.fixture(scope="module")
def moving():
    """Three frames of a run."""
    return BandFilm.of(DISCHARGE.frames[::12])


def test_gif_moves_in_the_diagrams_own_colours(tmp_path, moving):
    moving.save(tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as image:
        assert image.n_frames == 3
        assert image.info["loop"] == 0
        shown = []
        for k in range(3):
            image.seek(k)
            shown.append(np.asarray(image.convert("RGB"), dtype=int))
    assert not np.array_equal(shown[0], shown[2])
    assert not np.array_equal(shown[0][:30], shown[2][:30]), "the time is told"
    colours = {"#{:02X}{:02X}{:02X}".format(*c) for c in shown[0].reshape(-1, 3)}
    assert {c.light for c in moving.first.colours.values()} | {LIGHT.current} <= colours


def test_frames_share_their_axes(moving):
    """The first frame of the film, drawn on what stands still, is a figure with the film's axes."""
    shown = list(pixels(moving, LIGHT, 40, 72))
    assert len(shown) == 3
    layout = Layout.of(moving.frames, 6.0, 2.9)
    assert shown[0].shape[:2] == (int(layout.height), int(layout.width))
    edge = int(layout.height - layout.main[1])
    for each in shown[1:]:
        assert np.array_equal(each[edge : edge + 14], shown[0][edge : edge + 14]), (
            "names of regions stand still"
        )


def test_mp4_is_a_video_of_as_many_seconds(tmp_path, moving):
    pytest.importorskip("imageio_ffmpeg")
    moving.save(tmp_path / "a.mp4")
    command = [ffmpeg(), "-i", str(tmp_path / "a.mp4"), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    read = subprocess.run(command, capture_output=True, check=True)
    width, height = map(int, re.search(r", (\d+)x(\d+)", read.stderr.decode()).groups())
    video = np.frombuffer(read.stdout, np.uint8).reshape(-1, height, width, 3)
    assert len(video) == pytest.approx(150, abs=2), "six seconds of 25"
    wanted = list(pixels(moving, LIGHT, 150, 144))
    for at, frame in ((0, wanted[0]), (-1, wanted[-1])):
        assert np.abs(video[at].astype(int) - frame[:height, :width]).mean() < 2.0


def test_mp4_without_ffmpeg_is_explained(tmp_path, monkeypatch, moving):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(InputError, match=r"no ffmpeg.*mubar\[video\].*\.gif needs neither"):
        moving.save(tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


@pytest.mark.parametrize(("name", "diagram", "theme"), [
    ("daniell", DANIELL, LIGHT), ("daniell-dark", DANIELL, DARK), ("discharge", DISCHARGE.at(1800.0), LIGHT),
    ("junction", junction(Diode(lambda x, c_plus, T: 1.0), 10.0, 1e-5, 1e4), LIGHT),
])  # fmt: skip
def test_figures_look_as_they_did(redraw, name, diagram, theme):
    assert_looks_like(png(diagram, theme), f"figure-{name}", redraw)


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
    names = {shape.name for shape in figure.artists[0].shapes}
    assert {f"region-{k}" for k in range(len(DISCHARGE.first.regions))} <= names
