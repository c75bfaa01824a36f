"""The Newton step of every model against a dense linear solve with the matrix of finite differences."""

import ctypes

import numpy as np
import pytest
from dense import DenseModel
from simple_cells import CELLS

from lfp_cells import KINDS
from mubar.models import MODELS
from mubar.models.system import System
from mubar.numerics import layout as at
from mubar.numerics.mesh import Chebyshev, Mesh

MESH = Mesh(3, 2, 4, 4, spacing=Chebyshev(0.5))
IN_A_CELL = ("homogeneous", "allen-cahn", "cahn-hilliard", "contacts", "contact-chain")
"""Kinds of particles that are looked at on several volumes."""
CJ, TIME, T = 0.37, 12.0, 305.0
CONTROLS = {
    "current": {"current": 1.0, "setpoint": 20.0, "slope": 0.3, "start": 2.0},
    "voltage": {"voltage": 1.0, "setpoint": 3.7},
    "power": {"power": 1.0, "setpoint": 60.0},
    "resistance": {"voltage": 1.0, "current": -0.2},
}


def newton_step(system):
    """One Newton step, by its address."""
    k, signature = system.k, ctypes.CFUNCTYPE(ctypes.c_int64, *[ctypes.c_void_p] * 3, ctypes.c_int64)
    pointers = [array.ctypes.data for array in (system.w, k, system.tables)]
    for g in range(len(system.structure.eq.pendants)):
        o = int(k[at.GROUP_TABLE]) + g * at.GROUP_SIZE
        signature(int(k[o + at.G_WEIGH]))(*pointers, o)
    return signature(int(k[at.NEWTON_STEP]))(*pointers, 0)


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
        inside = st.pendant(y, g)
        inside += rng.uniform(-0.1, 0.1, inside.shape)
        for u, row in zip(getattr(eq.pendants[g], "unknowns", ()), inside, strict=False):
            if u in eq.pendants[g].upper:
                np.clip(row, 0.05, 0.95, out=row)
        st.pendant(ydot, g)[...] = rng.uniform(-1e-3, 1e-3, inside.shape)
    system.w[st.ydot : st.ydot + st.n] = ydot
    system.w[system.k[at.CLOCK] : system.k[at.CLOCK] + 2] = CJ, TIME
    return y[:-2].copy(), ydot[:-2].copy()


@pytest.mark.parametrize(
    ("model", "cell"),
    [
        *((model, cell) for model in MODELS for cell in CELLS),
        *(("dfn" if kind in IN_A_CELL else "single-particle", kind) for kind in KINDS),
    ],
)
def test_newton_step_solves_the_dense_system(model, cell):
    system = System(MODELS[model](), (CELLS | KINDS)[cell](), MESH)
    system.bind(T)
    for seed, given in enumerate(CONTROLS.values()):
        system.control(**given)
        y, ydot = disturbed(system, seed)
        assert newton_step(system)
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
