"""What every electrolyte and activity model of the package must satisfy; new ones are found by themselves."""

import copy
import inspect
import itertools
import pickle

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, as_expr
from mubar.core.structure import with_symbols
from mubar.thermo import electrolytes
from mubar.thermo.electrolytes import ActivityModel, BatteryElectrolyte, Electrolyte, Salt

EXPORTED = [v for v in (getattr(electrolytes, name) for name in electrolytes.__all__) if inspect.isclass(v)]
MODELS = [e for kind in EXPORTED if issubclass(kind, ActivityModel) for e in kind.examples()]
BATTERIES = [e for kind in EXPORTED if issubclass(kind, BatteryElectrolyte) for e in kind.examples()]
SALTS = [
    ("Zn+2", "SO4-2"),
    ("Na+", "Cl-"), ("K+", "Cl-"), ("Ca+2", "Cl-"), ("Na+", "SO4-2"), ("Mg+2", "SO4-2"), ("Al+3", "Cl-"),
    ("Al+3", "SO4-2"),
]  # fmt: skip


def _knows(model, salt):
    try:
        model.of(*salt).log_gamma(1.0, 298.15)
    except InputError:
        return False
    return True


SOLUTIONS = [model.of(*salt) for model in MODELS for salt in SALTS if _knows(model, salt)]
CASES = SOLUTIONS + BATTERIES
T = 310.0


def amounts(law):
    """Across the range that the law is made for."""
    low, high = law.concentrations if isinstance(law, BatteryElectrolyte) else (1e-3, 4.0)
    return np.geomspace(low, high, 15)


def test_every_exported_kind_has_examples():
    concrete = [
        k for k in EXPORTED if issubclass(k, ActivityModel | Electrolyte) and not inspect.isabstract(k)
    ]
    tested = {type(law) for law in CASES} | {type(m) for m in MODELS}
    assert set(concrete) <= tested
    assert len(concrete) >= 7
    assert all(sum(s.model is m for s in SOLUTIONS) >= 1 for m in MODELS)


@pytest.mark.parametrize("law", CASES)
def test_thermodynamic_factor_is_the_slope_of_log_gamma(law):
    """Complex step and central difference."""
    c = amounts(law)
    step = 1.0 + law.log_gamma(c * (1.0 + 1e-40j), T).imag / 1e-40
    np.testing.assert_allclose(law.thermodynamic_factor(c, T), step, rtol=1e-9, atol=1e-12)
    h = 1e-5
    central = 1.0 + (law.log_gamma(c * (1 + h), T) - law.log_gamma(c * (1 - h), T)) / (2 * h)
    np.testing.assert_allclose(law.thermodynamic_factor(c, T), central, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("law", SOLUTIONS)
def test_gibbs_and_duhem_against_the_osmotic_coefficient(law):
    """χ = d(m φ)/dm, by complex step on φ, a formula of its own."""
    m = amounts(law)
    moved = m * (1.0 + 1e-40j)
    slope = (moved * law.osmotic_coefficient(moved, T)).imag / (1e-40 * m)
    np.testing.assert_allclose(law.thermodynamic_factor(m, T), slope, rtol=1e-11)


@pytest.mark.parametrize("law", BATTERIES)
def test_without_an_osmotic_coefficient_it_says_so(law):
    with pytest.raises(TypeError, match="osmotic coefficient"):
        law.osmotic_coefficient(1000.0, T)


@pytest.mark.parametrize("model", MODELS)
def test_mixtures_have_one_free_energy(model):
    """∂ln γ_i/∂m_j = ∂ln γ_j/∂m_i (Maxwell), and Σ m_i d ln γ_i = d[(φ - 1) Σ m_i], in any direction."""
    rng = np.random.default_rng(7)
    pool = ["Na+", "K+", "Ca+2", "Al+3", "Cl-", "SO4-2", "PO4-3"]
    if isinstance(model, electrolytes.Pitzer):
        pool = sorted({ion for p in model.pairs for ion in (p.cation, p.anion)})
    for _ in range(3):
        m = {ion: float(rng.uniform(0.05, 1.5)) for ion in pool}
        jacobian = np.array(
            [[g.imag / 1e-40 for g in model.log_gammas({**m, j: m[j] + 1e-40j}, T).values()] for j in pool]
        )
        np.testing.assert_allclose(jacobian, jacobian.T, rtol=1e-11, atol=1e-13)
        direction = rng.normal(size=len(pool))
        moved = {ion: m[ion] + 1e-40j * d for ion, d in zip(pool, direction, strict=True)}
        excess = ((model.osmotic_coefficient(moved, T) - 1.0) * sum(moved.values())).imag / 1e-40
        expected = np.array([m[i] for i in pool]) @ (direction @ jacobian)
        assert excess == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("law", SOLUTIONS)
def test_dilute_it_is_ideal_and_strong_it_is_finite(law):
    gamma = lambda m, T: np.exp(law.log_gamma(m, T))  # noqa: E731
    for quantity in (law.osmotic_coefficient, law.thermodynamic_factor, gamma):
        assert abs(quantity(1e-12, T) - 1.0) < 1e-4
        assert np.isfinite(quantity(np.geomspace(1e-30, 20.0, 30), T)).all()


@pytest.mark.parametrize("law", SOLUTIONS)
def test_limiting_law(law):
    """ln γ± -> -A |z₊z₋| √I; Ideal knows no charges."""
    if isinstance(law.model, electrolytes.Ideal):
        return
    s = law.salt
    strength = 0.5 * (s.nu_plus * s.z_plus**2 + s.nu_minus * s.z_minus**2) * 1e-8
    slope = electrolytes.WATER.debye_huckel_slope(T)
    expected = -slope * abs(s.z_plus * s.z_minus) * np.sqrt(strength)
    assert law.log_gamma(1e-8, T) == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("law", CASES)
def test_symbols_pass_and_numbers_are_data(law):
    """With its declared numbers as symbols a law evaluates to what it is; `Expr` arguments give an `Expr`."""
    twin, numbers = with_symbols(law, "law")
    c = amounts(law)
    for name in law.equations(Expr.symbol("c"), Expr.symbol("T")):
        graph = as_expr(getattr(twin, name)(Expr.symbol("c"), Expr.symbol("T")))
        found = evaluate(graph, {"c": c, "T": np.full(len(c), T), **numbers})
        np.testing.assert_allclose(np.broadcast_to(found, c.shape), getattr(law, name)(c, T), rtol=1e-12)


@pytest.mark.parametrize("law", CASES)
def test_arrays_broadcast(law):
    c, temperatures = amounts(law)[:, None], np.array([290.0, T])[None, :]
    for name in ("log_gamma", "thermodynamic_factor", "log_activity", "salt_voltage"):
        table = getattr(law, name)(c, temperatures)
        assert table.shape == (15, 2)
        assert table[3, 1] == pytest.approx(float(getattr(law, name)(c[3, 0], T)), rel=1e-12)


@pytest.mark.parametrize("law", CASES)
def test_bad_input_is_named(law):
    for bad in (0.0, -1.0, float("nan"), "1"):
        with pytest.raises(InputError, match=r"^c: found .* expected an amount of salt above 0"):
            law.log_activity(bad, T)
    for bad in (0.0, -5.0, float("nan")):
        with pytest.raises(InputError, match=r"^T: .*temperature above 0 K"):
            law.thermodynamic_factor(1.0, bad)


@pytest.mark.parametrize("law", CASES)
def test_it_can_be_copied_compared_and_used_as_a_key(law):
    assert copy.deepcopy(law) == law
    assert {law: 1}[copy.copy(law)] == 1
    assert pickle.loads(pickle.dumps(law)) == law


@pytest.mark.parametrize("kind", [k for k in EXPORTED if issubclass(k, ActivityModel | Electrolyte)])
def test_it_says_what_it_is(kind):
    assert len(inspect.getdoc(kind)) > 40


def test_ions_of_any_charge_make_a_neutral_salt():
    for cation, anion in itertools.product(("Na+", "Ca+2", "Al+3", "Th+4"), ("Cl-", "SO4-2", "PO4-3")):
        s = Salt(cation, anion)
        assert s.nu_plus * s.z_plus + s.nu_minus * s.z_minus == 0
        assert np.gcd(s.nu_plus, s.nu_minus) == 1


def test_an_ion_on_the_wrong_side_is_told():
    with pytest.raises(InputError) as caught:
        Salt("Cl-", "Na+")
    assert [p.where for p in caught.value.problems] == ["Salt.cation", "Salt.anion"]
