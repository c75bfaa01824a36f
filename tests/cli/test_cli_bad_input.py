"""Bad input ends with exit code 2 and a few lines on stderr: what, where, what instead."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

STEP = "Discharge at 1C for 1 minute"


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["chen2002", STEP], ["'chen2002'", "Did you mean 'chen2020'?"]),
        (["missing.json", STEP], ["missing.json", "no such file"]),
        (["chen2020", "Dicharge at 1C"], ["step 1", "'Dicharge'", "Did you mean 'Discharge'?"]),
        (["chen2020", STEP, "Rest for 1 huor"], ["step 2", "Did you mean 'hour'?"]),
        (["chen2020", "Discharge at 5 Pa"], ["step 1", "'Pa'", "a unit after '5': A, mA"]),
        (["chen2020", "Discharge at 1C until 2.5 A until 3 A"], ["step 1"]),
        (["chen2020", "Rest for 1 h until 4 A"], ["step 1", "4 A"]),
        (["chen2020", "Hold at 4 V until 3 V"], ["step 1", "3 V"]),
        (["chen2020", "Hold at 9 V for 1 s"], ["step 1", "9 V", "4.2 V"]),
        (["chen2020", "Rest"], ["step 1", "a rest without a duration"]),
        (["chen2020", "missing.csv"], ["missing.csv"]),
        (["chen2020", STEP, "--set", "negative.particle_radus=1e-6"], ["'negative.particle_radius'?"]),
        (["chen2020", STEP, "--set", "negative.particle_radius"], ["--set", "KEY=VALUE"]),
        (["chen2020", STEP, "--set", "negative.particle_radius=5um"], ["'5um'", "number alone, in m"]),
        (["chen2020", STEP, "--set", "negative.thickness=-85e-6"], ["negative.thickness", "-8.5e-05", "m"]),
        (["chen2020", STEP, "--set", "negative.porosity=1.2"], ["negative.porosity", "1.2", "at most 1"]),
        (["chen2020", STEP, "--set", "negative.porosity=0.9"], ["negative.porosity", "together at most 1"]),
        (["chen2020", STEP, "--set", "cell.nominal_capacity=0"], ["cell.nominal_capacity", "A.h"]),
        (["chen2020", STEP, "--set", "cell.nominal_capacity=nan"], ["cell.nominal_capacity"]),
        (["chen2020", STEP, "--set", "cell.lower_cutoff=4.5"], ["cell.lower_cutoff", "4.2 V"]),
        (["chen2020", STEP, "--set", "electrolyte.conductivity=__import__('os')"], ["'__import__'"]),
        (["chen2020", STEP, "--set", "electrolyte.conductivity=y"], ["electrolyte.conductivity", "'y'"]),
        (
            ["chen2020", STEP, "--set", "cell.contact_resistance=0", "--set", "cell.contact_resistance=1"],
            ["--set", "cell.contact_resistance twice"],
        ),
        (["chen2020", STEP, "--set", "negative.minimum_stoichiometry=none"], ["no stoichiometry windows"]),
        (["chen2020", STEP, "--model", "dfm"], ["'dfm'", "Did you mean 'dfn'?"]),
        (["chen2020", STEP, "--temperature", "25"], ["--temperature", "25degC"]),
        (["chen2020", STEP, "--temperature", "25F"], ["--temperature", "'F'", "degC"]),
        (["chen2020", STEP, "--temperature", "3 V"], ["--temperature", "which is a voltage"]),
        (["chen2020", STEP, "--temperature", "1000K"], ["temperature", "150 to 500"]),
        (["chen2020", STEP, "--soc", "50"], ["--soc", "Did you mean 50%?"]),
        (["chen2020", STEP, "--soc", "half"], ["--soc", "'half'"]),
        (["chen2020", STEP, "--soc", "-0.1"], ["--soc", "-0.1"]),
        (["chen2020", STEP, "--voltage", "5"], ["5 V", "2.5 to 4.2 V"]),
        (["chen2020", STEP, "--soc", "1", "--voltage", "4"], ["soc and voltage", "one of them"]),
        (["chen2020", STEP, "--stoichiometry", "negative=0.5"], ["stoichiometry of positive", "nothing"]),
        (["chen2020", STEP, "--stoichiometry", "anode=0.5"], ["'anode'", "negative"]),
        (["chen2020", STEP, "--stoichiometry", "0.5"], ["--stoichiometry", "MATERIAL=X"]),
        (["chen2020", STEP, "--mesh", "20/20/20"], ["--mesh", "N/S/P/R"]),
        (["chen2020", STEP, "--mesh", "20/20/20/1"], ["mesh particle", "from 2"]),
        (["chen2020", STEP, "--mesh", "positve=20"], ["--mesh", "Did you mean 'positive'?"]),
        (["chen2020", STEP, "--mesh", "positive=2.5"], ["--mesh positive", "'2.5'", "whole number"]),
        (["chen2020", STEP, "--mesh", "spacing=chebychev"], ["Did you mean 'chebyshev'?"]),
        (["chen2020", STEP, "--rtol", "small"], ["--rtol", "'small'"]),
        (["chen2020", STEP, "--rtol", "2"], ["rtol", "1e-12 to 0.1"]),
        (["chen2020", STEP, "--period", "0"], ["--period", "positive"]),
        (["chen2020", STEP, "--period", "5 A"], ["--period", "which is a current"]),
        (["chen2020", STEP, "--repeat", "0"], ["--repeat", "from 1"]),
        (["chen2020", STEP, "--max-steps", "1.5"], ["--max-steps", "whole number"]),
        (["chen2020", STEP, "--data", "missing.csv"], ["missing.csv"]),
        (["chen2020", STEP, "--start", "missing.nc"], ["missing.nc"]),
        (["chen2020", STEP, "-o", "out.xlsx"], ["'.xlsx'", ".nc, .csv, .bdf or .parquet"]),
        (["chen2020", STEP, "-o", "out"], ["no ending"]),
        (["chen2020", STEP, "--plot", "out.gif"], ["'.gif'", ".png, .svg or .pdf"]),
        (["chen2020", STEP, "-o", "missing/out.nc"], ["no folder missing", "mkdir -p missing"]),
        (["chen2020", STEP, "--plot", "missing/out.png"], ["no folder missing"]),
        (["chen2020"], ["STEP", "--help"]),
        (["chen2020", STEP, "--tempreature", "300"], ["--tempreature", "--help"]),
        (["chen2020", STEP, "--soc"], ["--soc", "--help"]),
    ],
)
def test_run(mubar, tmp_path, monkeypatch, words, texts):
    monkeypatch.chdir(tmp_path)
    assert mubar("run", *words, *([] if "-o" in words else ["-o", "out.csv"])).faults(*texts) == []
    assert not list(tmp_path.iterdir())


def test_everything_wrong_is_said_at_once(mubar):
    ended = mubar(
        "run", "chen2002", "Dicharge at 1C", "--soc", "x", "--model", "dfm", "-o", "a.b", "--mesh", "1"
    )
    assert ended.code == 2
    assert ended.err.startswith("mubar: 6 problems\n")


def test_changes_to_the_mesh_of_an_unknown_model(mubar):
    assert (
        mubar("run", "chen2020", STEP, "--model", "dfm", "--mesh", "positive=9").faults("Did you mean 'dfn'?")
        == []
    )


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["show", "chen2002"], ["Did you mean 'chen2020'?"]),
        (["show", "chen2020", "--model", "dfm"], ["Did you mean 'dfn'?"]),
        (["export", "chen2020", "-o", "cell.txt"], ["'.txt'", ".json"]),
        (["export", "chen2020", "-o", "missing/cell.json"], ["no folder missing"]),
        (["plot", "missing.nc", "-o", "a.png"], ["missing.nc"]),
        (["plot", "missing.nc", "-o", "a.jpeg"], ["'.jpeg'"]),
        (["plot", "missing.nc"], ["-o", "--help"]),
        (["rnu"], ["'rnu'", "--help"]),
        ([], ["COMMAND", "--help"]),
    ],
)
def test_other_commands(mubar, tmp_path, monkeypatch, words, texts):
    monkeypatch.chdir(tmp_path)
    assert mubar(*words).faults(*texts) == []


def test_no_command_writes_over_what_it_reads(mubar, tmp_path):
    measured = tmp_path / "measured.csv"
    measured.write_text("Time [s],Voltage [V]\n0,4\n60,4\n")
    before = measured.read_bytes()
    assert mubar("run", "chen2020", STEP, "--data", measured, "-o", measured).faults("another name") == []
    first = tmp_path / "first.nc"
    mubar("run", "chen2020", STEP, "-o", first)
    (tmp_path / "link.nc").symlink_to(first)
    assert (
        mubar("run", "chen2020", STEP, "--start", first, "-o", tmp_path / "link.nc").faults("another name")
        == []
    )
    assert measured.read_bytes() == before


def test_every_problem_of_a_cell_file_with_its_path(mubar, tmp_path):
    path = tmp_path / "cell.json"
    mubar("export", "chen2020", "-o", path)
    document = json.loads(path.read_text("utf-8"))
    document["Parameterisation"]["Negative electrode"]["Thickness [m]"] = -1.0
    document["Parameterisation"]["Separator"]["Porosity"] = "half"
    path.write_text(json.dumps(document))
    assert (
        mubar("run", path, STEP).faults("Negative electrode", "Thickness [m]", "Separator", "Porosity") == []
    )


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", b"{", b"\x00" * 1000, b"not json"])
def test_unreadable_files(mubar, tmp_path, content):
    for name, words in (
        ("a.json", ["run", "{}", STEP]),
        ("a.csv", ["run", "chen2020", "{}"]),
        ("a.csv", ["run", "chen2020", STEP, "--data", "{}"]),
        ("a.nc", ["run", "chen2020", STEP, "--start", "{}"]),
        ("a.nc", ["plot", "{}", "-o", tmp_path / "a.png"]),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert mubar(*(str(word).replace("{}", str(path)) for word in words)).faults(str(path)) == []


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_truncated_result(mubar, tmp_path, kept):
    path = tmp_path / "a.nc"
    mubar("run", "chen2020", STEP, "-o", path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole))])
    assert mubar("plot", path, "-o", tmp_path / "a.png").faults(str(path)) == []
    assert mubar("run", "chen2020", STEP, "--start", path).faults(str(path)) == []


def test_start_from_another_mesh(mubar, tmp_path):
    path = tmp_path / "a.nc"
    mubar("run", "chen2020", STEP, "-o", path, "--mesh", "4/4/4/4")
    assert mubar("run", "chen2020", STEP, "--start", path).faults("same model and mesh") == []


def test_data_of_another_time_is_found_after_the_run(mubar, tmp_path):
    """The result is kept all the same."""
    measured, out = tmp_path / "measured.csv", tmp_path / "a.nc"
    measured.write_text("Time [s],Voltage [V]\n9000,4\n9060,4\n")
    ended = mubar("run", "chen2020", STEP, "--data", measured, "-o", out)
    assert ended.code == 2
    assert "measured.csv" in ended.err
    assert out.is_file()
    assert f"wrote {out}" in ended.out


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="needs Linux: a folder where even root can't write"
)
def test_folder_that_can_not_be_written(mubar):
    assert mubar("run", "chen2020", STEP, "-o", "/proc/self/out.nc").faults("writing /proc/self/out.nc") == []


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_full_disk(process, tmp_path):
    """It shows when the work is done: the summary is printed, no half file is left."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    ended = process("run", "chen2020", STEP, "-o", tmp_path / "out.nc", preexec_fn=limit)
    assert ended.code == 2
    assert f"writing {tmp_path / 'out.nc'}" in ended.err
    assert "discharged capacity" in ended.out
    assert "wrote" not in ended.out
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are Unicode there")
def test_words_that_are_no_unicode(process):
    ended = process("show", b"chen\xff2020".decode(errors="surrogateescape"))
    assert ended.code == 2
    assert re.search("Did you mean 'chen2020'", ended.err)
