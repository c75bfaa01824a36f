"""Arrhenius' plot of measured values and laws."""

import numpy as np
import pytest

from mubar.diagrams.temperature import temperature_figure
from mubar.transport import VFT, Arrhenius, TemperatureData

T = np.array([373.15, 298.15, 323.15, 348.15])  # in any order


def test_points_lines_and_residuals_are_where_they_belong():
    law, other = VFT(12.0, 800.0, 197.0), Arrhenius(1e4, 3.5e4)
    data = TemperatureData(T, 1.1 * law(T), 0.05, "sample")
    above, below = temperature_figure(data, {"VFT": law, "Arrhenius": other}).axes
    vft = next(line for line in above.get_lines() if line.get_label() == "VFT")
    x, y = vft.get_data()
    assert (min(x), max(x)) == pytest.approx((1e3 / 373.15, 1e3 / 298.15))
    np.testing.assert_allclose(y, law(1e3 / x), rtol=1e-9)
    assert above.get_yscale() == "log"
    assert above.get_ylabel() == "Conductivity / S/m"
    missed = below.get_lines()[0].get_data()[1]
    np.testing.assert_allclose(missed, 100 * (1 / 1.1 - 1), rtol=1e-9)
    celsius = above.child_axes[0]
    assert celsius.get_xlabel() == "Temperature / °C"
    assert set(celsius.get_xticks()) == {40.0, 60.0, 80.0, 100.0}


def test_a_diffusivity_says_so():
    data = TemperatureData(T, [1e-9, 2e-10, 4e-10, 7e-10], None, "D", "diffusivity", "m2/s")
    assert temperature_figure(data, {}).axes[0].get_ylabel() == "Diffusivity / m2/s"
