"""Cases of MPET read and run, against MPET's own runs; its files with mistakes."""

import configparser
import shutil
from pathlib import Path

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.io.mpet import load

DATA = Path(__file__).parents[1] / "data" / "mpet"
SINGLE, HOMOGENEOUS, POPULATION = "lfp_SV1_1C_ACR_BV", "lfp_half_1C_homog_psd_BV", "lfp_half_1C_psd_BV"
CASES = {
    SINGLE: (2e-6, 1e-4),
    HOMOGENEOUS: (1e-4, 3e-3),
    POPULATION: (1e-4, 1e-3),
    "lfp_half_1C_psd_CIET": (1e-4, 1e-3),
    "default_1C": (1e-4, 4e-3),
}
"""Agreement in voltage (rms, V; a fifth as much again at most) and in the volumes' mean filling.

Particles fill one after the other, so a filling differs by as much as one of them is ahead.
"""


@pytest.mark.parametrize("name", CASES)
def test_agreement(name):
    case = load(DATA / name / "params_system.cfg")
    result = mubar.simulate(**case.arguments)
    assert result.success
    time, filled, voltage, *volumes = np.loadtxt(DATA / name / "run.csv", delimiter=",", skiprows=1).T
    inside = (filled > 0.02) & (filled < 0.95) & (time <= result.time[-1])
    assert inside.sum() > 80
    off = np.interp(time, result.time, result.voltage)[inside] - voltage[inside]
    rms, filling = CASES[name]
    assert np.sqrt(np.mean(off**2)) < rms
    assert abs(off).max() < 5.0 * rms
    found = {f.name: f.values for f in result.solution.fields()}
    whole = np.interp(time, result.time, found["cathode_filling_fraction"])
    np.testing.assert_allclose(whole[inside], filled[inside], atol=2e-6)
    each, share = (
        found["filling_positive"],
        {f.name: f.values for f in result.solution.coordinates()}["share_positive"],
    )
    means = (each * share).reshape(len(each), len(volumes), -1).sum(axis=2)
    for mine, theirs in zip(means.T, volumes, strict=True):
        np.testing.assert_allclose(np.interp(time, result.time, mine)[inside], theirs[inside], atol=filling)


def test_sizes_are_drawn_as_mpet_draws_them():
    case = load(DATA / POPULATION / "params_system.cfg")
    given = np.loadtxt(DATA / POPULATION / "psd_len_c.csv", delimiter=",")
    np.testing.assert_allclose(case.cell.positive.material.population.values, given, rtol=1e-9)
    again = load(DATA / POPULATION / "params_system.cfg", DATA / POPULATION / "psd_len_c.csv")
    np.testing.assert_allclose(again.cell.positive.material.population.values, given, rtol=1e-12)


def changed(tmp_path, name, **lines):
    """A copy of a case with other lines ``key = value``."""
    folder = tmp_path / name
    shutil.copytree(DATA / name, folder)
    for file in folder.glob("*.cfg"):
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read(file)
        for section in parser.sections():
            parser[section].update({key: lines[key] for key in lines if key in parser[section]})
        with file.open("w") as out:
            parser.write(out)
    return folder / "params_system.cfg"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ({"noise": "true"}, r"\[Material\] noise"),
        ({"rxnType": "Marcus"}, r"\[Reactions\] rxnType: found 'Marcus'.*not supported"),
        ({"muRfunc": "LiMn2O4_ss"}, r"\[Material\] muRfunc"),
        ({"profileType": "CP"}, r"\[Sim Params\] profileType"),
        ({"SMset": "unknown"}, r"\[Electrolyte\] SMset"),
        ({"Crate": "fast"}, r"\[Sim Params\] Crate: found 'fast'"),
        ({"Nvol_s": "0", "Nvol_c": "2"}, r"\[Sim Params\] Nvol_s"),
        ({"simPartCond_c": "true"}, r"\[Conductivity\] simPartCond_c"),
        ({"cathode": "nothing.cfg"}, "no such file"),
        ({"specified_psd_c": "[[1e-7, 2e-7]]"}, "rows"),
        ({"shape": "sphere"}, r"\[Particles\] shape"),
        ({"mean_c": "-1e-7"}, r"\[Particles\] mean_c"),
    ],
)
def test_what_is_not_supported_is_named(lines, says, tmp_path):
    with pytest.raises(InputError, match=says):
        load(changed(tmp_path, POPULATION, **lines))


def test_all_that_is_wrong_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        load(changed(tmp_path, POPULATION, noise="true", zp="2", SMset="unknown"))
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("text", ["", "no sections", "[Sim Params\nx = 1", "[A]\nx=1\n[A]\nx=2"])
def test_files_that_are_no_configuration(text, tmp_path):
    path = tmp_path / "params_system.cfg"
    path.write_text(text)
    with pytest.raises(InputError):
        load(path)
    with pytest.raises(InputError):
        load(tmp_path / "missing.cfg")
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InputError):
        load(path)


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        ({"Crate": "-2", "cs0_c": "0.95"}, "Charge at"),
        ({"profileType": "CV", "Vset": "3.3"}, "Hold at 3.3 V"),
        ({"profileType": "CVsegments", "segments": "[(3.3, 0.4), (3.5, 0.1)]"}, "Hold at 3.3 V"),
        ({"profileType": "CCsegments", "segments": "[(0.3, 0.4), (-0.5, 0.1)]"}, "Discharge at"),
        ({"elyteModelType": "dilute"}, "Discharge at"),
    ],
)
def test_profiles(lines, steps, tmp_path):
    case = load(changed(tmp_path, SINGLE, **lines))
    assert case.steps[0].startswith(steps)
    assert mubar.simulate(**case.arguments).success


def test_a_mean_current_is_that_of_the_capacity():
    """1C of 50 µm with 41.4 % of LiFePO4, 1.3793e28 sites/m³."""
    case = load(DATA / POPULATION / "params_system.cfg")
    assert case.cell.nominal_capacity == pytest.approx(
        1.602e-19 * 50e-6 * 0.6 * 0.69 * 1.3793e28 / 3600, rel=1e-12
    )
