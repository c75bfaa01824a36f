"""Measured orders of convergence, in space and time."""

from itertools import pairwise

import numpy as np
import pytest
from simple_cells import CELLS

import mubar
from mubar.models import MODELS
from mubar.numerics.mesh import Mesh

STEPS = [
    "Discharge at 1C for 20 minutes (60 second period)",
    "Rest for 10 minutes (60 second period)",
    "Charge at C/2 for 10 minutes (60 second period)",
]
COUNTS = (6, 12, 24, 48, 96)


def voltages(cell, model, mesh, rtol=1e-8):
    result = mubar.simulate(
        CELLS[cell](), STEPS, model, soc=0.8, mesh=mesh, rtol=rtol, atol=1e-2 * rtol, outputs=()
    )
    assert result.success, result.message
    times = np.concatenate(
        [np.arange(60.0, 1190.0, 60.0), np.arange(1260.0, 1790.0, 60.0), np.arange(1860.0, 2390.0, 60.0)]
    )
    at = np.searchsorted(result.time, times - 1e-6)
    np.testing.assert_allclose(result.time[at], times, rtol=1e-12)
    return result.voltage[at]


def orders(found):
    """log2 of the ratios of successive differences, from rms over time."""
    steps = np.array([np.sqrt(np.mean((b - a) ** 2)) for a, b in pairwise(found)])
    return np.log2(steps[:-1] / steps[1:])


@pytest.mark.parametrize("cell", ["full", "half", "varying"])
@pytest.mark.parametrize("model", ["dfn", "spme"])
def test_second_order_in_the_volumes(model, cell):
    found = [voltages(cell, model, Mesh(n, n, n, 8)) for n in COUNTS]
    np.testing.assert_allclose(orders(found)[-2:], 2.0, atol=0.1)


@pytest.mark.parametrize("cell", ["full", "varying"])
@pytest.mark.parametrize("model", MODELS)
def test_second_order_in_the_shells(model, cell):
    found = [voltages(cell, model, Mesh(4, 3, 4, 4 * n), 1e-9) for n in COUNTS]
    np.testing.assert_allclose(orders(found)[-1], 2.0, atol=0.15)


@pytest.mark.parametrize("model", MODELS)
def test_error_follows_the_tolerance(model):
    """Against the solution at 1e-10 on the same grid."""
    mesh = Mesh(6, 4, 6, 10)
    exact = voltages("full", model, mesh, 1e-10)
    errors = np.array(
        [np.abs(voltages("full", model, mesh, 10.0**-k) - exact).max() for k in (3, 4, 5, 6, 7)]
    )
    assert (errors[1:] < 0.6 * errors[:-1]).all(), errors
    assert errors[1] < 2e-4  # V, at the default
    assert errors[-1] < 1e-3 * errors[0]
    assert errors[-1] < 1e-6
