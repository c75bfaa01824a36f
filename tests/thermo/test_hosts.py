"""Each host material against the formulas and numbers of its source, and against its neighbours."""

from dataclasses import dataclass

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from machine import compiled
from mubar.core.constants import F, R
from mubar.core.data import C2
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.core.structure import with_symbols
from mubar.thermo import (
    FormulaOCP,
    Gallery,
    LatticeGas,
    LithiumMetal,
    MultiSiteMolarRegular,
    RedlichKister,
    RegularSolution,
    SolutionModel,
    TabulatedOCP,
    TwoSublattice,
)

T = 298.15
X = np.linspace(0.02, 0.98, 25)
GRAPHITE, NMC622 = MultiSiteMolarRegular.examples()


def same(one, other, rtol=1e-12):
    for quantity in ("gibbs", "chemical_potential", "d_chemical_potential", "entropy_coefficient"):
        a, b = (getattr(host, quantity)(X, 310.0) for host in (one, other))
        np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol * max(np.abs(b).max(), 1e-4))


# solution models --------------------------------------------------------------------------------------------
def test_lattice_gas_is_nernst():
    """59.16 mV for every decade of x/(1-x) at 25 °C, from μ°: half full."""
    host = LatticeGas(mu0=-F * 3.9)
    assert host.open_circuit_potential(0.5, T) == pytest.approx(3.9, rel=1e-15)
    assert host(1.0 / 11.0, T) - host(10.0 / 11.0, T) == pytest.approx(2 * 0.05915935, abs=2e-8)
    assert host.gibbs(0.5, T) == pytest.approx(-0.5 * F * 3.9 - R * T * np.log(2.0), rel=1e-14)


def test_regular_solution_of_lithium_iron_phosphate():
    """μ = RT ln(x/(1-x)) + Ω (1-2x): at x = 0.1, Ω = 4.509 RT: 1.410 RT above μ°."""
    host = RegularSolution(omega=11177.0, mu0=-F * 3.422)
    expected = np.log(0.1 / 0.9) + 11177.0 / (R * T) * 0.8
    assert expected == pytest.approx(1.410, abs=1e-3)
    assert host.chemical_potential(0.1, T) == pytest.approx(-F * 3.422 + expected * R * T, rel=1e-13)


def test_neighbours_agree():
    same(RegularSolution(omega=0.0, mu0=-1e5), LatticeGas(mu0=-1e5))
    same(RedlichKister((7000.0,), -1e5), RegularSolution(omega=7000.0, mu0=-1e5))
    same(RedlichKister((), -1e5), LatticeGas(mu0=-1e5))
    same(MultiSiteMolarRegular((Gallery(0.7, 3.0, 1.0),)), LatticeGas(mu0=-F * 3.0))
    same(TwoSublattice(4000.0, 0.0, 0.0, mu0=-1e5), RegularSolution(omega=4000.0, mu0=-1e5), 1e-9)


def test_redlich_kister_is_its_sum():
    host = RedlichKister((3000.0, -2000.0, 1500.0, 800.0), -2e5)
    a = host.coefficients
    excess = sum(c * X * (1 - X) * (2 * X - 1) ** k for k, c in enumerate(a))
    ideal = LatticeGas(mu0=-2e5)
    np.testing.assert_allclose(host.gibbs(X, T) - ideal.gibbs(X, T), excess, atol=1e-9)
    x = X[X != 0.5]
    # the derivative as Karthikeyan et al. write it: Σ A_k [(2x-1)^(k+1) - 2 x k (1-x)/(2x-1)^(1-k)]
    slope = sum(
        c * (-((2 * x - 1) ** (k + 1)) + 2 * k * x * (1 - x) * (2 * x - 1) ** (k - 1.0))
        for k, c in enumerate(a)
    )
    found = host.chemical_potential(x, T) - ideal.chemical_potential(x, T)
    np.testing.assert_allclose(found, slope, atol=1e-9)


@dataclass(frozen=True)
class Heated(SolutionModel):
    """A host of a user's own: its attraction fades with temperature."""

    energy: float
    entropy: float

    def excess(self, x, T):
        return (self.energy - T * self.entropy) * x * (1.0 - x)


def test_a_host_of_ones_own_has_everything():
    host = Heated(20e3, 30.0)
    ideal = LatticeGas()
    expected = ideal.entropy_coefficient(X, T) + 30.0 * (1.0 - 2.0 * X) / F
    np.testing.assert_allclose(host.entropy_coefficient(X, T), expected, rtol=1e-12, atol=1e-18)
    same = RegularSolution(omega=20e3 - 310.0 * 30.0)
    np.testing.assert_allclose(host.binodal(310.0), same.binodal(310.0), rtol=1e-12)
    # Ω(T) = 2RT
    assert host.critical_temperature() == pytest.approx(20e3 / (2.0 * R + 30.0), rel=1e-9)
    assert "G = " in host.latex()


def test_solution_models_print_as_equations():
    text = RedlichKister((1.0, 2.0)).latex()
    assert text.startswith("G = ")
    for part in (r"\ln", "A_{0}", "A_{1}", r"\mu^{\circ}", "R", "T"):
        assert part in text
    assert r"\Omega" in RegularSolution(omega=1.0).latex()


# MSMR -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", [GRAPHITE, NMC622])
@pytest.mark.parametrize("temperature", [263.15, 298.15, 328.15])
def test_inverse_is_exact(host, temperature):
    x = np.concatenate(
        [np.geomspace(1e-12, 1e-2, 30), np.linspace(0.01, 0.99, 200), 1 - np.geomspace(1e-9, 1e-2, 30)]
    )
    found = host.filled_fraction(host.open_circuit_potential(x, temperature), temperature)
    np.testing.assert_allclose(found, x, rtol=3e-13)
    np.testing.assert_allclose(1.0 - found, 1.0 - x, rtol=3e-7)


def test_filled_fraction_is_the_published_sum():
    """Verbrugge et al. 2017, eq. of x_j with table 1; shares of graphite add to 0.99999."""
    mpmath.mp.dps = 30
    for host in (GRAPHITE, NMC622):
        total = sum(g.share for g in host.galleries)
        for U in (0.05, 0.1, 0.21, 3.7, 4.2):
            f = mpmath.mpf(F) / (mpmath.mpf(R) * T)
            x = (
                sum(g.share / (1 + mpmath.exp(f * (U - g.potential) / g.width)) for g in host.galleries)
                / total
            )
            assert host.filled_fraction(U, T) == pytest.approx(float(x), rel=1e-12)


@pytest.mark.parametrize(("host", "low", "high"), [(GRAPHITE, -3.0, 4.0), (NMC622, 0.0, 8.0)])
def test_potential_solves_the_published_sum(host, low, high):
    """Against Brent's method on the sum as it is printed."""

    def sum_of_galleries(U):
        z = F * (U - potentials) / (widths * R * T)
        return float(np.sum(shares / (1.0 + np.exp(np.minimum(z, 700.0)))) / shares.sum())

    shares, potentials, widths = np.array([(g.share, g.potential, g.width) for g in host.galleries]).T
    for x in (0.01, 0.07, 0.3, 0.5, 0.69, 0.9, 0.99):
        expected = brentq(lambda U, x=x: sum_of_galleries(U) - x, low, high, xtol=1e-15, rtol=1e-15)
        assert host(x, T) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("host", [GRAPHITE, NMC622])
def test_free_energy_is_the_integral_of_the_potential(host):
    for a, b in ((0.05, 0.31), (0.31, 0.77), (0.77, 0.98)):
        U = np.linspace(float(host(b, T)), float(host(a, T)), 4001)
        x = host.filled_fraction(U, T)
        area = a * U[-1] - b * U[0] - np.trapezoid(x, U)  # -∫U dx by parts, over U
        found = host.gibbs(b, T) - host.gibbs(a, T)
        assert found == pytest.approx(F * area, rel=1e-5)


@pytest.mark.parametrize("seed", range(20))
def test_inverse_of_random_galleries(seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 8)
    potentials, widths = rng.uniform(0.0, 4.5, n), 10.0 ** rng.uniform(-2.0, 1.0, n)
    host = MultiSiteMolarRegular(tuple(map(Gallery, rng.uniform(0.01, 1.0, n), potentials, widths)))
    x, at = rng.uniform(1e-6, 1.0 - 1e-6, 50), rng.uniform(230.0, 400.0)
    U = host(x, at)
    rounding = 1e-15 * F / (R * at * widths.min())
    np.testing.assert_allclose(host.filled_fraction(U, at), x, rtol=max(rounding, 1e-12))
    assert (np.diff(U[np.argsort(x)]) < 0.0).all()


@pytest.mark.parametrize("widths", [(1e-3, 1e-3), (1e-3, 20.0), (0.3, 0.3)])
def test_galleries_far_apart_and_sharp(widths):
    host = MultiSiteMolarRegular((Gallery(0.5, 0.1, widths[0]), Gallery(0.5, 4.3, widths[1])))
    x = np.concatenate([np.linspace(1e-6, 1 - 1e-6, 101), [0.5 - 1e-12, 0.5 + 1e-12]])
    U = host(x, T)
    assert np.isfinite(U).all()
    assert np.isfinite(host.entropy_coefficient(x, T)).all()
    rounding = 1e-15 * F / (R * T * min(widths))  # that of potentials of some volts
    np.testing.assert_allclose(host.filled_fraction(U, T), x, rtol=max(rounding, 1e-12))


def test_bad_galleries_are_named():
    with pytest.raises(InputError, match=r"Gallery\.share"):
        Gallery(-0.1, 0.1, 1.0)
    with pytest.raises(InputError, match=r"galleries/1: found \(0\.1"):
        MultiSiteMolarRegular((Gallery(0.1, 0.1, 1.0), (0.1, 0.2, 1.0)))
    for none in ((), None, Gallery(0.1, 0.1, 1.0)):
        with pytest.raises(InputError, match="at least one Gallery"):
            MultiSiteMolarRegular(none)


# two sublattices --------------------------------------------------------------------------------------------
def pair_energy(host, a, b):
    mixing = sum(v * np.log(v) + (1 - v) * np.log(1 - v) for v in (a, b))
    within = host.omega_a * (a * (1 - a) + b * (1 - b)) + host.mu0 * (a + b)
    return R * T * mixing + within + host.omega_b * a * b + host.omega_c * a * (1 - a) * b * (1 - b)


@pytest.mark.parametrize("host", TwoSublattice.examples())
def test_equilibrium_is_the_lowest_of_all_pairs_of_layers(host):
    for x, found in zip(X, host.gibbs(X, T), strict=True):
        apart = min(x, 1.0 - x) * (1.0 - np.concatenate([np.geomspace(1e-9, 1.0, 20_000), [1.0]]))
        lowest = 0.5 * pair_energy(host, x + apart, x - apart).min()
        assert found <= lowest + 1e-9
        assert found == pytest.approx(lowest, abs=1e-3)


@pytest.mark.parametrize("host", TwoSublattice.examples())
def test_layer_potentials_are_slopes_of_the_pair_energy(host):
    a, b, step = np.array([0.02, 0.3, 0.9]), np.array([0.4, 0.31, 0.97]), 1e-40j
    one, two = host.layer_potentials(a, b, T)
    np.testing.assert_allclose(one, pair_energy(host, a + step, b).imag / 1e-40, rtol=1e-12)
    np.testing.assert_allclose(two, pair_energy(host, a, b + step).imag / 1e-40, rtol=1e-12)


@pytest.mark.parametrize("host", TwoSublattice.examples())
def test_layers_at_rest_share_one_potential(host):
    one, two = host.layers(X, T)
    assert (one >= two - 1e-9).all()
    np.testing.assert_allclose(0.5 * (one + two), X, rtol=1e-12)
    mu = host.chemical_potential(X, T)
    for potential in host.layer_potentials(one, two, T):
        np.testing.assert_allclose(potential, mu, atol=1e-5 * R * T)


@pytest.mark.parametrize("x", [0.3, 0.7])
def test_layers_that_exclude_each_other_keep_their_digits(x):
    """Ω_b = 60 RT alone: μ1 = μ2 with 40 digits leaves a layer 1e-16 short of full, or of empty."""
    mpmath.mp.dps = 40
    apart = mpmath.findroot(
        lambda d: mpmath.log((x + d) / (1 - x - d) * (1 - x + d) / (x - d)) - 120 * d,
        (min(x, 1 - x) * (1 - mpmath.mpf(10) ** -25), min(x, 1 - x) * (1 - mpmath.mpf(10) ** -10)),
        solver="anderson",
    )
    one = mpmath.log((x + apart) / (1 - x - apart)) + 60 * (x - apart)
    host = TwoSublattice(0.0, 60.0 * R * T, 0.0)
    assert host.chemical_potential(x, T) / (R * T) == pytest.approx(float(one), rel=1e-12)


def test_layers_compile_with_their_numbers_as_data():
    host = TwoSublattice.examples()[0]
    twin, numbers = with_symbols(host, "host")
    potentials = twin.layer_potentials(Expr.symbol("a"), Expr.symbol("b"), Expr.symbol("T"))
    a, b = np.meshgrid([0.01, 0.4, 0.95], [0.02, 0.5, 0.99])
    at = {"a": a.ravel(), "b": b.ravel(), "T": np.full(9, 310.0)}
    found = compiled(potentials, ("a", "b", "T"), sorted(numbers))({**at, **numbers})
    np.testing.assert_allclose(found, host.layer_potentials(at["a"], at["b"], 310.0), rtol=1e-11)


def test_stages_of_graphite():
    """Half full, one layer is nearly full and the other nearly empty; else they are alike."""
    graphite = TwoSublattice.examples()[0]
    one, two = graphite.layer_potentials(0.985, 0.015, T)
    assert graphite.gibbs(0.5, T) < 0.5 * pair_energy(graphite, 0.5, 0.5)
    assert one == pytest.approx(-two + 2 * graphite.chemical_potential(0.5, T), rel=1e-9)
    for x in (0.02, 0.98):
        assert graphite.gibbs(x, T) == pytest.approx(0.5 * pair_energy(graphite, x, x), rel=1e-12)


def test_bad_layers_are_named():
    with pytest.raises(InputError, match=r"x2\[1\]"):
        TwoSublattice.examples()[0].layer_potentials(0.5, [0.2, 1.2], T)
    with pytest.raises(InputError, match=r"TwoSublattice\.omega_c"):
        TwoSublattice(1.0, 1.0, -1.0)


# measured potentials ----------------------------------------------------------------------------------------
TABLE = ([0.1, 0.3, 0.6, 0.9], [4.2, 3.9, 3.7, 3.5])


@pytest.mark.parametrize("kind", [None, C2()])
def test_table_goes_through_its_points_and_straight_on(kind):
    host = TabulatedOCP(*TABLE) if kind is None else TabulatedOCP(*TABLE, kind)
    np.testing.assert_allclose(host(np.array(TABLE[0]), T), TABLE[1], rtol=1e-14)
    ends = host(np.array([0.02, 0.05, 0.08]), T)
    assert np.diff(ends, 2) == pytest.approx(0.0, abs=1e-12)
    for x in (0.05, 0.45, 0.97):
        area, _ = quad(lambda v: host(v, T), 1e-12, x, points=[v for v in TABLE[0] if v < x], epsabs=1e-12)
        assert host.gibbs(x, T) == pytest.approx(-F * area, rel=1e-8)


def test_entropy_is_taken_as_given():
    slope = Function.from_data([0.0, 0.5, 1.0], [1e-4, -2e-4, 0.0])
    host = TabulatedOCP(*TABLE, entropic_coefficient=slope, reference_temperature=300.0)
    np.testing.assert_allclose(host.entropy_coefficient(X, 330.0), slope(X), atol=1e-18)
    np.testing.assert_allclose(host(X, 330.0) - host(X, 300.0), 30.0 * slope(X), atol=1e-14)


@pytest.mark.parametrize(
    ("x", "U", "where", "found"),
    [
        ([0.1, 0.5, 0.4], [3, 2, 1], "x/1", "followed by 0.4"),
        ([0.1, 0.4, 0.4], [3, 2, 1], "x/1", "0.4 twice"),
        ([0.1, 0.4, 1.4], [3, 2, 1], "x/2", "1.4"),
        ([-0.1, 0.4, 0.5], [3, 2, 1], "x/0", "-0.1"),
        ([0.1, 0.4, float("nan")], [3, 2, 1], "x/2", "nan"),
        ([0.1, 0.4], [3, 2, 1], "", "2 values of x and 3 of y"),
        ("0.1, 0.4", [3, 2], "x", "0.1"),
    ],
)
def test_bad_rows_of_a_table_are_named(x, U, where, found):
    with pytest.raises(InputError) as caught:
        TabulatedOCP(x, U)
    assert caught.value.problems[0].where.rstrip("/") == f"TabulatedOCP/{where}".rstrip("/")
    assert found in caught.value.problems[0].found


def test_formulas_come_in_every_form():
    text = FormulaOCP("4 - x + 0.1*tanh(5*x)")
    python = FormulaOCP(lambda x: 4 - x + 0.1 * np.tanh(5 * x))
    function = FormulaOCP(Function.from_text("4 - x + 0.1*tanh(5*x)"))
    np.testing.assert_allclose(text(X, T), 4 - X + 0.1 * np.tanh(5 * X), rtol=1e-14)
    np.testing.assert_array_equal(python(X, T), text(X, T))
    assert function == text
    area = 4 * 0.7 - 0.245 + 0.02 * np.log(np.cosh(3.5))
    assert text.gibbs(0.7, T) == pytest.approx(-F * area, rel=1e-9)


@pytest.mark.parametrize("bad", ["4 - y", "4 -", "4 - T", None, lambda x, y: x, lambda x: float(x), [1.0]])
def test_bad_formulas_are_named(bad):
    with pytest.raises(InputError, match=r"FormulaOCP\.potential"):
        FormulaOCP(bad)
    with pytest.raises(InputError, match=r"FormulaOCP\.entropic_coefficient"):
        FormulaOCP("4 - x", entropic_coefficient=bad)


def test_lithium_metal_is_the_reference():
    assert not LithiumMetal().open_circuit_potential(X, T).any()
