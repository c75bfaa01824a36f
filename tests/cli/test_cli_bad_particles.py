"""Bad particles, from a cell file or MPET's files, end with exit code 2 and a few lines on stderr."""

import json
import shutil
from pathlib import Path

import pytest
from test_cli_bad_input import STEP

import mubar as library
from mubar.materials.noise import Langevin
from mubar.materials.population import Sizes
from mubar.models.particles import AllenCahn, Contacts
from mubar.thermo import RegularSolution

MPET = Path(__file__).parents[1] / "data" / "mpet" / "lfp_half_1C_psd_BV"
KIND = AllenCahn(RegularSolution(11177.0, -330173.0), gradient_energy=4e-9, spacing=5e-9)


@pytest.fixture(scope="module")
def document():
    cell = library.load_cell("prada2013")
    changes = {"particles": KIND, "population": Sizes([35e-9, 20e-9]), "connection": Contacts(1e-14),
               "noise": Langevin(60.0, 600.0)}  # fmt: skip
    return cell.replace(**{f"positive.{key}": value for key, value in changes.items()}).to_bpx()


@pytest.fixture
def written(document, tmp_path):
    """A cell file with particles of which ``changes``, paths into what stands under mubar, are others."""

    def write(changes):
        made = json.loads(json.dumps(document))
        for path, value in changes.items():
            here = made["Parameterisation"]["User-defined"]["mubar"]["positive"]
            *way, last = path.split("/")
            for step in way:
                here = here[step]
            here[last] = value
        (tmp_path / "cell.json").write_text(json.dumps(made))
        return tmp_path / "cell.json"

    return write


def test_a_file_with_particles_is_shown_and_exported(mubar, written, tmp_path):
    path = written({})
    ended = mubar("show", path)
    assert ended.code == 0
    for said in ("positive.particles.gradient_energy  ", "AllenCahn", "Sizes, 2 values, 2e-08 to 3.5e-08"):
        assert said in ended.out
    assert mubar("export", path, "-o", tmp_path / "again.json").code == 0
    assert json.loads((tmp_path / "again.json").read_text()) == json.loads(path.read_text())


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({"particles/AllenCahn/spacing": 2e-8}, ["2e-08 m apart", "at least one node in an interface"]),
        ({"particles/AllenCahn/spacing": 1e-10, "population/Sizes/values": 1e-3}, ["at most 100000 nodes"]),
        ({"particles/AllenCahn/gradient_energy": 0}, ["AllenCahn/gradient_energy", "above 0 J.m-1"]),
        ({"particles/AllenCahn/gradient_energy": -1e-9}, ["found -1e-09", "above 0 J.m-1"]),
        ({"particles/AllenCahn/wetting": 1.2}, ["AllenCahn/wetting", "at most 1"]),
        ({"particles": {"AllenKahn": {}}}, ["positive/particles", "Did you mean 'AllenCahn'?"]),
        ({"particles": None}, ["positive/population", "positive.particles as well"]),
        ({"population/Sizes/values/y": [35e-9, 0.0]}, ["Sizes/values", "found 0 m", "at least 1e-10"]),
        ({"population/Sizes/values/y": [35e-9, -2e-8]}, ["found -2e-08 m", "at least 1e-10"]),
        ({"population/Sizes/values/y": [35e-9, "big"]}, ["Sizes/values", "a table of numbers"]),
        ({"population/Sizes/fractions_of_volume": {"0": 0.7, "1": 0.7}}, ["add to 1.4", "add to one"]),
        ({"population/Sizes/fractions_of_volume": {"0": 1.0}}, ["(1,)", "as many as sizes"]),
        ({"population": {"LogNormal": {"mean": -1e-7, "deviation": 0}}}, ["LogNormal/mean", "1e-10"]),
        (
            {"population": {"LogNormal": {"mean": 1e-7, "deviation": 0, "count": 10**12}}},
            ["LogNormal/count", "at most"],
        ),
        (
            {"population": {"LogNormal": {"mean": 1e-5, "deviation": 0, "count": 10**4}}},
            ["nodes, in 80000 particles on 8 volumes", "at most 1e+07 nodes"],
        ),
        ({"noise/Langevin/values": 10**12}, ["Langevin/values", "at most"]),
        ({"noise/Langevin/step": 1e-9}, ["Langevin", "points"]),
        ({"connection/Contacts/conductances/GivenConductances/values": 0.0}, ["found 0 S", "above 0 S"]),
    ],
)  # fmt: skip
def test_particles_of_a_cell_file(mubar, written, changes, texts):
    assert mubar("run", written(changes), STEP).faults(*texts) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "texts"),
    [
        ("params_system.cfg", "[Sim Params]", "[Sim Params", ["params_system.cfg", "sections in brackets"]),
        ("params_system.cfg", "[Sim Params]", "", ["params_system.cfg", "sections in brackets"]),
        ("params_system.cfg", "Crate = 1", "Crate = fast", ["[Sim Params] Crate", "'fast'", "a number"]),
        ("params_LFP.cfg", "kappa = ", "kappa = -", ["params_LFP.cfg: [Material] kappa", "above 0"]),
        ("params_LFP.cfg", "discretization = 1e-9", "discretization = 1e-7", ["1e-07 m apart"]),
        ("psd_len_c.csv", ",", ";", ["psd_len_c.csv", "numbers, a row for each volume"]),
        ("psd_len_c.csv", "e-", "e+", ["psd_len_c.csv", "sizes in m"]),
        ("psd_len_c.csv", "e-08,", "e-08\n", ["psd_len_c.csv", "a row for each volume"]),
        ("params_system.cfg", "Nvol_c = 10", "Nvol_c = 9", ["psd_len_c.csv", "9 rows"]),
    ],
)
def test_files_of_mpet(mubar, tmp_path, file, old, new, texts):
    folder = tmp_path / "case"
    shutil.copytree(MPET, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    assert (
        mubar("mpet", folder / "params_system.cfg", "--sizes", folder / "psd_len_c.csv").faults(*texts) == []
    )
