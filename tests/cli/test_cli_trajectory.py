"""Molecular dynamics on the command line."""

import re

import numpy as np
import pytest

from mubar.analysis import LangevinIons
from mubar.core.constants import R

T, MASS, D0 = 300.0, 0.05, 1e-9
STEP = 0.25 * D0 * MASS / (R * T)
IONS = LangevinIons([1, -1], [6, 6], [D0, D0], D0 * np.array([[1.0, 0.5], [0.5, 1.5]]), T, 8e-27, MASS)


@pytest.fixture(scope="module")
def arrays(tmp_path_factory):
    """A generated run, as the arrays of a file."""
    run = IONS.trajectory(6000, STEP, np.random.default_rng(1))
    given = {
        "positions": run.positions,
        "velocities": run.velocities,
        "species": run.species,
        "charges": [run.charges[name] for name in run.species],
        "timestep": run.timestep,
        "T": T,
        "box": run.box,
        "frame": "solvent",
    }
    path = tmp_path_factory.mktemp("runs") / "run.npz"
    np.savez(path, **given)
    return path, given


@pytest.mark.parametrize("route", ["einstein", "green-kubo"])
def test_a_known_electrolyte(mubar, arrays, tmp_path, route):
    """The table holds the truth in its intervals, here of 4 numbers; the figure is written."""
    figure = tmp_path / "run.png"
    ended = mubar("transport", "trajectory", arrays[0], "--route", route, "-o", figure)
    assert (ended.code, ended.err) == (0, "")
    assert "against the solvent: 6000 frames" in ended.out
    rows = re.findall(r"^(\S.*?)  +(\S+) +(\S+)  (\S+) to (\S+)", ended.out, re.M)
    intervals = {name: (float(low), float(high)) for name, _, _, low, high in rows}
    matrix = IONS.onsager()
    exact = {
        "conductivity": matrix.conductivity(),
        "sigma of ion 1, ion 2": matrix.sigma[0, 1],
        "transference number of ion 1": matrix.transference_numbers()[0],
        "self-diffusivity of ion 2": IONS.diffusivities()[1],
    }
    assert len(rows) == 10
    for name, value in exact.items():
        assert intervals[name][0] < value < intervals[name][1]
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_positions_of_their_own_and_lags_that_are_asked_for(mubar, arrays, tmp_path):
    path, given = arrays
    np.savez(tmp_path / "rest.npz", **{k: v for k, v in given.items() if k not in ("positions", "T")})
    np.save(tmp_path / "x.npy", given["positions"].astype(np.float32))
    words = ["transport", "trajectory", tmp_path / "rest.npz", tmp_path / "x.npy", "--temperature", "300K"]
    start, end = (f"{lags * STEP * 1e12:.6g}" for lags in (60, 200))
    ended = mubar(*words, "--fit", f"{start},{end}", "--blocks", "8")
    assert ended.code == 0, ended.err
    assert f"lags {float(start):.4g} to {float(end):.4g} ps" in ended.out
    assert "in 8 blocks" in ended.out
    ended = mubar("transport", "trajectory", path, "--route", "green-kubo", "--cutoff", start)
    assert f"integral up to {float(start):.4g} ps" in ended.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--route", "kubo"], "Did you mean 'green-kubo'"),
        (["--frame", "lab"], "--frame"),
        (["--frame", "mass"], "in_frame"),
        (["--fit", "5"], "--fit"),
        (["--fit", "5,x"], "--fit"),
        (["--fit", "1e-6,1e-5"], "fit: found"),
        (["--cutoff", "5"], "--route green-kubo"),
        (["--route", "green-kubo", "--fit", "1,2"], "--cutoff"),
        (["--blocks", "2"], "blocks"),
        (["--blocks", "500"], "frames"),
        (["--temperature", "25"], "25degC"),
        (["--ion", "Li:1=name Li"], "nothing beside it"),
        (["--ion", "Li:1=name Li", "--ion", "Li:1=name LI"], "each ion once"),
        (["--ion", "Li=name Li"], "NAME:CHARGE=SELECTION"),
        (["-o", "figure.txt"], "figure"),
    ],
)
def test_bad_words(mubar, arrays, words, said):
    ended = mubar("transport", "trajectory", arrays[0], *words)
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_files_of_simulation_programs(mubar, tmp_path):
    """Through MDAnalysis: selections, the time between frames, wrapped positions."""
    MDAnalysis = pytest.importorskip("MDAnalysis")
    universe = MDAnalysis.Universe.empty(
        9, n_residues=9, atom_resindex=range(9), residue_segindex=[0] * 9, trajectory=True
    )
    names = ["NA"] * 3 + ["CL"] * 3 + ["OW"] * 3
    for attribute in ("names", "resnames"):
        universe.add_TopologyAttr(attribute, names)
    universe.add_TopologyAttr("resids", list(range(1, 10)))
    universe.dimensions = [15.0, 15.0, 15.0, 90.0, 90.0, 90.0]
    walk = 7.0 + np.cumsum(0.3 * np.random.default_rng(3).standard_normal((800, 9, 3)), axis=0)
    files = [tmp_path / "start.gro", tmp_path / "run.dcd"]
    with MDAnalysis.Writer(str(files[1]), n_atoms=9, dt=2.0) as writer:
        for f, positions in enumerate(walk):
            universe.atoms.positions = positions % 15.0
            if f == 0:
                universe.atoms.write(str(files[0]))
            writer.write(universe.atoms)
    words = ["transport", "trajectory", *files, "--ion", "Na:+1=name NA", "--ion", "Cl:-1=name CL"]
    ended = mubar(*words, "--temperature", "300K", "--unwrap")
    assert ended.code == 0, ended.err
    assert "800 frames over 1600 ps" in ended.out
    # 0.09 Å²/(2 · 2 ps) and a third of it for the water, in m²/s
    (D,) = map(float, re.findall(r"self-diffusivity of Na +(\S+)", ended.out))
    assert pytest.approx(0.09e-20 / 4e-12 * 4 / 3, rel=0.3) == D
    for missing, said in (
        ([], "wrapped positions"),
        (["--frame", "mass", "--particles", "molecules", "--unwrap"], "residues, fragments or atoms"),
    ):
        ended = mubar(*words, "--temperature", "300K", *missing)
        assert ended.code == 2
        assert said in ended.err
    assert "--temperature" in mubar(*words).err
    assert "--ion" in mubar("transport", "trajectory", *files, "--temperature", "300K").err


def test_help(mubar):
    assert "trajectory" in mubar("transport", "--help").out
    assert "--unwrap" in mubar("transport", "trajectory", "--help").out
