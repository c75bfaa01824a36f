"""Results of the solver itself through every door."""

import pickle

import numpy as np
import pytest
import xarray

import mubar

CELL = "chen2020"


@pytest.fixture(scope="module")
def result() -> mubar.Result:
    steps = ["Discharge at 1C for 20 minutes", "Rest for 10 minutes", "Charge at 0.5C for 10 minutes"]
    return mubar.simulate(mubar.load_cell(CELL), steps)


@pytest.fixture(scope="module")
def reopened(result, tmp_path_factory) -> mubar.Result:
    path = tmp_path_factory.mktemp("results") / "run.nc"
    result.to_netcdf(path)
    return mubar.open_result(path)


def test_nothing_is_lost_in_the_file(result, reopened):
    xarray.testing.assert_identical(result.data, reopened.data)
    assert (reopened.status, reopened.message) == ("success", result.message)
    assert reopened.inputs == result.inputs
    assert reopened.citations == result.citations
    assert reopened.summary() == result.summary()


def test_going_on_from_the_file_is_going_on(result, reopened):
    cell = mubar.load_cell(CELL)
    further = [
        mubar.simulate(cell, "Discharge at 1C for 5 minutes", start=start) for start in (result, reopened)
    ]
    np.testing.assert_array_equal(further[0].voltage, further[1].voltage)
    assert further[0].time[0] == pytest.approx(result.time[-1])


def test_labels_find_single_points(result):
    """At the ends of steps two points fall together; a label still finds one."""
    assert (np.diff(result.time) > 0).all()
    assert result.data.voltage.sel(time=1200.0, method="nearest").shape == ()
    assert set(result.data.step.values) == {1, 2, 3}


def test_pickle(result):
    again = pickle.loads(pickle.dumps(result))
    xarray.testing.assert_identical(again.data, result.data)


def test_terms_of_the_voltage_add_up(result):
    from mubar.simulation.voltage_losses import voltage_losses

    s = result.solution
    parts = voltage_losses(s.voltage, s.coordinates(), {f.name: f for f in s.fields()})
    assert parts is not None
    np.testing.assert_allclose(parts.potential - sum(parts.losses.values()), s.voltage, atol=1e-12)
    # what electrons lose has the sign of the current and is proportional to it: Ohm's law
    rest = parts.losses["electrons and contacts"]
    flowing = np.abs(s.current) > 0.1
    assert (rest[flowing] / s.current[flowing] > 0).all()
    assert np.ptp(rest[flowing] / s.current[flowing]) < 0.1 * np.mean(rest[flowing] / s.current[flowing])


def test_battery_data_format_and_figure(result, tmp_path):
    result.to_bdf(tmp_path / "run.csv")
    assert result.compare(tmp_path / "run.csv").maximum == 0
    figure = result.plot(tmp_path / "run.png", data=tmp_path / "run.csv")
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")
    assert {"Voltage / V", "Voltage lost / mV", "Species voltage / V"} <= {
        a.get_ylabel() for a in figure.axes
    }
