"""No name over another, nor over lines and arrows: 500 generated diagrams, and what is drawn."""

from pathlib import Path

import numpy as np
import pytest

from crossing import crossed
from generated import diagram
from mubar.diagrams.bands import (
    BandDiagram,
    BandFilm,
    GapArrow,
    Level,
    ReactionMark,
    StandardVoltage,
    Trace,
)
from mubar.diagrams.bands.draw import Layout, band_figure
from mubar.diagrams.bands.ink import Rectangle
from mubar.diagrams.bands.naming import names, needed_height
from mubar.diagrams.bands.scale import broken, voltage_scale

DATA = Path(__file__).parent / "data"
DANIELL = BandDiagram.from_json((DATA / "daniell.bands.json").read_text())
DISCHARGE = BandFilm.from_json((DATA / "discharge.bands.json").read_text())


def overlaps(boxes):
    """Pairs of boxes (left, bottom, right, top) that share an area."""
    b = np.array(boxes)
    over = (b[:, None, 0] < b[None, :, 2] - 1e-6) & (b[None, :, 0] < b[:, None, 2] - 1e-6)
    over &= (b[:, None, 1] < b[None, :, 3] - 1e-6) & (b[None, :, 1] < b[:, None, 3] - 1e-6)
    return np.argwhere(np.triu(over, 1)).tolist()


@pytest.mark.parametrize("seeds", [range(k, k + 100) for k in range(0, 500, 100)], ids=str)
def test_names_do_not_overlap_and_stay_inside(seeds):
    """Nor are they crossed, but for a few of the 1100 where up to 14 lines leave no room."""
    through = 0
    for seed in seeds:
        one = diagram(seed)
        scale, width = voltage_scale(one), 340.0
        height = max(210.0, needed_height(one, width, scale) + 8.0)
        on = Rectangle(width, height, one.limits, scale)
        placed = names(one, on)
        boxes = [n.box for n in placed]
        assert not overlaps(boxes), f"diagram {seed}"
        assert all(bottom > -1.0 and top < height + 1.0 for _, bottom, _, top in boxes), f"diagram {seed}"
        through += len(crossed(one, on, placed))
    assert through <= 3


@pytest.mark.parametrize("diagram", [*DISCHARGE.frames[::3], DANIELL], ids=lambda d: f"{d.title} {d.time}")
def test_nothing_crosses_the_names_of_cells(diagram):
    """As the figure draws them, each on its own axis."""
    one = broken(diagram)
    on = Layout.of([one], 6.0, 2.9).on
    assert crossed(one, on, names(one, on)) == []


@pytest.mark.parametrize("seed", range(20))
def test_what_is_drawn_does_not_overlap(seed):
    """The outlines of every name of the drawing with every other one's."""
    (drawing,) = band_figure(diagram(seed)).artists
    texts = [s for s in drawing.shapes if s.name.startswith(("name", "region"))]
    boxes = [s.path.get_extents().extents for s in texts]
    assert len(boxes) > 1
    assert not overlaps(boxes)


def test_names_leave_arrows_and_lines_alone_where_there_is_room():
    """A reaction and a gap beside it: their names stand on the free sides, off both and off the line."""
    flat = Trace("e-", [0.0, 10.0], [0.0, 0.0])
    mark = ReactionMark(4.0, (Level("e-", 0.0), Level("Fe+3", 1.0)), "Fe+3 + e- = Fe+2")
    one = BandDiagram(
        "crossing", traces=(flat,), reactions=(mark,), gaps=(GapArrow(4.5, 0.0, 1.0, "η = 1 V"),)
    )
    on = Rectangle(400.0, 200.0, one.limits, voltage_scale(one))
    reaction, gap = sorted((n for n in names(one, on) if n.species == ""), key=lambda n: n.left)
    assert reaction.left + reaction.width < 160.0 < 180.0 < gap.left
    assert not reaction.moved
    assert not gap.moved


def test_a_line_that_goes_on_is_named_once():
    halves = [Trace("Cl-", [a, a + 1.0], [0.3, V]) for a, V in ((0.0, 0.3), (1.0, 0.2))]
    other = Trace("Cl-", [1.0, 2.0], [0.35, 0.35], StandardVoltage())
    one = BandDiagram("one name", traces=(*halves, other))
    on = Rectangle(400.0, 200.0, one.limits, voltage_scale(one))
    assert sorted(n.text for n in names(one, on)) == ["V_Cl-", "V°_Cl-"]
