"""Colours that anybody can tell apart, files that are the same every time."""

import itertools

import numpy as np
import pytest

from contrast import TO_XYZ, contrast, linear
from mubar.diagrams import style
from mubar.diagrams.figure import new_figure

# Machado, Oliveira, Fernandes, IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291, severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE 1976 L*a*b* of linear RGB under D65."""
    f = np.cbrt(TO_XYZ @ rgb / TO_XYZ.sum(axis=1))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_colours_can_be_told_apart(vision):
    """A difference of 2.3 is just noticeable side by side; thin lines far apart need ten times that."""
    seen = {c: lab(np.clip(np.array(VISION[vision]) @ linear(c), 1e-6, 1)) for c in style.SERIES}
    distances = {
        (a, b): np.linalg.norm(seen[a] - seen[b]) for a, b in itertools.combinations(style.SERIES, 2)
    }
    assert min(distances.values()) > 23, min(distances, key=lambda pair: distances[pair])


@pytest.mark.parametrize("fill", style.REGIONS.values())
def test_species_stand_out_from_fills(fill):
    """Graphical objects: at least 3 (WCAG 2.2, 1.4.11); text: at least 4.5 (1.4.3)."""
    assert all(contrast(fill, colour) > 3 for colour in (style.ELECTRONS, style.LITHIUM, style.INK))
    assert contrast("#FFFFFF", style.MUTED) > 4.5
    assert contrast("#FFFFFF", style.LITHIUM) > 4.5


def test_shades_end_in_the_full_colour():
    shades = style.shades(style.LITHIUM, 5)
    assert len(shades) == 5
    assert np.allclose(np.array(shades[-1]) * 255, [int(style.LITHIUM[i : i + 2], 16) for i in (1, 3, 5)])
    assert (np.diff(np.array(shades).sum(axis=1)) < 0).all()
    assert len(style.shades(style.LITHIUM, 1)) == 1


@pytest.mark.parametrize(("width", "dashes"), [(1.5, "--"), (1.0, (0, (4, 2)))])
def test_keys_of_dashed_lines_end_with_a_whole_stroke(width, dashes):
    """Half a stroke at the end would look like the dot of a dash-dotted line."""
    with style.applied():
        ax = new_figure(3.0, 2.0).add_subplot()
        ax.plot([0, 1], [0, 1], lw=width, ls=dashes, label="dashed")
        key = ax.legend().legend_handles[0]
        stroke, gap = key._dash_pattern[1]
        length = float(np.ptp(key.get_xdata()))  # pt
    beyond = length % (stroke + gap)
    assert length > 2 * stroke + gap - 0.01
    assert stroke - 0.01 < beyond or beyond < 0.2  # what is shorter is no dot
