"""Correlations by FFT: against direct sums, tidynamics and MDAnalysis on the same series; memory."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
import tidynamics
from electrolytes import bare, dragging, in_solvent

from mubar.analysis.molecular_dynamics.blocks import displacement_blocks, velocity_blocks
from mubar.analysis.molecular_dynamics.correlation import displacement_mean, origin_mean, spectrum
from mubar.analysis.molecular_dynamics.reference import in_frame
from mubar.transport import MASS, SOLVENT


@pytest.fixture(scope="module")
def walk():
    return np.cumsum(np.random.default_rng(1).standard_normal((2, 101)), axis=1)


@pytest.mark.parametrize("lags", [1, 40, 100])
def test_direct_sums(walk, lags):
    """Every origin, every lag, by loops."""
    power = spectrum(walk, lags)
    cross = (power[0].conj() * power[1]).real
    a, b = walk
    moved = [
        np.mean([(a[t + k] - a[t]) * (b[t + k] - b[t]) for t in range(101 - k)]) for k in range(lags + 1)
    ]
    kept = [
        np.mean([0.5 * (a[t] * b[t + k] + b[t] * a[t + k]) for t in range(101 - k)]) for k in range(lags + 1)
    ]
    assert displacement_mean(cross, a * b, lags) == pytest.approx(moved, rel=1e-10, abs=1e-10)
    assert origin_mean(cross, 101, lags) == pytest.approx(kept, rel=1e-10, abs=1e-10)


def test_beside_tidynamics():
    """Single ions and sums over them in every block (P. de Buyl, J. Open Source Softw. 3 (2018) 877)."""
    rng = np.random.default_rng(2)
    run = dragging(4).trajectory(500, 2e-14, rng)
    moved, kept = displacement_blocks(run, 5), velocity_blocks(run, 5)
    for b in range(5):
        part = slice(100 * b, 100 * (b + 1))
        x, v = run.positions[part], run.velocities[part]
        for s, ions in enumerate((slice(0, 4), slice(4, 8))):
            each = [tidynamics.msd(np.ascontiguousarray(x[:, i])) for i in range(8)[ions]]
            assert moved.own[b, s] == pytest.approx(np.mean(each, axis=0)[:51] / 3, rel=1e-7, abs=1e-30)
            each = [tidynamics.acf(np.ascontiguousarray(v[:, i])) for i in range(8)[ions]]
            assert kept.own[b, s] == pytest.approx(np.mean(each, axis=0)[:51] / 3, rel=1e-9)
            total = tidynamics.msd(x[:, ions].sum(axis=1))[:51] / 3
            assert moved.sums[b, s, s] == pytest.approx(total, rel=1e-7, abs=1e-30)
        cross = tidynamics.correlation(v[:, :4].sum(axis=1), v[:, 4:].sum(axis=1))  # lags -99 ... 99
        both = (cross[99:] + cross[99::-1])[:51] / 6
        assert kept.sums[b, 0, 1] == pytest.approx(both, rel=1e-9)


def test_beside_mdanalysis():
    """Its EinsteinMSD on the same positions, in Å."""
    import MDAnalysis
    from MDAnalysis.analysis.msd import EinsteinMSD

    x = np.cumsum(np.random.default_rng(3).standard_normal((80, 6, 3)), axis=0).astype(np.float32)
    universe = MDAnalysis.Universe.empty(6, trajectory=True)
    universe.load_new(x)
    theirs = EinsteinMSD(universe, msd_type="xyz", fft=True).run().results.timeseries
    ours = displacement_blocks(bare(np.tile(x, (5, 1, 1)), volume=1e12), 5)
    assert 3 * ours.own.mean(axis=1)[0] == pytest.approx(theirs[:41], rel=1e-5)


@pytest.mark.parametrize("frame", [SOLVENT, MASS])
def test_frames_are_taken_from_moments(frame):
    """Moments carried to a frame are those of positions that were carried there one by one."""
    rng = np.random.default_rng(4)
    run = in_solvent(dragging(3).trajectory(300, 2e-14, rng), rng, drift=1e-11)
    m = np.array([run.masses[name] if frame == MASS or name == "water" else 0.0 for name in run.species])
    moved = run.positions - np.average(run.positions, axis=1, weights=m)[:, None]
    found = in_frame(displacement_blocks(run, 5), run, frame)
    wanted = displacement_blocks(replace(run, positions=moved), 5)
    assert found.own[:, :2] == pytest.approx(wanted.own[:, :2], rel=1e-6, abs=1e-27)
    size = np.abs(wanted.sums[:, :2, :2]).max()
    assert found.sums[:, :2, :2] == pytest.approx(wanted.sums[:, :2, :2], abs=1e-9 * size)


def test_memory_does_not_grow_with_the_ions(tmp_path, monkeypatch):
    """From a memory-mapped file; pieces made small, so that a small case has several."""
    monkeypatch.setattr("mubar.analysis.molecular_dynamics.blocks._BATCH", 2**20)
    peaks = []
    for n in (40, 160):
        path = tmp_path / f"{n}.npy"
        np.save(path, np.cumsum(np.ones((10000, n, 3), dtype=np.float32), axis=0))
        run = bare(np.load(path, mmap_mode="r"))
        displacement_blocks(run, 5)
        tracemalloc.start()
        displacement_blocks(run, 5)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 16 * 2**20 < 4 * 3 * 10000 * 160 * 8  # far below the whole in double precision
