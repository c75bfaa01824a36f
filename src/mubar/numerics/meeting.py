"""Where a function of one number, which costs about the same for one point as for twenty, meets a value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_ROUNDS = 60
_SPREAD = np.linspace(0.125, 0.875, 7)
_CLOSE = np.array([-1e-2, -1e-4, -1e-6, -1e-9, -1e-12, 0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2])
"""Where a round looks: evenly in the bracket, and around the guess; parts of the bracket."""


def meeting(
    f: Callable[[np.ndarray], np.ndarray], target: float, at: np.ndarray, values: np.ndarray
) -> float | None:
    """Where f meets ``target`` between two of the points ``at`` (``values`` = f(at)); the first such place,
    None where there is none.

    Brackets shrink around an inverse interpolation; every round looks at several points, and two or three
    rounds are usual. Points where f is not finite don't count.
    """
    keep = np.isfinite(values)
    at, gap = at[keep], values[keep] - target
    noise = 4.0 * np.finfo(float).eps
    for _ in range(_ROUNDS):
        crossing = np.flatnonzero((gap[:-1] >= 0.0) != (gap[1:] >= 0.0))
        if not crossing.size:
            return float(at[0]) if at.size and gap[0] == 0.0 else None
        i = int(crossing[0])
        a, b = float(at[i]), float(at[i + 1])
        best = i + int(abs(gap[i + 1]) < abs(gap[i]))
        if abs(gap[best]) <= noise * max(1.0, abs(target)) or b - a <= noise * max(abs(a), abs(b)):
            return float(at[best])
        guess = _guess(at, gap, i)
        near = np.concatenate([a + (b - a) * _SPREAD, guess + (b - a) * _CLOSE])
        inner = np.unique(near[(near > a) & (near < b)])
        at = np.concatenate([[a], inner, [b]])
        gap = np.concatenate([[gap[i]], f(inner) - target, [gap[i + 1]]])
    return float(at[np.abs(gap).argmin()])


def _guess(at: np.ndarray, gap: np.ndarray, i: int) -> float:
    """The zero between points i and i + 1, by inverse interpolation through four points or two."""
    a, b = at[i], at[i + 1]
    x, y = at[max(0, i - 1) : i + 3], gap[max(0, i - 1) : i + 3]
    steps = np.diff(y)
    if (steps < 0.0).all() or (steps > 0.0).all():
        away = y[:, None] - y[None, :]
        np.fill_diagonal(away, 1.0)
        weights = -y[None, :] / away
        np.fill_diagonal(weights, 1.0)
        guess = float(x @ weights.prod(axis=1))
        if a <= guess <= b:
            return guess
    return float(a - gap[i] * (b - a) / (gap[i + 1] - gap[i]))
