"""Measured data, and their distance from a simulation."""

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.simulation.measurement import Measurement

T = np.linspace(0.0, 1000.0, 101)
V = 4.0 - T / 2000.0


def test_constant_offset():
    error = Measurement(T, V + 0.01).compare(T, V)
    assert error.rms == pytest.approx(0.01)
    assert error.maximum == pytest.approx(0.01)
    assert error.points == 101
    assert str(error) == "rms 10 mV, max 10 mV"


def test_sine():
    """rms A/√2 and maximum A of a sine over whole periods, the maximum a quarter of a period in."""
    t = np.linspace(0.0, 1000.0, 10_000, endpoint=False)
    error = Measurement(t, 4.0 - t / 2000.0 + 0.02 * np.sin(2 * np.pi * t / 1000.0)).compare(T, V)
    assert error.rms == pytest.approx(0.02 / np.sqrt(2), rel=1e-9)
    assert error.maximum == pytest.approx(0.02, rel=1e-6)
    assert error.time == pytest.approx(250.0, abs=1.0)


def test_points_between_the_simulated_ones_are_compared_linearly():
    between = (T[1:] + T[:-1]) / 2
    assert Measurement(between, 4.0 - between / 2000.0).compare(T, V).maximum < 1e-12


def test_only_the_time_in_common_counts():
    longer = np.linspace(-500.0, 1500.0, 201)
    offset = np.where((longer < 0) | (longer > 1000), 1.0, 0.005)
    error = Measurement(longer, 4.0 - longer / 2000.0 + offset).compare(T, V)
    assert error.maximum == pytest.approx(0.005)
    assert error.points == 101
    assert str(error) == "rms 5 mV, max 5 mV; 100 of 201 points outside the simulated time"


def test_large_errors_are_written_as_people_write_them():
    assert str(Measurement(T, V + 1.0234).compare(T, V)) == "rms 1020 mV, max 1020 mV"


def test_no_time_in_common():
    with pytest.raises(
        InputError, match="found times from 5000 s to 6000 s, expected some within the simulated time"
    ):
        Measurement(T + 5000.0, V).compare(T, V)


@pytest.mark.parametrize(
    ("time", "voltage", "current", "message"),
    [
        (T, V[:-1], None, "voltage: found shape"),
        (T, V, V[:5], "current: found shape"),
        ([], [], None, "time: found shape"),
        (T, np.where(T == 20, np.nan, V), None, r"voltage: found no number in row 3 of 101 \(1 such rows\)"),
        (-T, V, None, "time: found -0 s then -10 s in rows 1 and 2"),
    ],
)
def test_refused(time, voltage, current, message):
    with pytest.raises(InputError, match=message):
        Measurement(time, voltage, current)
