"""Drive cycles from arrays and CSV files."""

import json
import pickle

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.simulation.protocol import (
    CapacityCutoff,
    CRate,
    CRateCutoff,
    Current,
    CurrentCutoff,
    Mode,
    Power,
    Profile,
    Resistance,
    Rest,
    Step,
    Voltage,
    VoltageCutoff,
)

NAN, INF = np.nan, np.inf


def test_keeps_its_own_read_only_copy():
    times = np.array([0.0, 1.0])
    profile = Profile(times, [1, 2], "power")
    times[1] = 7
    assert profile.end == 1
    assert profile.mode is Mode.POWER
    with pytest.raises(ValueError, match="read-only"):
        profile.times[1] = 7


@pytest.mark.parametrize(
    ("times", "values", "said"),
    [
        ([0, 2, 1], [1, 1, 1], r"times\[2\].*unsorted"),
        ([0, 1, 1], [1, 1, 1], r"times\[2\].*duplicated"),
        ([0, 1, NAN], [1, 1, 1], r"times\[2\].*nan"),
        ([0, 1, INF], [1, 1, 1], r"times\[2\].*inf"),
        ([0, 1], [NAN, 1], r"values\[0\].*nan"),
        ([0, 1], [1, -INF], r"values\[1\].*-inf"),
        ([1, 2], [1, 1], r"times\[0\].*Subtract"),
        ([0, 1, 2], [1, 1], "3 times and 2 values"),
        ([0], [1], "at least two points"),
        ([[0, 1]], [1, 1], "one dimension"),
        (["a", "b"], [1, 1], "an array of numbers"),
        ([0, 10**400], [1, 1], "an array of numbers"),
        (None, [1, 1], "one dimension"),
        ([[0], [1, 2]], [1, 1], "an array of numbers"),
    ],
)
def test_bad_arrays(times, values, said):
    with pytest.raises(InputError, match=said):
        Profile(times, values)


def test_bad_arrays_are_told_all_at_once():
    with pytest.raises(InputError) as raised:
        Profile([1, 1, NAN], [INF, 1])
    assert len(raised.value.problems) == 5


@pytest.mark.parametrize("quantity", ["curent", "capacity", Mode.RESISTANCE, None, 3])
def test_bad_quantity(quantity):
    with pytest.raises(InputError, match="current, power, voltage"):
        Profile([0, 1], [1, 1], quantity)


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "cycle.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    "header",
    [
        "Time [s],Current [A]",
        "time (s),current (A)",
        "Time[s], Current[A]",
        "# Time [s], Current [A]",
        "Test_Time(s),Current(A)",
        "time,current",
    ],
)
def test_csv_counts_discharging_positive(tmp_path, header):
    path = write(tmp_path, f"{header}\n0,1.5\n1,-2\n\n3,0\n")
    assert Profile.from_csv(path) == Profile([0, 1, 3], [1.5, -2, 0])
    assert Profile.from_csv(path, charging_positive=True) == Profile([0, 1, 3], [-1.5, 2, 0])


@pytest.mark.parametrize(
    "header",
    [
        "Test Time / s,Voltage / V,Current / A,Power / W",
        "test_time_second,voltage_volt,current_ampere,power_watt",
    ],
)
def test_battery_data_format_counts_charging_positive(tmp_path, header):
    """A cell discharged at 1.5 A and charged at 2 A, as the Battery Data Format writes it."""
    path = write(tmp_path, f"{header}\n100,3,-1.5,-4.5\n101,3.5,2,7\n")
    assert Profile.from_csv(path) == Profile([0, 1], [1.5, -2])
    assert Profile.from_csv(path, "power") == Profile([0, 1], [4.5, -7], "power")
    assert Profile.from_csv(path, Mode.VOLTAGE) == Profile([0, 1], [3, 3.5], "voltage")
    assert Profile.from_csv(path, charging_positive=False) == Profile([0, 1], [-1.5, 2])


def test_csv_units_delimiters_preambles_and_order(tmp_path):
    preamble, header = "Cycler 7\nserial;12;A\n\n", "Step;Voltage [mV];Time [min];Current [mA];Note\n"
    text = f"{preamble}{header}1;3500;2;50;x\n1;3600;3;-1e2;y\n"
    assert Profile.from_csv(write(tmp_path, text)) == Profile([0, 60], [0.05, -0.1])
    assert Profile.from_csv(write(tmp_path, text), "voltage") == Profile([0, 60], [3.5, 3.6], "voltage")
    only_power = "Time [h]\tPower [kW]\r\n0\t1\r\n1\t2\r\n"
    assert Profile.from_csv(write(tmp_path, only_power, "utf-8-sig")) == Profile(
        [0, 3600], [1e3, 2e3], "power"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty file"),
        ("\0" * 300_000, "a binary file"),
        ("0,1\n1,2\n", "a header"),
        ("Time [s],Current [V]\n0,1\n", r"line 1: found 'Current \[V\]', expected a unit of current"),
        ("Time [s],Temperature [K]\n0,1\n1,2\n", "a header"),
        ("Unix Time / s,Current / A\n0,1\n1,2\n", "a column of time and one of current or power or voltage"),
        (
            "Time [s],Current [A]\n0,1\n\n1,x\n",
            r"line 4, column 'Current \[A\]': found 'x', expected a number",
        ),
        ("Time [s],Current [A]\n0,1\n1\n2,2\n", "line 3"),
        ("Time [s],Current [A]\n0,1\n0,2\n", r"cycle.csv, Profile times\[1\]: found duplicated times"),
        ("Time [s],Current [A]\n-1e308,1\n1e308,1\n", r"times\[1\]: found inf"),
        ("Time [s],Current [A]\n0,1\n1,nan\n", "finite numbers"),
        ("Time [s],Current [A]\n0,1\n1,\n", "finite numbers"),
        ("Time [s],Current [A]\n0,1\n", "at least two points"),
    ],
)
def test_bad_csv(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        Profile.from_csv(write(tmp_path, text))


def test_csv_without_the_wanted_column(tmp_path):
    path = write(tmp_path, "Time [s],Current [A]\n0,1\n1,2\n")
    with pytest.raises(InputError, match="one of power"):
        Profile.from_csv(path, "power")


def test_missing_csv(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv"):
        Profile.from_csv(tmp_path / "none.csv")


STEPS = [
    Step(CRate(-1 / 3), (VoltageCutoff(4.2), CapacityCutoff(2)), 3600, 10, 298.15, "Charge slowly"),
    Step(Voltage(4.2), (CRateCutoff(0.05), CurrentCutoff(0.3))),
    Step(Current(np.float32(5)), duration=np.int64(60)),
    Step(Power(-4.5)),
    Step(Resistance(0.5)),
    Step(Rest(), duration=1),
    Step(Profile([0, 1, 2.5], [0.1, -0.2, 0], "power"), VoltageCutoff(3)),
]


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_pickle_and_json_keep_a_step(step):
    through_json = Step.from_dict(json.loads(json.dumps(step.to_dict(), allow_nan=False)))
    for copy in (pickle.loads(pickle.dumps(step)), through_json):
        assert copy == step
        assert hash(copy) == hash(step)
        assert (copy.text, str(copy)) == (step.text, str(step))
    assert sum(step == other for other in STEPS) == 1


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (None, "a key 'control'"),
        ({}, "a key 'control'"),
        ({"control": {"type": "Rest"}, "duraton": 1}, "Did you mean 'duration'"),
        ({"control": {"type": "Curent", "value": 1}}, "Did you mean 'Current'"),
        ({"control": {"type": "Current"}}, r"the keys \['value'\] of a Current"),
        ({"control": {"type": "Current", "value": "1"}}, "finite number"),
        ({"control": "Rest"}, "a key 'type'"),
        ({"control": {"type": "Step", "control": 1}}, "step control type"),
        ({"control": {"type": "Rest"}, "terminations": "2.5 V"}, "a list"),
        ({"control": {"type": "Rest"}, "terminations": [{"type": "Rest"}]}, "step termination type"),
        ({"control": {"type": "Rest"}, "duration": "1"}, "step duration"),
    ],
)
def test_bad_documents(document, said):
    with pytest.raises(InputError, match=said):
        Step.from_dict(document)
