"""Laws of temperature from κ(T): numbers, errors, which law, extrapolation."""

import numpy as np
import pytest

from mubar.analysis import ExtrapolationWarning, TemperatureData, compare, fit_temperature_law
from mubar.core.errors import InputError, UnknownNameError
from mubar.transport import VFT, WLF, Arrhenius

T = np.linspace(265.0, 365.0, 21)
TRUE = {Arrhenius: Arrhenius(5e4, 3.3e4), VFT: VFT(25.0, 1000.0, 195.0), WLF: WLF(1e-4, 8.0, 70.0, 265.0)}


def noisy(law, seed, error=0.02):
    return TemperatureData(T, law(T) * np.exp(error * np.random.default_rng(seed).normal(size=T.size)), error)


@pytest.mark.parametrize("kind", TRUE)
def test_exact_data_give_their_numbers_back(kind):
    found = fit_temperature_law(kind, TemperatureData(T, TRUE[kind](T), 0.01))
    for name, value in found.fit.values.items():
        assert value == pytest.approx(getattr(TRUE[kind], name), rel=1e-5)


def test_half_a_power_of_temperature():
    true = VFT(300.0, 900.0, 200.0, 0.5)
    data = TemperatureData(T, true(T))
    found = fit_temperature_law(VFT.near(data.T, data.value, power=0.5), data)
    assert found.law.power == 0.5
    assert pytest.approx((900.0, 200.0), rel=1e-5) == (found.law.B, found.law.T0)


def test_standard_errors_are_the_scatter_of_many_fits():
    """T0 of 60 generated sets of data against the error that each fit states."""
    fits = [fit_temperature_law(VFT, noisy(TRUE[VFT], seed)).fit for seed in range(60)]
    values = np.array([f.values["T0"] for f in fits])
    stated = np.median([f.standard_errors["T0"] for f in fits])
    assert values.std() == pytest.approx(stated, rel=0.3)
    assert values.mean() == pytest.approx(195.0, abs=4 * stated / np.sqrt(60))


def test_which_law_the_data_support():
    """Curved data speak against Arrhenius; straight ones don't need VFT; WLF and VFT are one law."""
    curved, straight = noisy(TRUE[VFT], 1), noisy(TRUE[Arrhenius], 2)
    fits = {kind.__name__: fit_temperature_law(kind, curved).fit for kind in TRUE}
    ranking = compare(fits)
    assert ranking.aicc["Arrhenius"] > 10.0
    assert fits["VFT"].aicc == pytest.approx(fits["WLF"].aicc, abs=1e-6)
    assert any("follow one another" in w for w in fits["Arrhenius"].warnings)
    plain = {kind.__name__: fit_temperature_law(kind, straight).fit for kind in (Arrhenius, VFT)}
    assert compare(plain).best == "Arrhenius"


def test_few_points_do_not_prefer_the_larger_law():
    """Of 200 sets of 9 points by Arrhenius' law, one in twenty at most may prefer VFT by more than 2."""
    few = np.linspace(265.0, 365.0, 9)
    gains = []
    for seed in range(200):
        noise = np.exp(0.05 * np.random.default_rng(seed).standard_normal(few.size))
        data = TemperatureData(few, TRUE[Arrhenius](few) * noise)
        plain, bent = (fit_temperature_law(kind, data).fit for kind in (Arrhenius, VFT))
        gains.append(plain.aicc - bent.aicc)
    assert np.mean(np.array(gains) > 0.0) < 0.06


def test_extrapolation_is_flagged():
    found = fit_temperature_law(Arrhenius, noisy(TRUE[Arrhenius], 3))
    assert found.range == (265.0, 365.0)
    assert found.extrapolates([250.0, 300.0, 370.0]).tolist() == [True, False, True]
    with pytest.warns(ExtrapolationWarning, match="265 to 365 K and is asked for 250 K"):
        found([300.0, 250.0])
    assert found(300.0) == found.law(300.0)
    assert "from 265 to 365 K" in str(found)


def test_some_numbers_held():
    data = noisy(TRUE[VFT], 4)
    found = fit_temperature_law(VFT(20.0, 900.0, 195.0), data, ["prefactor", "B"])
    assert found.law.T0 == 195.0
    assert set(found.fit.values) == {"prefactor", "B"}
    with pytest.raises(UnknownNameError, match="prefactor"):
        fit_temperature_law(VFT(20.0, 900.0, 195.0), data, ["prefactr"])
    with pytest.raises(InputError, match="start of the fit"):
        fit_temperature_law(VFT(20.0, 900.0, 280.0), data)


@pytest.mark.parametrize(
    "args",
    [
        ([300.0, -1.0], [1.0, 2.0]),
        ([300.0, 310.0], [1.0, 0.0]),
        ([300.0, 310.0], [1.0]),
        (["a"], [1.0]),
        ([300.0, 310.0], [1.0, 2.0], [0.1, 0.1, 0.1]),
        ([300.0, float("nan")], [1.0, 2.0]),
    ],
)
def test_what_is_no_data(args):
    with pytest.raises(InputError, match="TemperatureData"):
        TemperatureData(*args)


def test_a_fit_through_all_points_says_nothing():
    data = TemperatureData([300.0, 310.0, 320.0], [1.0, 2.0, 3.0])
    with pytest.raises(InputError, match="at least 5 points"):
        compare({k.__name__: fit_temperature_law(k, data).fit for k in (Arrhenius, VFT)})
    with pytest.raises(InputError, match="two temperatures"):
        fit_temperature_law(Arrhenius, TemperatureData([300.0, 300.0], [1.0, 2.0]))


def test_too_few_points():
    with pytest.raises(InputError, match="as many points as unknowns"):
        fit_temperature_law(VFT, TemperatureData([300.0, 310.0], [1.0, 2.0]))
