"""What is refused, with the reason and what to do; what is flagged."""

from dataclasses import replace

import numpy as np
import pytest
from electrolytes import EDGE, RELAXATION, T, bare, dragging, in_solvent

from mubar.analysis import LangevinIons, Trajectory, einstein, green_kubo
from mubar.core.errors import InputError, UnknownNameError
from mubar.transport import LAB, MASS, SOLVENT, VOLUME


def fractional_walk(alpha, frames, n, rng):
    """Positions with ⟨Δx²⟩ = t^α exactly: fractional Brownian motion, its steps from the circulant matrix of
    their covariance (R. B. Davies, D. S. Harte, Biometrika 74 (1987) 95).
    """
    k = np.arange(frames + 1)
    covariance = 0.5 * (np.abs(k + 1.0) ** alpha + np.abs(k - 1.0) ** alpha - 2.0 * k**alpha)
    eigenvalues = np.fft.fft(np.concatenate([covariance, covariance[-2:0:-1]])).real
    size = len(eigenvalues)
    noise = rng.standard_normal((n, 3, size)) + 1j * rng.standard_normal((n, 3, size))
    steps = np.fft.fft(np.sqrt(np.maximum(eigenvalues, 0.0) / size) * noise).real[..., :frames]
    return np.cumsum(steps, axis=-1).transpose(2, 0, 1)


def walk(frames=4000, n=20, seed=3):
    return np.cumsum(np.random.default_rng(seed).standard_normal((frames, n, 3)), axis=0)


def own(positions, **options):
    return bare(positions, frame=SOLVENT, **options)


def test_subdiffusion_is_refused_with_its_exponent():
    x = fractional_walk(0.6, 4000, 40, np.random.default_rng(2))
    with pytest.raises(InputError, match="subdiffusive") as caught:
        einstein(own(x), SOLVENT)
    problem = next(p for p in caught.value.problems if "displacement of + " in p.found)
    alpha, error = (float(word) for word in problem.found.split("t^")[1].split(" at ")[0].split(" ± "))
    assert abs(alpha - 0.6) < 3.0 * error < 0.4
    assert "Simulate longer" in problem.hint
    with pytest.raises(InputError, match=r"fit: .*subdiffusive"):
        einstein(own(x), SOLVENT, fit=(10.0, 40.0))


def test_the_same_walk_without_memory_is_not():
    """The exponent 1 of the same generator passes, and its diffusivity ⟨Δx²⟩/2t is 1/2."""
    x = fractional_walk(1.0, 4000, 40, np.random.default_rng(2))
    found = einstein(own(x), SOLVENT)
    for D in found.self_diffusivities:
        assert D.low < 0.5 < D.high
    for alpha, error in found.exponents.values():
        assert abs(alpha - 1.0) < 3.5 * error


def test_caged_ions_are_refused():
    """Ions that swing about a place, and hop too seldom to leave it."""
    rng = np.random.default_rng(5)
    swing = np.zeros((4000, 30, 3))
    for f in range(1, 4000):
        swing[f] = 0.7 * swing[f - 1] + rng.standard_normal(swing.shape[1:])
    slow = 0.003 * walk(n=30)
    with pytest.raises(InputError, match="still in its cage"):
        einstein(own(swing + slow), SOLVENT)


def test_runs_that_are_too_short_are_refused():
    ions, rng = dragging(), np.random.default_rng(6)
    run = ions.trajectory(600, 0.25 * RELAXATION, rng)
    for route in (einstein, green_kubo):
        with pytest.raises(InputError, match="Simulate longer"):
            route(run, SOLVENT)
    with pytest.raises(InputError, match=r"100 frames, expected at least 160"):
        einstein(own(walk(100)), SOLVENT)


def test_a_drift_is_refused_and_taken_away_by_the_frame():
    drifting = walk() + 0.3 * np.arange(4000)[:, None, None]
    with pytest.raises(InputError, match="faster than diffusion"):
        einstein(own(drifting), SOLVENT)
    einstein(replace(own(drifting), frame=None, masses={"+": 1.0, "-": 2.0}), MASS)


def test_windows_that_are_asked_for():
    """Used where the curves are straight, refused in the ballistic part and beyond the lags there are."""
    run = dragging().trajectory(16000, 0.25 * RELAXATION, np.random.default_rng(7))
    step = run.step
    found = einstein(run, SOLVENT, fit=(60 * step, 240 * step))
    assert (found.running.start, found.running.end) == pytest.approx((60 * step, 240 * step))
    assert green_kubo(run, SOLVENT, cutoff=120 * step).running.end == pytest.approx(120 * step)
    with pytest.raises(InputError, match=r"fit: .*faster than diffusion"):
        einstein(run, SOLVENT, fit=(step, 4 * step))
    with pytest.raises(InputError, match=r"cutoff: .*faster than diffusion"):
        green_kubo(run, SOLVENT, cutoff=3 * step)
    for fit in ((60 * step, 30 * step), (10 * step, 5000 * step), (-1.0, step), ("a", step), step):
        with pytest.raises(InputError, match="fit"):
            einstein(run, SOLVENT, fit=fit)


def test_frames_need_what_defines_them():
    rng = np.random.default_rng(8)
    plain = dragging().trajectory(200, RELAXATION, rng)
    run = in_solvent(plain, rng)
    with pytest.raises(InputError, match="none of ion 1, ion 2, water"):
        einstein(replace(run, masses={}), MASS)
    with pytest.raises(InputError, match="species without charge"):
        einstein(replace(plain, frame=None), SOLVENT)
    for frame in (VOLUME, LAB):
        with pytest.raises(InputError, match="in_frame"):
            einstein(run, frame)
    with pytest.raises(InputError, match="in_frame"):
        einstein(plain, MASS)
    with pytest.raises(InputError, match="without a frame is incomplete"):
        einstein(run, "solvent")
    two = replace(run, species=[*run.species[:-1], "EC"], charges={**run.charges, "EC": 0})
    with pytest.raises(InputError, match="none of EC"):
        einstein(two, SOLVENT)


def test_green_kubo_needs_velocities_that_are_resolved():
    run = dragging().trajectory(4000, RELAXATION, np.random.default_rng(9))
    with pytest.raises(InputError, match="Einstein route"):
        green_kubo(run, SOLVENT)
    with pytest.raises(InputError, match=r"velocities.*found None.*Einstein"):
        green_kubo(replace(run, velocities=None), SOLVENT)
    with pytest.raises(InputError, match="positions"):
        einstein(replace(run, positions=None), SOLVENT)


GOOD = {"positions": np.zeros((50, 4, 3)), "species": ["a", "a", "b", "b"], "charges": {"a": 1, "b": -1}}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"charges": {"a": 2, "b": -1}}, "neutral"),
        ({"charges": {"a": 0, "b": 0}}, "at least one ion"),
        ({"charges": {"a": 1, "B": -1}}, "Did you mean 'B'"),
        ({"masses": {"a": 1.0, "b": 0.0}}, "masses of b"),
        ({"species": ["a", "b"]}, r"shape \(50, 4, 3\)"),
        ({"positions": np.zeros((50, 4, 3), dtype=int)}, "int64"),
        ({"positions": None}, "positions, velocities or both"),
        ({"velocities": np.zeros((49, 4, 3))}, "other lengths"),
        ({"timestep": 0.0}, "timestep"),
        ({"timestep": "1 ps"}, "timestep"),
        ({"T": -300.0}, "Trajectory.T"),
        ({"volume": None}, "a box, or the volume"),
        ({"unwrap": True}, "the box, to unwrap"),
        ({"box": [1.0, 2.0]}, "edges"),
        ({"box": [1.0, 2.0, 0.0]}, "volume"),
        ({"box": np.ones((20, 3))}, "one for each frame"),
        ({"box": "big"}, "numbers"),
    ],
)
def test_bad_trajectories(changes, said):
    with pytest.raises(InputError, match=said):
        Trajectory(**{**GOOD, "timestep": 1.0, "T": T, "volume": 1.0, **changes})


def test_everything_wrong_is_said_at_once():
    with pytest.raises(InputError) as caught:
        Trajectory(**GOOD, timestep=-1.0, T=0.0)
    assert len(caught.value.problems) == 3


def test_numbers_that_are_none_are_found():
    x = walk(400, 4)
    x[123, 2, 1] = np.nan
    with pytest.raises(InputError, match="frame 123"):
        einstein(own(x), SOLVENT)


@pytest.mark.parametrize("blocks", [4, 2.5, True, "10"])
def test_blocks(blocks):
    with pytest.raises(InputError, match="blocks"):
        einstein(own(walk(400, 4)), SOLVENT, blocks=blocks)


def test_noise_is_flagged():
    """Ions that move as pairs and only swing against each other conduct nothing."""
    rng = np.random.default_rng(11)
    paired = np.repeat(walk(4000, 5), 2, axis=1)[:, [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]]
    found = einstein(own(paired + 0.1 * rng.standard_normal(paired.shape)), SOLVENT)
    assert any("can't be told from zero" in said for said in found.warnings)
    assert "warning" in str(found)
    # what noise made indefinite becomes a matrix that can be
    lowest = np.linalg.eigvalsh(found.matrix.sigma)[0]
    assert lowest >= -1e-10 * np.abs(found.sigma).max()
    rough = einstein(own(walk(200, 2)), SOLVENT, fit=(8.0, 20.0), blocks=5)
    assert any("only" in said for said in rough.warnings)


def test_bad_generators():
    with pytest.raises(InputError, match="neutral"):
        LangevinIons([1, -1], [3, 4], [1.0, 1.0], np.eye(2), T, EDGE**3, 0.05)
    with pytest.raises(InputError, match="one for each of 2 ions"):
        LangevinIons([1, -1], [3, 3], [1.0, 1.0], np.eye(3), T, EDGE**3, 0.05)
    with pytest.raises(InputError, match="self_diffusivities"):
        LangevinIons([1, -1], [3, 3], [1.0, -1.0], np.eye(2), T, EDGE**3, 0.05)
    with pytest.raises(InputError, match="positive definite"):
        LangevinIons([1, -1], [3, 3], [1.0, 1.0], [[1.0, 2.0], [2.0, 1.0]], T, EDGE**3, 0.05)


def test_nearest_name():
    with pytest.raises(UnknownNameError):
        Trajectory(**{**GOOD, "charges": {"A": 1, "b": -1}}, timestep=1.0, T=T, volume=1.0)
