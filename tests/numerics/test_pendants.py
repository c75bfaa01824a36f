"""Elimination of particles against a dense solve of the whole group."""

import numpy as np
import pytest
from interpreted import interpreted

from mubar.numerics import layout as at


class Group:
    """Random shells (ns) of np particles on nv volumes, as the solver holds them.

    Shell residual: Σ M ẋ + (flux out) - (flux in), flux = -g (P(outer) - P(inner)); the outermost shell gives
    κ j. With ẋ = cj δx + known the matrix of δx is cj M + differences of g P'.
    """

    def __init__(self, ns, count, nb=2, nm=1, alike=False, seed=0):
        rng = np.random.default_rng(seed)
        self.ns, self.count, self.nb, self.nm, self.alike, self.nv = ns, count, nb, nm, alike, count + 2
        self.cj = 3.7
        self.x, self.xdot = rng.uniform(0.2, 0.8, (ns, count)), rng.normal(size=(ns, count))
        self.slope = np.full((ns, count), 1.9) if alike else rng.uniform(0.5, 2.0, (ns, count))
        self.P = self.slope * self.x if alike else rng.normal(size=(ns, count))
        self.mass = rng.uniform(0.1, 0.2, (ns, 3))
        self.mass[:, 1] += 0.5
        self.mass[0, 0] = self.mass[-1, 2] = 0.0
        self.conductance = rng.uniform(0.5, 3.0, ns)
        self.conductance[-1] = 0.0
        self.kappa = rng.uniform(0.5, 1.5, count)
        self.j = rng.normal(size=(2 + nb + nm, count))  # value, by x, by the volume's unknowns, by the border
        self.j[1] += 4.0
        self.home = rng.permutation(self.nv)[:count]
        self.delta_chain, self.dz = rng.normal(size=(nb, self.nv)), rng.normal(size=nm)
        self._place()

    def _place(self):
        ns, count, nb, nm, n = self.ns, self.count, self.nb, self.nm, self.nb * self.nv + self.ns * self.count
        state = nb * self.nv
        k = np.zeros(at.HEAD + at.GROUP_SIZE + count, dtype=np.int64)
        parts, size = [], 0

        def put(values):
            nonlocal size
            parts.append(np.ravel(values))
            size += parts[-1].size
            return size - parts[-1].size

        y = np.concatenate([np.full(state, np.nan), self.x.ravel()])
        assert put(y) == 0
        k[at.YDOT] = put(np.concatenate([np.full(state, np.nan), self.xdot.ravel()]))
        k[at.CLOCK] = put([self.cj, 0.0])
        k[at.DELTA] = put(np.concatenate([self.delta_chain.ravel(), np.full(ns * count, np.nan)]))
        k[at.DZ] = put(self.dz)
        k[at.N], k[at.NB], k[at.NV], k[at.NM], k[at.NG] = n, self.nb, self.nv, nm, 1
        o = k[at.GROUP_TABLE] = at.HEAD
        k[o + at.G_SHELLS], k[o + at.G_COUNT], k[o + at.G_STATE], k[o + at.G_ALIKE] = (
            ns,
            count,
            state,
            int(self.alike),
        )
        # particles that are alike have one slope and no P
        node = np.full((2, ns, count), np.nan)
        if self.alike:
            node[1, 0, 0] = self.slope[0, 0]
        else:
            node[:] = self.P, self.slope
        k[o + at.G_NODE] = put(node)
        k[o + at.G_EXCHANGE] = put(self.j)
        k[o + at.G_KAPPA], k[o + at.G_MASS] = put(self.kappa), put(self.mass)
        k[o + at.G_CONDUCTANCE] = put(self.conductance)
        for name in (at.G_LOWER, at.G_DIAG, at.G_UPPER, at.G_RESIDUAL):
            k[o + name] = put(np.full(ns * count, np.nan))
        k[o + at.G_REDUCED] = put(np.full((2 + nb + nm) * count, np.nan))
        k[o + at.G_HOME] = at.HEAD + at.GROUP_SIZE
        k[k[o + at.G_HOME] :] = self.home
        self.w, self.k, self.o = np.concatenate(parts), k, int(o)

    def shells(self, p):
        """Matrix (ns, ns) and residual (ns,) of particle p without its surface."""
        ns = self.ns
        M = np.diag(self.mass[:, 1]) + np.diag(self.mass[1:, 0], -1) + np.diag(self.mass[:-1, 2], 1)
        residual = M @ self.xdot[:, p]
        A = self.cj * M
        for i in range(ns - 1):
            g = self.conductance[i]
            flux = -g * (self.P[i + 1, p] - self.P[i, p])
            residual[i] += flux
            residual[i + 1] -= flux
            for row, sign in ((i, 1.0), (i + 1, -1.0)):
                A[row, i] += sign * g * self.slope[i, p]
                A[row, i + 1] -= sign * g * self.slope[i + 1, p]
        return A, residual

    def eliminated(self):
        interpreted("pendants").eliminate(self.w, self.k, self.o)
        start = self.k[self.o + at.G_REDUCED]
        return self.w[start : start + (2 + self.nb + self.nm) * self.count].reshape(-1, self.count)

    def corrections(self):
        interpreted("pendants").substitute(self.w, self.k, self.o)
        start = self.k[at.DELTA] + self.k[self.o + at.G_STATE]
        return self.w[start : start + self.ns * self.count].reshape(self.ns, self.count)


SHAPES = [(1, 1), (1, 4), (2, 1), (2, 3), (3, 2), (20, 5)]


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize(("ns", "count"), SHAPES)
@pytest.mark.parametrize(("nb", "nm"), [(1, 1), (2, 1), (3, 2)])
def test_elimination_is_the_dense_solution(ns, count, nb, nm, alike):
    group = Group(ns, count, nb, nm, alike, seed=ns + 10 * count)
    reduced = group.eliminated()
    found = group.corrections()
    for p in range(count):
        A, residual = group.shells(p)
        A[-1, -1] += group.kappa[p] * group.j[1, p]
        residual[-1] += group.kappa[p] * group.j[0, p]
        outside = np.concatenate([group.delta_chain[:, group.home[p]], group.dz])
        drive = group.j[2:, p] @ outside
        push = np.zeros(ns)
        push[-1] = group.kappa[p] * drive
        exact = np.linalg.solve(A, -(residual + push))
        np.testing.assert_allclose(found[:, p], exact, rtol=1e-11, atol=1e-13)
        # j + δj as a linear function of the neighbours' change
        total = group.j[0, p] + group.j[1, p] * exact[-1] + drive
        np.testing.assert_allclose(reduced[1, p] + reduced[2:, p] @ outside, total, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("ns", [1, 2, 5])
def test_what_enters_the_surface_is_what_the_shells_gain(ns):
    """Summed over shells the fluxes between them cancel: accumulation is minus κ (j + δj)."""
    for alike in (False, True):
        group = Group(ns, 3, alike=alike, seed=4)
        # masses whose columns add up don't matter here; the balance is over rows
        group.eliminated()
        delta = group.corrections()
        for p in range(3):
            A, residual = group.shells(p)
            accumulated = (A @ delta[:, p] + residual).sum()
            outside = np.concatenate([group.delta_chain[:, group.home[p]], group.dz])
            j = group.j[0, p] + group.j[1, p] * delta[-1, p] + group.j[2:, p] @ outside
            assert accumulated == pytest.approx(-group.kappa[p] * j, rel=1e-10)


def test_a_group_alike_is_a_group_of_equals():
    """The shared factor gives what the separate ones give."""
    one, each = Group(7, 4, alike=True, seed=2), Group(7, 4, alike=True, seed=2)
    each.alike = False
    each._place()
    np.testing.assert_allclose(one.eliminated(), each.eliminated(), rtol=1e-12)
    np.testing.assert_allclose(one.corrections(), each.corrections(), rtol=1e-12)
