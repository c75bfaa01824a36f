"""The way from the oxidised state over the transition state to the reduced one."""

from __future__ import annotations

import numpy as np

from ...core.law import Function
from .transition import TransitionState

_LONG = 15.0
"""Duration of a descent in relaxation times of the polarisation."""


def steepest_path(state: TransitionState, points: int = 100) -> np.ndarray:
    """(2 points - 1, 2): (x, ξ) down the steepest descents from the transition state to the minima either
    side, oxidised first, evenly spaced on each side; the transition state is the row in the middle.

    Steepest where x and ξ count alike.
    """
    (_, slope_o, _), (_, slope_r, _) = state.landscape.penalties
    to_oxidized = _descent(state, 0.0, slope_o, points)
    to_reduced = _descent(state, 1.0, slope_r, points)
    return np.concatenate([to_oxidized[:0:-1], to_reduced])


def _descent(state: TransitionState, x_end: float, slope: Function, points: int) -> np.ndarray:
    """In time units of 1/2λ: x relaxes exponentially, ξ falls down its penalty as far as its way goes."""
    from scipy.integrate import solve_ivp

    lam = state.landscape.reorganization_energy

    def fall(_: float, xi: np.ndarray) -> np.ndarray:
        return -slope(np.clip(xi, 0.0, 1.0)) / (2.0 * lam)

    time = np.linspace(0.0, _LONG, 4000)
    xi = solve_ivp(fall, (0.0, _LONG), [state.ion], t_eval=time, rtol=1e-8, atol=1e-10).y[0]
    x = x_end + (state.polarization - x_end) * np.exp(-time)
    way = np.stack([x, np.clip(xi, 0.0, 1.0)], axis=1)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
    even = np.linspace(0.0, length[-1], points)
    return np.stack([np.interp(even, length, column) for column in way.T], axis=1)
