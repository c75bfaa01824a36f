"""Lithium, salt and charge are conserved at every stored time, in every model, whatever is controlled."""

import numpy as np
import pytest
from simple_cells import CELLS

import mubar
from mubar.core.constants import C_STANDARD, F
from mubar.models import MODELS
from mubar.models.inspection import Inspection

HOLD = {"half": 4.0, "half, negative": 0.15}
ENDS = {"half": 3.9, "half, negative": 0.0}


def protocol(cell):
    return [
        "Discharge at 1C for 8 minutes",
        "Rest for 2 minutes (10 second period)",
        "Charge at C/2 for 5 minutes (35 degC)",
        f"Hold at {HOLD.get(cell, 3.9)} V for 3 minutes",
        "Discharge at 3 W for 3 minutes" if cell not in HOLD else f"Discharge at 1C until {ENDS[cell]} V",
    ]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", MODELS)
def test_conservation(model, cell):
    result = mubar.simulate(CELLS[cell](), protocol(cell), model, soc=0.6)
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    assert result.success
    assert "skipped" not in result.message
    assert len(stored.states) > 50

    passed = stored.states[:, -2] / F  # mol/m²
    np.testing.assert_allclose(
        result.discharge_capacity, passed * F * seen.cell.area / 3600.0, rtol=1e-14, atol=1e-14
    )
    for side, sign in (("negative", -1.0), ("positive", 1.0)):
        held = lithium(seen, side)
        if held is not None:
            np.testing.assert_allclose(held, held[0] + sign * (passed - passed[0]), rtol=1e-12)
    if "c" in seen.structure.eq.unknowns:
        salt = seen.unknown("c") * C_STANDARD @ (seen.rows["porosity"] * seen.rows["dx"])
        np.testing.assert_allclose(salt, salt[0], rtol=1e-12)


def lithium(seen, side):
    """Lithium in an electrode's particles, mol/m², from shells and volumes; (rows,)."""
    total = None
    for g, group in enumerate(seen.structure.eq.pendants):
        if group.name.partition(".")[0] != side:
            continue
        m = seen.material(group.name)
        thickness = seen.rows["dx"][seen.layers.mask(side)]
        mean = 3.0 * np.einsum("tsp,s->tp", seen.particles(g), group.shells.volumes)
        each = m.active_fraction * m.maximum_concentration * mean
        found = each @ thickness if each.shape[1] > 1 else each[:, 0] * thickness.sum()
        total = found if total is None else total + found
    return total
