"""The Tafel plot shows the points, the laws, and the residuals that they leave."""

import numpy as np
import pytest

from mubar.diagrams.tafel import tafel_figure
from mubar.kinetics import ButlerVolmer
from mubar.kinetics.polarization import PolarizationCurve

ETA = np.array([-0.2, -0.05, 0.02, 0.1, 0.25])
LAW = ButlerVolmer(lambda x, c_plus, T: 2.0 * x)


@pytest.mark.parametrize("x", [0.5, np.linspace(0.2, 0.8, 5)])
@pytest.mark.parametrize("known", [False, True])
def test_points_lines_and_residuals(x, known):
    j = LAW.current_density(ETA, x=x, c_plus=1.0, T=298.15)
    curve = PolarizationCurve(ETA, 1.25 * j, x, error=0.5 * np.abs(j) if known else None)
    figure = tafel_figure(curve, {"Butler-Volmer": LAW})
    above, below = figure.axes
    points, line = above.lines
    np.testing.assert_allclose(points.get_ydata(), np.abs(1.25 * j))
    eta, drawn = line.get_data()
    at = -0.2 if np.ndim(x) else 0.25
    i = np.argmin(np.abs(eta - at))
    expected = LAW.current_density(at, x=0.2 if np.ndim(x) else 0.5, c_plus=1.0, T=298.15)
    assert drawn[i] == pytest.approx(abs(expected))
    expected = -0.25 * j / (0.5 * np.abs(j)) if known else np.full(5, -np.log(1.25))
    np.testing.assert_allclose(below.lines[0].get_ydata(), expected)
    assert below.get_ylabel() == ("Residual / σ" if known else r"$\ln(j_\mathrm{model}/j)$")
    assert [t.get_text() for t in above.get_legend().get_texts()] == ["measured", "Butler-Volmer"]
