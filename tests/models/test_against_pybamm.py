"""Reduced models and half cells against PyBaMM, both on fine grids.

The curves are made by benchmarks/make_pybamm_model_references.py, where the cases are described.
"""

from pathlib import Path

import numpy as np
import pytest
from simple_cells import full

import mubar
from mubar.numerics.mesh import Chebyshev, Mesh

_LINES = (Path(__file__).parents[1] / "data" / "pybamm_models.csv").read_text("utf-8").splitlines()
REFERENCE = np.genfromtxt([line for line in _LINES if line[0] != "#"], delimiter=",", names=True)
FINE = {"mesh": Mesh(60, 40, 60, 120, spacing=Chebyshev()), "rtol": 1e-8, "atol": 1e-9}
# Where both solve the same equations they agree to PyBaMM's own convergence. The SPMe's exchange current is
# the mean of j0(c) there and j0 of the mean c here, which is one to the order of the model.
ALLOWED = {"spm": 5e-6, "spm_half": 5e-6, "dfn_half": 5e-6, "spme": 3e-4, "spme_half": 8e-5}


@pytest.mark.parametrize("name", ALLOWED)
def test_same_voltage(name):
    model, _, half = name.partition("_")
    if half:
        cell, start = full().half_cell(lower_cutoff=2.0), {"positive": 0.4}
        step = "Discharge at 4 A for 20 minutes (10 second period)"
    else:
        cell, start = full(), {"negative": 0.8664044338333234, "positive": 0.29335169709326403}
        step = "Discharge at 5 A for 40 minutes (10 second period)"
    result = mubar.simulate(cell, step, model, stoichiometries=start, **FINE)
    known = REFERENCE[np.isfinite(REFERENCE[name])]
    at = np.searchsorted(result.time, known["time_s"] - 1e-6)
    np.testing.assert_allclose(result.time[at], known["time_s"], rtol=1e-9)
    np.testing.assert_allclose(result.voltage[at], known[name], rtol=0, atol=ALLOWED[name])
