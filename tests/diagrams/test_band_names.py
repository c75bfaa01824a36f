"""No name over another: 500 generated diagrams, and the boxes against what Matplotlib really draws."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from mubar.diagrams.bands import (
    BandDiagram,
    CurrentArrow,
    GapArrow,
    ImpliedLevel,
    Level,
    ReactionMark,
    Region,
    StandardVoltage,
    Trace,
    Voltage,
)
from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.naming import Rectangle, names, needed_height
from mubar.diagrams.bands.scale import voltage_scale

SPECIES = ("e-", "Li+", "Na+", "SO4-2", "Zn(OH)4-2", "PF6-", "Fe+3")
KINDS = (Voltage(), StandardVoltage(), ImpliedLevel("Fe+3 + e- = Fe+2"))


def generated(seed):
    """Some regions, up to twelve traces (many of them close together), arrows and reactions."""
    rng = np.random.default_rng(seed)
    edges = np.cumsum(rng.uniform(0.5, 2.0, rng.integers(2, 6)))
    regions = tuple(Region(f"part {k}", a, b) for k, (a, b) in enumerate(pairwise(edges)))
    low, high = edges[0], edges[-1]
    spread = rng.choice([0.02, 1.0])

    def level():
        return float(rng.normal(0.0, spread))

    traces = []
    for _ in range(rng.integers(1, 13)):
        a, b = np.sort(rng.choice(edges, 2, replace=False))
        x = np.linspace(a, b, rng.integers(2, 6))
        V = level() + 0.1 * spread * rng.normal(size=x.size)
        V[rng.uniform(size=x.size) < 0.1] = np.nan
        where = str(rng.choice(["", "particle surfaces"]))
        rank = int(rng.integers(0, 3))
        traces.append(Trace(str(rng.choice(SPECIES)), x, V, KINDS[rng.integers(3)], where=where, rank=rank))
    gaps = tuple(
        GapArrow(float(rng.uniform(low, high)), level(), level(), "η = −12.3 mV")
        for _ in range(rng.integers(4))
    )
    marks = tuple(
        ReactionMark(
            float(rng.uniform(low, high)),
            (Level("e-", level()), Level("Fe+3", level())),
            "Fe+3 + e- = Fe+2",
            int(rng.integers(-1, 2)),
        )
        for _ in range(rng.integers(3))
    )
    start, end = sorted((level(), level()), reverse=True)
    currents = (CurrentArrow("Li+", low, start, high, end, "lithium ions"),)
    breaks = ((0.4 * spread, 0.6 * spread),) if rng.uniform() < 0.3 else ()
    return BandDiagram(
        f"generated {seed}",
        regions,
        tuple(traces),
        gaps=gaps,
        reactions=marks,
        currents=currents,
        breaks=breaks,
    )


def overlaps(boxes):
    """Pairs of boxes (left, bottom, right, top) that share an area."""
    b = np.array(boxes)
    over = (b[:, None, 0] < b[None, :, 2] - 1e-6) & (b[None, :, 0] < b[:, None, 2] - 1e-6)
    over &= (b[:, None, 1] < b[None, :, 3] - 1e-6) & (b[None, :, 1] < b[:, None, 3] - 1e-6)
    return np.argwhere(np.triu(over, 1)).tolist()


@pytest.mark.parametrize("seeds", [range(k, k + 100) for k in range(0, 500, 100)], ids=str)
def test_names_do_not_overlap_and_stay_inside(seeds):
    for seed in seeds:
        diagram = generated(seed)
        scale, width = voltage_scale(diagram), 340.0
        height = max(210.0, needed_height(diagram, width, scale) + 8.0)
        placed = names(diagram, Rectangle(width, height, diagram.limits, scale))
        boxes = [n.box for n in placed]
        assert not overlaps(boxes), f"diagram {seed}"
        assert all(bottom > -1.0 and top < height + 1.0 for _, bottom, _, top in boxes), f"diagram {seed}"


@pytest.mark.parametrize("seed", [3, 14, 15, 92])
def test_what_is_drawn_does_not_overlap(seed):
    """Measured on the canvas, every text of the drawing with every other one."""
    figure = band_figure(generated(seed))
    figure.set_dpi(144)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [t for ax in figure.axes for t in ax.texts if (t.get_gid() or "").startswith(("name", "region"))]
    boxes = [t.get_window_extent(canvas.get_renderer()).extents for t in texts]
    assert len(boxes) > 3
    assert not overlaps(boxes)
