"""The figure of a fit shows the points, the hosts, and the residuals that they leave."""

import numpy as np

from mubar.diagrams.ocp import ocp_figure
from mubar.thermo import LatticeGas, OCPData, RegularSolution


def test_points_lines_and_residuals():
    x = np.array([0.7, 0.2, 0.5])
    truth = RegularSolution(omega=3000.0, mu0=-3e5)
    data = OCPData(x, truth(x, 310.0) + np.array([0.002, 0.0, -0.001]), T=310.0, name="my cell")
    figure = ocp_figure(data, {"regular": truth, "ideal": LatticeGas(mu0=-3e5)})
    above, below = figure.axes
    points, regular, ideal = above.lines
    np.testing.assert_array_equal(points.get_ydata(), data.U)
    for line, host in ((regular, truth), (ideal, LatticeGas(mu0=-3e5))):
        at, drawn = line.get_data()
        np.testing.assert_allclose(drawn, host(at, 310.0))
        assert (at[0], at[-1]) == (0.2, 0.7)
    np.testing.assert_allclose(below.lines[0].get_data(), [[0.2, 0.5, 0.7], [0.0, 1.0, -2.0]], atol=1e-9)
    assert below.get_ylabel() == "Residual / mV"
    assert [t.get_text() for t in above.get_legend().get_texts()] == ["my cell", "regular", "ideal"]
