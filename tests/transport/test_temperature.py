"""Laws of temperature: every exported one, their exact equivalence, and measures of decoupling."""

import inspect

import numpy as np
import pytest

from mubar import transport
from mubar.core.constants import R
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.structure import structure_of
from mubar.transport import (
    VFT,
    WLF,
    Arrhenius,
    TemperatureLaw,
    decoupling_index,
    molar_conductivity,
    walden_deviation,
    walden_product,
)

KINDS = [
    v
    for v in (getattr(transport, name) for name in transport.__all__)
    if inspect.isclass(v) and issubclass(v, TemperatureLaw) and not inspect.isabstract(v)
]
LAWS = [law for kind in KINDS for law in kind.examples()]
T = np.linspace(260.0, 380.0, 7)


def test_every_law_has_examples():
    assert {type(law) for law in LAWS} == set(KINDS)
    assert len(KINDS) >= 3


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_every_law_of_temperature(law):
    """Positive, activated, the same on arrays, numbers and symbols; its slope by central difference."""
    value = law(T)
    assert value.shape == T.shape
    assert (value > 0.0).all()
    assert (np.diff(value) > 0.0).all()
    assert law(300.0) == pytest.approx(float(law(np.array([300.0]))[0]), rel=1e-15)
    assert isinstance(law(Expr.symbol("T")), Expr)
    h = 1e-3
    slope = -R * (np.log(law(T + h)) - np.log(law(T - h))) / (1 / (T + h) - 1 / (T - h))
    np.testing.assert_allclose(law.activation_energy(T), slope, rtol=1e-7)
    assert "T" in law.latex()
    assert structure_of(law) == structure_of(type(law).near(T, value))


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_no_value_where_a_law_says_nothing(law):
    for bad in (-1.0, 0.0, law.lowest, np.array([300.0, law.lowest]), float("nan"), "warm"):
        with pytest.raises(InputError):
            law(bad)


def test_arrhenius_has_one_slope():
    law = Arrhenius.through(0.4, 298.15, 25e3)
    assert law(298.15) == pytest.approx(0.4, rel=1e-13)
    np.testing.assert_allclose(law.activation_energy(T), 25e3, rtol=1e-12)


def test_wlf_is_vft():
    """B = ln(10) C1 C2, T0 = Tr - C2; and back, about any reference."""
    law = WLF(1e-9, 17.44, 51.6, 230.0)
    same = law.vft()
    assert pytest.approx((np.log(10) * 17.44 * 51.6, 178.4)) == (same.B, same.T0)
    np.testing.assert_allclose(same(T), law(T), rtol=1e-13)
    np.testing.assert_allclose(same.wlf(300.0)(T), law(T), rtol=1e-12)
    back = same.wlf(230.0)
    assert (back.C1, back.C2, back.reference_value) == pytest.approx((17.44, 51.6, 1e-9), rel=1e-12)
    assert law.shift_factor(230.0) == pytest.approx(1.0)
    assert np.log10(law.shift_factor(330.0)) == pytest.approx(-17.44 * 100 / 151.6, rel=1e-12)


def test_fragile_liquids_slow_down_faster():
    """VFT's slope is R B [T/(T-T0)]², Arrhenius' for T0 = 0; T^-1/2 takes RT/2 off."""
    law = VFT(3.0, 900.0, 200.0)
    np.testing.assert_allclose(law.activation_energy(T), R * 900.0 * (T / (T - 200.0)) ** 2, rtol=1e-12)
    half = VFT(3.0, 900.0, 200.0, 0.5)
    np.testing.assert_allclose(law.activation_energy(T) - half.activation_energy(T), R * T / 2, rtol=1e-10)
    np.testing.assert_allclose(VFT(3.0, 900.0, 0.0)(T), Arrhenius(3.0, 900.0 * R)(T), rtol=1e-13)
    assert law.strength() == 4.5


def test_bad_numbers_of_laws():
    for make in (
        lambda: Arrhenius(-1.0, 1e4),
        lambda: VFT(1.0, -2.0, 200.0),
        lambda: VFT(1.0, "B", 200.0),
        lambda: WLF(1.0, 17.0, 300.0, 200.0),
        lambda: VFT(1.0, 900.0, 200.0).wlf(150.0),
        lambda: VFT(1.0, 900.0, 200.0, 0.5).wlf(300.0),
    ):
        with pytest.raises(InputError):
            make()


def test_walden():
    """0.01 mol/L KCl in water of 0.890 mPa s, 25 °C: 141.3 S cm²/mol (Robinson & Stokes), near the line."""
    kappa = 0.1413
    assert molar_conductivity(kappa, 10.0) == pytest.approx(141.3e-4)
    assert walden_product(kappa, 10.0, 8.9e-4) == pytest.approx(1.2576e-5, rel=1e-4)
    assert walden_deviation(kappa, 10.0, 8.9e-4) == pytest.approx(0.0995, abs=1e-3)
    with pytest.raises(InputError):
        walden_product(kappa, 10.0, -1.0)


def test_decoupling_of_a_glass():
    """τ_s = 200 s at T_g and 1e-3 S/m with ε∞ = 10: τ_σ = 88.5 ns."""
    assert decoupling_index(200.0, 1e-3, 10.0) == pytest.approx(200.0 / 8.854e-8, rel=1e-3)
