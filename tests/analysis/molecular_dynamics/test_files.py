"""Runs from files: what simulation programs write, through MDAnalysis; arrays of NumPy."""

import sys
from pathlib import Path

import numpy as np
import pytest
from electrolytes import EDGE, RELAXATION, dragging

from mubar.analysis import Ion, einstein, open_arrays, read_trajectory
from mubar.core.constants import N_A
from mubar.core.errors import InputError, UnknownNameError
from mubar.transport import MASS, SOLVENT

MDAnalysis = pytest.importorskip("MDAnalysis")

FRAMES = 120
IONS = {"Li": Ion("name Li", 1), "A": Ion("resname ANI", -1)}
BOX = [20.0, 22.0, 24.0, 80.0, 90.0, 70.0]
STEP = 0.5
"""ps."""


def make(folder, ending, box=BOX, velocities=False, topology="gro"):
    """Three Li+, three anions of two atoms each, and six waters, that walk in a periodic box, wrapped atom by
    atom; the files, and positions of ions before wrapping, in Å.
    """
    rng = np.random.default_rng(7)
    names = ["Li"] * 3 + ["N1", "C2"] * 3 + ["OW"] * 6
    resindex = [0, 1, 2, 3, 3, 4, 4, 5, 5, *range(6, 12)]
    universe = MDAnalysis.Universe.empty(
        15, n_residues=12, atom_resindex=resindex, residue_segindex=[0] * 12, trajectory=True,
        velocities=velocities,
    )  # fmt: skip
    universe.add_TopologyAttr("names", names)
    universe.add_TopologyAttr("resnames", ["LI"] * 3 + ["ANI"] * 3 + ["SOL"] * 6)
    universe.add_TopologyAttr("elements", [name[:2] if name == "Li" else name[0] for name in names])
    universe.add_TopologyAttr("resids", list(range(1, 13)))
    universe.add_TopologyAttr("segids", ["S"])
    universe.add_TopologyAttr("masses", [6.94] * 3 + [14.0, 12.0] * 3 + [16.0] * 6)
    walk = 10.0 + np.cumsum(0.4 * rng.standard_normal((FRAMES, 15, 3)), axis=0)
    walk[:, 4:9:2] = walk[:, 3:9:2] + 1.2  # rigid anions
    speeds = rng.standard_normal((FRAMES, 15, 3))
    files = folder / f"start.{topology}", folder / f"run.{ending}"
    universe.dimensions = box
    with MDAnalysis.Writer(str(files[1]), n_atoms=15, dt=STEP, multiframe=True) as writer:
        for f in range(FRAMES):
            universe.atoms.positions = walk[f]
            if velocities:
                universe.atoms.velocities = speeds[f]
            universe.trajectory.ts.frame, universe.trajectory.ts.time = f, f * STEP
            universe.trajectory.ts.dt = STEP
            if box is not None:
                universe.dimensions = box
                universe.atoms.wrap(compound="atoms")
            if f == 0:
                universe.atoms.write(str(files[0]))
            writer.write(universe.atoms)
    centres = np.concatenate([walk[:, :3], (14.0 * walk[:, 3:9:2] + 12.0 * walk[:, 4:9:2]) / 26.0], axis=1)
    return files, centres, speeds


def moved(positions):
    return positions - positions[0]


@pytest.mark.parametrize("ending", ["xtc", "trr", "dcd", "ncdf"])
def test_formats_of_simulation_programs(tmp_path, ending):
    """Broken molecules, a triclinic box: centres of mass as they were before wrapping, in Å and ps."""
    files, centres, _ = make(tmp_path, ending)
    run = read_trajectory(*files, ions=IONS, T=300.0, unwrap=True)
    assert run.names == ["Li", "A", "solvent"]
    assert list(run.counts) == [3, 3, 1]
    assert moved(run.positions[:, :6]) == pytest.approx(moved(centres), abs=0.03 if ending == "xtc" else 0.01)
    assert run.step == pytest.approx(0.5e-12, rel=1e-4)
    volume = abs(np.linalg.det(MDAnalysis.lib.mdamath.triclinic_vectors(BOX)))
    assert run.mean_volume == pytest.approx(volume * 1e-30, rel=1e-3)
    assert run.concentrations[0] == pytest.approx(3 / (N_A * volume * 1e-30), rel=1e-3)
    assert run.masses["A"] == pytest.approx(0.026, rel=2e-3)


def test_velocities(tmp_path):
    files, _, speeds = make(tmp_path, "trr", velocities=True)
    run = read_trajectory(*files, ions=IONS, T=300.0, unwrap=True)
    assert run.velocities[:, :3] == pytest.approx(speeds[:, :3], abs=1e-5)
    centre = (14.007 * speeds[:, 3:9:2] + 12.011 * speeds[:, 4:9:2]) / 26.018
    assert run.velocities[:, 3:6] == pytest.approx(centre, abs=2e-3)


def test_the_whole_way(tmp_path):
    """Read with both frames' references, the rest of the atoms as the solvent; a progress that ends."""
    files, _, _ = make(tmp_path, "dcd")
    told = []
    run = read_trajectory(*files, ions=IONS, T=300.0, unwrap=True, progress=lambda a, b: told.append((a, b)))
    assert told[-1] == (FRAMES, FRAMES)
    assert "Li" not in run.masses  # MDAnalysis knows no lithium by its name
    with pytest.raises(InputError, match="masses"):
        einstein(run, MASS)
    universe = MDAnalysis.Universe(*map(str, files))
    universe.select_atoms("name Li").masses = 6.94
    run = read_trajectory(universe, ions=IONS, T=300.0, unwrap=True)
    masses = np.array([6.94] * 3 + [26.018] * 3 + [15.999] * 6)
    shares = masses / masses.sum()
    relative = (1.0 - shares[0]) ** 2 + (shares[1:] ** 2).sum()
    # steps of 0.4 Å a frame: D = 0.16 Å²/(2 · 0.5 ps), and what the reference itself walks
    for frame, walks in ((SOLVENT, 1.0 + 1 / 6), (MASS, relative)):
        D = einstein(run, frame, fit=(1e-12, 4e-12), blocks=5).self_diffusivities[0]
        assert D.standard_error < 0.5e-9
        assert abs(D.value - 1.6e-9 * walks) < 3.0 * D.standard_error


def test_many_frames_go_to_a_file(tmp_path, monkeypatch):
    files, centres, _ = make(tmp_path, "dcd")
    monkeypatch.setattr("mubar.analysis.molecular_dynamics.universe._IN_MEMORY", 100)
    run = read_trajectory(*files, ions=IONS, T=300.0, unwrap=True)
    assert isinstance(run.positions, np.memmap)
    assert moved(run.positions[:, :6]) == pytest.approx(moved(centres), abs=0.01)


def test_wrapped_files_are_refused(tmp_path):
    files, _, _ = make(tmp_path, "dcd")
    with pytest.raises(InputError, match="wrapped positions"):
        read_trajectory(*files, ions=IONS, T=300.0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ions": {"Li": Ion("name Na", 1)}}, "a selection that finds atoms"),
        ({"ions": {"Li": Ion("nam Li", 1)}}, "a selection that MDAnalysis reads"),
        ({"ions": {"Li": "name Li"}}, "an Ion with a selection"),
        ({"ions": {"solvent": Ion("name Li", 1)}}, "another name"),
        ({"timestep": 0.0}, "timestep"),
        ({"ions": {**IONS, "B": Ion("all", -1)}}, "no other ion has"),
        ({"ions": {"Li": Ion("name Li", 1), "N": Ion("name N1", -2)}}, "neutral"),
        ({"particles": "molecules"}, "residues, fragments or atoms"),
        ({"particles": "fragments"}, "the topology has no bonds"),
        (
            {"ions": {"Li": Ion("name Li", 1), "A": Ion("name N1 or (name C2 and resid 4)", -1)}},
            "of one size",
        ),
    ],
)
def test_bad_selections(tmp_path, changes, said):
    files, _, _ = make(tmp_path, "dcd")
    with pytest.raises(InputError, match=said):
        read_trajectory(*files, **{"ions": IONS, "T": 300.0, "unwrap": True, **changes})


def test_atoms_one_by_one(tmp_path):
    files, _, _ = make(tmp_path, "dcd")
    ions = {"Li": Ion("name Li", 1), "N": Ion("name N1", -1)}
    run = read_trajectory(*files, ions=ions, T=300.0, unwrap=True, particles="atoms")
    assert list(run.counts) == [3, 3, 1]
    assert run.masses["N"] == pytest.approx(0.014, rel=2e-3)


def test_files_without_a_box_time_or_masses(tmp_path):
    files, _, _ = make(tmp_path, "xyz", box=None)
    with pytest.raises(InputError, match="timestep"):
        read_trajectory(*files, ions=IONS, T=300.0)
    with pytest.raises(InputError, match="periodic box"):
        read_trajectory(*files, ions=IONS, T=300.0, timestep=1.0)
    nameless, _, _ = make(tmp_path, "dcd")
    text = Path(nameless[0]).read_text()
    nameless[0].write_text(text.replace("OW", "XX"))
    with pytest.raises(InputError, match="no mass of 6 of 12 atoms"):
        read_trajectory(*nameless, ions=IONS, T=300.0, unwrap=True)


@pytest.mark.parametrize("ending", ["trr", "xtc"])
def test_a_run_in_pieces(tmp_path, ending):
    """Files whose times go on from each other are one run."""
    files, centres, _ = make(tmp_path, ending)
    universe = MDAnalysis.Universe(*map(str, files))
    pieces = [tmp_path / f"{k}.{ending}" for k in range(2)]
    for path, piece in zip(pieces, (slice(0, 50), slice(50, FRAMES)), strict=True):
        with MDAnalysis.Writer(str(path), n_atoms=15) as writer:
            for _ in universe.trajectory[piece]:
                writer.write(universe.atoms)
    run = read_trajectory(files[0], *pieces, ions=IONS, T=300.0, unwrap=True)
    assert run.frames == FRAMES
    assert moved(run.positions[:, :6]) == pytest.approx(moved(centres), abs=0.03)


def test_runs_that_overlap_are_refused(tmp_path):
    """The same piece twice: its times start again."""
    files, _, _ = make(tmp_path, "trr")
    universe = MDAnalysis.Universe(str(files[0]), str(files[1]))
    with MDAnalysis.Writer(str(tmp_path / "twice.trr"), n_atoms=15) as writer:
        for piece in (slice(0, 60), slice(50, 120)):
            for _ in universe.trajectory[piece]:
                writer.write(universe.atoms)
    with pytest.raises(InputError, match="frame 60 at 25 ps"):
        read_trajectory(files[0], tmp_path / "twice.trr", ions=IONS, T=300.0, unwrap=True)
    with pytest.raises(InputError, match="temperature"):
        read_trajectory(*files, ions=IONS, T="warm", unwrap=True)


def test_files_that_are_none(tmp_path):
    (tmp_path / "bad.gro").write_text("nonsense")
    with pytest.raises(InputError, match="MDAnalysis reads"):
        read_trajectory(tmp_path / "bad.gro", ions=IONS, T=300.0)
    with pytest.raises(InputError, match="MDAnalysis reads"):
        read_trajectory(tmp_path / "missing.gro", ions=IONS, T=300.0)


def test_without_mdanalysis(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "MDAnalysis", None)
    with pytest.raises(InputError, match=r"pip install 'mubar\[md\]'"):
        read_trajectory(tmp_path / "a.gro", ions=IONS, T=300.0)


def saved(folder, **changes):
    run = dragging(3).trajectory(200, RELAXATION, np.random.default_rng(3))
    arrays = {
        "positions": run.positions,
        "species": run.species,
        "charges": [run.charges[name] for name in run.species],
        "masses": [run.masses[name] for name in run.species],
        "timestep": run.timestep,
        "T": run.T,
        "box": [EDGE] * 3,
        "frame": "solvent",
        **changes,
    }
    path = folder / "run.npz"
    np.savez(path, **{name: value for name, value in arrays.items() if value is not None})
    return path, run


def test_arrays(tmp_path):
    path, run = saved(tmp_path, velocities=np.zeros((200, 6, 3)))
    back = open_arrays(path)
    assert np.array_equal(back.positions, run.positions)
    assert (back.charges, back.masses, back.frame) == (run.charges, run.masses, SOLVENT)
    assert back.mean_volume == pytest.approx(EDGE**3)
    assert open_arrays(path, T=350.0).T == 350.0


def test_arrays_of_their_own_are_mapped(tmp_path):
    path, run = saved(tmp_path, positions=None)
    np.save(tmp_path / "x.npy", run.positions.astype(np.float32))
    np.save(tmp_path / "v.npy", run.velocities)
    back = open_arrays(path, tmp_path / "x.npy", tmp_path / "v.npy")
    assert isinstance(back.positions, np.memmap)
    assert back.positions == pytest.approx(run.positions, rel=1e-6)
    assert np.array_equal(back.velocities, run.velocities)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"charges": [1, 1, 2, -1, -1, -1]}, "one value a species"),
        ({"charges": [1, -1]}, "each of 6 particles"),
        ({"timestep": None}, "no timestep"),
        ({"T": [300.0, 301.0]}, "one number"),
        ({"frame": "lab"}, "frame"),
        ({"species": np.array([{"a": 1}] * 6, dtype=object)}, "undamaged"),
        ({"charges": ["a"] * 6}, "each of 6 particles"),
    ],
)
def test_bad_arrays(tmp_path, changes, said):
    path, _ = saved(tmp_path, **changes)
    with pytest.raises(InputError, match=said):
        open_arrays(path)


def test_names_of_arrays(tmp_path):
    path, _ = saved(tmp_path, position=np.zeros(3))
    with pytest.raises(UnknownNameError, match="Did you mean 'positions'"):
        open_arrays(path)


def test_damaged_arrays(tmp_path):
    path, _ = saved(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2], whole[:2000] + b"\0" * 4000 + whole[6000:]):
        path.write_bytes(damaged)
        with pytest.raises(InputError):
            open_arrays(path)
    with pytest.raises(InputError, match="No such file"):
        open_arrays(tmp_path / "none.npz")
    np.save(tmp_path / "one.npy", np.zeros(3))
    with pytest.raises(InputError, match="npz"):
        open_arrays(tmp_path / "one.npy")
