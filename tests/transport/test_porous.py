"""Porous media: every exported law, and surfaces of particles."""

import inspect

import numpy as np
import pytest
from scipy.integrate import quad

from mubar import transport
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.transport import (
    Bruggeman,
    Maxwell,
    OverlappingSpheres,
    TransportEfficiency,
    efficiency_of_factor,
    efficiency_of_path,
    lognormal_sauter_radius,
    sauter_radius,
    specific_surface_area,
)

KINDS = [
    v
    for v in (getattr(transport, name) for name in transport.__all__)
    if inspect.isclass(v) and issubclass(v, TransportEfficiency) and not inspect.isabstract(v)
]
LAWS = [law for kind in KINDS for law in kind.examples()]


def test_every_law_has_examples():
    assert {type(law) for law in LAWS} == set(KINDS)
    assert len(KINDS) >= 7


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_every_law(law):
    """0 < B <= ε, B(1) = 1, more pores conduct more, and no isotropic medium beats Maxwell's spheres."""
    porosity = np.linspace(1e-4, 1.0, 2001)
    B = law(porosity)
    assert (B > 0.0).all()
    assert (porosity * (1 + 1e-14) >= B).all()
    assert law(1.0) == pytest.approx(1.0, abs=1e-14)
    assert (np.diff(B) > 0.0).all()
    assert (Maxwell()(porosity) + 1e-14 >= B).all()
    np.testing.assert_allclose(law.tortuosity_factor(porosity), porosity / B)
    assert isinstance(law(Expr.symbol("porosity")), Expr)
    traced = Function.from_python(lambda porosity: law(porosity))
    np.testing.assert_allclose(traced(porosity), B, rtol=1e-14)
    for bad in (0.0, 1.1, -0.2, float("nan"), "many", np.array([0.3, 2.0])):
        with pytest.raises(InputError, match="porosity"):
            law(bad)


def test_dilute_obstacles():
    """B = 1 - b (1 - ε): 3/2 for spheres (Maxwell), whatever their order; 2 across cylinders (Rayleigh)."""
    slopes = {type(law).__name__: (1.0 - law(1.0 - 1e-6)) / 1e-6 for law in LAWS if law != Bruggeman(2.7)}
    for name in ("Bruggeman", "Maxwell", "OverlappingSpheres"):
        assert slopes[name] == pytest.approx(1.5, rel=1e-5)
    for name in ("OverlappingCylinders", "ParallelCylinders"):
        assert slopes[name] == pytest.approx(2.0, rel=1e-5)


def test_measured_structures():
    assert efficiency_of_factor(0.3, 3.0) == pytest.approx(0.1)
    assert efficiency_of_path(0.3, 2.0) == pytest.approx(0.075)
    assert OverlappingSpheres().tortuosity_factor(np.exp(-1.0)) == pytest.approx(1.5)
    with pytest.raises(InputError, match="at least 1"):
        efficiency_of_factor(0.3, 0.9)
    with pytest.raises(InputError):
        Bruggeman(0.9)


def test_surface_of_a_distribution():
    """By counting spheres one by one; by number and by volume the same."""
    radii = np.array([1e-6, 3e-6, 5e-6])
    numbers = np.array([700.0, 80.0, 5.0])
    surface, volume = np.sum(numbers * 4 * np.pi * radii**2), np.sum(numbers * 4 / 3 * np.pi * radii**3)
    mean = sauter_radius(radii, numbers=numbers)
    assert specific_surface_area(mean, 0.6) == pytest.approx(0.6 * surface / volume, rel=1e-13)
    assert sauter_radius(radii, volumes=numbers * radii**3) == pytest.approx(mean, rel=1e-13)
    assert specific_surface_area(5e-6, 0.5) == pytest.approx(3e5)


def test_lognormal_by_quadrature():
    def moment(k):
        return quad(lambda x: np.exp(k * x - 0.5 * (x / 0.4) ** 2), -6, 6, epsabs=0, epsrel=1e-12)[0]

    assert lognormal_sauter_radius(2e-6, 0.4) == pytest.approx(2e-6 * moment(3) / moment(2), rel=1e-10)


def test_bad_particles():
    for call in (
        lambda: sauter_radius([1e-6]),
        lambda: sauter_radius([1e-6], [1.0], [1.0]),
        lambda: sauter_radius([1e-6, -1e-6], [1.0, 1.0]),
        lambda: sauter_radius([1e-6, 1e-6], [1.0]),
        lambda: lognormal_sauter_radius(1e-6, -1.0),
        lambda: specific_surface_area(1e-6, 1.2),
    ):
        with pytest.raises(InputError):
            call()
