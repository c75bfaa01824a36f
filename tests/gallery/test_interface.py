"""Grids and the interface between phases: J. W. Cahn, J. E. Hilliard, J. Chem. Phys. 28 (1958) 258."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def found(gallery):
    return gallery("interface_resolution").compute()


def test_energy_is_of_second_order_in_the_spacing(found):
    fine = found["nodes"] >= 2.5
    order = np.polyfit(np.log(found["nodes"][fine]), np.log(-found["error"][fine]), 1)[0]
    assert order == pytest.approx(-2.0, abs=0.1)
    assert -found["error"][found["nodes"] == 4.0] < 0.01


def test_fronts_stick_to_coarse_grids_only(found):
    """Tens of mV where nodes are as far apart as the interface is wide, below 1 mV where nothing is said."""
    ripple = dict(zip(found["nodes"].tolist(), found["ripple"], strict=True))
    assert ripple[1.05] > 1e-2
    assert ripple[2.0] < 1e-3
    assert ripple[4.0] < 1e-2 * ripple[2.0]
    assert ripple[8.0] < 1e-8
