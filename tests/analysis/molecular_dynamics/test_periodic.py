"""Periodic boundaries: what is wrapped comes back, what can't be trusted is refused."""

from dataclasses import replace

import numpy as np
import pytest
from electrolytes import bare

from mubar.analysis import einstein
from mubar.analysis.molecular_dynamics.blocks import displacement_blocks
from mubar.core.errors import InputError
from mubar.transport import SOLVENT

FRAMES = 400
BOXES = {
    "cube": [10.0, 10.0, 10.0],
    "orthorhombic": [6.0, 10.0, 15.0],
    "triclinic": [[8.0, 0.0, 0.0], [3.9, 9.0, 0.0], [-3.5, 4.0, 7.0]],
}


@pytest.fixture(scope="module")
def free():
    """Particles that walk through several boxes."""
    rng = np.random.default_rng(1)
    steps = 0.4 * rng.standard_normal((FRAMES, 8, 3))
    return 5.0 + np.cumsum(np.clip(steps, -1.5, 1.5), axis=0)


def wrapped(positions, vectors):
    """Into the box with a corner in the origin."""
    fractions = np.einsum("fni,fij->fnj", positions, np.linalg.inv(vectors))
    return np.einsum("fni,fij->fnj", fractions - np.floor(fractions), vectors)


def boxes(box, breathing):
    """(frames, 3, 3); ``breathing`` is the part by which edges swing."""
    vectors = np.array(box) if np.ndim(box) == 2 else np.diag(box)
    return vectors * (1.0 + breathing * np.sin(np.arange(FRAMES) / 7.0))[:, None, None]


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_wrapped_positions_come_back(free, kind, dtype):
    inside = wrapped(free, boxes(BOXES[kind], 0.0)).astype(dtype)
    assert not np.allclose(inside, free, atol=3.0)
    run = bare(inside, box=BOXES[kind], unwrap=True)
    exact = displacement_blocks(bare(free), 5)
    found = displacement_blocks(run, 5)
    precise = 1e-10 if dtype == np.float64 else 1e-5
    assert found.own == pytest.approx(exact.own, rel=precise, abs=precise)
    assert found.sums == pytest.approx(exact.sums, rel=precise, abs=10 * precise)


@pytest.mark.parametrize("kind", BOXES)
def test_breathing_boxes_leave_no_jumps(free, kind):
    """At constant pressure steps stay those in the box of the moment: right up to what the box itself moves
    a particle, at most the swing of the box in one step; no jump of an edge is left over."""
    vectors = boxes(BOXES[kind], 1e-3)
    run = bare(wrapped(free, vectors), box=vectors, unwrap=True)
    found, exact = displacement_blocks(run, 5).own, displacement_blocks(bare(free), 5).own
    assert found[..., 1:] == pytest.approx(exact[..., 1:], rel=0.05)
    # edges for each frame are the same as vectors for each frame
    if kind != "triclinic":
        again = replace(run, box=np.diagonal(vectors, axis1=1, axis2=2))
        assert displacement_blocks(again, 5).own == pytest.approx(found, rel=1e-12)


@pytest.mark.parametrize("kind", BOXES)
def test_wrapped_positions_are_refused_unless_asked_for(free, kind):
    inside = wrapped(free, boxes(BOXES[kind], 0.0))
    with pytest.raises(InputError, match=r"jumps by more than half the box .*unwrap=True"):
        einstein(bare(inside, box=BOXES[kind], frame=SOLVENT), SOLVENT)


def test_wrapped_positions_are_seen_without_a_box(free):
    """The volume alone gives the edge of a cube."""
    inside = wrapped(free, boxes(BOXES["cube"], 0.0))
    with pytest.raises(InputError, match="wrapped positions"):
        einstein(bare(inside, volume=1000.0, frame=SOLVENT), SOLVENT)


def test_frames_too_far_apart_are_refused(free):
    """Steps near half the box may be steps the other way."""
    inside = wrapped(free, boxes([2.5, 2.5, 2.5], 0.0))
    with pytest.raises(InputError, match=r"unwrapping, frame \d+: .* Write frames more often"):
        displacement_blocks(bare(inside, box=[2.5, 2.5, 2.5], unwrap=True), 5)
