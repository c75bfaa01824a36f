"""Step strings: what they mean, that they survive being written back, and that nothing breaks the reader."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mubar.core.errors import InputError
from mubar.simulation.protocol import (
    CapacityCutoff,
    CRate,
    CRateCutoff,
    Current,
    CurrentCutoff,
    Power,
    Resistance,
    Rest,
    SOCCutoff,
    Step,
    Voltage,
    VoltageCutoff,
    parse_step,
)

HOUR, MINUTE = 3600.0, 60.0
TO_25 = VoltageCutoff(2.5)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Discharge at 1C until 2.5 V", Step(CRate(1), TO_25)),
        ("Charge at C/3 until 4.2V", Step(CRate(-1 / 3), VoltageCutoff(4.2))),
        ("Charge at 1/3C until 4.2V", Step(CRate(-1 / 3), VoltageCutoff(4.2))),
        ("Charge at 1/3 c until 4.2V", Step(CRate(-1 / 3), VoltageCutoff(4.2))),
        ("Charge at 2C/3 until 4.2V", Step(CRate(-2 / 3), VoltageCutoff(4.2))),
        ("Charge at 0.3C for 2 hours or until 4.2 V", Step(CRate(-0.3), VoltageCutoff(4.2), 2 * HOUR)),
        ("Hold at 4.2 V until C/20", Step(Voltage(4.2), CRateCutoff(0.05))),
        ("Hold at 4.2 V until 50 mA", Step(Voltage(4.2), CurrentCutoff(0.05))),
        ("Hold at -45 mV for 1 s", Step(Voltage(-0.045), duration=1)),
        ("Rest for 1 hour", Step(Rest(), duration=HOUR)),
        ("rest 1h 30min", Step(Rest(), duration=1.5 * HOUR)),
        (
            "Discharge at 5 A for 30 minutes or until 3.0 V (10 second period)",
            Step(Current(5), VoltageCutoff(3), 30 * MINUTE, 10),
        ),
        ("Discharge at 20 W for 1 h", Step(Power(20), duration=HOUR)),
        ("Charge at 0.004 kW for 1 hour", Step(Power(-4), duration=HOUR)),
        ("Discharge at 0.5 Ohm", Step(Resistance(0.5))),
        ("Discharge at 500 mΩ", Step(Resistance(0.5))),
        ("Discharge at 0.5 \N{OHM SIGN}", Step(Resistance(0.5))),
        ("Discharge 1C", Step(CRate(1))),
        ("Discharge at C", Step(CRate(1))),
        ("Discharge at 1e-1C", Step(CRate(0.1))),
        ("Charge at 200mA for 45 min", Step(Current(-0.2), duration=45 * MINUTE)),
        ("Discharge at 1C until 2 A.h", Step(CRate(1), CapacityCutoff(2))),
        ("Discharge at 1C until 2000 mAh", Step(CRate(1), CapacityCutoff(2))),
        ("Discharge at 1C until 2 A h", Step(CRate(1), CapacityCutoff(2))),
        ("Discharge at 1C until 20% SOC", Step(CRate(1), SOCCutoff(0.2))),
        ("Discharge at 1C until 20 % or until 3 V", Step(CRate(1), (SOCCutoff(0.2), VoltageCutoff(3)))),
        ("Charge at 1C for 1 h or soc 90%", Step(CRate(-1), SOCCutoff(0.9), HOUR)),
        ("Discharge at 1C until SOC 0", Step(CRate(1), SOCCutoff(0))),
        (
            "Charge at 4 W until 4.2 V or until C/20 or 2 Ah or for 1 hour 30 minutes",
            Step(Power(-4), (VoltageCutoff(4.2), CRateCutoff(0.05), CapacityCutoff(2)), 1.5 * HOUR),
        ),
        ("Charge at 1C until 4.2 V or 1 hour", Step(CRate(-1), VoltageCutoff(4.2), HOUR)),
        ("Charge at 1C for 1 hour until 4.2 V", Step(CRate(-1), VoltageCutoff(4.2), HOUR)),
        ("Rest for 1 day (25 oC)", Step(Rest(), duration=24 * HOUR, temperature=298.15)),
        ("Rest at 25 degC for 1 h", Step(Rest(), duration=HOUR, temperature=298.15)),
        ("Rest for 1 h at −10 °C", Step(Rest(), duration=HOUR, temperature=263.15)),
        ("Rest for 1 h (1 minute period, 45 degC)", Step(Rest(), (), HOUR, 60, 318.15)),
        ("Rest for 1 h (318.15 K) (1 minute period)", Step(Rest(), (), HOUR, 60, 318.15)),
        ("Rest for 1 hour or until 3.5 V", Step(Rest(), VoltageCutoff(3.5), HOUR)),
        ("  DISCHARGE\tAT 1c   UNTIL 2.5v ", Step(CRate(1), TO_25)),
        ("discharge 1 C until 2.5V", Step(CRate(1), TO_25)),
    ],
)
def test_meaning(text, step):
    assert parse_step(text) == step
    assert parse_step(str(step)) == step


def test_text_is_kept_and_does_not_count():
    step = parse_step(" discharge 1C  ")
    assert step.text == "discharge 1C"
    assert step == Step(CRate(1))
    assert str(step) == "Discharge at 1C"


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step(CRate(-0.05), VoltageCutoff(4.2)), "Charge at C/20 until 4.2 V"),
        (Step(CRate(0.3), duration=5400), "Discharge at 0.3C for 90 minutes"),
        (Step(CRate(2), duration=1), "Discharge at 2C for 1 second"),
        (
            Step(Voltage(4.2), [CurrentCutoff(0.05), CapacityCutoff(1)], 7200, 60, 298.15),
            "Hold at 4.2 V for 2 hours or until 0.05 A or until 1 A.h (1 minute period, 25 degC)",
        ),
    ],
)
def test_canonical_text(step, text):
    assert str(step) == text


magnitudes = st.floats(min_value=0, max_value=1e300, exclude_min=True)
voltages = st.floats(allow_nan=False, allow_infinity=False)
signed = magnitudes | magnitudes.map(lambda x: -x)
volt = voltages.map(VoltageCutoff)
ampere = magnitudes.map(CurrentCutoff) | magnitudes.map(CRateCutoff)
charge = magnitudes.map(CapacityCutoff) | st.floats(0, 1).map(SOCCutoff)


def steps_of(controls, *cutoffs, ended=False):
    """Steps with at most one cut-off of each of some kinds; with a duration if ``ended``."""
    chosen = st.tuples(*(st.none() | cutoff for cutoff in cutoffs))
    duration = magnitudes if ended else st.none() | magnitudes
    temperature = st.none() | st.floats(173.15, 473.15)
    return st.builds(
        lambda control, ends, *rest: Step(control, tuple(e for e in ends if e), *rest),
        controls,
        chosen,
        duration,
        st.none() | magnitudes,
        temperature,
    )


steps = st.one_of(
    steps_of(signed.map(Current) | signed.map(CRate), volt, charge),
    steps_of(signed.map(Power) | magnitudes.map(Resistance), volt, ampere, charge),
    steps_of(voltages.map(Voltage), ampere, charge, ended=True),
    steps_of(st.just(Rest()), volt, ended=True),
)


@given(steps)
@example(Step(CRate(1 / 3), duration=1e-3, temperature=263.15))
def test_text_of_any_step_reads_back(step):
    assert parse_step(str(step)) == step


WORDS = (
    "Discharge Charge Hold Rest Run at for until or period and ( ) , / - . C c A mA V W Ω °C 25 4.2 1e999 "
    "nan inf -1 0 ２ ½ \0 \x1b[2J \u202e 电 hours second h K A.h A·h % ** __import__('os')"
)
word = st.sampled_from(WORDS.split(" "))
jumble = st.builds(str.join, st.sampled_from([" ", ""]), st.lists(word, max_size=14))


def outcome(text):
    try:
        return parse_step(text)
    except InputError as error:
        return error


@given(st.text(max_size=60) | jumble)
@example("Discharge at 25 C for 4.2 h")
def test_any_text_is_a_step_or_an_input_error(text):
    result = outcome(text)
    if isinstance(result, Step):
        assert parse_step(str(result)) == result
    else:
        assert result.problems
        assert str(result).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "Discharge at " + "9" * 980 + " A",
        "Rest for " + "1 s " * 245,
        "Rest for 1 s " + "(" * 980,
        "Rest for 1 s (" + "1 s period, " * 80,
        "Charge at 1C until 4 V" + " or 4 V" * 130,
        "." * 1000,
        "a" * 1000,
        "a." * 500,
        "1e" * 500,
        "x" * 1_000_000,
        "Rest for 1 s" + " " * 1_000_000,
    ],
)
def test_hostile_text_takes_bounded_time_and_message(text):
    begin = time.perf_counter()
    result = outcome(text)
    assert time.perf_counter() - begin < 30  # no blow-up: milliseconds on any machine
    assert len(str(result)) < 5000
