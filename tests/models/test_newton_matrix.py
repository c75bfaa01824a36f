"""The Newton step of every model against a dense linear solve with the matrix of finite differences."""

import numpy as np
import pytest
from dense import DenseModel
from lfp_cells import KINDS
from simple_cells import CELLS

from mubar.models import MODELS
from mubar.models.equations import NodePendants
from mubar.models.system import System
from mubar.numerics import cache
from mubar.numerics import layout as at
from mubar.numerics.mesh import Chebyshev, Mesh

TEXT = '''"""One Newton step as an ordinary function; made by a test, safe to delete."""
from numba import njit

from mubar.numerics.newton import newton_step, weigh_pendants
from mubar.numerics.pointers import floats_at, ints_at


@njit(error_model="numpy", cache=True)
def step(block, w_, k_, tables_):
    w, k, tables = floats_at(w_.ctypes.data), ints_at(k_.ctypes.data), floats_at(tables_.ctypes.data)
    weigh_pendants(w, k, tables)
    return newton_step(block, w, k, tables)
'''
MESH = Mesh(3, 2, 4, 4, spacing=Chebyshev(0.5))
CJ, TIME, T = 0.37, 12.0, 305.0
CONTROLS = {
    "current": {"current": 1.0, "setpoint": 20.0, "slope": 0.3, "start": 2.0},
    "voltage": {"voltage": 1.0, "setpoint": 3.7},
    "power": {"power": 1.0, "setpoint": 60.0},
    "resistance": {"voltage": 1.0, "current": -0.2},
}


@pytest.fixture(scope="module")
def newton_step():
    return cache.module("newton_test", TEXT, ("layout", "pointers", "newton"))[0].step


def disturbed(system, seed):
    """A state and rates that solve nothing: every residual and every derivative counts."""
    rng = np.random.default_rng(seed)
    st, eq, y = system.structure, system.structure.eq, system.y
    rest = {g.name: 0.45 + 0.1 * i for i, g in enumerate(eq.pendants)}
    system.set_rest(rest, T)
    ydot = np.zeros(st.n)
    for u in eq.unknowns:
        y[st.unknown(u)] += rng.uniform(-0.05, 0.05, st.nv)
        ydot[st.unknown(u)] = rng.uniform(-1e-2, 1e-2, st.nv)
    for name in eq.border:
        y[st.border_index(name)] += 15.0 if name == "current" else rng.uniform(-0.03, 0.03)
    for g in range(len(eq.pendants)):
        part = st.nodes if isinstance(eq.pendants[g], NodePendants) else st.pendant
        inside = part(y, g)
        inside += rng.uniform(-0.1, 0.1, inside.shape)
        for u, row in zip(getattr(eq.pendants[g], "unknowns", ()), inside, strict=False):
            if u in eq.pendants[g].upper:
                np.clip(row, 0.05, 0.95, out=row)
        part(ydot, g)[...] = rng.uniform(-1e-3, 1e-3, inside.shape)
    system.w[st.ydot : st.ydot + st.n] = ydot
    system.w[system.k[at.CLOCK] : system.k[at.CLOCK] + 2] = CJ, TIME
    return y[:-2].copy(), ydot[:-2].copy()


@pytest.mark.parametrize(
    ("model", "cell"),
    [*((model, cell) for model in MODELS for cell in CELLS), *(("dfn", kind) for kind in KINDS)],
)
def test_newton_step_solves_the_dense_system(model, cell, newton_step):
    system = System(MODELS[model](), (CELLS | KINDS)[cell](), MESH)
    system.bind(T)
    for seed, given in enumerate(CONTROLS.values()):
        system.control(**given)
        y, ydot = disturbed(system, seed)
        assert newton_step((0,) * system.structure.nb, system.w, system.k, system.tables)
        delta = system.w[system.k[at.DELTA] :][: len(y)].copy()
        after = system.w[system.k[at.FUNCTIONALS] :][: system.structure.nf].copy()

        dense = DenseModel(system, T)
        F, phi = dense.residual(TIME, y, ydot), dense.functionals(TIME, y, ydot)
        J, G = dense.newton_matrix(TIME, y, ydot, CJ)
        scale = np.abs(J) @ np.abs(delta) + np.abs(F)
        # central differences are good to about 1e-9 of the largest entry
        np.testing.assert_array_less(np.abs(J @ delta + F), 1e-7 * scale + 1e-13)
        np.testing.assert_allclose(
            after, phi + G @ delta, rtol=1e-7, atol=1e-8 * (np.abs(G) @ np.abs(delta)).max()
        )
