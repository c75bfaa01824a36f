"""The limiting law against measured conductivities."""

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Salt
from mubar.transport import ionicity, limiting_conductivities

WATER = (298.15, 78.30, 0.8903e-3)  # T, permittivity, viscosity (Robinson & Stokes)
KCL = Salt("K+", "Cl-"), 73.50e-4, 76.35e-4


@pytest.mark.parametrize(
    ("salt", "ions", "measured"),
    [
        (Salt("K+", "Cl-"), (73.50, 76.35), {0.5: 147.81, 1.0: 146.95, 5.0: 143.55}),
        (Salt("Na+", "Cl-"), (50.10, 76.35), {0.5: 124.50, 1.0: 123.74, 5.0: 120.64}),
        (Salt("Ca+2", "Cl-"), (2 * 59.50, 76.35), {0.25: 131.93, 0.5: 130.36}),
    ],
    ids=str,
)
def test_dilute_chlorides(salt, ions, measured):
    """Equivalent conductivities of R. A. Robinson, R. H. Stokes, Electrolyte Solutions (1959), 25 °C: within
    0.15 % at 0.5 and 1 mmol of charge per litre, above the law (by less than 0.6 %) at 5.
    """
    for c, expected in measured.items():
        plus, minus = limiting_conductivities(salt, 1e-4 * ions[0], 1e-4 * ions[1], c, *WATER)
        found = 1e4 * (plus / salt.z_plus - minus / salt.z_minus)
        assert found == pytest.approx(expected, rel=1.5e-3 if c < 2.0 else 6e-3)
        assert found < expected


@pytest.mark.parametrize("conditions", [WATER, (273.15, 87.74, 1.792e-3), (298.15, 36.0, 0.34e-3)])
@pytest.mark.parametrize("kohlrausch", [100.0, 150.0])
def test_coefficients_of_1_1_salts(conditions, kohlrausch):
    """Λ = Λ° - [2.801e6 q Λ°/((εT)^1.5 (1 + √q)) + 82.5/(η √(εT))] √c, q = 1/2, with S cm²/mol, mol/L, P
    (Robinson & Stokes, chapter 7): water at 25 and 0 °C, and a solvent such as acetonitrile.
    """
    T, permittivity, viscosity = conditions
    half = 0.5e-4 * kohlrausch
    found = limiting_conductivities(KCL[0], half, half, 0.1, *conditions).sum()
    slope = (kohlrausch - 1e4 * found) / np.sqrt(1e-4)
    warm = permittivity * T
    expected = 2.801e6 * 0.5 * kohlrausch / (warm**1.5 * (1 + np.sqrt(0.5)))
    expected += 82.5 / (10 * viscosity * np.sqrt(warm))
    assert slope == pytest.approx(expected, rel=5e-4)


def test_infinite_dilution_is_nernst_einstein():
    """The ionicity tends to one as √c, from below."""
    c = np.array([0.0, 1e-6, 1e-4])
    total = limiting_conductivities(*KCL, c, *WATER).sum(axis=0)
    assert total[0] == pytest.approx(149.85e-4, rel=1e-14)
    missing = 1.0 - ionicity(149.85e-4, total[1:])
    assert missing[1] / missing[0] == pytest.approx(10.0, rel=1e-6)
    assert (missing > 0.0).all()


def test_the_slower_ion_loses_more_of_its_share():
    """t_Li in LiCl falls from 0.3363: 0.3289 at 0.01 mol/L (Robinson & Stokes)."""
    plus, minus = limiting_conductivities(Salt("Li+", "Cl-"), 38.68e-4, 76.35e-4, 10.0, *WATER)
    assert plus / (plus + minus) == pytest.approx(0.3289, abs=2.5e-3)


@pytest.mark.parametrize(
    "numbers",
    [
        (-1.0, 1.0, 1.0, *WATER),
        (1.0, 1.0, -1.0, *WATER),
        (1.0, 1.0, 1.0, 0.0, 78.3, 1e-3),
        (1.0, 1.0, 1.0, 298.15, 78.3, 0.0),
        (1.0, "fast", 1.0, *WATER),
        (40e-4, 80e-4, 5000.0, *WATER),
    ],
)
def test_bad_input(numbers):
    with pytest.raises(InputError):
        limiting_conductivities(KCL[0], *numbers)
