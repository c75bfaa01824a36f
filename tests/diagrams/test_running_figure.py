"""Running conductivities as figures: what is drawn is what was read."""

import numpy as np
import pytest

from mubar.diagrams.running import running_figure
from mubar.transport import RunningConductivity

TIME = np.geomspace(1e-13, 1e-9, 200)
VALUE = 2.0 - 2e-12 / TIME * (1.0 - np.exp(-TIME / 1e-12))
EINSTEIN = RunningConductivity(
    "slope", TIME, VALUE, 0.02 * np.sqrt(TIME / 1e-12), 2e-11, 8e-11, 2.0, 0.2, offset=-2e-12
)
GREEN_KUBO = RunningConductivity(
    "integral", TIME, 2.0 - 2.0 * np.exp(-TIME / 1e-12), 0.02 * np.sqrt(TIME / 1e-12), 4e-11, 4e-11, 2.0, 0.2
)


def lines(ax):
    return {line.get_label(): line for line in ax.lines}


def test_a_panel_for_each():
    left, right = running_figure([EINSTEIN, GREEN_KUBO]).axes
    assert (left.get_title(loc="left"), right.get_title(loc="left")) == ("slope", "integral")
    for ax in (left, right):
        assert ax.get_xlabel() == "Lag / ps"
        assert ax.get_ylabel() == "Conductivity / S m⁻¹"
        assert ax.get_xscale() == "log"
        bottom, top = ax.get_ylim()
        assert bottom <= 0.0 < 2.2 < top


def test_lags_of_the_fit_and_its_line():
    """The line of the fit lies on the curve where this is straight, in ps."""
    (ax,) = running_figure([EINSTEIN]).axes
    (span,) = (p for p in ax.patches if p.get_label() == "fit")
    left, right = sorted(span.get_extents().transformed(ax.transData.inverted()).intervalx)
    assert (left, right) == pytest.approx((20.0, 80.0))
    fitted = next(line for line in ax.lines if 20.0 <= min(line.get_xdata()) <= max(line.get_xdata()) <= 80.0)
    x = np.array(fitted.get_xdata())
    assert len(x) > 5
    assert np.interp(x, TIME / 1e-12, VALUE) == pytest.approx(np.array(fitted.get_ydata()), rel=1e-3)


def test_the_cutoff():
    (ax,) = running_figure([GREEN_KUBO]).axes
    assert lines(ax)["cutoff"].get_xdata() == pytest.approx([40.0, 40.0])
    assert not [p for p in ax.patches if p.get_label() == "fit"]
