"""Mixed potentials against closed forms; wrong couples are refused."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, Diode, Marcus
from mubar.kinetics.mixed_potential import Couple, mixed_potential


def law(j0, a=0.5):
    return ButlerVolmer(lambda x, c_plus, T: j0, a, 1.0 - a)


def test_tafel_lines_cross():
    """Wagner and Traud 1938: α_a F (E - E1)/RT + ln j1 = -α_c F (E - E2)/RT + ln j2, far from both levels.

    Backward rates are e^{-16} of the forward ones: 3 nV.
    """
    a1, c2, E1, E2, f = 0.7, 0.4, -0.6, 0.3, F / (R * 310.0)
    found = mixed_potential([Couple("metal", E1, law(1e-4, a1)), Couple("gas", E2, law(3e-2, 1 - c2))], 310.0)
    E = (a1 * E1 + c2 * E2 + np.log(3e-2 / 1e-4) / f) / (a1 + c2)
    assert found.level == pytest.approx(E, abs=3e-9)
    assert found.corrosion_current == pytest.approx(1e-4 * np.exp(a1 * f * (E - E1)), rel=1e-6)


def test_alike_couples_meet_half_way():
    found = mixed_potential([Couple("a", 0.1, law(1.0)), Couple("b", 0.4, law(1.0))])
    assert found.level == pytest.approx(0.25, abs=1e-12)


def test_any_laws_and_any_number_of_couples():
    marcus = Marcus(1e-3, 8e4)
    couples = [
        Couple("a", -0.2, marcus, x=0.5),
        Couple("b", 0.1, law(0.1)),
        Couple("c", 0.3, Diode(lambda x, c_plus, T: 2.0)),
    ]
    found = mixed_potential(couples)
    assert -0.2 < found.level < 0.3
    assert sum(found.currents.values()) == pytest.approx(0.0, abs=1e-9 * found.corrosion_current)
    assert found.currents["a"] > 0.0 > found.currents["c"]


def test_one_level_is_equilibrium():
    assert mixed_potential([Couple("a", 0.1, law(1.0)), Couple("b", 0.1, law(2.0))]).corrosion_current == 0.0


@pytest.mark.parametrize("couples", [[], ["a"], ["a", "a"]])
def test_couples_are_two_with_names(couples):
    with pytest.raises(InputError, match="two or more"):
        mixed_potential([Couple(n, 0.1 * k, law(1.0)) for k, n in enumerate(couples)])


def test_rates_have_to_rise():
    backwards = ButlerVolmer(lambda x, c_plus, T: -1.0)
    with pytest.raises(InputError, match="rise"):
        mixed_potential([Couple("a", 0.0, backwards), Couple("b", 0.2, backwards)])
