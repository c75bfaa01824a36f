"""Butler-Volmer kinetics: textbook limits and numbers; rate laws of one's own."""

from dataclasses import dataclass

import numpy as np
import pytest
import scipy.constants as sc
from scipy.special import wrightomega

from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.structure import structure_of, with_symbols
from mubar.kinetics import ButlerVolmer, FilmResistance, InsertionExchange, MetalExchange, RateLaw, Tafel

F, R = sc.value("Faraday constant"), sc.R


def flat(j0):
    return ButlerVolmer(lambda x, c_plus, T: j0)


def test_tafel_slope_is_118_millivolts_per_decade():
    """2.303 RT/(α F) at 25 °C and α = ½ (Bard & Faulkner, Electrochemical Methods, ch. 3)."""
    law = flat(1.0)
    eta = np.array([0.3, 0.3 + 0.11832])
    j = law.current_density(eta, x=0.5, c_plus=1.0, T=298.15)
    assert j[1] / j[0] == pytest.approx(10.0, rel=1e-3)
    reduction = law.current_density(-eta, x=0.5, c_plus=1.0, T=298.15)
    np.testing.assert_allclose(reduction, -j, rtol=1e-14)


@pytest.mark.parametrize("temperature", [100.0, 298.15])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_one_branch_behind_a_film_is_a_lambert_function(sign, temperature):
    """y + R j0 exp(ay) = η: the current is W(a R j0 exp(aη))/aR, to where a film leaves all but nothing."""
    j0, resistance = 0.7, 3.0
    law = FilmResistance(Tafel(lambda x, c_plus, T: j0, 0.4 * sign), resistance)
    eta, a = np.linspace(-3.0, 3.0, 25), 0.4 * F / (R * temperature)
    expected = wrightomega(np.log(a * resistance * j0) + a * eta) / (a * resistance)
    found = law.current_density(sign * eta, x=0.5, c_plus=1.0, T=temperature)
    np.testing.assert_allclose(found, sign * expected, rtol=1e-9)


def test_charge_transfer_resistance_is_rt_over_f_j0():
    """25.69 mV over the exchange current density at 25 °C, for coefficients that add to one."""
    for j0, law in ((2.0, flat(2.0)), (0.5, ButlerVolmer(lambda x, c_plus, T: 0.5, 0.3, 0.7))):
        assert law.charge_transfer_resistance(0.5, 1.0, 298.15) == pytest.approx(0.0256926 / j0, rel=1e-5)
        assert law.exchange_current_density(0.5, 1.0, 298.15) == j0
    two = ButlerVolmer(lambda x, c_plus, T: 1.0, 1.0, 1.0)
    assert two.charge_transfer_resistance(0.5, 1.0, 298.15) == pytest.approx(0.5 * 0.0256926, rel=1e-5)


def test_coefficients_set_the_two_branches():
    law = ButlerVolmer(lambda x, c_plus, T: 3.0, 0.3, 0.6)
    f = F / (R * 310.0)
    for eta in (-0.2, 0.05, 0.4):
        expected = 3.0 * (np.exp(0.3 * f * eta) - np.exp(-0.6 * f * eta))
        assert law.current_density(eta, x=0.5, c_plus=1.0, T=310.0) == pytest.approx(expected, rel=1e-14)


def test_insertion_exchange_current():
    """F k √(c+ x (1 - x)), largest half full, Arrhenius in temperature."""
    j0 = InsertionExchange(rate_constant=1e-5, activation_energy=30e3)
    assert j0(0.5, 1.0, 298.15) == pytest.approx(F * 1e-5 * 0.5, rel=1e-12)
    assert j0(0.2, 0.25, 298.15) == pytest.approx(F * 1e-5 * 0.2, rel=1e-12)
    x = np.linspace(0.01, 0.99, 99)
    assert x[np.argmax(j0(x, 1.0, 298.15))] == pytest.approx(0.5)
    activated = np.exp(30e3 / R * (1 / 298.15 - 1 / 308.15))
    assert j0(0.5, 1.0, 308.15) / j0(0.5, 1.0, 298.15) == pytest.approx(activated, rel=1e-12)


def test_metal_exchange_current_does_not_see_the_host():
    j0 = MetalExchange(rate_constant=1e-5)
    assert j0(0.1, 4.0, 300.0) == j0(0.9, 4.0, 300.0) == pytest.approx(F * 1e-5 * 2.0, rel=1e-12)


def test_every_fault_is_told_at_once():
    with pytest.raises(InputError) as caught:
        InsertionExchange(-1.0, float("nan"), 20.0)
    assert [p.where for p in caught.value.problems] == [
        "InsertionExchange.rate_constant",
        "InsertionExchange.activation_energy",
        "InsertionExchange.reference_temperature",
    ]
    assert "found -1.0, expected a number, above 0 mol.m-2.s-1" in str(caught.value)
    assert "found 20.0, expected a number, at least 100 and at most 1000 K" in str(caught.value)


def test_an_exchange_that_is_none_is_refused():
    with pytest.raises(InputError, match=r"ButlerVolmer\.exchange: found 2\.0, expected an exchange current"):
        ButlerVolmer(2.0)


def test_integers_become_floats():
    assert isinstance(InsertionExchange(1, 0, 300).activation_energy, float)


# laws of one's own ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Own(RateLaw):
    """Resistive, with plain fields: nothing is declared, so nothing is checked."""

    resistance: float
    name: str = "mine"

    def current_density(self, eta, *, x, c_plus, T):
        return eta / self.resistance


def test_a_law_of_ones_own_gives_the_derived_quantities():
    law = Own(0.02)
    assert law.charge_transfer_resistance(0.5, 1.0, 298.15) == pytest.approx(0.02, rel=1e-14)
    assert law.exchange_current_density(0.5, 1.0, 298.15) == pytest.approx(0.0256926 / 0.02, rel=1e-5)
    assert law.latex() == r"j = \frac{\eta}{\mathrm{resistance}}"


def test_a_law_with_other_arguments_is_told_at_once():
    message = r"Other\.current_density\(self, eta, x, c, T\) should be \(self, eta, \*, x, c_plus, T\)"
    with pytest.raises(TypeError, match=message):

        class Other(RateLaw):
            def current_density(self, eta, x, c, T):
                return eta


def test_lists_and_whole_numbers_are_numbers_and_words_are_not():
    law = ButlerVolmer(InsertionExchange(1e-5))
    expected = law.current_density(np.array([0.0, 1.0]), x=np.array([0.25, 0.5]), c_plus=1.0, T=300.0)
    np.testing.assert_array_equal(law.current_density([0, 1], x=[0.25, 0.5], c_plus=1, T=300), expected)
    assert law.current_density(np.zeros(0), x=0.5, c_plus=1.0, T=300.0).shape == (0,)
    for bad in ("half", None, [0.1, "half"], [[0.1], [0.1, 0.2]]):
        with pytest.raises(InputError, match=r"x: found .*, expected a number or an array of them"):
            law.current_density(0.1, x=bad, c_plus=1.0, T=300.0)
    for args, kwargs in (((0.1, 0.5, 1.0, 300.0), {}), ((0.1,), {"x": 0.5, "c_plus": 1.0, "t": 300.0})):
        with pytest.raises(TypeError, match="argument"):
            law.current_density(*args, **kwargs)
    with pytest.raises(TypeError, match="argument"):
        law.exchange_current_density(0.5, 1.0, 300.0, 4.0)


def test_numbers_become_symbols_without_a_constructor():
    law = ButlerVolmer(InsertionExchange(1e-5), 0.4, 0.6)
    twin, numbers = with_symbols(law, "positive.kinetics")
    assert twin.anodic_transfer is Expr.symbol("positive.kinetics.anodic_transfer")
    assert twin.exchange.rate_constant is Expr.symbol("positive.kinetics.exchange.rate_constant")
    assert numbers == {
        "positive.kinetics.anodic_transfer": 0.4,
        "positive.kinetics.cathodic_transfer": 0.6,
        "positive.kinetics.exchange.rate_constant": 1e-5,
        "positive.kinetics.exchange.activation_energy": 0.0,
        "positive.kinetics.exchange.reference_temperature": 298.15,
    }
    assert law.anodic_transfer == 0.4


def test_structure_is_everything_but_the_numbers():
    one, other = flat(1.0), flat(1.0)
    assert structure_of(ButlerVolmer(InsertionExchange(1e-5))) == structure_of(
        ButlerVolmer(InsertionExchange(2e-6), 0.3)
    )
    assert structure_of(ButlerVolmer(InsertionExchange(1e-5))) != structure_of(
        ButlerVolmer(MetalExchange(1e-5))
    )
    assert structure_of(one) != structure_of(other)
    assert structure_of(Own(1.0)) != structure_of(Own(1.0, "other"))
    with pytest.raises(TypeError, match=r"Own\.name is a ndarray, which can't be compared"):
        structure_of(Own(1.0, np.zeros(3)))
