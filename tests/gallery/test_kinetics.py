"""The gallery's figures of coupled ion-electron transfer, after D. Fraggedakis et al., Electrochim. Acta 367
(2021) 137432. The paper prints no numbers beside its landscapes: those pinned are its closed forms.
"""

import numpy as np
import pytest


# landscapes -------------------------------------------------------------------------------------------------
def test_wells_have_four_minima_and_one_concerted_way(gallery):
    """Fig. 2b and its text: four minima, two of them the oxidised and the reduced state; the lowest way
    between those is concerted. λ/4 + ΔE/2 + B b(½) against (λ + ΔE)²/4λ for either step alone.
    """
    found = gallery("landscape_wells").compute()
    assert found["minima"] == pytest.approx(
        np.array([(0, 0, 0), (0, 1, 18), (1, 0, 18), (1, 1, 0)], dtype=float)
    )
    concerted, *sequential = found["transition_states"]
    kt = 8.314462618 * 298.15
    assert (concerted.polarization, concerted.ion) == pytest.approx((0.5, 0.5))
    assert concerted.barrier / kt == pytest.approx(14.0 + 4.0 * 0.5**10 / (0.8**8 * 0.2**2))
    assert concerted.is_saddle
    assert [s.barrier / kt for s in sequential] == pytest.approx([38.0**2 / 80.0] * 2)


def test_a_harmonic_ion_goes_with_its_electron(gallery):
    """Fig. 3a: (λ + ΔE)/4 = 5 k_BT concerted; (λ + ΔE)²/4λ = 12.5 k_BT for either step alone."""
    found = gallery("landscape_harmonic").compute()
    assert found["concerted"] == pytest.approx(5.0)
    assert found["sequential"] == pytest.approx([12.5, 12.5])
    assert found["state"].is_saddle


def test_energies_linear_in_the_ions_place_make_butler_volmer(gallery):
    """Fig. 5a and eqs. 26 to 29: ξ‡ = ½(1 + η/ΔE) = 0.4, barrier λ/4 + ΔE/2 + η/2 = 9 k_BT, α = ½ as long
    as |eη| < ΔE = 20 k_BT.
    """
    found = gallery("landscape_linear").compute()
    assert found["state"].ion == pytest.approx(0.4)
    assert found["state"].polarization == pytest.approx(0.5)
    inside = np.abs(found["eta"]) < 20.0
    assert inside.sum() == 19
    np.testing.assert_allclose(found["barrier"][inside], 11.0 + found["eta"][inside] / 2, rtol=1e-12)
    np.testing.assert_allclose(found["transfer_coefficient"][inside], 0.5, atol=1e-12)
    assert found["barrier"][0] == pytest.approx((4.0 - 24.0 + 20.0) ** 2 / 16.0, abs=1e-12)
    assert found["barrier"][-1] == pytest.approx(20.0 + (4.0 + 24.0 - 20.0) ** 2 / 16.0)


def test_the_barrier_is_gone_where_driving_force_meets_reorganization_energy(gallery):
    """Fig. 6b: λ/4, λ/16, 0, and (0.6)² λ/4 in the inverted region."""
    found = gallery("marcus_parabolas").compute()
    assert found["barrier"] == pytest.approx(8.3 * np.array([0.25, 0.0625, 0.0, 0.09]), abs=1e-12)
    assert [s.inverted for s in found["states"]] == [False, False, False, True]
