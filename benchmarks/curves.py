"""Voltage curves, and how far one is from another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Piece:
    """One step of a protocol: its solver's own times since the step began [s], the voltage [V] at them,
    and the voltage at any time."""

    time: np.ndarray
    voltage: np.ndarray
    at: Callable[[np.ndarray], np.ndarray]


def time_integration_error(found: Sequence[Piece], exact: Sequence[Piece]) -> tuple[float, float]:
    """(rms, max) [mV] against the same mesh at tight tolerances.

    Compared at the solver's own steps, each step of a protocol on its own clock and up to 99 % of its
    duration: an event found 10 ms later is not an error of the voltage.
    """
    errors = []
    for coarse, fine in zip(found, exact, strict=True):
        early = coarse.time < 0.99 * min(coarse.time[-1], fine.time[-1])
        errors.append(1e3 * (coarse.voltage[early] - fine.at(coarse.time[early])))
    error = np.concatenate(errors)
    return float(np.sqrt(np.mean(error**2))), float(np.max(np.abs(error)))


def difference(
    found: Piece, exact: Piece, first: float = 1.0, share: float = 1.0
) -> tuple[float, float, float]:
    """(rms over time, max [mV], its time [s]) from ``first`` s to ``share`` of the shorter duration."""
    end = share * min(found.time[-1], exact.time[-1])
    here = (found.time >= first) & (found.time <= end)
    at = found.time[here]
    error = 1e3 * (found.voltage[here] - exact.at(at))
    worst = int(np.argmax(np.abs(error)))
    rms = np.sqrt(np.trapezoid(error**2, at) / (at[-1] - at[0]))
    return float(rms), float(np.abs(error[worst])), float(at[worst])
