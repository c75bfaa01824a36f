"""Spinodals, binodals, critical temperatures, plateaus: against closed forms, convex hulls, quadrature."""

import mpmath
import numpy as np
import pytest
from hosts import CASES
from scipy.spatial import ConvexHull

from mubar.core.constants import F, R
from mubar.thermo import FormulaOCP, LatticeGas, RedlichKister, RegularSolution, TabulatedOCP, TwoSublattice

T = 298.15
RT = R * T
LFP = RegularSolution(omega=11177.0, mu0=-F * 3.422)
# excess energy like -60 cos(6πx) J/mol: three concave parts, tilted so that no two gaps are alike
THREE_GAPS = RedlichKister(
    (500.0, 500.0, -10100.0, 0.0, 67800.0, 0.0, -157600.0, 0.0, 177900.0, 0.0, -104400.0, 0.0, 26000.0)
)


# the regular solution ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("ratio", [2.0001, 2.1, 3.0, 4.509, 8.0, 15.0])
def test_regular_solution_has_the_textbook_spinodal_and_binodal(ratio):
    host = RegularSolution(omega=ratio * RT, mu0=-2e5)
    root = np.sqrt(1.0 - 2.0 / ratio)
    np.testing.assert_allclose(host.spinodal(T), [[0.5 * (1 - root), 0.5 * (1 + root)]], rtol=1e-8)
    mpmath.mp.dps = 30
    ends = (max(0.5 - root, 1e-9), 0.5 * (1 - root))
    low = mpmath.findroot(
        lambda x: mpmath.log(x / (1 - x)) + ratio * (1 - 2 * x), ends, solver="anderson", maxsteps=200
    )
    (found,) = host.binodal(T)
    assert found[0] == pytest.approx(float(low), rel=1e-7)
    assert found[1] == pytest.approx(1.0 - float(low), rel=1e-9)


def test_shortly_below_the_critical_temperature_the_gap_is_root_3_times_the_spinodal_range():
    for below in (1e-3, 1e-5, 1e-7):
        at = (1.0 - below) * LFP.critical_temperature()
        ((a, b),), ((c, d),) = LFP.spinodal(at), LFP.binodal(at)
        assert (d - c) / (b - a) == pytest.approx(np.sqrt(3.0), rel=max(5.0 * below, 1e-3))


def test_strong_attraction_ends_where_digits_end():
    ((low, high),) = RegularSolution(omega=80.0 * RT).binodal(T)
    assert 0.0 < low < 1e-14
    assert 1e-14 > 1.0 - high > 0.0


def test_critical_temperatures():
    assert LFP.critical_temperature() == pytest.approx(11177.0 / (2.0 * R), rel=1e-10)
    assert RedlichKister((6000.0,)).critical_temperature() == pytest.approx(3000.0 / R, rel=1e-10)
    assert LatticeGas().critical_temperature() == 0.0
    assert RegularSolution(omega=-5000.0).critical_temperature() == 0.0
    assert FormulaOCP("3 + x").critical_temperature() == np.inf


def test_critical_temperature_of_a_subregular_solution():
    """T_c = max of -x (1-x) e''(x)/R over x, e the excess energy; here on a grid."""
    host = RedlichKister((9000.0, 4000.0))
    x = np.linspace(0.0, 1.0, 200_001)
    curvature = -2.0 * 9000.0 + 4000.0 * (6.0 - 12.0 * x)
    assert host.critical_temperature() == pytest.approx((-x * (1 - x) * curvature).max() / R, rel=1e-9)


def test_it_separates_below_the_critical_temperature_and_not_above():
    for host in (LFP, RedlichKister((9000.0, 4000.0)), THREE_GAPS):
        critical = host.critical_temperature()
        assert len(host.binodal((1.0 - 1e-6) * critical)) > 0
        for ask in (host.spinodal, host.binodal):
            above = ask((1.0 + 1e-6) * critical)
            assert above.shape == (0, 2)
        assert host.hysteresis_gaps(1.001 * critical).shape == (0,)
        assert host.tie_line_potentials(1.001 * critical).shape == (0,)


@pytest.mark.parametrize("host", CASES)
def test_every_host_has_a_critical_temperature(host):
    critical = host.critical_temperature()
    if critical == 0.0:
        assert host.spinodal(50.0).shape == host.binodal(50.0).shape == (0, 2)
    elif critical == np.inf:
        assert len(host.spinodal(1e5)) > 0
    else:
        assert len(host.spinodal(0.999 * critical)) > 0
        assert host.spinodal(1.001 * critical).shape == (0, 2)


# several gaps -----------------------------------------------------------------------------------------------
def gaps_of_the_hull(host, n=40_001):
    """Edges of the lower convex hull of G on an even grid that are longer than one step."""
    x = np.linspace(0.0, 1.0, n + 2)[1:-1]
    hull = ConvexHull(np.stack([x, host.gibbs(x, T) / RT], axis=1))
    lower = np.sort(hull.simplices[hull.equations[:, 1] < 0.0], axis=1)
    return np.array(sorted((x[i], x[j]) for i, j in lower if j - i > 1)), x[1] - x[0]


def test_three_gaps_are_those_of_the_convex_hull():
    found = THREE_GAPS.binodal(T)
    expected, step = gaps_of_the_hull(THREE_GAPS)
    assert found.shape == expected.shape == (3, 2)
    np.testing.assert_allclose(found, expected, atol=1.01 * step)
    assert THREE_GAPS.spinodal(T).shape == (3, 2)


def test_two_unstable_ranges_can_share_one_gap():
    host = RedlichKister((8000.0, 0.0, 3500.0))
    assert len(host.spinodal(T)) == 2
    expected, step = gaps_of_the_hull(host)
    np.testing.assert_allclose(host.binodal(T), expected, atol=1.01 * step)
    assert len(expected) == 1


@pytest.mark.parametrize("seed", range(40))
def test_tangents_of_random_hosts(seed):
    """Equal potentials, one tangent, nothing below it; unstable ranges inside, stable ends outside."""
    rng = np.random.default_rng(seed)
    at, size = rng.uniform(100.0, 600.0), 10.0 ** rng.uniform(2.0, 4.6)
    host = RedlichKister(tuple(rng.normal(0.0, size, rng.integers(1, 9))), rng.normal(0.0, 1e5))
    gaps, unstable = host.binodal(at), host.spinodal(at)
    x = np.linspace(0.001, 0.999, 2001)
    for a, b in gaps:
        mu = host.chemical_potential(np.array([a, b]), at)
        ends = host.gibbs(np.array([a, b]), at)
        slope = (ends[1] - ends[0]) / (b - a)
        from_end = np.array([a, 1.0 - b])
        touching = np.abs(mu - slope) < (1e-6 + 1e-15 / from_end) * R * at
        assert (touching | (from_end < 2e-15)).all()  # told from the end of the range
        assert (host.gibbs(x, at) - (ends[0] + slope * (x - a))).min() > -1e-8 * R * at
        assert (host.d_chemical_potential(np.array([a, b]), at) > 0.0).all()
    assert (np.diff(gaps.ravel()) > 0.0).all()
    for a, b in unstable:
        assert any(low < a and b < high for low, high in gaps)
        np.testing.assert_allclose(host.thermodynamic_factor(np.array([a, b]), at), 0.0, atol=1e-6)
    outside = ~np.any([(x >= a) & (x <= b) for a, b in unstable] or [np.zeros_like(x, bool)], axis=0)
    assert (host.d_chemical_potential(x[outside], at) >= 0.0).all()


def test_a_point_of_the_grid_beside_the_middle_does_no_harm():
    """Symmetric: the middle of the range is 0.5 but for a rounding, where the grid has a point too."""
    host = RedlichKister((3467.516775711827,), -231435.42244539963)
    ((low, high),) = host.binodal(130.25859850228557)
    assert low + high == pytest.approx(1.0, rel=1e-12)
    ratio = 3467.516775711827 / (R * 130.25859850228557)
    assert np.log(low / (1.0 - low)) == pytest.approx(-ratio * (1.0 - 2.0 * low), rel=1e-10)


@pytest.mark.parametrize("host", CASES)
def test_symmetric_hosts_have_symmetric_diagrams(host):
    x = np.array([0.03, 0.2, 0.41])
    mirrored = host.chemical_potential(x, T) + host.chemical_potential(1.0 - x, T)
    if np.ptp(mirrored) < 1e-8 * RT:  # μ is odd about the middle
        for diagram in (host.binodal(T), host.spinodal(T)):
            np.testing.assert_allclose(diagram, 1.0 - diagram[::-1, ::-1], rtol=1e-7)
        plateaus = host.tie_line_potentials(T)
        np.testing.assert_allclose(plateaus + plateaus[::-1], -mirrored[0] / F, atol=1e-12)
    else:
        assert type(host).__name__ not in ("LatticeGas", "RegularSolution", "TwoSublattice", "LithiumMetal")


# plateaus and hysteresis ------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", [LFP, THREE_GAPS, TwoSublattice.examples()[0]])
def test_plateaus_cut_equal_areas(host):
    """Maxwell: ∫(U - U_plateau) dx = 0 over every gap."""
    for (a, b), plateau in zip(host.binodal(T), host.tie_line_potentials(T), strict=True):
        pieces, nodes, weights = np.linspace(a, b, 101), *np.polynomial.legendre.leggauss(6)
        half = 0.5 * np.diff(pieces)[:, None]
        x = pieces[:-1, None] + half * (1.0 + nodes)
        assert float(np.sum(half * weights * (host(x, T) - plateau))) == pytest.approx(0.0, abs=1e-7)
        around = host.plateau_potential(np.linspace(a - 1e-9, b + 1e-9, 9), T)
        np.testing.assert_array_equal(around[1:-1], plateau)
        np.testing.assert_allclose(around, plateau, atol=1e-6)


def test_equilibrium_potential_never_rises():
    x = np.linspace(0.001, 0.999, 999)
    for host in (LFP, THREE_GAPS, TwoSublattice.examples()[0]):
        assert (np.diff(host.plateau_potential(x, T)) <= 1e-12).all()
    assert LatticeGas().plateau_potential(0.3, T) == LatticeGas().open_circuit_potential(0.3, T)


def test_hysteresis_gap_of_the_regular_solution():
    """2Ω√(1-2RT/Ω) - 2RT ln[(1+√)/(1-√)], over F: 74 mV for LiFePO4."""
    root = np.sqrt(1.0 - 2.0 * RT / LFP.omega)
    expected = (2.0 * LFP.omega * root - 2.0 * RT * np.log((1.0 + root) / (1.0 - root))) / F
    assert LFP.hysteresis_gaps(T) == pytest.approx([expected], rel=1e-10)
    assert expected == pytest.approx(0.0738, abs=1e-4)


def test_lithium_graphite_has_its_two_plateaus():
    """About 0.12 V below half filling and 0.085 V above (Dahn, Phys. Rev. B 44 (1991) 9170)."""
    graphite = TwoSublattice.examples()[0]
    np.testing.assert_allclose(graphite.tie_line_potentials(T), [0.12, 0.085], atol=2e-3)
    low, high = graphite.binodal(T)
    assert low[1] < 0.5 < high[0]


def test_a_measured_potential_that_rises_is_a_gap():
    table = TabulatedOCP((0.0, 0.3, 0.5, 0.7, 1.0), (3.6, 3.4, 3.5, 3.35, 3.2))
    ((a, b),) = table.spinodal(T)
    assert (a, b) == pytest.approx((0.3, 0.5), abs=1e-9)
    ((low, high),) = table.binodal(T)
    assert low < 0.3 < 0.5 < high
    assert table(low, T) == pytest.approx(table(high, T), abs=1e-9)


def test_a_gap_ends_with_the_host_where_the_potential_is_finite():
    """No tangent point is left of 0 or right of 1: empty and full host coexist."""
    ((low, high),) = FormulaOCP("3 + x").binodal(T)
    assert low < 1e-14
    assert high > 1.0 - 1e-14
    assert FormulaOCP("3 + x").tie_line_potentials(T) == pytest.approx([3.5], abs=1e-9)
