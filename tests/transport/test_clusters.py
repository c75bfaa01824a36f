"""Associated salts: equilibrium, conductivity, and cations that move the wrong way."""

import numpy as np
import pytest
from scipy.optimize import brentq

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Salt
from mubar.transport import AssociatedSalt, Cluster, haven_ratio

T = 333.0
LITFSI = Salt("Li+", "Cl-")  # any 1:1 salt
D = (0.3e-12, 5e-12)  # the cation bound to a chain that is slower than its clusters


def pairs(log_beta, pair=3e-12):
    return AssociatedSalt(LITFSI, (Cluster(1, 0, D[0]), Cluster(0, 1, D[1]), Cluster(1, 1, pair, log_beta)))


def triplets(log_beta):
    return AssociatedSalt(LITFSI, (Cluster(1, 0, D[0]), Cluster(0, 1, D[1]), Cluster(1, 2, 1e-12, log_beta)))


@pytest.mark.parametrize("log_beta", [-8.0, 0.0, 3.0, 25.0])
@pytest.mark.parametrize("c", [1e-3, 50.0, 2000.0])
def test_pairs_follow_the_quadratic(log_beta, c):
    """Ostwald: free x of the total n (mol/L) with β x² + x = n."""
    n, beta = c / 1000.0, np.exp(log_beta)
    x = 2 * n / (1 + np.sqrt(1 + 4 * beta * n))
    np.testing.assert_allclose(
        pairs(log_beta).concentrations(c), 1000.0 * np.array([x, x, n - x]), rtol=1e-9, atol=1e-12 * c
    )


@pytest.mark.parametrize("seed", range(12))
def test_many_clusters_balance(seed):
    """Mass balances and the law of mass action with constants over many decades, for 1:1 and 2:1 salts."""
    rng = np.random.default_rng(seed)
    salt = (LITFSI, Salt("Ca+2", "Cl-"))[seed % 2]
    made = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 3)]
    clusters = [Cluster(1, 0, 1e-9), Cluster(0, 1, 1e-9)]
    clusters += [Cluster(a, b, 1e-10, float(rng.uniform(-10, 30))) for a, b in made]
    c = 10 ** rng.uniform(-2, 3.5)
    model = AssociatedSalt(salt, tuple(clusters))
    found = model.concentrations(c)
    np.testing.assert_allclose(
        model.stoichiometry.T @ found, c * np.array([salt.nu_plus, salt.nu_minus]), rtol=1e-11
    )
    free = np.log(found[:2] / 1000.0)
    for cluster, amount in zip(model.clusters, found, strict=True):
        expected = cluster.association + cluster.cations * free[0] + cluster.anions * free[1]
        assert np.log(amount / 1000.0) == pytest.approx(expected, abs=1e-9)


def test_neutral_pairs_diffuse_and_do_not_conduct():
    """κ from the free ions alone; κ_NE counts the pairs too; the pair's motion is in σ_+- < 0."""
    model, c = pairs(3.0), 1000.0
    free, _, pair = model.concentrations(c)
    matrix = model.onsager(c, T)
    assert matrix.conductivity() == pytest.approx(F**2 / (R * T) * free * sum(D), rel=1e-12)
    assert matrix.transference_numbers()[0] == pytest.approx(D[0] / sum(D), rel=1e-12)
    assert matrix.sigma[0, 1] == pytest.approx(-(F**2) / (R * T) * pair * 3e-12, rel=1e-9)
    ideal = model.nernst_einstein_conductivity(c, T)
    assert ideal == pytest.approx(F**2 / (R * T) * (free * sum(D) + 2 * pair * 3e-12), rel=1e-9)
    assert haven_ratio(ideal, matrix.conductivity()) > 1.0


def test_negative_clusters_make_the_cation_go_the_wrong_way():
    """t_+ = Σ a z_k c_k D_k/Σ z_k² c_k D_k falls from D_+/(D_+ + D_-) through zero."""
    found = [triplets(b).onsager(1000.0, T).transference_numbers()[0] for b in np.linspace(-10, 20, 31)]
    assert (np.diff(found) < 0.0).all()
    assert found[0] == pytest.approx(D[0] / sum(D), abs=1e-3)
    assert found[-1] == pytest.approx(-0.7 / 1.3, abs=1e-3)  # half the salt free cations, half clusters
    model = triplets(2.0)
    c_plus, c_minus, c_three = model.concentrations(1000.0)
    expected = (c_plus * D[0] - c_three * 1e-12) / (c_plus * D[0] + c_minus * D[1] + c_three * 1e-12)
    assert model.onsager(1000.0, T).transference_numbers()[0] == pytest.approx(expected, rel=1e-11)


def test_dilution_sets_all_ions_free():
    model, c = triplets(5.0), 1e-4
    np.testing.assert_allclose(model.self_diffusivities(c), D, rtol=1e-9)
    assert model.onsager(c, T).conductivity() == pytest.approx(
        model.nernst_einstein_conductivity(c, T), rel=1e-9
    )
    assert model.thermodynamic_factor(c) == pytest.approx(1.0, abs=1e-9)
    assert model.onsager(c, T).salt_diffusivity([c, c], T) == pytest.approx(
        2 * D[0] * D[1] / sum(D), rel=1e-9
    )


def test_thermodynamic_factor_is_the_slope_of_the_free_ions():
    model, c, h = triplets(4.0), 800.0, 1e-5

    def mean(c):
        return np.mean(np.log(model.concentrations(c)[:2]))

    slope = (mean(c * np.exp(h)) - mean(c * np.exp(-h))) / (2 * h)
    assert model.thermodynamic_factor(c) == pytest.approx(slope, rel=1e-7)


def test_equilibrium_by_bisection():
    """Triplets: x_+ eliminated, one equation in x_-."""
    beta, n = np.exp(2.0), 1.0
    x = brentq(lambda m: m + 2 * beta * m**2 * n / (1 + beta * m**2) - n, 0.0, n, xtol=1e-15)
    assert triplets(2.0).concentrations(1000.0)[1] == pytest.approx(1000.0 * x, rel=1e-10)


def test_what_is_no_cluster():
    for make in (
        lambda: Cluster(0, 0, 1e-9),
        lambda: Cluster(-1, 2, 1e-9),
        lambda: Cluster(1.5, 1, 1e-9),  # type: ignore[arg-type]
        lambda: Cluster(1, 0, 1e-9, 2.0),
        lambda: Cluster(1, 1, -1e-9, 2.0),
        lambda: AssociatedSalt(LITFSI, (Cluster(1, 0, 1e-9),)),
        lambda: AssociatedSalt(LITFSI, (Cluster(1, 0, 1e-9), Cluster(0, 1, 1e-9), Cluster(1, 0, 1e-9))),
        lambda: AssociatedSalt(LITFSI, 3),  # type: ignore[arg-type]
        lambda: pairs(1.0).concentrations(-1.0),
        lambda: pairs(1.0).onsager(1.0, -300.0),
    ):
        with pytest.raises(InputError):
            make()
