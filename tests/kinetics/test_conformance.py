"""What every rate law of mubar.kinetics has to satisfy. A law that is exported there is found by itself."""

import copy
import inspect
import operator
import pickle
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from machine import compiled
from mubar import kinetics
from mubar.core.constants import F, R
from mubar.core.derivative import derivatives
from mubar.core.errors import InputError
from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, make, topological
from mubar.core.parameters import declared
from mubar.core.source import KernelSpec
from mubar.core.special import Special, SpecialSlot
from mubar.core.structure import numbers_of, structure_of, with_symbols
from mubar.kinetics.base import RateLaw

LAWS = list(
    dict.fromkeys(
        kind
        for kind in (getattr(kinetics, name) for name in kinetics.__all__)
        if inspect.isclass(kind) and issubclass(kind, RateLaw) and not inspect.isabstract(kind)
    )
)
CASES = [
    pytest.param(law, id=f"{kind.__name__} {i}") for kind in LAWS for i, law in enumerate(kind.examples())
]
NAMES = ("eta", "x", "c_plus", "T")
# states of the interface from nearly empty to nearly full, dilute to concentrated, cold to hot
X, C, T = (
    a.ravel()
    for a in np.meshgrid([1e-6, 0.1, 0.5, 0.9, 1 - 1e-6], [1e-6, 0.3, 1.0, 4.0], [233.15, 298.15, 373.15])
)
STATES = {"x": X, "c_plus": C, "T": T}
ETA = np.concatenate([-np.geomspace(1e-9, 2.0, 60)[::-1], [0.0], np.geomspace(1e-9, 2.0, 60)])


def current(law, eta, **at):
    return law.current_density(eta, **{**STATES, **at})


def traced(law):
    eta, x, c_plus, temperature = map(Expr.symbol, NAMES)
    return law.current_density(eta, x=x, c_plus=c_plus, T=temperature)


def has_branches(law):
    return type(law).partial_currents is not RateLaw.partial_currents


def saturates(law):
    try:
        return any(np.isfinite(limit).all() for limit in law.limiting_current(**STATES))
    except TypeError:
        return False


def test_laws_are_found():
    assert kinetics.ButlerVolmer in LAWS
    for kind in LAWS:
        assert kind.examples(), f"{kind.__name__}.examples() is empty"


@pytest.mark.parametrize("law", CASES)
def test_nothing_flows_at_equilibrium(law):
    if law.reversible:
        np.testing.assert_array_equal(current(law, 0.0), 0.0)


@pytest.mark.parametrize("law", CASES)
def test_positive_overpotential_oxidises(law):
    if law.reversible:
        j = current(law, ETA[:, None])
        np.testing.assert_array_equal(np.sign(j), np.broadcast_to(np.sign(ETA)[:, None], j.shape))


@pytest.mark.parametrize("law", CASES)
def test_more_overpotential_more_current(law):
    if law.monotone:
        j = current(law, ETA[:, None])
        rounding = 1e-13 * np.abs(j[1:]) if saturates(law) else 0.0  # of a current that has its limit
        assert (np.diff(j, axis=0) > -rounding).all()
        within = np.abs(ETA) < 0.05
        assert (np.diff(j[within], axis=0) > 0.0).all()


@pytest.mark.parametrize("law", CASES)
def test_nothing_overflows_within_two_volts(law):
    with np.errstate(all="raise"):
        assert np.isfinite(current(law, ETA[:, None])).all()


@pytest.mark.parametrize("law", CASES)
def test_charge_transfer_resistance_is_the_linear_limit(law):
    if not law.reversible:
        with pytest.raises(TypeError, match="no equilibrium"):
            law.charge_transfer_resistance(0.5, 1.0, 298.15)
        return
    resistance = law.charge_transfer_resistance(**STATES)
    assert (resistance > 0.0).all()
    h = 1e-6
    linear = (current(law, h) - current(law, -h)) / (2 * h)
    np.testing.assert_allclose(resistance * linear, 1.0, rtol=1e-8)  # (F h/RT)² is 2e-9


@pytest.mark.parametrize("law", CASES)
def test_exchange_current_is_that_of_one_electron(law):
    """Oxidation and reduction in the ratio exp(Fη/RT) make the linear limit F j0 η/RT."""
    if law.reversible and (law.detailed_balance or not has_branches(law)):
        found = (
            F / (R * T) * law.exchange_current_density(**STATES) * law.charge_transfer_resistance(**STATES)
        )
        np.testing.assert_allclose(found, 1.0, rtol=1e-12)


@pytest.mark.parametrize("law", CASES)
def test_current_is_oxidation_less_reduction(law):
    if not has_branches(law):
        with pytest.raises(TypeError, match="no separate currents"):
            law.partial_currents(0.1, **STATES)
        return
    eta = np.linspace(-0.4, 0.4, 9)[:, None]
    oxidation, reduction = law.partial_currents(eta, **STATES)
    assert (np.broadcast_to(oxidation, reduction.shape) >= 0.0).all()
    assert (np.broadcast_to(reduction, oxidation.shape) >= 0.0).all()
    tolerance = 1e-13 * (oxidation + reduction)
    assert (np.abs(oxidation - reduction - current(law, eta)) <= tolerance).all()
    if law.reversible:
        np.testing.assert_allclose(
            law.exchange_current_density(**STATES), law.partial_currents(0.0, **STATES)[1], rtol=1e-13
        )


@pytest.mark.parametrize("law", CASES)
def test_branches_obey_de_donder(law):
    """Their ratio is exp(Fη/RT), whatever the state, to 1e-12."""
    if law.detailed_balance:
        oxidation, reduction = law.partial_currents(ETA[:, None], **STATES)
        usable = (oxidation > 1e-290) & (reduction > 1e-290)
        assert usable.mean() > 0.9
        exponent = np.broadcast_to(F * ETA[:, None] / (R * T), oxidation.shape)
        ratio = (oxidation[usable] / reduction[usable]) * np.exp(-exponent[usable])
        np.testing.assert_allclose(ratio, 1.0, rtol=1e-12)


@pytest.mark.parametrize("law", CASES)
def test_transfer_coefficient_is_the_slope_of_the_reduction(law):
    """Of its logarithm, against central differences."""
    eta = np.linspace(-0.3, 0.3, 7)[:, None]
    if not has_branches(law):
        with pytest.raises(TypeError, match="no separate currents"):
            law.transfer_coefficient(eta, **STATES)
        return
    if not law.partial_currents(eta, **STATES).reduction.any():
        return
    h = 2e-5
    ahead, behind = (np.log(law.partial_currents(eta + s * h, **STATES).reduction) for s in (1, -1))
    slope = -R * T / F * (ahead - behind) / (2 * h)
    np.testing.assert_allclose(law.transfer_coefficient(eta, **STATES), slope, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("law", CASES)
def test_limiting_current_is_the_limit(law):
    try:
        limits = law.limiting_current(**STATES)
    except TypeError:
        return
    eta = np.array([4.0, -4.0])[:, None]
    oxidation, reduction = law.partial_currents(eta, **STATES)
    for branch, limit in ((oxidation[0], limits.oxidation), (reduction[1], limits.reduction)):
        finite = np.isfinite(np.broadcast_to(limit, branch.shape))
        np.testing.assert_allclose(branch[finite], np.broadcast_to(limit, branch.shape)[finite], rtol=1e-12)


BEYOND = [("x", -0.1), ("x", 1.1), ("c_plus", -1.0), ("T", 0.0), ("T", -300.0)]


@pytest.mark.parametrize("law", CASES)
def test_states_that_cannot_be_are_refused(law):
    at = {"x": 0.5, "c_plus": 1.0, "T": 300.0}
    methods = [lambda **s: law.current_density(0.1, **s), law.exchange_current_density]
    methods += [law.charge_transfer_resistance]
    if has_branches(law):
        methods += [
            lambda **s: law.partial_currents(0.1, **s),
            lambda **s: law.transfer_coefficient(0.1, **s),
        ]
    for method in methods if law.reversible else methods[:1]:
        for name, bad in BEYOND:
            for value in (bad, np.array([at[name], bad])):
                with pytest.raises(InputError) as caught:
                    method(**{**at, name: value})
                assert [p.where for p in caught.value.problems] == [name]
                assert f"{bad:g}" in str(caught.value)


@pytest.mark.parametrize("law", CASES)
def test_arrays_broadcast(law):
    eta, x, c_plus = (
        np.array([[-0.1], [0.01], [0.2]]),
        np.linspace(0.2, 0.8, 4),
        np.array([0.5, 1.5])[:, None, None],
    )
    j = np.broadcast_to(law.current_density(eta, x=x, c_plus=c_plus, T=300.0), (2, 3, 4))
    assert j[1, 2, 3] == pytest.approx(law.current_density(0.2, x=0.8, c_plus=1.5, T=300.0), rel=1e-14)
    for derived in (law.charge_transfer_resistance, law.exchange_current_density) if law.reversible else ():
        found = np.broadcast_to(derived(x, c_plus, 300.0), (2, 1, 4))
        assert found[1, 0, 3] == pytest.approx(derived(0.8, 1.5, 300.0), rel=1e-14)


@pytest.mark.parametrize("law", CASES)
def test_traced_and_on_arrays_it_is_the_same(law):
    eta = np.linspace(-0.3, 0.3, 13)[:, None]
    np.testing.assert_allclose(evaluate(traced(law), {"eta": eta, **STATES}), current(law, eta), rtol=1e-14)


@pytest.mark.parametrize("law", CASES)
def test_exact_derivatives_are_those_of_a_complex_step(law):
    eta = np.linspace(-0.3, 0.3, 13)[:, None]
    at = {"eta": eta, **{k: v[None, :] for k, v in STATES.items()}}
    for name in NAMES:
        moved = {**at, name: at[name] + 1e-40j}
        step = (
            law.current_density(moved["eta"], x=moved["x"], c_plus=moved["c_plus"], T=moved["T"]).imag / 1e-40
        )
        exact = evaluate(derivatives((traced(law),), name)[0], at)
        scale = np.abs(current(law, eta)).max(axis=0) / (0.025 if name == "eta" else STATES[name])
        assert (np.abs(exact - step) <= 1e-13 * (np.abs(step) + scale)).all(), name


@pytest.mark.parametrize("law", CASES)
def test_compiled_it_is_the_same_with_its_numbers_as_data(law):
    """Exactly, or where special functions are tables within 1e-9 of both branches, and 1e-8 in slopes."""
    twin, numbers = with_symbols(law, "law")
    j = traced(twin)
    outputs = [j, *(derivatives((j,), name)[0] for name in NAMES[:3])]
    for temperature in np.unique(T):
        at = {"eta": np.linspace(-0.3, 0.3, len(X)), "x": X, "c_plus": C, "T": temperature, **numbers}
        tables = special_tables(law, outputs, {"T": temperature, **numbers})
        found = compiled(outputs, NAMES[:3], ["T", *sorted(numbers)], tables)(at)
        size = 0.0
        if tables:
            state = {name: at[name] for name in NAMES}
            size = 1e-9 * sum(law.partial_currents(**state))
        slopes = (1.0, 10.0 * F / (R * temperature), 10.0 / X + 10.0 / (1.0 - X), 10.0 / C)
        for value, e, per in zip(found, outputs, slopes, strict=True):
            exact = filled(e, law)
            expected = evaluate(exact, at)
            scale = evaluate(sum((abs(a) for a in exact.args), start=Expr.constant(0)), at)
            assert (np.abs(value - expected) <= 1e-12 * (np.abs(expected) + scale) + size * per).all()


@pytest.mark.parametrize("law", CASES)
def test_compiled_it_is_the_same_where_the_temperature_varies(law):
    """With the slope by temperature; special functions are tables of two arguments, within 1e-8 of both
    branches, and 1e-6 in slopes. Laws without any are ordinary formulas."""
    twin, numbers = with_symbols(law, "law")
    j = traced(twin)
    outputs = [j, *(derivatives((j,), name)[0] for name in NAMES)]
    if not KernelSpec(NAMES, (), (("j", j),)).tables:
        return
    temperatures = np.random.default_rng(1).uniform(291.15, 305.15, len(X))
    at = {"eta": np.linspace(-0.3, 0.3, len(X)), "x": X, "c_plus": C, "T": temperatures, **numbers}
    tables = special_tables(law, outputs, numbers, NAMES, {"T": (291.15, 305.15)})
    found = compiled(outputs, NAMES, sorted(numbers), tables)(at)
    size = 1e-8 * sum(law.partial_currents(**{name: at[name] for name in NAMES}))
    slopes = (1.0, 100.0 * F / (R * temperatures), 100.0 / X + 100.0 / (1.0 - X), 100.0 / C, 1.0)
    for value, e, per in zip(found, outputs, slopes, strict=True):
        exact = filled(e, law)
        expected = evaluate(exact, at)
        scale = evaluate(sum((abs(a) for a in exact.args), start=Expr.constant(0)), at)
        assert (np.abs(value - expected) <= 1e-12 * (np.abs(expected) + scale) + size * per).all()


def special_tables(law, outputs, numbers, rows=NAMES[:3], ranges=None):
    spec = KernelSpec(rows, (), tuple((str(i), e) for i, e in enumerate(outputs)))
    found = {}
    for name, table in spec.special_tables.items():
        function = part_of(law, table.function)
        found[name] = function.table(table.orders, *table.at(numbers, ranges or {}))
    return found


def part_of(law, function):
    """The special function that a slot such as law.donor stands for."""
    if not isinstance(function, SpecialSlot):
        return function
    return operator.attrgetter(function.name.removeprefix("law."))(law)


def filled(e, law):
    new = {}
    for n in topological(e):
        payload = n.payload
        if n.op == "special":
            payload = part_of(law, payload[0]), payload[1]
        elif n.op == "root":
            payload = payload.mapped(lambda inner: filled(inner, law))
        new[n] = make(n.op, *(new[a] for a in n.args), payload=payload) if n.args else n
    return new[e]


@pytest.mark.parametrize("law", CASES)
def test_other_numbers_make_the_same_kernel(law):
    other = _with_numbers(law, lambda v: 0.9 * v)
    assert other != law
    assert structure_of(other) == structure_of(law)
    scalars = ("T", *sorted(numbers_of(law, "law")))
    one, two = (
        KernelSpec(NAMES[:3], scalars, (("j", traced(with_symbols(v, "law")[0])),)) for v in (law, other)
    )
    assert one.source == two.source


def _with_numbers(law, change):
    new = {}
    for f in fields(law):
        value = getattr(law, f.name)
        if is_dataclass(value):
            new[f.name] = _with_numbers(value, change)
        elif isinstance(value, float):
            new[f.name] = change(value)
    return replace(law, **new)


def _parts(law):
    yield law
    for f in fields(law):
        if is_dataclass(getattr(law, f.name)):
            yield from _parts(getattr(law, f.name))


def _special(part):
    return isinstance(part, Special)


@pytest.mark.parametrize("law", CASES)
def test_every_number_is_declared_and_held_to_its_bounds(law):
    for part in _parts(law):
        kind = type(part)
        numbers = {f.name for f in fields(part) if isinstance(getattr(part, f.name), float)}
        assert declared(kind).keys() == numbers
        for name, p in declared(kind).items():
            assert p.symbol
            assert p.unit
            assert p.meaning
            below = [p.bounds.low - 1.0] if p.bounds.low > -np.inf else []
            above = [p.bounds.high + 1.0] if p.bounds.high < np.inf else []
            for bad in (*below, *above, np.nan, np.inf, "1", None, True, [1.0], 1j):
                with pytest.raises(InputError) as caught:
                    replace(part, **{name: bad})
                (problem,) = caught.value.problems
                assert problem.where == f"{kind.__name__}.{name}"
                assert str(p.bounds) in problem.expected
            assert getattr(replace(part, **{name: np.float64(getattr(part, name))}), name) == getattr(
                part, name
            )


@pytest.mark.parametrize("law", CASES)
def test_it_prints_as_an_equation(law):
    text = law.latex()
    assert text.startswith("j = ")
    for part in _parts(law):
        for p in declared(type(part)).values() if not _special(part) else ():
            assert p.symbol in text
    MathTextParser("path").parse(f"${text}$")


@pytest.mark.parametrize("law", CASES)
def test_it_can_be_pickled_compared_and_used_as_a_key(law):
    assert pickle.loads(pickle.dumps(law)) == law
    assert copy.deepcopy(law) == law
    assert {law: 1}[pickle.loads(pickle.dumps(law))] == 1


@pytest.mark.parametrize("kind", LAWS)
def test_it_says_what_it_is(kind):
    assert kind.__module__.startswith("mubar.kinetics.")
    assert len(inspect.getdoc(kind)) > 50
    assert inspect.getdoc(kind) != inspect.getdoc(RateLaw)
