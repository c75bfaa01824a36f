"""What every host material of mubar.thermo has to satisfy. One that is exported there is found by itself."""

import copy
import inspect
import pickle
from dataclasses import replace

import numpy as np
import pytest
from hosts import CASES, HOSTS

from machine import compiled
from mubar.core.constants import F, R
from mubar.core.derivative import derivatives
from mubar.core.errors import InputError
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.core.parameters import declared
from mubar.core.source import KernelSpec
from mubar.core.structure import letters_of, numbers_of, structure_of, with_symbols
from mubar.thermo import HostMaterial, OpenCircuitPotential

QUANTITIES = (
    "gibbs",
    "chemical_potential",
    "d_chemical_potential",
    "open_circuit_potential",
    "thermodynamic_factor",
    "entropy_coefficient",
)
X = np.array([1e-4, 0.01, 0.11, 0.23, 0.37, 0.47, 0.58, 0.66, 0.81, 0.93, 0.995, 0.9999])[:, None]
T = np.array([253.15, 298.15, 331.7])
STEP = 1e-40


def slope_error(host):
    """How well ∂G/∂x is known, J/mol: integrals of measured potentials are tables, right to 1e-9 of G."""
    table = 1e-8 * F / (X * (1.0 - X)) if isinstance(host, OpenCircuitPotential) else 0.0
    return table + 1e-10 * (R * T + np.abs(host.chemical_potential(X, T)))


def close(found, expected, rtol, scale=0.0):
    error = np.abs(found - expected)
    assert (error <= rtol * np.maximum(np.abs(expected), scale)).all(), float(error.max())


def test_hosts_are_found():
    assert {"LatticeGas", "RegularSolution", "RedlichKister", "MultiSiteMolarRegular", "TwoSublattice"} <= {
        kind.__name__ for kind in HOSTS
    }
    for kind in HOSTS:
        assert kind.examples(), f"{kind.__name__}.examples() is empty"


# thermodynamics -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", CASES)
def test_chemical_potential_is_the_slope_of_the_free_energy(host):
    mu = host.chemical_potential(X, T)
    assert (np.abs(host.gibbs(X + STEP * 1j, T).imag / STEP - mu) <= slope_error(host)).all()
    h = 1e-5 * X * (1.0 - X)
    close((host.gibbs(X + h, T) - host.gibbs(X - h, T)) / (2.0 * h), mu, 1e-4, scale=R * 298.15)


@pytest.mark.parametrize("host", CASES)
def test_slope_of_the_chemical_potential_is_exact(host):
    slope = host.d_chemical_potential(X, T)
    close(host.chemical_potential(X + STEP * 1j, T).imag / STEP, slope, 1e-10, scale=R * 298.15)
    h = 1e-5 * X * (1.0 - X)
    found = (host.chemical_potential(X + h, T) - host.chemical_potential(X - h, T)) / (2.0 * h)
    close(found, slope, 2e-5, scale=1e3 * R * 298.15)


@pytest.mark.parametrize("host", CASES)
def test_potential_and_thermodynamic_factor_follow_from_the_chemical_potential(host):
    close(host.open_circuit_potential(X, T), -host.chemical_potential(X, T) / F, 1e-15)
    close(host.thermodynamic_factor(X, T), X * host.d_chemical_potential(X, T) / (R * T), 1e-15)


@pytest.mark.parametrize("host", CASES)
def test_gibbs_duhem(host):
    """x dμ + dμ_host = 0, with μ_host = G - xμ the chemical potential of the host itself."""
    z = X + STEP * 1j
    host_potential = host.gibbs(z, T) - z * host.chemical_potential(z, T)
    mu = host.chemical_potential(z, T)
    assert (np.abs(X * mu.imag + host_potential.imag) / STEP <= slope_error(host)).all()


@pytest.mark.parametrize("host", CASES)
def test_entropy_coefficient_is_the_slope_in_temperature(host):
    exact = host.entropy_coefficient(X, T)
    close(host.open_circuit_potential(X, T + STEP * 1j).imag / STEP, exact, 1e-9, scale=1e-5)
    found = (host.open_circuit_potential(X, T + 0.01) - host.open_circuit_potential(X, T - 0.01)) / 0.02
    close(found, exact, 1e-4, scale=1e-4)


@pytest.mark.parametrize("host", CASES)
def test_maxwell_relation(host):
    """F ∂U/∂T = ∂S/∂x with S = -∂G/∂T."""
    h = 1e-4 * X * (1.0 - X)

    def entropy(x):
        return -host.gibbs(x, T + STEP * 1j).imag / STEP

    found = (entropy(X + h) - entropy(X - h)) / (2.0 * h)
    close(found, F * host.entropy_coefficient(X, T), 1e-4, scale=R)


@pytest.mark.parametrize("host", CASES)
def test_everything_is_finite_within_1e_9_of_the_ends(host):
    x = np.concatenate([np.geomspace(1e-9, 1e-3, 13), 1.0 - np.geomspace(1e-9, 1e-3, 13)])[:, None]
    for quantity in QUANTITIES:
        found = getattr(host, quantity)(x, np.array([200.0, 298.15, 400.0]))
        assert np.isfinite(found).all(), quantity
        assert np.abs(found).max() < 1e15, quantity


@pytest.mark.parametrize("host", CASES)
def test_free_energy_is_relative_to_the_empty_host(host):
    assert abs(float(host.gibbs(1e-12, 298.15))) < 1e-6 * F


# arrays, symbols, kernels ---------------------------------------------------------------------------------
@pytest.mark.parametrize("host", CASES)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_arrays_in_arrays_out(host, quantity):
    ask = getattr(host, quantity)
    found = ask([[0.2], [0.4], [0.7]], np.array([280.0, 300.0]))
    assert found.shape == (3, 2)
    assert found[2, 1] == pytest.approx(ask(0.7, 300.0), rel=1e-12, abs=1e-12)
    assert isinstance(ask(0.7, 300.0), float)
    assert isinstance(ask(0.7, 300), float)


@pytest.mark.parametrize("host", CASES)
def test_symbols_in_expressions_out(host):
    x, temperature = Expr.symbol("z"), Expr.symbol("kelvin")
    for quantity in ("gibbs", "thermodynamic_factor"):
        ask = getattr(host, quantity)
        for symbols, values in (
            ((x, temperature), {"z": X, "kelvin": T}),
            ((x, 298.15), {"z": X}),
            ((0.3, temperature), {"kelvin": T}),
        ):
            numbers = [values.get({id(x): "z", id(temperature): "kelvin"}.get(id(s)), s) for s in symbols]
            found = evaluate(ask(*symbols), values)
            np.testing.assert_allclose(np.broadcast_to(found, np.shape(ask(*numbers))), ask(*numbers), 1e-13)


def traced(host):
    return host.chemical_potential(Expr.symbol("x"), Expr.symbol("T"))


@pytest.mark.parametrize("host", CASES)
def test_compiled_it_is_the_same_with_its_numbers_as_data(host):
    """Chemical potential and its slope, as a phase-separating particle needs them."""
    if not host.closed_form:
        return
    twin, numbers = with_symbols(host, "host")
    mu = traced(twin)
    outputs = [mu, *derivatives((mu,), "x")]
    at = {"x": np.tile(X[:, 0], 3), "T": np.repeat(T, len(X))}
    found = compiled(outputs, ("x", "T"), sorted(numbers))({**at, **numbers})
    for value, quantity in zip(found, ("chemical_potential", "d_chemical_potential"), strict=True):
        close(value, getattr(host, quantity)(at["x"], at["T"]), 1e-10, scale=R * 298.15)


@pytest.mark.parametrize("host", CASES)
def test_as_a_table_it_is_right_within_1e_9_of_its_range(host):
    table = Function.from_python(host).table("x", 0.0, 1.0, T=298.15)
    x = np.concatenate([np.geomspace(1e-8, 1e-3, 40), np.linspace(1e-3, 0.999, 301)])
    U = host.open_circuit_potential(x, 298.15)
    scale = np.ptp(host.open_circuit_potential(np.array([1e-9, 0.5, 1.0 - 1e-9]), 298.15))
    assert np.abs(table(x) - U).max() <= 1e-9 * max(scale, 1e-3)


@pytest.mark.parametrize("host", CASES)
def test_other_numbers_make_the_same_kernel(host):
    other = replace(host, **{name: _scaled(getattr(host, name)) for name in _changeable(host)})
    assert structure_of(other) == structure_of(host)
    if host.closed_form:
        scalars = tuple(sorted(numbers_of(host, "host")))
        one, two = (
            KernelSpec(("x", "T"), scalars, (("mu", traced(with_symbols(h, "host")[0])),))
            for h in (host, other)
        )
        assert one.source == two.source


def _changeable(host):
    return [*declared(type(host)), *(["galleries"] if hasattr(host, "galleries") else [])]


def _scaled(value):
    if isinstance(value, tuple):
        return tuple(map(_scaled, value))
    if isinstance(value, float):
        return 0.9 * value
    return replace(value, **{name: 0.9 * getattr(value, name) for name in declared(type(value))})


@pytest.mark.parametrize("host", CASES)
def test_every_number_is_declared_with_a_letter(host):
    assert letters_of(host).keys() == {path.removeprefix("h.") for path in numbers_of(host, "h")}


@pytest.mark.parametrize("host", CASES)
def test_it_can_be_pickled_compared_and_used_as_a_key(host):
    assert pickle.loads(pickle.dumps(host)) == host
    assert copy.deepcopy(host) == host
    assert {host: 1}[pickle.loads(pickle.dumps(host))] == 1


# bad input ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", CASES)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_bad_input_is_named(host, quantity):
    ask = getattr(host, quantity)
    for x in (0.0, 1.0, -0.1, 1.1, np.nan, "0.5", None, [0.1, 0.2, 1.5]):
        with pytest.raises(InputError) as caught:
            ask(x, 298.15)
        (problem,) = caught.value.problems
        assert problem.where == ("x[2]" if isinstance(x, list) else "x")
        assert "above 0 and below 1" in problem.expected
    for temperature in (0.0, -3.0, np.nan, np.inf, "298", [300.0, -1.0]):
        with pytest.raises(InputError) as caught:
            ask(0.5, temperature)
        (problem,) = caught.value.problems
        assert problem.where == ("T[1]" if isinstance(temperature, list) else "T")
        assert "above 0 K" in problem.expected


@pytest.mark.parametrize("ask", ["spinodal", "binodal", "tie_line_potentials", "hysteresis_gaps"])
@pytest.mark.parametrize("host", CASES)
def test_phases_take_one_temperature(host, ask):
    for temperature in (0.0, -3.0, np.nan, [300.0, 310.0], Expr.symbol("T")):
        with pytest.raises(InputError, match=r"^T"):
            getattr(host, ask)(temperature)


@pytest.mark.parametrize("kind", HOSTS)
def test_it_says_what_it_is(kind):
    assert kind.__module__.startswith("mubar.thermo.")
    assert len(inspect.getdoc(kind)) > 50
    assert inspect.getdoc(kind) != inspect.getdoc(HostMaterial)
