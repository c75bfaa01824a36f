"""Independent ions: mobilities, Nernst-Einstein, and published limiting conductivities."""

import numpy as np
import pytest

import mubar
from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.transport import (
    conductivity_of_mobilities,
    diffusivity,
    diffusivity_of_conductivity,
    drift_velocity,
    electrophoretic_mobility,
    haven_ratio,
    ideal_transference_numbers,
    ionicity,
    nernst_einstein_conductivity,
    species_conductivities,
    thermodynamic_mobility,
)

T = 298.15
D_K, D_CL = (
    1.957e-9,
    2.032e-9,
)  # R. A. Robinson, R. H. Stokes, Electrolyte Solutions (1959), in water at 25 °C


def test_transport_is_reachable():
    assert mubar.transport.nernst_einstein_conductivity is nernst_einstein_conductivity


def test_potassium_chloride_at_infinite_dilution():
    """Λ° = 149.85 cm² S/mol, t_+ = 0.4906 at 25 °C (Robinson & Stokes)."""
    kappa = nernst_einstein_conductivity([1, -1], [1.0, 1.0], [D_K, D_CL], T)
    assert 1e4 * kappa == pytest.approx(149.85, rel=1e-3)
    assert ideal_transference_numbers([1, -1], [1.0, 1.0], [D_K, D_CL])[0] == pytest.approx(0.4906, abs=2e-4)


def test_two_ways_from_a_field_to_a_current():
    """J = z F c v with v = -u ∇μ̄ = μ^ep E is σ E; and D = u RT."""
    z, c, E = -2, 700.0, 3.0
    u = thermodynamic_mobility(1.1e-9, T)
    v = drift_velocity(u, -z * F * E)
    assert v == pytest.approx(electrophoretic_mobility(u, z) * E, rel=1e-14)
    assert v < 0.0 < E
    assert z * F * c * v == pytest.approx(E * species_conductivities([z], [c], [1.1e-9], T)[0], rel=1e-13)
    assert diffusivity(u, T) == pytest.approx(1.1e-9, rel=1e-15)


def test_several_ions_broadcast_over_temperature():
    z, temperatures = [1, 2, -1], np.array([280.0, 300.0, 320.0])
    c, D = np.array([100.0, 50.0, 200.0]), np.array([1e-9, 0.7e-9, 2e-9])
    parts = species_conductivities(z, c, D, temperatures)
    assert parts.shape == (3, 3)
    np.testing.assert_allclose(parts[1], F**2 * 4 * 50.0 * 0.7e-9 / (R * temperatures), rtol=1e-14)
    np.testing.assert_allclose(nernst_einstein_conductivity(z, c, D, temperatures), parts.sum(axis=0))
    assert ideal_transference_numbers(z, c, D).sum() == pytest.approx(1.0, rel=1e-14)


def test_symbols_give_a_law():
    """κ_NE as an expression of c and T, with its exact slope."""
    law = Function.from_python(
        lambda c, T: nernst_einstein_conductivity([1, -1], [c, c], [D_K, D_CL], T), label="kappa"
    )
    assert isinstance(law.expr, Expr)
    at = nernst_einstein_conductivity([1, -1], [30.0, 30.0], [D_K, D_CL], T)
    assert law(30.0, T) == pytest.approx(at, rel=1e-14)
    assert law.derivative("T")(30.0, T) == pytest.approx(-at / T, rel=1e-13)


@pytest.mark.parametrize(
    ("z", "equivalent", "D"),
    [
        (1, 349.65, 9.311), (1, 38.66, 1.029), (1, 50.08, 1.334), (1, 73.48, 1.957), (2, 53.0, 0.706),
        (2, 59.47, 0.792), (-1, 76.31, 2.032), (-1, 198.0, 5.273), (-2, 80.0, 1.065),
    ],
)  # fmt: skip
def test_diffusivities_of_published_limiting_conductivities(z, equivalent, D):
    """CRC Handbook of Chemistry and Physics, ionic conductivity and diffusion at infinite dilution, 25 °C: S
    cm² per equivalent and 1e-9 m²/s for H+, Li+, Na+, K+, Mg+2, Ca+2, Cl-, OH-, SO4-2.
    """
    found = diffusivity_of_conductivity(abs(z) * equivalent * 1e-4, z, T)
    assert 1e9 * found == pytest.approx(D, abs=1.1e-3)
    u = thermodynamic_mobility(found, T)
    assert conductivity_of_mobilities([z], [1.0], [u]) == pytest.approx(abs(z) * equivalent * 1e-4)


def test_haven_ratio_and_ionicity_are_inverse():
    assert haven_ratio(2.0, 0.5) == 4.0
    assert ionicity(2.0, np.array([0.5, 1.0])).tolist() == [0.25, 0.5]


def test_bad_input_is_named_all_at_once():
    with pytest.raises(InputError) as caught:
        nernst_einstein_conductivity([1, 0], [1.0, -2.0, 3.0], [1e-9, float("nan")], T)
    said = str(caught.value)
    for part in ("charges[1]", "concentrations[1]", "diffusivities[1]", "2 charges, 3 concentrations"):
        assert part in said
    for args in (([1], [1.0], [1e-9], -3.0), ([1], ["x"], [1e-9], T), (1, [1.0], [1e-9], T), ([], [], [], T)):
        with pytest.raises(InputError):
            nernst_einstein_conductivity(*args)
    with pytest.raises(InputError, match="conducts"):
        ideal_transference_numbers([1], [0.0], [1e-9])
    with pytest.raises(InputError):
        haven_ratio(1.0, 0.0)
