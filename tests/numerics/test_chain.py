"""The block-tridiagonal solver against a dense one."""

import numpy as np
import pytest
from interpreted import interpreted

from mubar.numerics import layout as at


class Problem:
    """Random volumes and faces of a chain, in the solver's workspace and as a dense matrix.

    Residual of equation b on volume v: volume_b(v) + face_b(v) - face_b(v-1), as functions of the nb unknowns
    of the volume (or of the two volumes beside a face) and of nm border unknowns.
    """

    def __init__(self, nv, nb, nm, seed=0):
        rng = np.random.default_rng(seed)
        self.nv, self.nb, self.nm, self.nn = nv, nb, nm, nv - 1
        volume = rng.normal(size=(nb, 1 + nb + nm, nv))
        face = rng.normal(size=(nb, 1 + 2 * nb + nm, max(nv - 1, 0)))
        for b in range(nb):
            volume[b, 1 + b] += 8.0  # no pivoting: accumulation on the diagonal
        self.volume, self.face = volume, face
        columns = 1 + nm
        sizes = {
            "VOLUME": volume.size, "FACE": face.size, "DIAG": nb * nb * nv, "LEFT": nb * nb * nv,
            "RIGHT": nb * nb * nv, "RHS": nb * columns * nv, "DZ": nm,
        }  # fmt: skip
        k, size = np.zeros(at.HEAD, dtype=np.int64), 0
        for name, count in sizes.items():
            k[getattr(at, name)] = size
            size += count
        k[at.NV], k[at.NM], k[at.NG] = nv, nm, 0
        self.w, self.k = np.full(size, np.nan), k
        self.put("VOLUME", volume)
        self.put("FACE", face)
        self.dz = rng.normal(size=nm)
        self.put("DZ", self.dz)

    def put(self, name, values):
        start = self.k[getattr(at, name)]
        self.w[start : start + np.size(values)] = np.ravel(values)

    def solved(self, columns):
        chain, block = interpreted("chain"), (0,) * self.nb
        chain.assemble(block, self.w, self.k, range(columns))
        chain.solve(block, self.w, self.k, range(columns))
        start = self.k[at.RHS]
        return self.w[start : start + self.nb * columns * self.nv].reshape(self.nb, columns, self.nv)

    def dense(self):
        """Matrix (nv·nb)² and columns: minus the residual, minus its derivatives by the border."""
        nv, nb, nm = self.nv, self.nb, self.nm
        A, rhs = np.zeros((nb, nv, nb, nv)), np.zeros((nb, nv, 1 + nm))
        for b in range(nb):
            for v in range(nv):
                rhs[b, v] -= self.volume[b, [0, *range(1 + nb, 1 + nb + nm)], v]
                for c in range(nb):
                    A[b, v, c, v] += self.volume[b, 1 + c, v]
            for f in range(nv - 1):
                for v, sign in ((f, 1.0), (f + 1, -1.0)):
                    rhs[b, v] -= sign * self.face[b, [0, *range(1 + 2 * nb, 1 + 2 * nb + nm)], f]
                    for c in range(nb):
                        A[b, v, c, f] += sign * self.face[b, 1 + c, f]
                        A[b, v, c, f + 1] += sign * self.face[b, 1 + nb + c, f]
        return A.reshape(nb * nv, nb * nv), rhs.reshape(nb * nv, 1 + nm)


@pytest.mark.parametrize("nv", [1, 2, 3, 4, 5, 60])
@pytest.mark.parametrize("nb", [1, 2, 3])
@pytest.mark.parametrize("nm", [1, 2, 4])
def test_solution_is_the_dense_one(nv, nb, nm):
    problem = Problem(nv, nb, nm, seed=nv + nb)
    A, rhs = problem.dense()
    exact = np.linalg.solve(A, rhs)
    several = problem.solved(columns=1 + nm)
    np.testing.assert_allclose(
        several.transpose(0, 2, 1).reshape(nb * nv, 1 + nm), exact, rtol=1e-10, atol=1e-12
    )
    # with the border's change known there is one column, and the matrix is assembled anew
    one = problem.solved(columns=1)
    np.testing.assert_allclose(one.ravel(), exact[:, 0] + exact[:, 1:] @ problem.dz, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("nb", [1, 2, 3])
def test_rounding_stays_small_over_long_chains(nb):
    """Against the residual: a chain of 2000 volumes, diffusive, with weak accumulation."""
    problem = Problem(2000, nb, 1, seed=7)
    nv = problem.nv
    face = np.zeros_like(problem.face)
    volume = np.zeros_like(problem.volume)
    rng = np.random.default_rng(0)
    for b in range(nb):
        conductance = 10.0 ** rng.uniform(-2, 2, nv - 1)
        face[b, 0], face[b, 1 + b], face[b, 1 + nb + b] = rng.normal(size=nv - 1), conductance, -conductance
        volume[b, 0], volume[b, 1 + b] = rng.normal(size=nv), 1e-3
        if b:
            volume[b, b] = 0.3e-3  # coupled to the equation before
    problem.volume, problem.face = volume, face
    problem.put("VOLUME", volume)
    problem.put("FACE", face)
    problem.put("DZ", np.zeros(1))
    x = problem.solved(columns=1)[:, 0]
    for b in range(nb):
        flux = face[b, 0] + face[b, 1 + b] * x[b, :-1] + face[b, 1 + nb + b] * x[b, 1:]
        residual = volume[b, 0] + volume[b, 1 + b] * x[b] + (volume[b, b] * x[b - 1] if b else 0.0)
        residual[:-1] += flux
        residual[1:] -= flux
        largest = np.abs(face[b, 1 + b]).max() * np.abs(x[b]).max()
        assert np.abs(residual).max() < 1e-13 * largest
        # what isn't in the volumes can't have got lost between them
        assert abs(residual.sum()) < 1e-11 * np.abs(volume[b, 0]).sum() + 1e-13 * largest


def test_nothing_is_read_beyond_the_chain():
    """The workspace was filled with NaN where nothing had been written."""
    for nv in (1, 2, 3):
        problem = Problem(nv, 2, 1)
        assert np.isfinite(problem.solved(columns=2)).all()
