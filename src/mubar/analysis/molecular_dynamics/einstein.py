"""Einstein's route: coefficients from how mean squared displacements grow."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.errors import InputError
from ...transport import Frame
from .blocks import Progress, displacement_blocks
from .ions import Ions, frames_of
from .plateau import Window
from .reference import in_frame, weights
from .result import IonTransport
from .trajectory import Trajectory

_POINTS = 24


def einstein(
    trajectory: Trajectory,
    frame: Frame,
    *,
    fit: tuple[float, float] | None = None,
    blocks: int = 10,
    progress: Progress | None = None,
) -> IonTransport:
    """Transport coefficients from mean squared displacements, of single ions and of sums over them.

    σ_ij = z_i z_j e²/(V k_B T) lim ⟨ΔR_i·ΔR_j⟩/6t (D. R. Wheeler, J. Newman, J. Phys. Chem. B 108 (2004)
    18353), the slope over lags ``fit``, s, or over those that `Curves.find` chooses. A line is fitted in each
    of the ``blocks`` with weights 1/t², and what the blocks scatter by is the uncertainty: points of one
    curve are far too correlated for the error of a line. frame: `SOLVENT` or `MASS`. progress is called with
    parts done and parts in all. Raises `InputError`: wrapped positions, a run that is subdiffusive or too
    short, masses or a solvent missing.
    """
    weights(trajectory, frame)
    moments = in_frame(displacement_blocks(trajectory, blocks, progress), trajectory, frame)
    step, ions = moments.step, Ions(trajectory)
    own, sums = ions.own(moments) / 2.0, ions.sums(moments) / 2.0
    curves = ions.curves(own, sums, step)
    if fit is None:
        window = curves.find()
    else:
        window = _window(fit, step)
        curves.require(window, "fit")
    lags = np.unique(np.geomspace(window.start, window.end, _POINTS).round().astype(int))
    slope, offset = _line(lags * step)
    charge = ions.charge(sums)
    time = np.maximum(np.arange(moments.lags + 1), 1) * step
    running = ions.running(
        "Squared charge displacement over time",
        charge / time,
        (window.start, window.end),
        charge[:, lags] @ slope,
        float((charge[:, lags] @ offset).mean()),
    )
    exponents = {name: curves.exponent(name, window) for name in curves.growth}
    return ions.result("Einstein", frame, own[..., lags] @ slope, sums[..., lags] @ slope, exponents, running)


def _window(fit: Any, step: float) -> Window:
    if not isinstance(fit, (tuple, list)) or len(fit) != 2:
        raise InputError.one("fit", fit, "two lags, s")
    return Window(*(frames_of(t, step, "fit") for t in fit))


def _line(time: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What to multiply values at these times with to have slope and offset of their line, weights 1/t²."""
    weight = time**-2.0 / np.sum(time**-2.0)
    centre = weight @ time
    slope = weight * (time - centre) / (weight @ (time - centre) ** 2)
    return slope, weight - centre * slope
