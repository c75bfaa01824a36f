"""Reference electrodes: published values, temperature, conversion."""

import numpy as np
import pytest

from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo.levels import convert, couple, reference_electrode, reference_electrodes


def test_silver_chloride_agrees_with_formation_energies_and_entropies():
    """Bates & Bower's polynomial (1954) against the NBS tables: E° 0.2222 V; dE°/dT = ΔS°/F of
    AgCl + ½H2 = Ag + H+ + Cl-, entropies 96.2, 130.684, 42.55, 0, 56.5 J/(mol K).
    """
    electrode = reference_electrode("Ag/AgCl")
    assert electrode.against_she(298.15) == pytest.approx(couple("AgCl/Ag").standard_potential(), abs=3e-4)
    slope = (electrode.against_she(298.25) - electrode.against_she(298.05)) / 0.2
    assert slope == pytest.approx((42.55 + 56.5 - 96.2 - 130.684 / 2) / 96485.33, rel=5e-3)


@pytest.mark.parametrize(
    ("name", "volts"),
    [
        ("SHE", 0.0),
        ("Ag/AgCl", 0.2223),
        ("Ag/AgCl, saturated KCl", 0.199),
        ("SCE", 0.2444),
        ("Hg/HgO", 0.0977),
        ("Li/Li+", -3.040),
    ],
)
def test_at_25_celsius(name, volts):
    """Bard & Faulkner, Electrochemical Methods, inside cover; CRC Handbook."""
    assert float(reference_electrode(name).against_she(298.15)) == pytest.approx(volts, abs=1e-3)


def test_temperature_coefficients():
    """dE°/dT in mV/K: Li+/Li -0.514, HgO/Hg in alkali -1.12 (S. G. Bratsch, J. Phys. Chem. Ref. Data 18
    (1989) 1).
    """
    for name, slope in {"Li/Li+": -0.514e-3, "Hg/HgO": -1.12e-3}.items():
        electrode = reference_electrode(name)
        found = (electrode.against_she(308.15) - electrode.against_she(288.15)) / 20.0
        assert found == pytest.approx(slope, rel=0.01)


def test_conversion_goes_round():
    for T in (290.0, 298.15, 305.0):
        for one in reference_electrodes():
            for other in reference_electrodes():
                there = convert(0.321, one, other, T)
                assert convert(there, other, one, T) == pytest.approx(0.321, abs=1e-14)
    assert convert(0.0, "SCE", "SHE") == pytest.approx(0.2444)
    assert convert(3.43, "Li/Li+", "SHE") == pytest.approx(3.43 - 3.040, abs=1e-3)
    assert convert(np.array([0.0, 1.0]), "SHE", "SCE").shape == (2,)


def test_outside_what_is_known():
    with pytest.raises(
        InputError, match=r"T: found 400.0, expected a temperature from 288.15 to 308.15 K, where SCE"
    ):
        convert(0.0, "SCE", "SHE", 400.0)
    with pytest.raises(InputError, match="T: "):
        convert(0.0, "SHE", "SHE", 0.0)
    with pytest.raises(UnknownNameError, match=r"'Ag/AgC'.*Did you mean 'Ag/AgCl'"):
        convert(0.0, "Ag/AgC", "SHE")


def test_every_electrode_has_a_source():
    for name in reference_electrodes():
        assert len(reference_electrode(name).source) > 20
