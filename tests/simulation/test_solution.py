"""`Solution`: times are labels, so no two are equal."""

import numpy as np
import pytest

from mubar.result import Result
from mubar.simulation.solution import Status
from synthetic import discharge


def test_equal_times_are_told_apart():
    """Where one step ends and the next begins, and where a skipped step leaves a third point."""
    times = np.array([0.0, 10.0, 3600.0, 3600.0, 3600.0, 3610.0, 4000.0, 4000.0])
    run = discharge(times=8, end=60.0, time=times)
    assert (np.diff(run.time) > 0).all()
    np.testing.assert_allclose(run.time, times, rtol=1e-15)
    assert times[3] == times[4]  # the caller's own array is as it was
    found = Result(run).data.voltage.sel(time=3601.0, method="nearest")
    assert float(found) == run.voltage[4]


def test_rising_times_are_kept_as_they_are():
    times = np.array([0.0, 1.0, 2.0])
    assert discharge(times=3, end=60.0, time=times).time is times


@pytest.mark.parametrize("status", Status)
def test_every_failure_has_a_remedy(status):
    assert bool(status.remedy) != status.success
    assert status.value.startswith("failed: ") or status.success or status is Status.INTERRUPTED
