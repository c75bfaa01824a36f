"""Steps as the run loop sees them: numbers, and from which side each stop is met."""

import math

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.simulation.protocol import CRate, Mode, Profile, Quantity, Step, Stop, VoltageCutoff, parse_step

CELL = (5.0, 2.5, 4.2)  # A h, V, V: the nominal capacity and cut-offs of the LG M50
V, I, Q = Quantity.VOLTAGE, Quantity.CURRENT, Quantity.CAPACITY  # noqa: E741


@pytest.mark.parametrize(
    ("text", "mode", "value", "stops"),
    [
        ("Discharge at 1C", Mode.CURRENT, 5, [Stop(V, 2.5, -1, False)]),
        ("Charge at C/20", Mode.CURRENT, -0.25, [Stop(V, 4.2, 1, False)]),
        ("Discharge at 3 A until 3 V", Mode.CURRENT, 3, [Stop(V, 3, -1, True)]),
        ("Discharge at 3 A until 4.2 V", Mode.CURRENT, 3, [Stop(V, 4.2, -1, True)]),
        ("Charge at 3 A until 2.5 V", Mode.CURRENT, -3, [Stop(V, 2.5, 1, True)]),
        ("Charge at 3 A until 1 Ah", Mode.CURRENT, -3, [Stop(Q, 1, 1, True), Stop(V, 4.2, 1, False)]),
        # at constant power |I| = |P|/V rises while a discharge lowers V, and falls while a charge raises it
        ("Discharge at 20 W until 10 A", Mode.POWER, 20, [Stop(I, 10, 1, True), Stop(V, 2.5, -1, False)]),
        ("Charge at 4 W until C/10", Mode.POWER, -4, [Stop(I, 0.5, -1, True), Stop(V, 4.2, 1, False)]),
        # through a resistor I = V/R falls with V
        ("Discharge at 2 Ohm until 1 A", Mode.RESISTANCE, 2, [Stop(I, 1, -1, True), Stop(V, 2.5, -1, False)]),
        ("Hold at 4.2 V until C/20", Mode.VOLTAGE, 4.2, [Stop(I, 0.25, -1, True)]),
        ("Rest for 1 h", Mode.CURRENT, 0, []),
        ("Rest for 1 h until 3 V", Mode.CURRENT, 0, [Stop(V, 3, 0, True)]),
    ],
)
def test_numbers_and_stops(text, mode, value, stops):
    step = parse_step(text).resolve(*CELL)
    times, values = step.setpoint
    assert step.mode is mode
    assert (times.tolist(), values.tolist()) == ([0], [value])
    assert list(step.stops) == stops
    assert step.text == text


def test_settings():
    step = parse_step("Rest for 1 h (1 minute period, 25 degC)").resolve(*CELL)
    assert (step.duration, step.period, step.temperature) == (3600, 60, 298.15)
    step = Step(CRate(0.05)).resolve(*CELL)
    assert (step.duration, step.period, step.temperature) == (math.inf, None, None)
    assert step.text == "Discharge at C/20"


def test_profile_ends_with_its_last_time_and_stops_at_both_limits():
    profile = Profile([0, 10, 20], [1, -1, 2])
    step = Step(profile).resolve(*CELL)
    assert step.mode is Mode.CURRENT
    assert np.array_equal(step.setpoint, [[0, 10, 20], [1, -1, 2]])
    assert step.duration == 20
    assert step.stops == (Stop(V, 2.5, -1, False), Stop(V, 4.2, 1, False))
    assert Step(profile, duration=15).resolve(*CELL).duration == 15
    assert Step(profile, VoltageCutoff(3)).resolve(*CELL).stops[0] == Stop(V, 3, 0, True)
    assert Step(Profile([0, 1], [3, 4], "voltage")).resolve(*CELL).stops == ()


@pytest.mark.parametrize(
    "step",
    [
        parse_step("Hold at 4.3 V for 1 h"),
        parse_step("Hold at 2.4 V until C/20"),
        parse_step("Discharge at 1C until 2.4 V"),
        parse_step("Charge at 1C until 4.3 V"),
        parse_step("Rest for 1 h until 4.3 V"),
        Step(Profile([0, 1], [3, 4.3], "voltage")),
        Step(Profile([0, 1], [1, 1]), VoltageCutoff(2.4)),
    ],
    ids=str,
)
def test_beyond_the_cell(step):
    with pytest.raises(InputError) as raised:
        step.resolve(*CELL)
    (problem,) = raised.value.problems
    assert "2.5 V and 4.2 V" in problem.expected
    assert problem.found in ("2.4 V", "4.3 V")


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("Discharge at 1C until 4.5 V", "4.5 V", "A discharge ends when the voltage falls to its limit"),
        ("Discharge at 1 Ohm until 4.5 V", "4.5 V", "would end before it begins"),
        ("Charge at 1C until 2 V", "2 V", "A charge ends when the voltage rises to its limit"),
        ("Charge at 5 W until 2 V", "2 V", "would end before it begins"),
    ],
)
def test_limits_on_the_wrong_side(text, found, said):
    """They are met before the step begins, in every state of the cell: not what anybody means."""
    with pytest.raises(InputError) as raised:
        parse_step(text).resolve(*CELL)
    (problem,) = raised.value.problems
    assert problem.found == found
    assert said in problem.hint


def test_at_the_limits_is_within_them():
    for text in ("Hold at 4.2 V until C/20", "Discharge at 1C until 2.5 V", "Charge at 1C until 4.2 V"):
        assert all(stop.own for stop in parse_step(text).resolve(*CELL).stops)


@pytest.mark.parametrize(
    "cell", [(0, 2.5, 4.2), (math.nan, 2.5, 4.2), (5, math.nan, 4.2), (5, 2.5, "4.2"), (5, 4.2, 2.5)]
)
def test_bad_cells(cell):
    with pytest.raises(InputError):
        parse_step("Discharge at 1C").resolve(*cell)


def test_overflowing_rate():
    with pytest.raises(InputError, match="infinite current"):
        parse_step("Discharge at 1e308C").resolve(*CELL)
