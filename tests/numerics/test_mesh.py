"""Grids: volumes, shells exact for parabolas, order of convergence against the series of the sphere."""

import numpy as np
import pytest
from scipy.optimize import brentq

from mubar.core.errors import InputError, UnknownNameError
from mubar.numerics.mesh import Chebyshev, Mesh, Shells, Uniform

GRIDS = [Uniform(), Chebyshev(), Chebyshev(0.5), Chebyshev(0.8)]


# layers -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("spacing", GRIDS)
@pytest.mark.parametrize("n", [1, 2, 3, 10, 101])
def test_volumes_fill_a_layer_symmetrically(spacing, n):
    points = spacing.points(n)
    assert (points[0], points[-1]) == (0.0, 1.0)
    widths = Mesh(negative=n, spacing=spacing).layer("negative")
    assert len(widths) == n
    assert (widths > 0.0).all()
    assert widths.sum() == pytest.approx(1.0, rel=1e-14)
    np.testing.assert_allclose(widths, widths[::-1], rtol=1e-10)


def test_chebyshev_gathers_at_the_ends():
    np.testing.assert_allclose(Chebyshev(0.0).points(7), Uniform().points(7))
    np.testing.assert_allclose(Chebyshev(1.0).points(4), 0.5 * (1 - np.cos(np.pi * np.arange(5) / 4)))
    widths = np.diff(Chebyshev().points(9))
    assert (np.diff(widths[:5]) > 0.0).all()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"negative": 0}, "mesh negative: found 0, expected a whole number from 1"),
        ({"particle": 1}, "mesh particle: found 1, expected a whole number from 2"),
        ({"separator": 2.5}, "mesh separator: found 2.5"),
        ({"positive": True}, "mesh positive: found True"),
        ({"positive": "20"}, "found '20'"),
        ({"positive": 10**9}, "to 100000"),
    ],
)
def test_bad_counts_are_told(given, message):
    with pytest.raises(InputError, match=message):
        Mesh(**given)


def test_bad_counts_are_told_together():
    with pytest.raises(InputError) as caught:
        Mesh(negative=-1, positive=0, particle=0)
    assert len(caught.value.problems) == 3


def test_spacings_have_names():
    assert Mesh(spacing="Chebyshev").spacing == Chebyshev()
    assert Mesh(spacing="uniform").particle_spacing == Uniform()
    with pytest.raises(UnknownNameError, match="Did you mean 'chebyshev'"):
        Mesh(spacing="chebychev")


# shells -----------------------------------------------------------------------------------------------------
MESHES = [Mesh(particle=n, particle_spacing=g) for n in (2, 3, 4, 10, 60) for g in GRIDS]


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_shells_hold_the_volume_of_the_sphere(mesh):
    """∫ρ² dρ = 1/3, and for the mass matrix's exactness also ∫ρ⁴ dρ = 1/5 of a parabola."""
    shells = mesh.shells()
    assert shells.nodes[[0, -1]] == pytest.approx([0.0, 1.0], abs=1e-15)
    assert (np.diff(shells.nodes) > 0.0).all()
    assert shells.volumes.sum() == pytest.approx(1.0 / 3.0, rel=1e-13)
    assert (shells.volumes * shells.nodes**2).sum() == pytest.approx(1.0 / 5.0, rel=1e-12)
    assert shells.conductance[-1] == 0.0
    assert (shells.conductance[:-1] > 0.0).all()


def matrices(shells):
    """M ẋ + K x = -b with b at the surface: mass, and stiffness of the differences."""
    n = len(shells.nodes)
    M = np.diag(shells.mass[:, 1]) + np.diag(shells.mass[1:, 0], -1) + np.diag(shells.mass[:-1, 2], 1)
    K = np.zeros((n, n))
    for i, g in enumerate(shells.conductance[:-1]):
        K[i : i + 2, i : i + 2] += g * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return M, K


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_a_steadily_filled_sphere_is_exact(mesh):
    """Flux q in at the surface: x = 3 q t + q ρ²/2, so the surface lies q/5 above the mean (R/D = 1)."""
    shells = mesh.shells()
    M, K = matrices(shells)
    q, n = 0.7, len(shells.nodes)
    x = 0.5 * q * shells.nodes**2
    inflow = np.zeros(n)
    inflow[-1] = q
    np.testing.assert_allclose(M @ np.full(n, 3.0 * q) + K @ x, inflow, atol=1e-13 * np.abs(K).max())
    mean = 3.0 * shells.volumes @ x
    assert x[-1] - mean == pytest.approx(q / 5.0, rel=1e-11)


def surface_of_sphere(t):
    """x(1, t)/q for a constant flux q from zero: 3 t + 1/5 - 2 Σ exp(-λ² t)/λ², tan λ = λ.

    Carslaw & Jaeger, Conduction of Heat in Solids, 2nd ed., §9.7.
    """
    roots = [brentq(lambda s: np.sin(s) - s * np.cos(s), n * np.pi, (n + 0.5) * np.pi) for n in range(1, 200)]
    roots = np.array(roots)
    return 3.0 * t + 0.2 - 2.0 * (np.exp(-np.outer(t, roots**2)) / roots**2).sum(axis=1)


def surface_of_shells(shells, t):
    """The same of the discretised sphere, exactly in time: by its eigenvectors."""
    M, K = matrices(shells)
    n = len(shells.nodes)
    rates, modes = np.linalg.eig(np.linalg.solve(M, K))
    push = np.zeros(n)
    push[-1] = 1.0
    amplitude = np.linalg.solve(modes, np.linalg.solve(M, push))
    still = np.abs(rates) < 1e-8
    assert still.sum() == 1
    assert (rates.real > -1e-8).all()  # nothing grows
    safe = np.where(still, 1.0, rates)
    grown = np.where(still, t[:, None], -np.expm1(-np.outer(t, safe)) / safe)
    found = (grown * amplitude) @ modes[-1]
    assert np.abs(found.imag).max() < 1e-12
    return found.real


TIMES = np.array([0.01, 0.03, 0.1, 0.5])


@pytest.mark.parametrize("spacing", GRIDS)
def test_the_sphere_converges_with_second_order(spacing):
    exact = surface_of_sphere(TIMES)
    errors = []
    for n in (10, 20, 40, 80):
        shells = Mesh(particle=n + 1, particle_spacing=spacing).shells()
        errors.append(np.abs(surface_of_shells(shells, TIMES) - exact).max())
    rates = np.log2(np.array(errors[:-1]) / errors[1:])
    assert rates[-1] == pytest.approx(2.0, abs=0.05), rates
    assert (rates > 1.6).all(), rates
    # 20 shells: a thousandth of the surface's lead over the mean, and far less with nodes gathered there
    assert errors[1] < (1e-3 if spacing == Uniform() else 2e-4)


def test_the_series_is_that_of_a_fine_grid():
    """Two ways to the same number: the reference above is not its own judge."""
    meshes = [Mesh(particle=n, particle_spacing=Chebyshev()) for n in (51, 101)]
    coarse, fine = (surface_of_shells(m.shells(), TIMES) for m in meshes)
    extrapolated = (4.0 * fine - coarse) / 3.0
    np.testing.assert_allclose(surface_of_sphere(TIMES), extrapolated, atol=2e-7)


def test_shells_of_given_nodes():
    nodes = np.array([0.0, 0.3, 0.35, 0.9, 1.0])
    shells = Shells.of(nodes)
    middle = 0.5 * (nodes[1:] + nodes[:-1])
    np.testing.assert_allclose(shells.conductance[:-1], middle**2 / np.diff(nodes), rtol=1e-15)
    # rows hold what is between the faces: uniform filling is exact in every shell
    edges = np.concatenate([[0.0], middle, [1.0]])
    np.testing.assert_allclose(shells.mass.sum(axis=1), np.diff(edges**3) / 3.0, rtol=1e-13)


def test_plain_shells_hold_the_volume_of_the_sphere():
    """Every node's lithium is counted once, whichever row of the mass matrix it stands in."""
    shells = Mesh(particle=9, plain=True).shells()
    assert shells.mass.sum() == pytest.approx(1.0 / 3.0, rel=1e-14)
    edges = np.concatenate([[0.0], 0.5 * (shells.nodes[1:] + shells.nodes[:-1]), [1.0]])
    np.testing.assert_allclose(shells.volumes, np.diff(edges**3) / 3.0, rtol=1e-14)
