"""Green and Kubo's route: coefficients from how long velocities and currents remember themselves."""

from __future__ import annotations

import numpy as np

from ...core.errors import InputError, Problem
from ...transport import Frame
from .blocks import Progress, velocity_blocks
from .ions import Ions, frames_of
from .plateau import Window
from .reference import in_frame, weights
from .result import IonTransport
from .trajectory import Trajectory

_COARSE = 0.7
"""A velocity correlation below this after one frame is too coarse for the trapezoidal rule: an exponential's
integral would be wrong by 1 %."""


def green_kubo(
    trajectory: Trajectory,
    frame: Frame,
    *,
    cutoff: float | None = None,
    blocks: int = 10,
    progress: Progress | None = None,
) -> IonTransport:
    """Transport coefficients from correlations of velocities, of single ions and of currents.

    σ_ij = z_i z_j e²/(V k_B T) ∫₀ ⟨V_i(0)·V_j(t)⟩/3 dt (M. S. Green, J. Chem. Phys. 22 (1954) 398; R. Kubo,
    J. Phys. Soc. Jpn. 12 (1957) 570), by the trapezoidal rule up to ``cutoff``, s, or up to the geometric
    mean of the window in which `Curves.find` finds the integral of the integral straight. The rest is as in
    `einstein`; frames have to be close enough to resolve the velocities.
    """
    weights(trajectory, frame)
    moments = in_frame(velocity_blocks(trajectory, blocks, progress), trajectory, frame)
    step, ions = moments.step, Ions(trajectory)
    _refuse_coarse(ions.own(moments).mean(axis=0))
    own, sums = _integral(ions.own(moments), step), _integral(ions.sums(moments), step)
    curves = ions.curves(_integral(own, step), _integral(sums, step), step)
    if cutoff is None:
        window = curves.find()
    else:
        wanted = frames_of(cutoff, step, "cutoff")
        window = Window(max(1, wanted // 2), 2 * wanted)
        curves.require(window, "cutoff")
    at = window.middle
    charge = ions.charge(sums)
    running = ions.running("Integral of the current correlation", charge, (at, at), charge[:, at])
    exponents = {name: curves.exponent(name, window) for name in curves.growth}
    return ions.result("Green-Kubo", frame, own[..., at], sums[..., at], exponents, running)


def _refuse_coarse(correlation: np.ndarray) -> None:
    kept = float((correlation[:, 1] / correlation[:, 0]).min())
    if kept < _COARSE:
        found = f"velocities that keep {kept:.0%} of themselves to the next frame"
        hint = "Write frames more often, or take the Einstein route."
        raise InputError([Problem("Trajectory.timestep", found, f"at least {_COARSE:.0%}", hint)])


def _integral(values: np.ndarray, step: float) -> np.ndarray:
    """From 0 to each lag, by the trapezoidal rule."""
    parts = 0.5 * step * (values[..., 1:] + values[..., :-1])
    return np.concatenate([np.zeros_like(values[..., :1]), np.cumsum(parts, axis=-1)], axis=-1)
