"""Axes of panels: round ticks that lie inside, one scale for all frames, logarithms of what is positive."""

import numpy as np
import pytest

from mubar.diagrams.bands import Curve, Panel
from mubar.diagrams.bands.axes import Axis, across, upward
from mubar.diagrams.bands.scale import round_step, tick_texts
from mubar.diagrams.bands.typeset import digits


@pytest.mark.parametrize("seed", range(5))
def test_ticks_are_round_evenly_spaced_and_inside(seed):
    rng = np.random.default_rng(seed)
    for _ in range(40):
        low = rng.normal() * 10.0 ** rng.uniform(-3, 5)
        axis = Axis(low, low + 10.0 ** rng.uniform(-2, 6))
        most = int(rng.integers(3, 9))
        values = [v for v, _ in axis.ticks(most)]
        assert 2 <= len(values) <= most + 1
        assert all(v in axis or np.isclose(v, [axis.low, axis.high]).any() for v in values)
        steps = np.diff(values)
        if steps.size:
            mantissa = steps[0] / 10.0 ** np.floor(np.log10(steps[0]) + 1e-9)
            assert np.isclose(mantissa, [1.0, 2.0, 2.5, 5.0], rtol=1e-6).any()
            assert np.allclose(steps, steps[0])


def test_numbers_have_as_many_decimals_as_the_finest():
    assert tick_texts([-0.5, -0.25, 0.0]) == ["−0.50", "−0.25", "0.00"]
    assert tick_texts([0.0, 20000.0]) == ["0", "20000"]
    assert round_step(0.0013) == pytest.approx(0.002)


def test_numbers_of_the_small_print():
    assert [digits(v) for v in (0.0, 17.589, -1.0589e-4, 99999.0, 123456.0)] == [
        "0", "17.59", "−1.059·10⁻⁴", "1·10⁵", "1.235·10⁵",
    ]  # fmt: skip


def test_a_logarithmic_axis_has_powers_of_ten_and_no_place_for_zero():
    axis = Axis.holding([[1e-4, 0.0, -3.0, 30.0, np.nan]], logarithmic=True)
    assert [text for _, text in axis.ticks(9)] == ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹"]
    share = axis.share([1e-4, 30.0, 0.0, -1.0])
    assert 0.0 < share[0] < share[1] < 1.0
    assert np.isnan(share[2:]).all()


def test_one_axis_holds_all_frames_and_zero_below_areas():
    frames = [
        Panel("y", (Curve("a", [0, k], [k, 2.0 * k], filled=True),), points=((k, 9.0),)) for k in (1, 4)
    ]
    assert across(frames).low < 0 < 4 < across(frames).high
    y = upward(frames)
    assert y.low < 0.0 < 9.0 < y.high
    assert Axis.holding([[np.nan]]) == Axis(0.0, 1.0)
    flat = Axis.holding([[3.0, 3.0]])
    assert flat.low < 3.0 < flat.high
