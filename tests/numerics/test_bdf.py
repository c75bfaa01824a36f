"""The integrator on problems with known solutions: accuracy, order, interpolation, events, failures."""

import numpy as np
import pytest
from scipy.special import lambertw
from tiny import Problem

from mubar.core.expr import Expr
from mubar.models.equations import Equations, Faces, Region
from mubar.models.pendants.shells import ShellPendants
from mubar.numerics import layout as at
from mubar.numerics.integrate import Reason, Watch
from mubar.numerics.mesh import Shells

time = Expr.symbol("time")
WIDE = {"c": -1e6, "u": -1e6}, {"c": 1e6, "u": 1e6}


def equations(count, terms, algebraic=("u",), rows=(), bounds=WIDE, **more):
    return Equations(
        unknowns=("c", "u"),
        regions=(Region("all", count, terms),),
        pendants=more.pop("pendants", ()),
        rows=rows,
        lower=bounds[0],
        upper=bounds[1],
        reach=more.pop("reach", {}),
        algebraic=algebraic,
        **more,
    )


def decay():
    """c' = -k c with rates over four decades; u = c² beside it."""
    terms = lambda v, z: {"c": v.c_t + v.rate * v.c, "u": v.u - v.c * v.c, "voltage": v.share * v.c}  # noqa: E731
    rows = {"rate": RATES, "share": np.eye(len(RATES))[2]}
    return Problem(equations(len(RATES), terms, rows=("rate", "share")), {"c": 1.0, "u": 3.0}, rows)


RATES = np.array([1e-2, 1e-1, 1.0, 10.0, 100.0])


def stiff(start=1.0):
    """c' = -L (c - cos t) - sin t (Prothero & Robinson 1974), L from 1 to 1e8; c = cos t once the start is
    forgotten.
    """
    terms = lambda v, z: {  # noqa: E731
        "c": v.c_t + v.rate * (v.c - np.cos(time)) + np.sin(time), "u": v.u - v.c, "voltage": v.c / 3.0
    }  # fmt: skip
    rows = {"rate": np.array([1.0, 1e4, 1e8])}
    return Problem(equations(3, terms, rows=("rate",)), {"c": start, "u": start}, rows)


def implicit():
    """c' = -u with u + u³ = c: an algebraic unknown that is no plain function. ln u + 3/2 u² = const - t."""
    terms = lambda v, z: {"c": v.c_t + v.u, "u": v.u + v.u * v.u * v.u - v.c, "voltage": v.u}  # noqa: E731
    return Problem(equations(1, terms, reach={"u": 0.5}), {"c": 10.0, "u": 30.0})


def implicit_exact(t):
    """With w = 3u²: w + ln w = 2 const + ln 3, whose solution is Lambert's function."""
    constant = np.log(2.0) + 6.0 - np.asarray(t)
    return np.sqrt(lambertw(3.0 * np.exp(2.0 * constant)).real / 3.0)


def oscillator(frequency=1.0):
    """c' = f u, u' = -f c: both differential."""
    k = Expr.symbol("frequency")
    terms = lambda v, z: {"c": v.c_t - k * v.u, "u": v.u_t + k * v.c, "voltage": v.c}  # noqa: E731
    return Problem(
        equations(1, terms, algebraic=()), {"c": 0.0, "u": 1.0}, numbers={"frequency": frequency}, current=2.0
    )


# accuracy ---------------------------------------------------------------------------------------------------
LADDER = 10.0 ** -np.arange(3.0, 10.0)


def errors(make, t_end, exact):
    """Largest error over all steps at each tolerance of the ladder, with the steps taken."""
    found, steps = [], []
    for rtol in LADDER:
        run = make().run(t_end, rtol)
        assert run.reason is Reason.END
        assert run.time[-1] == pytest.approx(t_end, rel=1e-12)
        found.append(exact(run))
        steps.append(run.problem.count(at.STEPS))
    return np.array(found), np.array(steps)


def decay_error(run):
    exact = np.exp(-run.time[:, None] * RATES)
    return max(np.abs(run.of("c") - exact).max(), np.abs(run.of("u") - exact**2).max())


def implicit_error(run):
    u = implicit_exact(run.time)
    return max(np.abs(run.of("u")[:, 0] - u).max(), np.abs(run.of("c")[:, 0] - u - u**3).max() / 10.0)


def oscillator_error(run):
    return (
        np.abs(run.of("c")[:, 0] - np.sin(run.time)).max()
        + np.abs(run.of("u")[:, 0] - np.cos(run.time)).max()
    )


def stiff_error(run):
    return np.abs(run.of("c") - np.cos(run.time)[:, None]).max()


@pytest.mark.parametrize(
    ("make", "t_end", "exact", "within"),
    [
        (decay, 30.0, decay_error, 10.0),
        (implicit, 20.0, implicit_error, 50.0),
        (oscillator, 6.3, oscillator_error, 300.0),
        (stiff, 10.0, stiff_error, 30.0),
    ],
)
def test_the_error_follows_the_tolerance(make, t_end, exact, within):
    found, steps = errors(make, t_end, exact)
    assert (found < within * LADDER).all(), found / LADDER
    assert (found[1:] < 0.5 * found[:-1]).all(), found
    # six decades would cost a thousand times the steps at first order
    assert (np.diff(steps) > 0).all()
    assert steps[-1] < 30 * steps[0]


def orders(problem, rtol, t_end):
    """Time and order after every step."""
    assert problem.begin(rtol)
    found = []
    while problem.advance(t_end, max_steps=1).reason is Reason.STEPS:
        found.append((problem.time, problem.count(at.ORDER_USED)))
    times, used = map(np.array, zip(*found, strict=True))
    assert used[0] == 1
    assert max(np.diff(used)) <= 1
    assert 1 <= used.min() <= used.max() <= at.MAX_ORDER
    return times, used


def test_high_orders_are_used_where_the_solution_is_smooth():
    times, used = orders(oscillator(), 1e-8, 6.3)
    assert (used[times > 0.5] == at.MAX_ORDER).mean() > 0.9


def test_low_orders_are_used_where_the_solution_has_kinks():
    """c' jumps at every multiple of π: no polynomial of high degree goes through that."""
    terms = lambda v, z: {  # noqa: E731
        "c": v.c_t - np.where(np.sin(time) > 0.0, 1.0, -1.0) * (1.0 + v.c), "u": v.u - v.c, "voltage": v.c
    }  # fmt: skip
    problem = Problem(equations(1, terms), {"c": 0.0, "u": 0.0})
    times, used = orders(problem, 1e-5, 9.0)
    for kink in (np.pi, 2 * np.pi):
        behind = used[(times > kink) & (times < kink + 0.1)]
        assert len(behind) > 5
        assert behind[1:6].max() <= 2
        assert behind.max() < at.MAX_ORDER
    exact = np.exp(9.0 - 2 * np.pi) - 1.0  # up and down again, then up
    assert problem.w[problem.structure.unknown("c")][0] == pytest.approx(exact, rel=1e-3)


def test_stiffness_costs_nothing():
    """Steps follow the slow solution, whatever the rate of the fast one; Newton needs about one iteration a
    step.
    """
    run = stiff().run(100.0, 1e-6)
    problem = run.problem
    assert problem.count(at.STEPS) < 1000
    assert problem.count(at.ITERATIONS) < 1.5 * problem.count(at.STEPS)
    assert problem.count(at.ERROR_FAILS) < 0.1 * problem.count(at.STEPS)


def test_a_fast_transient_is_resolved_then_left_behind():
    """Two scales 1e8 apart, from a start off the slow solution."""
    problem = stiff(start=2.0)
    run = problem.run(10.0, 1e-6)
    exact = np.cos(run.time)[:, None] + np.exp(-run.time[:, None] * np.array([1.0, 1e4, 1e8]))
    assert np.abs(run.of("c") - exact).max() < 1e-4
    assert run.time[0] < 1e-8
    assert np.diff(run.time).max() > 0.01
    assert problem.count(at.STEPS) < 1000


def test_steps_grow_towards_a_steady_state():
    run = decay().run(1e7, 1e-6)
    assert run.problem.count(at.STEPS) < 400
    assert np.abs(run.of("c")[-1]).max() < 1e-6


# start ------------------------------------------------------------------------------------------------------
def test_a_start_solves_algebraic_unknowns_and_rates_alone():
    problem = implicit()
    assert problem.begin(1e-6)
    st = problem.structure
    assert problem.w[st.unknown("c")][0] == 10.0
    assert problem.w[st.unknown("u")][0] == pytest.approx(2.0, abs=1e-13)
    assert problem.w[st.ydot : st.ydot + st.n][st.unknown("c")][0] == pytest.approx(-2.0, rel=1e-9)


def test_a_start_without_a_solution_is_refused():
    terms = lambda v, z: {"c": v.c_t, "u": v.u * v.u + v.c, "voltage": v.u}  # noqa: E731
    problem = Problem(equations(1, terms), {"c": 1.0, "u": 0.5})
    assert not problem.begin(1e-6)


def test_the_first_step_is_no_longer_than_asked():
    for h in (1e-6, 1e-3):
        problem = oscillator()
        assert problem.begin(1e-2, h=h)
        problem.advance(10.0, max_steps=1)
        assert problem.time <= h * (1.0 + 1e-12)


# samples ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rtol", [1e-4, 1e-7])
def test_interpolated_values_are_as_good_as_the_steps(rtol):
    steps = oscillator().run(6.3, rtol)
    samples = oscillator().run(6.3, rtol, period=0.01)
    assert samples.time == pytest.approx(np.arange(1, 631) * 0.01, rel=1e-9)
    assert len(steps.time) < 0.7 * len(samples.time)
    assert oscillator_error(samples) < 1.5 * oscillator_error(steps)


def test_a_sample_beyond_a_bound_lies_straight_between_the_states():
    """All of it: what is conserved is a sum over unknowns."""
    problem = oscillator()
    assert problem.begin(1e-4)
    ends = []
    for steps in (30, 1):
        problem.advance(20.0, max_steps=steps)
        ends.append((problem.time, problem.w[: problem.structure.n].copy()))
    (t0, before), (t1, after) = ends
    lower = problem.k[at.LOWER]
    problem.w[lower : lower + problem.structure.n] = 1e9
    sample = problem.advance(20.0, period=1e9, first_sample=t0 + 0.25 * (t1 - t0), max_steps=0)
    np.testing.assert_allclose(sample.states, [0.75 * before + 0.25 * after], rtol=1e-12, atol=1e-12)


def test_samples_do_not_change_the_steps():
    plain, sampled = oscillator(), oscillator()
    plain.run(6.3, 1e-5)
    sampled.run(6.3, 1e-5, period=0.037)
    assert plain.count(at.STEPS) == sampled.count(at.STEPS)
    np.testing.assert_array_equal(plain.w[: plain.structure.n], sampled.w[: sampled.structure.n])


def test_a_run_goes_on_where_it_was_left():
    """A full record or a limit of steps interrupts a run without a trace."""
    whole = oscillator().run(20.0, 1e-6, period=0.5)
    for more in ({"room": 8}, {"max_steps": 7}):
        problem = oscillator()
        assert problem.begin(1e-6)
        times, states, reasons = [], [], set()
        while True:
            sample = 0.5 * (len(np.concatenate(times)) + 1) if times else 0.5
            run = problem.advance(20.0, period=0.5, first_sample=sample, **more)
            times.append(run.time)
            states.append(run.states)
            reasons.add(run.reason)
            if run.reason is Reason.END:
                break
        assert len(reasons) == 2
        np.testing.assert_allclose(np.concatenate(times), whole.time, rtol=1e-13)
        np.testing.assert_array_equal(np.concatenate(states), whole.states)


def test_charge_and_energy_are_the_integrals():
    """I = 2 A/m², V = sin t; and a ramp of current."""
    run = oscillator().run(6.0, 1e-8)
    np.testing.assert_allclose(run.current, 2.0, rtol=1e-14)
    np.testing.assert_allclose(run.charge, 2.0 * run.time, rtol=1e-13)
    np.testing.assert_allclose(run.energy, 2.0 * (1.0 - np.cos(run.time)), atol=1e-6)
    np.testing.assert_allclose(run.voltage, np.sin(run.time), atol=1e-6)
    terms = lambda v, z: {"c": v.c_t + z.current, "u": v.u - v.c, "voltage": v.u}  # noqa: E731
    ramp = Problem(equations(1, terms), {"c": 0.0, "u": 0.0}, current=1.0, slope=0.5).run(4.0, 1e-8)
    np.testing.assert_allclose(ramp.current, 1.0 + 0.5 * ramp.time, rtol=1e-12)
    np.testing.assert_allclose(ramp.charge, ramp.time + 0.25 * ramp.time**2, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(ramp.of("c")[:, 0], -ramp.charge, rtol=1e-6, atol=1e-6)


# stops ------------------------------------------------------------------------------------------------------
def stop(watch, value, direction, now):
    return (float(watch), value, direction, direction * (now - value))


@pytest.mark.parametrize("value", [0.9, 0.5, 0.1, 1e-3])
def test_stops_are_located_within_a_millisecond(value):
    """V = exp(-t) falls to the value at -ln(value); at 1e-8 the solution's own error is smaller."""
    run = decay().run(100.0, 1e-8, stops=[stop(Watch.VOLTAGE, value, -1.0, 1.0)])
    assert (run.reason, run.hit) == (Reason.STOP, 0)
    assert run.time[-1] == pytest.approx(-np.log(value), abs=1e-3)
    assert run.problem.time == run.time[-1]
    assert run.voltage[-1] == pytest.approx(value, abs=1e-4)
    assert run.voltage[-1] <= value
    np.testing.assert_array_equal(run.states[-1], run.problem.w[: run.problem.structure.n])


@pytest.mark.parametrize(
    ("value", "direction", "at_time"), [(0.5, 1.0, np.pi / 6), (-0.5, -1.0, 7 * np.pi / 6)]
)
def test_stops_have_a_direction(value, direction, at_time):
    run = oscillator().run(50.0, 1e-8, stops=[stop(Watch.VOLTAGE, value, direction, 0.0)])
    assert run.time[-1] == pytest.approx(at_time, abs=1e-3)


def test_the_first_of_several_stops_counts():
    """Also where one step passes them all, whatever their order in the list: V = 1 - t, steps doubling."""
    terms = lambda v, z: {"c": v.c_t + 1.0, "u": v.u - v.c, "voltage": v.c}  # noqa: E731
    values = [0.60, 0.66, 0.62, 0.64]
    plain = Problem(equations(1, terms), {"c": 1.0, "u": 1.0}).run(0.9, 1e-4)
    assert not ((plain.time > 0.34) & (plain.time < 0.40)).any()
    for order in ([0, 1, 2, 3], [1, 0, 3, 2]):
        stops = [stop(Watch.VOLTAGE, values[i], -1.0, 1.0) for i in order]
        run = Problem(equations(1, terms), {"c": 1.0, "u": 1.0}).run(0.9, 1e-4, stops=stops)
        assert values[order[run.hit]] == 0.66
        assert run.time[-1] == pytest.approx(0.34, abs=1e-4)
    stops = [stop(Watch.CHARGE, 3.0, 1.0, 0.0), stop(Watch.VOLTAGE, -0.5, -1.0, 0.0)]
    run = oscillator().run(50.0, 1e-8, stops=stops)
    assert run.hit == 0
    assert run.time[-1] == pytest.approx(1.5, abs=1e-3)


def test_current_and_least_concentration_are_watched():
    terms = lambda v, z: {"c": v.c_t + v.rate * v.c, "u": v.u - v.c, "voltage": v.u}  # noqa: E731
    rows = {"rate": np.array([0.1, 1.0])}
    problem = Problem(
        equations(2, terms, rows=("rate",)), {"c": 1.0, "u": 1.0}, rows, current=-1.0, slope=0.25
    )
    run = problem.run(50.0, 1e-8, stops=[stop(Watch.LEAST, 0.3, -1.0, 1.0)])
    assert run.time[-1] == pytest.approx(-np.log(0.3), abs=1e-3)
    assert problem.begin(1e-8)
    run = problem.advance(50.0, stops=[stop(Watch.CURRENT, 0.2, -1.0, 1.0)])
    assert run.time[-1] == pytest.approx(0.8 / 0.25, abs=1e-3)


def test_samples_up_to_a_stop_are_kept_and_none_beyond():
    run = decay().run(100.0, 1e-6, period=0.1, stops=[stop(Watch.VOLTAGE, np.exp(-1.05), -1.0, 1.0)])
    np.testing.assert_allclose(run.time[:-1], np.arange(1, 11) * 0.1, rtol=1e-12)
    assert run.time[-1] == pytest.approx(1.05, abs=1e-3)


def test_a_run_goes_on_after_a_stop():
    problem = oscillator()
    problem.run(50.0, 1e-8, stops=[stop(Watch.VOLTAGE, 0.5, 1.0, 0.0)])
    t = problem.time
    assert problem.begin(1e-8, t=t)
    run = problem.advance(1.0)
    assert run.time[-1] == pytest.approx(t + 1.0, rel=1e-14)
    assert run.of("c")[-1, 0] == pytest.approx(np.sin(t + 1.0), abs=2e-6)


# failures ---------------------------------------------------------------------------------------------------
def test_a_solution_that_runs_to_infinity_ends_in_a_failure():
    """c' = c² from 1 is 1/(1 - t)."""
    terms = lambda v, z: {"c": v.c_t - v.c * v.c, "u": v.u - v.c, "voltage": v.c}  # noqa: E731
    unbounded = ({"c": -np.inf, "u": -np.inf}, {"c": np.inf, "u": np.inf})
    run = Problem(equations(1, terms, bounds=unbounded), {"c": 1.0, "u": 1.0}).run(
        2.0, 1e-6, max_steps=20_000
    )
    assert run.reason in (Reason.ERROR_TEST, Reason.NEWTON)
    assert 0.99 < run.time[-1] < 1.01
    assert np.isfinite(run.states).all()


def test_a_solution_that_meets_its_bound_says_so():
    """c' = -1 from 1: empty at t = 1."""
    terms = lambda v, z: {"c": v.c_t + 1.0, "u": v.u - v.c, "voltage": v.c}  # noqa: E731
    bounds = ({"c": 0.0, "u": -1.0}, {"c": 2.0, "u": 2.0})
    run = Problem(equations(1, terms, bounds=bounds), {"c": 1.0, "u": 1.0}).run(2.0, 1e-6)
    assert run.reason is Reason.BOUND
    assert run.time[-1] == pytest.approx(1.0, abs=1e-3)
    assert (run.of("c") > 0.0).all()


def test_what_becomes_undefined_ends_in_a_failure():
    """c' = -1 and u = √c, which isn't real once c is negative."""
    terms = lambda v, z: {"c": v.c_t + 1.0, "u": v.u - np.sqrt(v.c), "voltage": v.u}  # noqa: E731
    run = Problem(equations(1, terms), {"c": 1.0, "u": 1.0}).run(2.0, 1e-6)
    assert run.reason in (Reason.NEWTON, Reason.ERROR_TEST)
    assert run.time[-1] <= 1.0
    assert np.isfinite(run.states).all()


# chains and pendants ----------------------------------------------------------------------------------------
def test_diffusion_along_a_chain_conserves_and_decays_as_its_modes():
    """∂c/∂t = c'' on n equal volumes: cos(π m x) decays at (4/h²) sin²(π m h/2)."""
    n, m = 40, 3
    h = 1.0 / n
    terms = lambda v, z: {"c": h * v.c_t, "u": v.u - v.c, "voltage": h * v.c}  # noqa: E731
    flux = lambda left, right, z: {"c": (left.c - right.c) / h}  # noqa: E731
    x = (np.arange(n) + 0.5) * h
    mode = np.cos(np.pi * m * x)
    problem = Problem(
        equations(n, terms, faces=(Faces("all", 0, n - 1, flux),)), {"c": 2.0 + mode, "u": 2.0 + mode}
    )
    run = problem.run(0.05, 1e-8)
    rate = 4.0 / h**2 * np.sin(0.5 * np.pi * m * h) ** 2
    np.testing.assert_allclose(run.of("c"), 2.0 + np.exp(-rate * run.time)[:, None] * mode, atol=1e-6)
    np.testing.assert_allclose(run.of("c").sum(axis=1) * h, 2.0, rtol=1e-13)
    np.testing.assert_allclose(run.voltage, 2.0, rtol=1e-12)


@pytest.mark.parametrize("nonlinear", [False, True])
def test_lithium_goes_from_the_chain_into_the_particles_and_none_is_lost(nonlinear):
    """Bath c and spheres x exchanging at the rate j = x_surface - c; at the end all are level."""
    nodes = np.linspace(0.0, 1.0, 9)
    shells = Shells.of(nodes)
    group = ShellPendants(
        name="particles",
        home=np.array([0, 1, 1]),
        shells=shells,
        potential=(lambda x: 0.05 * (x + x * x * x)) if nonlinear else (lambda x: 0.05 * x),
        overpotential=lambda x, v, z: x - v.c,
        exchange=lambda x, v, z: x - v.c,
        kappa=lambda: 0.3,
        weight=lambda v: 0.4,
        gain={"c": -1.0},
    )
    terms = lambda v, z: {"c": v.c_t, "u": v.u - v.c, "voltage": v.c}  # noqa: E731
    problem = Problem(equations(2, terms, pendants=(group,)), {"c": 0.2, "u": 0.2, "particles": 0.8})
    run = problem.run(1000.0, 1e-6)
    inside = problem.structure.pendant(run.states, 0)
    held = np.einsum("rsp,s->r", inside, shells.volumes) * 0.4 / 0.3
    total = held + run.of("c").sum(axis=1)
    np.testing.assert_allclose(total, total[0], rtol=1e-12)
    assert total[0] == pytest.approx(0.4 + 3 * 0.8 / 3 * 0.4 / 0.3, rel=1e-3)
    for v, particles in ((0, [0]), (1, [1, 2])):
        np.testing.assert_allclose(inside[-1][:, particles], run.of("c")[-1, v], atol=1e-4)
    np.testing.assert_allclose(inside[:, :, 1], inside[:, :, 2], rtol=1e-12)
