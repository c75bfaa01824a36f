"""`mubar run`: every option does what the same thing does in Python, and files hold what was simulated."""

import re
from pathlib import Path

import numpy as np
import pytest

import mubar as package
from mubar import kinetics
from mubar.io import bdf
from parallel_law import LAW, Parallel, Pathway

DATA = Path(__file__).parents[1] / "data" / "pybamm"
STEP = "Discharge at 1C for 10 minutes"


@pytest.fixture
def ran(mubar, tmp_path):
    """The saved result of ``mubar run chen2020 STEP`` with more words."""

    def call(*words, steps=(STEP,)):
        path = tmp_path / "ran.nc"
        ended = mubar("run", "chen2020", *steps, *words, "-o", path)
        assert ended.code == 0, ended.err
        return package.open_result(path)

    return call


def test_summary_and_files(mubar, tmp_path):
    paths = [tmp_path / name for name in ("a.nc", "a.png")]
    ended = mubar("run", "chen2020", "Discharge at 1C until 2.5 V", "-o", paths[0], "--plot", paths[1])
    assert (ended.code, ended.err) == (0, "")
    result = package.open_result(paths[0])
    assert result.success
    table = dict(re.findall(r"^(\w+(?: \w+)?)  +(.*)$", ended.out, re.M))
    assert table["status"] == "success"
    # the discharge took this long at 5 A, the nominal capacity
    hours = result.time[-1] / 3600
    assert float(table["discharged capacity"].removesuffix(" A h")) == pytest.approx(5 * hours, rel=1e-3)
    mean = np.trapezoid(result.voltage, result.time) / result.time[-1]
    assert float(table["mean voltage"].removesuffix(" V")) == pytest.approx(mean, abs=2e-3)
    energy = float(table["discharged energy"].removesuffix(" W h"))
    assert energy == pytest.approx(5 * hours * mean, rel=2e-3)
    assert int(table["solver steps"]) > 10
    assert "solver time" in table
    assert ended.out.splitlines()[-2:] == [f"wrote {path}" for path in paths]
    assert paths[1].read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("suffix", [".csv", ".bdf", ".parquet"])
def test_battery_data_format(mubar, tmp_path, suffix):
    path, whole = tmp_path / f"a{suffix}", tmp_path / "a.nc"
    assert mubar("run", "chen2020", STEP, "-o", path).code == 0
    mubar("run", "chen2020", STEP, "-o", whole)
    measured, result = bdf.read(path), package.open_result(whole)
    np.testing.assert_array_equal(measured.voltage, result.voltage)
    np.testing.assert_array_equal(measured.time, result.time)


def test_without_files_it_only_prints(mubar, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = mubar("run", "chen2020", STEP)
    assert ended.code == 0
    assert "wrote" not in ended.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("negative.particle_radius=8e-6", {"negative.particle_radius": 8e-6}),
        ("electrolyte.conductivity=0.5+1e-4*c", {"electrolyte.conductivity": lambda c, T: 0.5 + 1e-4 * c}),
        ("negative.kinetics.anodic_transfer=0.4", {"negative.kinetics.anodic_transfer": 0.4}),
    ],
)
def test_set(ran, text, changes):
    expected = package.simulate(package.load_cell("chen2020").replace(**changes), STEP)
    result = ran("--set", text)
    assert result.voltage[-1] == pytest.approx(expected.voltage[-1], abs=1e-9)
    assert abs(result.voltage[-1] - ran().voltage[-1]) > 1e-5


def test_set_several(ran):
    result = ran("--set", "negative.particle_radius=8e-6", "--set", "positive.particle_radius=4e-6")
    cell = package.load_cell("chen2020")
    cell = cell.replace(**{"negative.particle_radius": 8e-6, "positive.particle_radius": 4e-6})
    np.testing.assert_array_equal(result.voltage, package.simulate(cell, STEP).voltage)


def test_a_cell_file_is_as_good_as_a_name(mubar, tmp_path):
    mubar("export", "marquis2019", "-o", tmp_path / "mine.json")
    results = []
    for cell in ("marquis2019", tmp_path / "mine.json"):
        mubar("run", cell, STEP, "-o", tmp_path / "a.nc")
        results.append(package.open_result(tmp_path / "a.nc").voltage)
    np.testing.assert_array_equal(*results)


@pytest.mark.parametrize(
    ("text", "kelvin"),
    [("25degC", 298.15), ("298.15K", 298.15), ("298.15", 298.15), ("25 °C", 298.15), ("-10degC", 263.15)],
)
def test_temperature(ran, text, kelvin):
    result = ran("--temperature", text)
    assert result.temperature[0] == pytest.approx(kelvin, abs=1e-12)
    np.testing.assert_allclose(result.voltage, package.simulate("chen2020", STEP, temperature=kelvin).voltage)


@pytest.mark.parametrize("text", ["0.5", "50%", "5e-1"])
def test_state_of_charge(ran, text):
    result = ran("--soc", text)
    np.testing.assert_array_equal(result.voltage, package.simulate("chen2020", STEP, soc=0.5).voltage)


@pytest.mark.parametrize("text", ["3.7", "3.7V", "3700 mV"])
def test_open_circuit_voltage(ran, text):
    assert ran("--voltage", text, steps=["Rest for 1 minute"]).voltage[-1] == pytest.approx(3.7, abs=1e-6)


def test_stoichiometries(ran):
    result = ran(
        "--stoichiometry", "negative=0.5", "--stoichiometry", "positive=0.6", steps=["Rest for 60 s"]
    )
    cell = package.load_cell("chen2020")
    levels = [
        getattr(cell, side).materials[""].open_circuit_potential(x, 298.15)
        for side, x in (("positive", 0.6), ("negative", 0.5))
    ]
    assert result.voltage[-1] == pytest.approx(levels[0] - levels[1], abs=1e-6)


def test_mesh_as_counts_is_equally_spaced(ran):
    result = ran("--mesh", "5/4/6/8")
    data = result.data
    assert data.sizes["x"] == 15
    assert (data.sizes["r_negative"], data.sizes["r_positive"]) == (8, 8)
    spacing = np.diff(data.x.values[data.region.values == "positive"])
    np.testing.assert_allclose(spacing, spacing[0])


def test_mesh_as_changes_keeps_the_rest(ran):
    usual, changed = ran().data, ran("--mesh", "positive=17,particle=9").data
    for name, expected in (("negative", 0), ("separator", 0), ("positive", 17)):
        expected = expected or (usual.region == name).sum()
        assert (changed.region == name).sum() == expected
    assert changed.sizes["r_negative"] == 9
    np.testing.assert_array_equal(changed.x_negative, usual.x_negative)


def test_tolerances_are_those_of_python(ran):
    result = ran("--rtol", "1e-6", "--atol", "1e-8")
    expected = package.simulate("chen2020", STEP, rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(result.voltage, expected.voltage)
    assert result.time.size > ran().time.size


@pytest.mark.parametrize("text", ["30", "30s", "0.5 min"])
def test_period(ran, text):
    times = np.unique(ran("--period", text).time.round(6))
    np.testing.assert_array_equal(times, np.arange(0, 601, 30))


def test_outputs(ran):
    assert {"V_e", "V_Li", "c_e"} <= set(ran().data)
    some = ran("--outputs", "c_e,V_Li").data
    assert {"c_e", "V_Li"} <= set(some)
    assert "V_e" not in some
    none = ran("--outputs", "none").data
    assert set(none.dims) == {"time"}
    assert "voltage" in none


def test_repeat_makes_cycles(ran):
    steps = ["Discharge at 1C for 1 minute", "Charge at 1C for 1 minute"]
    result = ran("--repeat", "3", "--soc", "0.5", steps=steps)
    assert set(result.cycle) == {1, 2, 3}
    assert set(result.step) == set(range(1, 7))
    assert result.discharge_capacity[-1] == pytest.approx(0, abs=1e-6)


def test_start_goes_on_where_a_result_ended(ran, tmp_path):
    ran()
    (tmp_path / "ran.nc").rename(tmp_path / "first.nc")
    second = ran("--start", tmp_path / "first.nc")
    together = package.simulate("chen2020", [STEP, STEP])
    assert second.time[0] == pytest.approx(600)
    assert second.voltage[-1] == pytest.approx(together.voltage[-1], abs=2e-4)
    assert second.discharge_capacity[-1] == pytest.approx(5 * 1200 / 3600)


def test_drive_cycle(ran, tmp_path):
    drive = tmp_path / "drive.csv"
    drive.write_text("Time [s],Current [A]\n0,0\n10,5\n20,-2.5\n30,0\n")
    result = ran(steps=[drive, "Rest for 10 s"])
    driven = result.step == 1
    expected = np.interp(result.time[driven], [0, 10, 20, 30], [0, 5, -2.5, 0])
    np.testing.assert_allclose(result.current[driven], expected, atol=1e-6)


def test_measured_data_laid_over(mubar, tmp_path):
    """An independent code's curve; the printed error is what the files give."""
    data = DATA / "chen2020_1C.csv"
    figures = [tmp_path / "with.svg", tmp_path / "without.svg"]
    run = ("run", "chen2020", "Discharge at 1C until 2.5 V")
    ended = mubar(*run, "-o", tmp_path / "a.nc", "--plot", figures[0], "--data", data)
    mubar(*run, "--plot", figures[1])
    assert ended.code == 0
    found = re.search(r"^voltage error +rms (\S+) mV, max (\S+) mV", ended.out, re.M)
    assert found
    result, measured = package.open_result(tmp_path / "a.nc"), bdf.read(data)
    inside = measured.time <= result.time[-1]
    error = np.interp(measured.time[inside], result.time, result.voltage) - measured.voltage[inside]
    assert float(found[1]) == pytest.approx(1e3 * np.sqrt(np.mean(error**2)), rel=1e-2)
    assert float(found[2]) == pytest.approx(1e3 * abs(error).max(), rel=1e-2)
    with_data, without = (figure.read_text("utf-8") for figure in figures)
    assert len(with_data) > len(without)


def test_steps_met_at_their_start_are_reported(mubar):
    ended = mubar("run", "chen2020", "Charge at 1C until 4.2 V", "Rest for 1 minute")
    assert ended.code == 0
    assert re.search(r"^note +step 1 .* was skipped", ended.out, re.M)
    assert re.search(r"^status +success$", ended.out, re.M)


def test_a_skipped_step_leaves_no_row(mubar, tmp_path):
    """It carried no current; what follows it begins at rest."""
    path = tmp_path / "a.nc"
    steps = ("Rest for 1 s", "Charge at 1C until 4.2 V", "Rest for 1 s")
    assert mubar("run", "chen2020", *steps, "--model", "spm", "-o", path).code == 0
    data = package.open_result(path).data
    assert set(data.step.values) == {1, 3}
    assert not data.current.any()


def test_half_cells(mubar, tmp_path):
    path = tmp_path / "a.nc"
    run = ("run", "chen2020", "--half-cell", "negative", "--model", "spm", "-o", path)
    assert mubar(*run, "Discharge at C/10 for 1 minute", "--set", "positive.thickness=5e-5").code == 0
    half = package.load_cell("chen2020").half_cell("negative").replace(**{"positive.thickness": 5e-5})
    expected = package.simulate(half, "Discharge at C/10 for 1 minute", "spm")
    np.testing.assert_array_equal(package.open_result(path).voltage, expected.voltage)
    wrong = mubar("run", "chen2020", "Rest for 1 s", "--half-cell", "negativ")
    assert wrong.code == 2
    assert "negative" in wrong.err
    wrong = mubar(*run, "Rest for 1 s", "--set", "negative.particle_radius=3e-6")
    assert wrong.code == 2
    assert "positive.particle_radius: the electrode of a half cell is positive" in wrong.err


def test_a_run_that_did_nothing_says_so(mubar, tmp_path):
    """No failure, as nothing is wrong with a full cell, but nothing that could be taken for a charge."""
    path = tmp_path / "a.nc"
    ended = mubar("run", "chen2020", "Charge at 1C until 4.2 V", "Charge at C/2 until 4 V", "-o", path)
    assert ended.code == 0
    assert re.search(r"^status +nothing done$", ended.out, re.M)
    assert re.search(r"^duration +0 s$", ended.out, re.M)
    assert len(re.findall(r"^note +step [12] .* was skipped", ended.out, re.M)) == 2
    assert re.search(r"voltage limit 4\.2 V is met at its start, at 4\.\d+ V", ended.out)
    assert ended.err.startswith("mubar: nothing was done: ")
    assert len(ended.err.splitlines()) == 1
    result = package.open_result(path)
    assert (result.status, result.success) == ("nothing done", True)
    assert result.message.count("was skipped") == 2
    assert np.ptp(result.discharge_capacity) == 0.0


def test_notes_of_many_cycles_stay_few(mubar):
    ended = mubar("run", "chen2020", "Charge at 1C until 4.2 V", "Rest for 1 s", "--repeat", "20")
    assert ended.code == 0
    assert "more such notes" in ended.out
    assert len(ended.out.splitlines()) < 20


def test_numbers_in_tuples_are_set_by_key(mubar, tmp_path, monkeypatch):
    for kind in (Parallel, Pathway):
        monkeypatch.setattr(kinetics, kind.__name__, kind, raising=False)
    monkeypatch.setattr(kinetics, "__all__", [*kinetics.__all__, "Parallel", "Pathway"])
    paths = tmp_path / "cell.json", tmp_path / "ran.nc"
    package.load_cell("chen2020").replace(**{"positive.kinetics": LAW}).to_bpx(paths[0])
    changes = {"positive.kinetics.weights.2": 4.0, "positive.kinetics.pathways.1.rate": 2e-6}
    words = [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]
    ended = mubar("run", paths[0], STEP, *words, "-o", paths[1])
    assert ended.code == 0, ended.err
    cell = package.load_cell(paths[0]).replace(**changes)
    np.testing.assert_array_equal(package.open_result(paths[1]).voltage, package.simulate(cell, STEP).voltage)
    ended = mubar("run", paths[0], STEP, "--set", "positive.kinetics.weights.3=1")
    assert ended.code == 2
    assert "positive.kinetics.weights.3" in ended.err
    assert "Traceback" not in ended.err
    ended = mubar("show", paths[0])
    assert "positive.kinetics.pathways.0.rate " in ended.out
