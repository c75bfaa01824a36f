"""What is wrong with a step is said where it is, with what was expected and the nearest right word."""

import math

import pytest

from mubar.core.errors import InputError
from mubar.simulation.protocol import (
    CapacityCutoff,
    CRate,
    CRateCutoff,
    Current,
    CurrentCutoff,
    Power,
    Profile,
    Resistance,
    Rest,
    Step,
    Voltage,
    VoltageCutoff,
    parse_step,
)


def pointed(problem):
    """The characters that the carets of a problem stand under."""
    *_, text, carets = problem.hint.split("\n")
    return text[carets.index("^") : carets.index("^") + carets.count("^")]


@pytest.mark.parametrize(
    ("text", "place", "expected", "hint"),
    [
        (
            "dicharge at 1C until 2.5 V",
            "dicharge",
            "Discharge, Charge, Hold or Rest",
            "Did you mean 'Discharge'?",
        ),
        ("Discharge at 1C untill 2.5 V", "untill", "'until'", "Did you mean 'until'?"),
        ("Discharge at 1C until 2.5 V ro 1 h", "ro", "'or'", "Did you mean 'or'?"),
        ("Rest for 1 huor", "huor", "a unit after '1'", "Did you mean 'hour'?"),
        ("Discharge at 1C for 1 h (10 s peroid)", "peroid", "'period'", "Did you mean 'period'?"),
        ("Discharge at 5 until 3 V", "until", "a unit after '5': A, mA, C", ""),
        ("Discharge at 4.2 V", "4.2 V", "a current (5 A)", "'Hold at 4.2 V'"),
        ("Hold at 1 A for 1 h", "1 A", "a voltage", ""),
        ("Charge at 0.5 Ohm", "0.5 Ohm", "a current (5 A)", "can only discharge"),
        ("Rest at 1 A", "1 A", "a temperature", "A rest draws no current."),
        ("Discharge at 1 MW", "MW", "a unit", ""),
        ("Discharge at 1C (25 C)", "25 C", "a temperature", "25 degC"),
        ("Discharge at -5 A", "-5 A", "a positive, finite number", ""),
        ("Discharge at 0 A", "0 A", "a positive, finite number", ""),
        ("Discharge at 1e999 A", "1e999 A", "a positive, finite number", ""),
        ("Discharge at 1e308 kW", "1e308 kW", "a positive, finite number", ""),
        ("Hold at 1e999 V for 1 s", "1e999 V", "a finite number", ""),
        ("Discharge at nan A", "nan", "a current", ""),
        ("Discharge at inf A", "inf", "a current", ""),
        ("Discharge at C/0", "0", "a positive, finite number", ""),
        ("Discharge at 1C for -1 h", "-1 h", "a positive, finite number", ""),
        ("Rest for 1 h (0 s period)", "0 s", "a positive, finite number", ""),
        ("Rest for 1 h until -1 A", "-1 A", "a positive, finite number", ""),
        ("Rest for 1 h for 2 h", "2 h", "only one duration", ""),
        ("Rest for 1 h (1 s period) (2 s period)", "2 s", "only one period", ""),
        ("Rest for 1 h at 25 degC (30 degC)", "30 degC", "only one temperature", ""),
        ("Rest for 1 h 5 V", "5 V", "more of the time", ""),
        ("Rest or for 1 h", "or", "'for'", ""),
        ("Run us06.csv", "Run", "Discharge, Charge, Hold or Rest", "Profile.from_csv"),
        ("Rest for 1 h; __import__('os')", ";", "'('", ""),
        ("Discharge at 1C for 1 h at 25C", "25C", "a temperature", "25 degC"),
        ("Rest 1 h 2 h 5 V", "5 V", "more of the time", ""),
        ("Charge at 1/0C", "0", "a positive, finite number", ""),
        ("Charge at 1/3 A", "/", "a unit after '1'", ""),
        ("Discharge at 1C until 2.5", "", "a unit after '2.5': V", ""),
        ("Discharge 1C 2.5V", "2.5", "'until'", ""),
        # what people write, other programs' words included
        ("Discharge at 1C to 2.5V", "to", "'until'", "A limit is written 'until 2.5 V'"),
        ("Discharge to 2.5 V at 1C", "to", "a current", "after the current"),
        ("Charge at 1C up to 4.2 V", "up", "'until'", "A limit is written 'until 2.5 V'"),
        ("Discharge at 1C while V > 2.5 V", "while", "'until'", "A limit is written 'until 2.5 V'"),
        ("Discharge for 30min at 1C", "for", "a current", "comes first"),
        ("Discharge at 1C until 2,5 V", ",", "a unit after '2'", "with a point: 2.5"),
        ("Discharge at 0,5C", ",", "a unit after '0'", "with a point: 0.5"),
        ("Charge with 1C", "with", "a current", "Did you mean 'at'?"),
        ("Charge at 1C for 1 h and until 4.2 V", "and", "'or'", "Did you mean 'or'? The first limit"),
        ("Charge at 1C until 4.2 V then hold", "then", "the end", "every step is a text of its own"),
        ("Charge at 1C, until 4.2 V", ",", "'until'", "Nothing stands between the parts"),
        ("Discharge at 1C until 2.5 V.", ".", "the end", "no full stop"),
        ('"Rest for 1 h"', '"', "Discharge, Charge, Hold or Rest", "no quotation marks"),
        ("Wait for 1 hour", "Wait", "Discharge, Charge, Hold or Rest", "Did you mean 'Rest'?"),
        ("CCCV charge at 1C", "CCCV", "Discharge, Charge, Hold or Rest", "'Hold at 4.2 V until C/20'"),
        ("CC-CV at 1C until 4.2 V", "CC", "Discharge, Charge, Hold or Rest", "'Charge at 1C until 4.2 V'"),
        ("Hold voltage at 4.2 V until C/20", "voltage", "a voltage (4.2 V)", "Values stand alone"),
        ("Discharge at 1C until V < 2.5", "V", "a voltage (4.2 V)", "Values stand alone"),
        ("Discharge at 1C until 20 SOC", "20 SOC", "from 0 to 1", "Did you mean 20% SOC?"),
        ("Discharge at 1C until 80% DOD", "DOD", "the end", "'until 20% SOC'"),
        ("Pulse at 1C for 10 s", "Pulse", "Discharge, Charge, Hold or Rest", "A pulse is two steps"),
        ("Rest for 1:30:00", ":", "a unit after '1'", "1 hour 30 minutes"),
        ("Rest for half an hour", "half", "a duration", "in digits"),
        ("Charge to full", "to", "a current", "A limit is written"),
        ("Discharge fully", "fully", "a current", "the cell's own cut-off voltage"),
        ("Discharge at 1C until cutoff", "cutoff", "a voltage", "the cell's own cut-off voltage"),
        ("Discharge at 10 mA/cm2", "/", "the end", "those of the whole cell"),
        ("Discharge at -1C", "-1C", "a positive, finite number", "the number has no sign"),
    ],
)
def test_place_and_expectation(text, place, expected, hint):
    with pytest.raises(InputError) as raised:
        parse_step(text)
    (problem,) = raised.value.problems
    assert pointed(problem) == place
    assert expected in problem.expected
    assert hint in problem.hint
    assert ("Did you mean" in problem.hint) == ("Did you mean" in hint) or place in ("until", "MW")
    assert place or problem.found == "the end of the text"


@pytest.mark.parametrize(
    "text", ["", "Discharge", "Rest for", "Rest for 1", "Rest for 1 h (", "Charge at C/"]
)
def test_text_that_stops_short(text):
    with pytest.raises(InputError) as raised:
        parse_step(text)
    (problem,) = raised.value.problems
    assert problem.found == "the end of the text"
    assert problem.hint.endswith(f"{text}\n    {' ' * len(text)}^")


def test_place_in_a_long_text_is_shown_in_part():
    with pytest.raises(InputError) as raised:
        parse_step("Charge at 1C until 4 V" + " or 4 V" * 50 + " ro 4 V" + " or 4 V" * 50)
    (problem,) = raised.value.problems
    assert pointed(problem) == "ro"
    assert len(problem.hint) < 400


@pytest.mark.parametrize("given", [None, 5, b"Rest", ["Rest"]])
def test_only_strings_are_parsed(given):
    with pytest.raises(InputError):
        parse_step(given)


BAD_NUMBERS = [0, -0.0, math.nan, math.inf, -math.inf, 10**400, True, "5", None, [5]]
POSITIVE = [Resistance, CurrentCutoff, CRateCutoff, CapacityCutoff]


@pytest.mark.parametrize("value", BAD_NUMBERS, ids=lambda v: repr(v)[:10])
@pytest.mark.parametrize("kind", [Current, CRate, Power, *POSITIVE])
def test_objects_refuse_what_is_no_amount(kind, value):
    with pytest.raises(InputError, match=kind.__name__):
        kind(value)


@pytest.mark.parametrize("kind", POSITIVE)
def test_magnitudes_are_positive(kind):
    with pytest.raises(InputError, match="positive"):
        kind(-1)


@pytest.mark.parametrize("kind", [Voltage, VoltageCutoff])
def test_voltages_are_any_finite_number(kind):
    assert kind(0).value == 0
    for value in (math.nan, math.inf, "4.2"):
        with pytest.raises(InputError, match=kind.__name__):
            kind(value)


DRIVE = Profile([0, 10], [1, 2])
SWEEP = Profile([0, 10], [3, 4], "voltage")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: parse_step("Rest for 1 h until C/20"), "prescribes the current"),
        (lambda: parse_step("Rest for 1 h until 1 Ah"), "passes no charge"),
        (lambda: parse_step("Rest until 3 V"), "a duration"),
        (lambda: parse_step("Rest"), "Rest for 1 hour"),
        (lambda: parse_step("Hold at 4.2 V until 4 V"), "prescribes the voltage"),
        (lambda: parse_step("Hold at 4.2 V"), "neither a duration nor a limit"),
        (lambda: parse_step("Discharge at 1C until 1 A"), "prescribes the current"),
        (
            lambda: parse_step("Discharge at 1C until 3 V or until 2.5 V"),
            "only 'until 3 V', which is met first",
        ),
        (
            lambda: parse_step("Charge at 1C until 4.1 V or until 4.2 V"),
            "only 'until 4.1 V', which is met first",
        ),
        (lambda: parse_step("Hold at 4 V until C/20 or C/50"), "only 'until C/20', which is met first"),
        (lambda: parse_step("Charge at 1C until 1 Ah or 2 Ah"), "only 'until 1 A.h', which is met first"),
        (lambda: parse_step("Rest for 1 h until 3 V or 3 V"), "only 'until 3 V'"),
        (lambda: parse_step("Rest for 1 h (298 degC)"), "from 173.15 K to 473.15 K"),
        (lambda: Step(Rest(), duration=1, temperature=25), "25 degC is 298.15"),
        (lambda: Step(DRIVE, CurrentCutoff(1)), "prescribes the current"),
        (lambda: Step(SWEEP, VoltageCutoff(3.5)), "prescribes the voltage"),
        (lambda: Step(DRIVE, duration=11), "at most the profile's 10 s"),
    ],
)
def test_contradictions(make, said):
    with pytest.raises(InputError, match=said):
        make()


@pytest.mark.parametrize(
    "text",
    [
        "Discharge at 1C",
        "Charge at 5 A",
        "Discharge at 20 W",
        "Discharge at 1 Ohm",
        "Discharge at 1C until 4.5 V",
        "Rest for 1 h until 3 V or 3.5 V",
        "Hold at 4.2 V until 50 mA or C/20",
        "Discharge at 20 W until 3 V or until 10 A",
    ],
)
def test_no_contradictions(text):
    assert parse_step(text).text == text


def test_everything_wrong_is_said_at_once():
    with pytest.raises(InputError) as raised:
        Step("Rest", ["2.5 V"], duration=-1, period=math.nan, temperature="25")
    assert [p.where for p in raised.value.problems] == [
        "step control",
        "step terminations",
        "step duration",
        "step period",
        "step temperature",
    ]
    with pytest.raises(InputError) as raised:
        parse_step("Rest until C/20 (300 degC)")
    assert len(raised.value.problems) == 3
