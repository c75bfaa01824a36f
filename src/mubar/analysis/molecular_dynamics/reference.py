"""What displacements and velocities are measured against: the solvent or the centre of mass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.errors import InputError, Problem
from ...transport import MASS, SOLVENT, Frame
from .blocks import Blocks
from .trajectory import Trajectory


def in_frame(blocks: Blocks, trajectory: Trajectory, frame: Frame) -> Blocks:
    """The same moments of motion relative to the mean Σ_k w_k R_k/N_k over species, w_k those of `weights`.

    Sums become R_i - N_i Σ w_k R_k/N_k, which is linear, so that their moments are those of the sums as they
    were; no particle is looked at again. Raises `InputError`.
    """
    weight = weights(trajectory, frame)
    counts = trajectory.counts
    share = weight / counts
    carry = np.eye(len(weight)) - np.outer(counts, share)
    sums = np.einsum("ik,bkln,jl->bijn", carry, blocks.sums, carry, optimize=True)
    with_mean = np.einsum("biln,l->bin", blocks.sums, share) / counts[:, None]
    of_mean = np.einsum("k,bkln,l->bn", share, blocks.sums, share)
    return replace(blocks, own=blocks.own - 2.0 * with_mean + of_mean[:, None], sums=sums)


def weights(trajectory: Trajectory, frame: Frame) -> np.ndarray:
    """Each species' weight in the mean that is subtracted; zeros where the trajectory is in the frame.

    `MASS`: the masses; `SOLVENT`: the uncharged species, by mass where there are several. Raises
    `InputError`: masses or a solvent missing, a frame that a periodic box doesn't have.
    """
    names, counts = trajectory.names, trajectory.counts
    if not isinstance(frame, Frame):
        raise InputError.one(
            "frame", frame, "SOLVENT or MASS: a transference number without a frame is incomplete"
        )
    if trajectory.frame is not None and frame == trajectory.frame:
        return np.zeros(len(names))
    hint = "The matrix can be carried there afterwards: found.matrix.in_frame(frame, solution)."
    if trajectory.frame is not None:
        raise InputError.one("frame", frame, f"the trajectory's own, {trajectory.frame}", hint)
    if frame not in (MASS, SOLVENT):
        raise InputError.one("frame", frame, "SOLVENT or MASS", hint)
    counted = np.ones(len(names), dtype=bool)
    if frame == SOLVENT:
        counted = np.array([trajectory.charges[name] == 0 for name in names])
        if not counted.any():
            found = f"ions only: {', '.join(names)}"
            fix = "Take MASS, or hand over the solvent's particles as well."
            raise InputError([Problem("frame SOLVENT", found, "a species without charge", fix)])
    if counted.sum() == 1:
        return counted.astype(float)
    missing = [name for name, n in zip(names, counted, strict=True) if n and name not in trajectory.masses]
    if missing:
        raise InputError(
            [Problem("Trajectory.masses", f"none of {', '.join(missing)}", "masses, for this frame")]
        )
    total = np.array([float(trajectory.masses.get(name, 0.0)) for name in names]) * counts * counted
    return total / total.sum()
