"""Laws of a user's own in a DFN: a rate law, an open-circuit potential and a conductivity of this file."""

from dataclasses import dataclass

import numpy as np
import pytest
from dense import DenseModel
from simple_cells import full
from test_newton_matrix import CJ, TIME, disturbed, newton_step

import mubar
from machine import compiled
from mubar.core.constants import F, R
from mubar.core.derivative import derivatives
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.kinetics import ButlerVolmer, InsertionExchange, RateLaw
from mubar.models import DFN, system
from mubar.models.system import System
from mubar.numerics import layout as at
from mubar.numerics.mesh import Mesh
from parallel_law import LAW as PARALLEL
from parallel_law import Parallel, Pathway

T = 298.15


@dataclass(frozen=True)
class Sites:
    """Nested numbers of a law."""

    power: float


@dataclass(frozen=True)
class Saturating(RateLaw):
    """Butler-Volmer at small currents, levelling off at ±limit, with exponents of composition of its own."""

    rate: float
    limit: float
    sites: Sites

    def current_density(self, eta, *, x, c_plus, T):
        j0 = F * self.rate * c_plus**0.6 * x**self.sites.power * (1.0 - x) ** (1.0 - self.sites.power)
        return self.limit * np.tanh(2.0 * j0 * np.sinh(0.5 * F * eta / (R * T)) / self.limit)


@dataclass(frozen=True)
class OwnButlerVolmer(RateLaw):
    """The shipped law, written out again."""

    rate: float

    def current_density(self, eta, *, x, c_plus, T):
        return 2.0 * F * self.rate * np.sqrt(c_plus * (x - x * x)) * np.sinh(F * eta / (2.0 * R * T))


def potential(x, T):
    return (
        4.2
        - 0.7 * x
        - 0.05 * np.tanh(20.0 * (x - 0.5))
        + 2e-4 * (T - 298.15)
        + R * T / F * 0.2 * np.log((1.0 - x + 1e-3) / (x + 1e-3))
    )


def conductivity(c, T):
    y = c / 1000.0
    return np.where(y < 4.0, 0.05 + 1.1 * y * np.exp(-0.9 * y**1.3), 0.06) * np.exp(
        2000.0 * (1 / 298.15 - 1 / T)
    )


LAW = Saturating(rate=3e-5, limit=25.0, sites=Sites(0.4))


def own_cell():
    return full().replace(
        **{
            "positive.kinetics": LAW,
            "positive.open_circuit_potential": potential,
            "electrolyte.conductivity": conductivity,
        }
    )


# compiled derivatives ---------------------------------------------------------------------------------------
def at_points(expressions, names, points):
    """Values of the compiled expressions, (expressions, n)."""
    return compiled(expressions, names)(dict(zip(names, points, strict=True)))


def complex_step(f, arguments, i, h=1e-30):
    moved = [a + 0j for a in arguments]
    moved[i] = moved[i] + 1j * h
    return np.imag(f(*moved)) / h


def test_compiled_rate_law():
    """Value and every derivative against the law itself on arrays, stepped into the complex plane."""
    names = ("eta", "x", "c_plus", "T")
    eta, x, c_plus, temperature = (Expr.symbol(n) for n in names)
    j = LAW.current_density(eta, x=x, c_plus=c_plus, T=temperature)
    rng = np.random.default_rng(1)
    points = [rng.uniform(*r, 200) for r in ((-0.2, 0.2), (0.02, 0.98), (0.05, 3.0), (260.0, 330.0))]
    found = at_points([j, *(derivatives((j,), n)[0] for n in names)], names, points)
    law = lambda eta, x, c_plus, T: LAW.current_density(eta, x=x, c_plus=c_plus, T=T)  # noqa: E731
    np.testing.assert_allclose(found[0], law(*points), rtol=1e-13, atol=1e-13)
    for i in range(4):
        slope = complex_step(law, points, i)
        np.testing.assert_allclose(found[1 + i], slope, rtol=1e-11, atol=1e-11 * np.abs(slope).max())


@pytest.mark.parametrize(("law", "low", "high"), [(potential, 0.01, 0.99), (conductivity, 20.0, 3500.0)])
def test_compiled_laws_of_one_variable(law, low, high):
    f = Function.from_python(law)
    first, temperature = (Expr.symbol(n) for n in f.inputs)
    expression = f(first, temperature)
    rng = np.random.default_rng(2)
    points = [rng.uniform(low, high, 200), rng.uniform(260.0, 330.0, 200)]
    found = at_points([expression, *(derivatives((expression,), n)[0] for n in f.inputs)], f.inputs, points)
    np.testing.assert_allclose(found[0], law(*points), rtol=1e-13)
    if law is potential:
        slopes = [complex_step(law, points, i) for i in range(2)]
    else:  # np.where doesn't order complex numbers
        steps = (1e-2, 1e-3)
        ends = [
            [law(*(p + s * h * (k == i) for k, p in enumerate(points))) for s in (1, -1)]
            for i, h in enumerate(steps)
        ]
        slopes = [(a - b) / (2 * h) for (a, b), h in zip(ends, steps, strict=True)]
    for i, slope in enumerate(slopes):
        np.testing.assert_allclose(found[1 + i], slope, rtol=1e-6, atol=1e-7 * np.abs(slope).max())


def test_newton_step_with_own_laws():
    """The whole Newton matrix, the laws as tables and kernels in it, against finite differences."""
    system = System(DFN(), own_cell(), Mesh(3, 2, 3, 3))
    system.bind(305.0)
    system.control(voltage=1.0, setpoint=3.7)
    y, ydot = disturbed(system, 5)
    assert newton_step(system)
    delta = system.w[system.k[at.DELTA] :][: len(y)]
    dense = DenseModel(system, 305.0)
    F_, (J, _) = dense.residual(TIME, y, ydot), dense.newton_matrix(TIME, y, ydot, CJ)
    np.testing.assert_array_less(
        np.abs(J @ delta + F_), 1e-7 * (np.abs(J) @ np.abs(delta) + np.abs(F_)) + 1e-13
    )


# runs -------------------------------------------------------------------------------------------------------
def test_discharge_obeys_the_laws():
    """At every stored time and place j, U and the gradient of V_Li are what the functions above say."""
    cell = own_cell()
    result = mubar.simulate(cell, "Discharge at 1C for 20 minutes", "dfn", soc=0.9, rtol=1e-8, atol=1e-10)
    assert result.success
    data = result.data
    surface = data.c_s_positive.values[:, :, -1] / cell.positive.material.maximum_concentration
    np.testing.assert_allclose(data.open_circuit_potential_positive.values, potential(surface, T), atol=1e-8)
    here = data.region.values == "positive"
    c, eta = data.c_e.values[:, here] / 1000.0, data.overpotential_positive.values
    j = LAW.current_density(eta, x=surface, c_plus=c, T=T)
    np.testing.assert_allclose(data.current_density_positive.values, j, rtol=1e-6)
    assert j.min() > -25.0

    middle = data.region.values == "separator"
    c, x, V = (data[name].values[..., middle] for name in ("c_e", "x", "V_Li"))
    kappa = cell.separator.transport_efficiency * conductivity(c, T)
    anion = 1.0 - cell.electrolyte.transference_number(c, T)
    factor = cell.electrolyte.thermodynamic_factor(c, T)
    ohmic = -result.current[:, None] / cell.area * np.diff(x) * 0.5 * (1 / kappa[:, 1:] + 1 / kappa[:, :-1])
    mean = 0.5 * (anion * factor)[:, 1:] + 0.5 * (anion * factor)[:, :-1]
    np.testing.assert_allclose(np.diff(V), ohmic + 2 * R * T / F * mean * np.diff(np.log(c)), rtol=1e-6)


@pytest.mark.parametrize("model", ["dfn", "spme", "spm", "single-particle"])
def test_own_butler_volmer_is_butler_volmer(model):
    """The same physics in other words gives the same voltage."""
    rates = {side: getattr(full(), side).material.kinetics.exchange for side in ("negative", "positive")}
    own = full().replace(
        **{f"{side}.kinetics": OwnButlerVolmer(law.rate_constant) for side, law in rates.items()}
    )
    steps = "Discharge at 1C for 20 minutes (20 second period)"
    a, b = (
        mubar.simulate(cell, steps, model, soc=0.9, rtol=1e-9, atol=1e-11).voltage for cell in (full(), own)
    )
    np.testing.assert_allclose(a, b, atol=1e-8)


# numbers in tuples ------------------------------------------------------------------------------------------
STEPS = "Discharge at 1C for 20 minutes (20 second period)"


def with_positive(law):
    return full().replace(**{"positive.kinetics": law})


def voltage(cell, model="dfn"):
    return mubar.simulate(cell, STEPS, model, soc=0.9, rtol=1e-9, atol=1e-11).voltage


def test_parallel_pathways_alone():
    one = ButlerVolmer(InsertionExchange(PARALLEL.rate_constant()))
    eta = np.linspace(-0.2, 0.2, 9)
    state = {"x": np.linspace(0.1, 0.9, 9), "c_plus": 1.3, "T": 305.0}
    np.testing.assert_allclose(
        PARALLEL.current_density(eta, **state), one.current_density(eta, **state), rtol=1e-12
    )
    np.testing.assert_allclose(
        PARALLEL.exchange_current_density(**state), one.exchange_current_density(**state), rtol=1e-12
    )
    assert "w_{2}" in PARALLEL.latex()
    assert "k_{1}" in PARALLEL.latex()


@pytest.mark.parametrize("model", ["dfn", "spm"])
def test_parallel_pathways_in_a_cell(model):
    """Together they are one Butler-Volmer law, also after numbers in the tuples have changed by key."""
    cell = with_positive(PARALLEL)
    other = cell.replace(**{"positive.kinetics.weights.2": 4.0, "positive.kinetics.pathways.1.rate": 2e-6})
    assert other.positive.material.kinetics == Parallel(
        (Pathway(2e-5), Pathway(2e-6), Pathway(1e-6)), (0.5, 0.25, 4.0)
    )
    voltages = []
    for held in (cell, other):
        k = held.positive.material.kinetics.rate_constant()
        voltages.append(voltage(held, model))
        one = voltage(with_positive(ButlerVolmer(InsertionExchange(k))), model)
        np.testing.assert_allclose(voltages[-1], one, atol=1e-8)
    assert np.abs(voltages[0] - voltages[1]).max() > 1e-3


def test_other_numbers_in_tuples_do_not_compile_again():
    from mubar.numerics import kernels

    cell = with_positive(PARALLEL)
    mubar.simulate(cell, "Discharge at 1C for 1 second")
    before = len(kernels._loaded)
    changes = {"positive.kinetics.weights.0": 0.7, "positive.kinetics.pathways.2.rate": 3e-6}
    mubar.simulate(cell.replace(**changes), "Discharge at 1C for 1 second")
    assert len(kernels._loaded) == before


def test_other_numbers_do_not_compile_again():
    from mubar.numerics import kernels

    mubar.simulate(own_cell(), "Discharge at 1C for 1 second")
    before = len(kernels._loaded)
    other = own_cell().replace(
        **{"positive.kinetics": Saturating(2e-5, 20.0, Sites(0.3)), "positive.particle_radius": 4e-6}
    )
    other = other.replace(**{"positive.open_circuit_potential": lambda x, T: potential(x, T) - 0.01})
    mubar.simulate(other, "Discharge at 1C for 1 second")
    assert len(kernels._loaded) == before


def test_laws_of_one_shape_are_not_taken_for_each_other():
    """Two functions in the same place: each run has its own, whatever ran before it."""

    def weak(x, c_plus, T):
        return 0.1 * np.sqrt(c_plus * x * (1.0 - x))

    def strong(x, c_plus, T):
        return 10.0 * np.sqrt(c_plus * x * (1.0 - x)) + 0.0 * T

    cell = mubar.load_cell("chen2020")

    def voltage(exchange):
        law = cell.replace(**{"positive.kinetics": ButlerVolmer(exchange)})
        return mubar.simulate(law, "Discharge at 1C for 1 minute", "spm", outputs=()).solution.voltage[-1]

    first, second = voltage(weak), voltage(strong)
    system._compiled.clear()
    assert second == voltage(strong)
    assert second - first > 0.05


class Bare(RateLaw):
    """Without @dataclass."""

    def current_density(self, eta, *, x, c_plus, T):
        return 20.0 * eta


@dataclass
class Thawed(Bare):
    """Its numbers could change unseen."""

    rate: float = 1.0


@dataclass(frozen=True)
class Branching(RateLaw):
    rate: float

    def current_density(self, eta, *, x, c_plus, T):
        return self.rate * eta if eta > 0 else 2.0 * self.rate * eta


@pytest.mark.parametrize(
    ("law", "says"),
    [
        (Bare(), r"kinetics: found Bare.*a frozen dataclass.*Put @dataclass\(frozen=True\) above class Bare"),
        (Thawed(), r"Put @dataclass\(frozen=True\) above class Thawed"),
        (Branching(3.0), r"Branching\.current_density: found .*`if`.*write np\.where.*eta, x, c_plus and T"),
    ],
)
def test_mistakes_in_a_law_are_told(law, says):
    cell = mubar.load_cell("chen2020").replace(**{"positive.kinetics": law})
    with pytest.raises(InputError, match=says):
        mubar.simulate(cell, "Rest for 1 s", "spm")


def test_a_law_that_cannot_be_compared_says_so():
    @dataclass(frozen=True)
    class Scaled(RateLaw):
        factors: np.ndarray

        def current_density(self, eta, *, x, c_plus, T):
            return self.factors[0] * eta

    cell = mubar.load_cell("chen2020").replace(**{"positive.kinetics": Scaled(np.ones(2))})
    with pytest.raises(InputError, match=r"Scaled\.factors is a ndarray, which can't be compared"):
        mubar.simulate(cell, "Rest for 1 s", "spm")
