"""Periodic boundaries: steps between frames without the jumps of particles that leave the box.

Arrays are (..., n, 3) with box vectors (3, 3) in rows, or with one box a frame, (frames, n, 3) and
(frames, 3, 3).
"""

from __future__ import annotations

import numpy as np

from ...core.errors import InputError, Problem

_HALF = 0.5
_AMBIGUOUS = 0.45
"""Of a box edge: longer steps can't be told from shorter ones the other way."""


def box_vectors(box: np.ndarray) -> np.ndarray:
    """Vectors (3, 3) or (frames, 3, 3) from edges (3,) or (frames, 3), or vectors; (3, 3) are vectors."""
    if box.ndim == 1 or (box.ndim == 2 and box.shape != (3, 3)):
        return box[..., :, None] * np.eye(3)
    return box


def continuous_steps(steps: np.ndarray, vectors: np.ndarray, unwrap: bool, frame: int) -> np.ndarray:
    """The ``steps`` as they are or, with ``unwrap``, less whole box vectors: each within half a box.

    Right for the true steps as long as these stay within half the box's height above each of its faces. The
    box is that at the step's end, which keeps diffusivities right where it fluctuates (S. von Bülow,
    J. T. Bullerjahn, G. Hummer, J. Chem. Phys. 153 (2020) 021101). ``frame`` is where the first step ends.
    Raises `InputError` for jumps that are not to be undone, and steps too long to undo them.
    """
    edges = np.diagonal(vectors, axis1=-2, axis2=-1)
    upright = np.array_equal(vectors, edges[..., None] * np.eye(3))
    fractions = steps / edges[..., None, :] if upright else steps @ np.linalg.inv(vectors)
    if not unwrap:
        _refuse_jumps(fractions, frame)
        return steps
    whole = np.round(fractions)
    fractions -= whole
    worst = np.abs(fractions).max(initial=0.0)
    if worst > _AMBIGUOUS:
        at = _first(np.abs(fractions) > _AMBIGUOUS, frame)
        found = f"a particle that moves {worst:.2f} of the box from one frame to the next"
        hint = "Write frames more often, or positions that are not wrapped."
        raise InputError([Problem(f"unwrapping, frame {at}", found, f"less than {_AMBIGUOUS}", hint)])
    return steps - (whole * edges[..., None, :] if upright else whole @ vectors)


def _refuse_jumps(fractions: np.ndarray, frame: int) -> None:
    if max(fractions.max(initial=0.0), -fractions.min(initial=0.0)) <= _HALF:
        return
    jumps = np.abs(fractions) > _HALF
    at = _first(jumps, frame)
    found = f"{int(jumps.sum())} jumps by more than half the box from frame {at} on: wrapped positions"
    hint = "Ask for them to be unwrapped (unwrap=True), or hand over positions that are not wrapped."
    raise InputError([Problem("Trajectory.positions", found, "particles that move without jumps", hint)])


def _first(where: np.ndarray, frame: int) -> int:
    return frame + (int(np.argwhere(where)[0, 0]) if where.ndim == 3 else 0)
