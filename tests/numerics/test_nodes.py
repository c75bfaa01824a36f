"""Elimination of particles made of nodes against a dense solve of every particle."""

import numpy as np
import pytest
from interpreted import interpreted

from mubar.numerics import layout as at
from mubar.numerics.ragged import Ragged


class Group:
    """Random chains of ``lengths`` nodes with nu unknowns, columns by volume and border, a mean."""

    def __init__(self, lengths, nu, columns, mean, seed=0):
        rng = np.random.default_rng(seed)
        self.rows, self.nu, self.columns, self.mean = Ragged(np.array(lengths)), nu, columns, mean
        self.np, self.nn, self.nb, self.nm, self.cj = len(lengths), self.rows.size, 2, 1, 2.3
        width = 1 + len(columns) + mean
        self.rhs = rng.normal(size=(nu, width, self.nn))
        self.own = rng.normal(size=(nu, nu, self.nn)) + 6.0 * np.eye(nu)[:, :, None]
        self.near, self.far = rng.normal(size=(2, nu, nu, self.nn))
        first, last = self.rows.node == 0, self.rows.node == self.rows.lengths[self.rows.chain] - 1
        self.near[:, :, first], self.far[:, :, last] = 0.0, 0.0
        self.volume, self.xdot = rng.uniform(0.1, 0.3, self.nn), rng.normal(size=self.nn)
        self.nv = self.np + 1
        self.home = rng.permutation(self.nv)[: self.np]
        self.delta, self.dz = rng.normal(size=(self.nb, self.nv)), rng.normal(size=self.nm)
        self._place()

    def _place(self):
        state = self.nb * self.nv
        size = state + self.nu * self.nn
        k = np.zeros(at.HEAD + at.GROUP_SIZE, dtype=np.int64)
        parts, total = [], 0

        def put(values):
            nonlocal total
            parts.append(np.ravel(values).astype(float))
            total += parts[-1].size
            return total - parts[-1].size

        o = k[at.GROUP_TABLE] = at.HEAD
        put(np.zeros(size))
        k[at.CLOCK], k[at.DZ] = put([self.cj]), put(self.dz)
        k[at.NB], k[at.NM], k[at.NV] = self.nb, self.nm, self.nv
        k[at.DELTA] = put(np.concatenate([self.delta.ravel(), np.full(self.nu * self.nn, np.nan)]))
        lists = {"HOME": self.home, "STARTS": self.rows.starts, "COLUMNS": self.columns}
        for name, values in lists.items():
            k[o + getattr(at, f"G_{name}")] = len(k)
            k = np.concatenate([k, np.array(values, dtype=np.int64)])
        means = np.zeros((2, self.np))
        np.add.at(means[1], self.rows.chain, self.volume * self.xdot)
        for name, value in {
            "UNKNOWNS": self.nu, "NODES": self.nn, "SHELLS": len(self.rows.starts) - 1, "COUNT": self.np,
            "COLUMN_COUNT": len(self.columns), "MEAN": self.mean, "CONSERVED": self.nu - 1, "STATE": state,
            "NODE": put(np.concatenate([np.ravel(v) for v in (self.rhs, self.own, self.near, self.far)])),
            "MEANS": put(means), "VOLUME": put(self.volume), "SUMS": put(np.zeros(8 * self.np)),
            "REDUCED": put(np.full((2 + self.nb + self.nm) * self.np, np.nan)),
        }.items():  # fmt: skip
            k[o + getattr(at, f"G_{name}")] = value
        self.w, self.k, self.o = np.concatenate(parts), k, int(o)

    def solved(self):
        """Reduced numbers, (2 + nb + nm, np), and corrections, (nu, nodes)."""
        nodes = interpreted("nodes")
        nodes.eliminate(self.w, self.k, self.o)
        start = self.k[self.o + at.G_REDUCED]
        reduced = self.w[start : start + (2 + self.nb + self.nm) * self.np].reshape(-1, self.np).copy()
        nodes.substitute(self.w, self.k, self.o)
        start = self.k[at.DELTA] + self.k[self.o + at.G_STATE]
        return reduced, self.w[start : start + self.nu * self.nn].reshape(self.nu, self.nn)

    def dense(self, p):
        """Matrix and residual of chain p's nodes, and derivatives by the columns' unknowns."""
        here = np.flatnonzero(self.rows.chain == p)
        n, nu = len(here), self.nu
        A, r = np.zeros((n, nu, n, nu)), np.zeros((n, nu))
        C = np.zeros((n, nu, len(self.columns)))
        for i, e in enumerate(here):
            A[i, :, i] += self.own[:, :, e]
            if i > 0:
                A[i, :, i - 1] += self.near[:, :, e]
            if i < n - 1:
                A[i, :, i + 1] += self.far[:, :, e]
            if self.mean:
                for m, other in enumerate(here):
                    A[i, :, m, nu - 1] += self.rhs[:, -1, e] * self.volume[other]
            r[i], C[i] = self.rhs[:, 0, e], self.rhs[:, 1 : 1 + len(self.columns), e]
        return here, A.reshape(n * nu, -1), r.ravel(), C.reshape(n * nu, -1)


CASES = [([1], 1, [1], 0), ([1, 1, 1], 1, [0, 1], 0), ([4, 4], 1, [0, 1], 1), ([5, 3, 3, 1], 1, [1, 2], 1)]
CASES += [([3, 2], 2, [0, 1], 0), ([6, 4, 1], 2, [0, 1, 2], 1), ([2, 2], 3, [1], 1)]


@pytest.mark.parametrize(("lengths", "nu", "columns", "mean"), CASES)
def test_elimination_is_the_dense_solution(lengths, nu, columns, mean):
    group = Group(lengths, nu, columns, mean)
    before = Group(lengths, nu, columns, mean)
    reduced, found = group.solved()
    for p in range(group.np):
        here, A, r, C = before.dense(p)
        outside = np.concatenate([group.delta[:, group.home[p]], group.dz])
        exact = np.linalg.solve(A, -(r + C @ outside[columns])).reshape(-1, nu)
        np.testing.assert_allclose(found[:, here].T, exact, rtol=1e-10, atol=1e-12)
        # the current is what the mean loses, at the rates that belong to the corrected state
        lost = -group.volume[here] @ (group.xdot[here] + group.cj * exact[:, -1])
        np.testing.assert_allclose(reduced[1, p] + reduced[2:, p] @ outside, lost, rtol=1e-10, atol=1e-11)


def test_rows_of_ragged_chains():
    rows = Ragged(np.array([4, 3, 3, 1]))
    assert rows.starts.tolist() == [0, 4, 7, 10, 11]
    padded = rows.padded(np.arange(11.0))
    np.testing.assert_array_equal(padded[0], [0, 4, 7, 10])
    np.testing.assert_array_equal(padded[1:, 3], np.nan)
    np.testing.assert_array_equal(padded[3], [3, np.nan, np.nan, np.nan])
