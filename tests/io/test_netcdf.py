"""NetCDF files: nothing is lost there and back, others can read them, and bad files are refused."""

import json
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray

import mubar
from lfp_cells import KINDS
from mubar.core.errors import InputError
from mubar.io.labels import coordinates, variables
from mubar.io.netcdf import read_netcdf, write_netcdf
from mubar.result import Result, open_result
from mubar.simulation.solution import Field, NoProfiles, Solution, Status
from synthetic import SyntheticProfiles, discharge


def assert_same_field(one: Field, other: Field) -> None:
    for name in ("name", "dims", "units", "long_name", "description"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.values.dtype == other.values.dtype
    assert one.values.shape == other.values.shape
    if one.values.dtype.kind in "fi":
        assert one.values.tobytes() == other.values.tobytes()  # NaN and -0.0 too
    else:
        assert one.values.tolist() == other.values.tolist()


def assert_same_solution(one: Solution, other: Solution) -> None:
    for name in ("status", "message", "remedy", "title", "created", "citations"):
        assert getattr(one, name) == getattr(other, name), name
    for name in ("statistics", "inputs", "versions"):
        assert dict(getattr(one, name)) == dict(getattr(other, name)), name
    for listed in (coordinates, variables):
        for mine, yours in zip(listed(one), listed(other), strict=True):
            assert_same_field(mine, yours)
    assert list(one.final_state) == list(other.final_state)
    for name, values in one.final_state.items():
        assert values.dtype == other.final_state[name].dtype
        assert values.shape == other.final_state[name].shape
        assert values.tobytes() == other.final_state[name].tobytes()


def there_and_back(solution: Solution, path: Path) -> Solution:
    write_netcdf(solution, path)
    return read_netcdf(path)


def test_round_trip_is_exact(solution, tmp_path):
    assert_same_solution(solution, there_and_back(solution, tmp_path / "a.nc"))


@pytest.mark.parametrize("kind", ["homogeneous", "allen-cahn"])
def test_round_trip_of_a_population_is_exact(kind, tmp_path):
    """Particles, their nodes, their phases; and the run goes on from the file as from memory."""
    cell = KINDS[kind]()
    run = mubar.simulate(cell, "Discharge at 1C for 10 minutes", "single-particle", soc=0.9)
    run.save(tmp_path / "a.nc")
    back = open_result(tmp_path / "a.nc")
    assert_same_solution(run.solution, back.solution)
    more = [
        mubar.simulate(cell, "Hold at 3.4 V for 5 minutes", "single-particle", start=r) for r in (run, back)
    ]
    np.testing.assert_array_equal(more[0].voltage, more[1].voltage)
    x = [r.data["filling_positive"].values for r in (run, more[1])]
    np.testing.assert_allclose(x[1][0], x[0][-1], atol=1e-12)


@pytest.mark.parametrize("status", Status)
def test_every_status_survives(solution, tmp_path, status):
    changed = replace(
        solution, status=status, message="It was so: 'µ' \"̄\" \n second line", remedy="Try again."
    )
    assert_same_solution(changed, there_and_back(changed, tmp_path / "a.nc"))


@pytest.mark.parametrize(
    "change",
    [
        {"profiles": NoProfiles()},
        {"final_state": {}},
        {
            "final_state": {
                "scalar": np.array(1.5),
                "empty": np.zeros((0, 3)),
                "whole": np.arange(6).reshape(1, 2, 3),
            }
        },
        {"inputs": {}, "citations": (), "versions": {}, "statistics": {}, "title": "", "message": ""},
        {"inputs": {"profile": list(np.linspace(0, 1, 50_000) ** 3)}},  # 1 MB of JSON
        {"inputs": {"number": 0.1 + 0.2, "tiny": 5e-324, "none": None, "nested": [{"µ": True}]}},
        {"voltage": np.array([0.0, -0.0, np.nan, np.inf, 5e-324] * 50)},
        {"statistics": {"steps": 3, "solver_time": 1e-3}},
    ],
    ids=lambda change: "+".join(change),
)
def test_unusual_contents_survive(solution, tmp_path, change):
    changed = replace(solution, **change)
    assert_same_solution(changed, there_and_back(changed, tmp_path / "a.nc"))


def test_one_point_in_time(tmp_path):
    """All steps were skipped: only the start is there."""
    short = discharge(times=1)
    assert_same_solution(short, there_and_back(short, tmp_path / "a.nc"))


def test_xarray_opens_the_file_as_the_dataset(solution, tmp_path):
    result = Result(solution)
    result.to_netcdf(tmp_path / "a.nc")
    with xarray.open_dataset(tmp_path / "a.nc") as opened:
        xarray.testing.assert_identical(opened, result.data)
        assert list(opened) == list(result.data)
        assert {"region", "x", "x_negative", "r_positive"} <= set(opened.coords)
    xarray.testing.assert_identical(open_result(tmp_path / "a.nc").data, result.data)


def test_label_that_no_variable_uses(solution, tmp_path):
    """The region on x stays a coordinate when nothing else was stored on x."""
    axes = [f for f in solution.coordinates() if f.name in ("x", "region")]
    bare = replace(solution, profiles=SyntheticProfiles(axes, []))
    assert_same_solution(bare, there_and_back(bare, tmp_path / "a.nc"))
    with xarray.open_dataset(tmp_path / "a.nc") as opened:
        assert "region" in opened.coords


def test_file_that_xarray_wrote(solution, tmp_path):
    result = Result(solution)
    result.data.to_netcdf(tmp_path / "a.nc")
    opened = open_result(tmp_path / "a.nc")
    xarray.testing.assert_identical(opened.data, result.data)
    assert (opened.status, opened.inputs) == (result.status, result.inputs)
    assert opened.final_state == {}  # not part of the Dataset


def test_every_variable_is_labelled_and_double(solution, tmp_path):
    write_netcdf(solution, tmp_path / "a.nc")
    with netCDF4.Dataset(tmp_path / "a.nc") as file:
        for name, variable in file.variables.items():
            assert variable.long_name
            assert name == "region" or variable.units
            assert variable.dtype in (np.float64, np.int64, str)
        assert file.status == "success"
        assert json.loads(file.inputs) == solution.inputs
        assert file.references.split("\n") == list(solution.citations)


def test_reopened_result_exports_and_plots_the_same(solution, tmp_path):
    first = Result(solution)
    first.to_netcdf(tmp_path / "1.nc")
    again = open_result(tmp_path / "1.nc")
    for name in ("1.csv", "1.parquet"):
        first.save(tmp_path / name)
        again.save(tmp_path / name.replace("1", "2"))
        assert (tmp_path / name).read_bytes() == (tmp_path / name.replace("1", "2")).read_bytes()
    first.plot(tmp_path / "1.png")
    again.plot(tmp_path / "2.png")
    assert (tmp_path / "1.png").read_bytes() == (tmp_path / "2.png").read_bytes()
    again.to_netcdf(tmp_path / "2.nc")
    assert_same_solution(solution, read_netcdf(tmp_path / "2.nc"))


def test_reopened_result_can_be_pickled(solution, tmp_path):
    write_netcdf(solution, tmp_path / "a.nc")
    assert_same_solution(solution, pickle.loads(pickle.dumps(open_result(tmp_path / "a.nc"))).solution)


# --- files that are not what they should be -----------------------------------------------------------------


def test_missing_file(tmp_path):
    with pytest.raises(
        InputError, match=r"no\.nc: found no such file or directory, expected a NetCDF file that can"
    ):
        open_result(tmp_path / "no.nc")


def test_folder(tmp_path):
    with pytest.raises(InputError, match="found is a directory"):
        open_result(tmp_path)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"Test Time / s,Voltage / V\n0,4.2\n", "a file in another format"),
        (b"\x89HDF\r\n\x1a\n" + bytes(500), "a NetCDF or HDF5 file that is damaged or cut off"),
        (b"CDF\x01" + bytes(3), "a NetCDF or HDF5 file that is damaged or cut off"),
    ],
)
def test_other_content(tmp_path, content, found):
    (tmp_path / "a.nc").write_bytes(content)
    with pytest.raises(InputError) as caught:
        open_result(tmp_path / "a.nc")
    assert str(caught.value) == f"{tmp_path / 'a.nc'}: found {found}, expected a NetCDF file written by mubar"


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9, 0.999])
def test_truncated_file(solution, tmp_path, share):
    write_netcdf(solution, tmp_path / "a.nc")
    data = (tmp_path / "a.nc").read_bytes()
    (tmp_path / "a.nc").write_bytes(data[: int(share * len(data))])
    with pytest.raises(InputError, match="expected a NetCDF file written by mubar"):
        open_result(tmp_path / "a.nc")


def test_netcdf_of_other_origin(tmp_path):
    xarray.Dataset({"temperature": ("time", [1.0, 2.0])}).to_netcdf(tmp_path / "a.nc")
    with pytest.raises(
        InputError, match="found a NetCDF file of other origin, expected one written by mubar"
    ):
        open_result(tmp_path / "a.nc")


@pytest.mark.parametrize(
    ("attribute", "value", "found"),
    [
        ("mubar_format", 2, "layout 2, written by mubar"),
        ("inputs", "{", "a damaged file"),
        ("status", "fine", "a damaged file"),
    ],
)
def test_attributes_that_cannot_be_understood(solution, tmp_path, attribute, value, found):
    write_netcdf(solution, tmp_path / "a.nc")
    with netCDF4.Dataset(tmp_path / "a.nc", "a") as file:
        file.setncattr(attribute, value)
    with pytest.raises(InputError, match=found):
        open_result(tmp_path / "a.nc")


def test_missing_variable_is_named(solution, tmp_path):
    write_netcdf(solution, tmp_path / "a.nc")
    with netCDF4.Dataset(tmp_path / "a.nc", "a") as file:
        file.renameVariable("voltage", "tension")
    with pytest.raises(InputError, match="found no 'voltage', expected a NetCDF file written by mubar"):
        open_result(tmp_path / "a.nc")


# --- what it costs ------------------------------------------------------------------------------------------


def test_saving_loads_nothing_heavy(solution, tmp_path):
    with open(tmp_path / "solution", "wb") as file:
        pickle.dump(solution, file)
    code = f"""
import pickle, sys
import numpy, mubar.simulation.solution
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
with open("solution", "rb") as file:
    solution = pickle.load(file)
from mubar.result import Result
Result(solution).to_netcdf("a.nc")
print(*{{"xarray", "pandas", "matplotlib", "scipy"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n", "")
