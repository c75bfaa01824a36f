"""`Result`: arrays at once, the dataset on demand, numbers that a table shows."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xarray

from mubar.result import Result
from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import Status
from synthetic import discharge


def test_arrays_at_the_terminals_need_no_xarray(tmp_path):
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from synthetic import discharge
from mubar.result import Result
result = Result(discharge(times=5))
result.time, result.voltage, result.summary(), result.status, repr(result), result._repr_html_()
print(*{{"xarray", "pandas", "matplotlib", "netCDF4"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n", "")


def test_arrays_are_the_solutions_own(solution):
    result = Result(solution)
    assert result.time is solution.time
    assert result.voltage is solution.voltage
    np.testing.assert_array_equal(result.data.discharge_capacity, result.discharge_capacity)
    assert result.data is result.data


def test_dataset_has_what_is_promised(solution):
    data = Result(solution).data
    assert isinstance(data, xarray.Dataset)
    for name in (
        "voltage",
        "current",
        "discharge_capacity",
        "temperature",
        "V_e",
        "V_Li",
        "c_e",
        "step",
        "cycle",
    ):
        assert data[name].dims[0] == "time"
    assert data.V_e.dims == ("time", "x")
    assert data.c_s_negative.dims == ("time", "x_negative", "r_negative")
    assert set(data.region.values) == {"negative", "separator", "positive"}
    for name, variable in data.variables.items():
        assert variable.attrs["long_name"]
        assert name == "region" or variable.attrs["units"]
    assert data.attrs["status"] == "success"
    # what the labels are for
    middle = data.c_e.where(data.region == "separator", drop=True).sel(time=1800, method="nearest").mean()
    assert 900 < float(middle) < 1100


def test_summary_of_a_discharge(solution):
    """Constant current I for t: capacity I t, energy its capacity times the mean voltage."""
    summary = Result(solution).summary()
    assert summary.discharged_capacity == pytest.approx(5.0 * 3400 / 3600)
    assert summary.charged_capacity == 0
    mean = np.trapezoid(solution.voltage, solution.time) / 3400
    assert summary.mean_voltage == pytest.approx(mean)
    assert summary.discharged_energy == pytest.approx(mean * 5.0 * 3400 / 3600)
    assert (summary.solver_time, summary.solver_steps, summary.duration) == (1.1e-3, 143, 3400.0)
    assert dict(summary.rows()) == {
        "status": "success",
        "duration": "56.7 min",
        "discharged capacity": "4.722 A h",
        "discharged energy": "17.01 W h",
        "mean voltage": "3.6031 V",
        "final voltage": "3.0045 V",
        "solver time": "1.1 ms",
        "solver steps": "143",
    }
    assert all(what in str(summary) and value in str(summary) for what, value in summary.rows())


def test_summary_of_a_charge():
    run = discharge(times=50, current=-5.0, end=300.0)
    summary = Result(run).summary()
    assert summary.discharged_capacity == 0
    assert summary.charged_capacity == pytest.approx(5.0 * 300 / 3600)
    assert summary.mean_voltage == pytest.approx(np.trapezoid(run.voltage, run.time) / 300)
    assert "discharged capacity" not in dict(summary.rows())


def test_summary_of_a_rest_and_of_nothing():
    rest = Result(discharge(times=3, current=0.0)).summary()
    assert "mean voltage" not in dict(rest.rows())
    nothing = Result(discharge(times=1, statistics={})).summary()
    assert nothing.duration == 0
    assert nothing.solver_steps is None


@pytest.mark.parametrize("status", Status)
def test_status_is_loud(solution, status):
    result = Result(replace(solution, status=status, message="It went so."))
    assert result.success == (result.status in ("success", "nothing done"))
    assert (result.status == "success") == (status is Status.SUCCESS)
    assert result.status in repr(result)
    assert result.status in result._repr_html_()
    assert (result.remedy == "") == result.success
    assert result.remedy in result._repr_html_()
    assert Result(replace(solution, status=status, remedy="Do so.")).remedy == "Do so."


def test_html_is_escaped(solution):
    shown = Result(replace(solution, title="<script>alert(1)</script>", message="a < b & c"))._repr_html_()
    assert "<script>" not in shown
    assert "a &lt; b &amp; c" in shown


def test_pickle(solution):
    result = Result(solution)
    _ = result.data
    again = pickle.loads(pickle.dumps(result))
    assert "data" not in vars(again)  # made again when asked for
    xarray.testing.assert_identical(again.data, result.data)
    assert again.status == result.status


def test_comparison_with_measured_data(solution, tmp_path):
    result = Result(solution)
    result.to_bdf(tmp_path / "a.csv")
    assert result.compare(tmp_path / "a.csv").maximum == 0
    offset = Measurement(solution.time, solution.voltage + 0.003)
    assert result.compare(offset).rms == pytest.approx(0.003)
