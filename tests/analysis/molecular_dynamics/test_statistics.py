"""Both routes on ions whose Onsager matrix is known: the truth, and how often the intervals hold it."""

from dataclasses import replace

import numpy as np
import pytest
from electrolytes import D0, MASS, RELAXATION, T, coupled, divalent, dragging, in_solvent
from scipy.stats import binom

from mubar.analysis import einstein, green_kubo
from mubar.analysis.molecular_dynamics.langevin import ornstein_uhlenbeck
from mubar.analysis.molecular_dynamics.uncertainty import estimates, jackknife, student
from mubar.core.errors import InputError
from mubar.transport import MASS as CENTRE_OF_MASS
from mubar.transport import SOLVENT, Solution, haven_ratio, nernst_einstein_conductivity

RUNS = 40
FRAMES = 7000
STEP = 0.25 * RELAXATION
REFUSED = 2
"""Runs of this length that may be found too short; so many are made in excess."""


def truths(ions):
    """Exact values in the order of `found`."""
    matrix, D = ions.onsager(), ions.diffusivities()
    run = ions.trajectory(20, STEP, np.random.default_rng(0))
    ideal = nernst_einstein_conductivity(matrix.charges, run.concentrations, D, T)
    kappa = matrix.conductivity()
    return [kappa, matrix.transference_numbers()[0], haven_ratio(ideal, kappa), *D]


def found(result):
    return [
        result.conductivity,
        result.transference_numbers[0],
        result.haven_ratio,
        *result.self_diffusivities,
    ]


@pytest.fixture(scope="module")
def many():
    """Values and standard errors over runs, (RUNS, quantities), of each route; σ's elements come last."""
    ions, rng, upper = coupled(), np.random.default_rng(20), np.triu_indices(2)
    rows = {einstein: [], green_kubo: []}
    for _ in range(RUNS + REFUSED):
        run = ions.trajectory(FRAMES, STEP, rng)
        for route, kept in rows.items():
            try:
                result = route(run, SOLVENT)
            except InputError:
                continue  # too short, as it happens; there are not to be more than the excess
            values = [*(e.value for e in found(result)), *result.sigma[upper]]
            errors = [*(e.standard_error for e in found(result)), *result.sigma_errors[upper]]
            kept.append((values, errors))
    return {route: np.swapaxes(np.array(kept[:RUNS]), 0, 1) for route, kept in rows.items()}


@pytest.mark.parametrize("route", [einstein, green_kubo])
def test_intervals_hold_the_truth(many, route):
    """As often as 90 to 98 % of runs allow: outside of these counts less than once in a thousand."""
    ions = coupled()
    exact = np.array([*truths(ions), *ions.onsager().sigma[np.triu_indices(2)]])
    values, errors = many[route]
    assert len(values) == RUNS
    held = np.sum(np.abs(values - exact) < student(10) * errors, axis=0)
    assert (held >= binom.ppf(1e-3, RUNS, 0.90)).all(), held
    share = held.sum() / values.size
    assert 0.90 <= share <= 0.98
    # the mean over all runs, which is known better by the root of their number, is right as well
    of_mean = values.std(axis=0, ddof=1) / np.sqrt(RUNS)
    assert (np.abs(values.mean(axis=0) - exact) < 4.0 * of_mean + 0.01 * np.abs(exact)).all()
    # and the stated errors are those that the runs have
    assert errors.mean(axis=0) / values.std(axis=0, ddof=1) == pytest.approx(np.ones(8), abs=0.35)


def test_a_negative_transference_number():
    """Found to be negative, and equal from positions and from velocities within the errors."""
    ions = dragging()
    run = ions.trajectory(40000, STEP, np.random.default_rng(8))
    exact = ions.onsager().transference_numbers()[0]
    assert exact == pytest.approx(-1 / 8)
    for route in (einstein, green_kubo):
        t = route(run, SOLVENT).transference_numbers[0]
        assert t.high < 0.0
        assert t.low < exact < t.high


def test_charges_other_than_one():
    ions = divalent()
    run = ions.trajectory(40000, 0.5 * STEP, np.random.default_rng(9))
    for route in (einstein, green_kubo):
        result = route(run, SOLVENT)
        for one, exact in zip(found(result), truths(ions), strict=True):
            assert abs(one.value - exact) < 4.0 * one.standard_error
        assert result.matrix.sigma == pytest.approx(result.sigma, rel=1e-9)
        assert not result.warnings


def test_solvent_frame_from_mass_frame():
    """Measured against the solvent, or against the centre of mass and carried there: the same matrix."""
    rng = np.random.default_rng(10)
    run = in_solvent(dragging().trajectory(12000, STEP, rng), rng)
    fit = (100 * STEP, 300 * STEP)
    run = replace(run, box=None, volume=run.mean_volume)
    direct = einstein(run, SOLVENT, fit=fit)
    masses = [run.masses[name] for name in run.names]
    solution = Solution(direct.charges, direct.concentrations, run.concentrations[-1], molar_masses=masses)
    carried = einstein(run, CENTRE_OF_MASS, fit=fit).matrix.in_frame(SOLVENT, solution)
    assert carried.sigma == pytest.approx(direct.sigma, rel=1e-8)
    assert direct.conductivity.value == pytest.approx(
        einstein(run, CENTRE_OF_MASS, fit=fit).conductivity.value, rel=1e-9
    )


def test_the_generator_by_its_moments():
    """⟨v²⟩, ⟨x²⟩ and ⟨v x⟩ after five steps from rest in equilibrium, by the Ornstein-Uhlenbeck formulas."""
    rate, variance, step, count = 3.0, 2.0, 0.2, 400_000
    v, x = ornstein_uhlenbeck(rate, variance, step, (6, count), np.random.default_rng(11))
    t = 5 * step
    exact = {
        "vv": variance,
        "xx": 2 * variance / rate * (t - (1 - np.exp(-rate * t)) / rate),
        "vx": variance / rate * (1 - np.exp(-rate * t)),
        "v0": variance * np.exp(-rate * t),
    }
    seen = {"vv": v[5] ** 2, "xx": x[5] ** 2, "vx": v[5] * x[5], "v0": v[5] * v[0]}
    for name, samples in seen.items():
        assert samples.mean() == pytest.approx(exact[name], abs=4.5 * samples.std() / np.sqrt(count)), name


def test_generated_diffusivities_follow_from_equipartition():
    """The self part: ∫⟨v v⟩ = (RT/M) times the relaxation time of each mode, summed by hand."""
    ions = dragging(5)
    assert ions.diffusivities() == pytest.approx([0.8 * D0 + 0.2 * D0, 0.8 * 2 * D0 + 0.2 * 4 * D0])
    run = ions.trajectory(2000, 50 * RELAXATION, np.random.default_rng(12))
    assert (run.velocities**2).mean() == pytest.approx(8.314462618 * T / MASS, rel=0.02)


def test_jackknife():
    """Of a mean: s/√n. Of a ratio: what error propagation gives. The interval is Student's."""
    rng = np.random.default_rng(13)
    a, b = 5.0 + 0.2 * rng.standard_normal((2, 40))
    value, error = jackknife(lambda x: x, (a,))
    assert (value, error) == pytest.approx((a.mean(), a.std(ddof=1) / np.sqrt(40)), rel=1e-12)
    ratio = a.mean() / b.mean()
    propagated = np.std(a / b.mean() - a.mean() * b / b.mean() ** 2, ddof=1) / np.sqrt(40)
    (one,) = estimates(lambda x, y: x / y, (a, b))
    assert one.value == pytest.approx(ratio)
    assert one.standard_error == pytest.approx(propagated, rel=0.01)
    assert (one.high - one.value) / one.standard_error == pytest.approx(2.0227, abs=1e-4)  # t, 39 degrees
