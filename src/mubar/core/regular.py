"""Tables made by halving equal intervals until a polynomial follows the function on each.

Every interval then is a whole number of the narrowest, so that a compiled look-up finds its place by one
multiplication and no search, and vectorises (`mubar.core.piecewise` has tables of any knots).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .errors import InputError, Problem
from .piecewise import DEGREE, PiecewisePolynomial

STARTS = 32
"""Intervals to begin with."""
MOST = 20000
"""Intervals, at most."""
_ANGLES = np.pi * np.arange(DEGREE + 1) / DEGREE
NODES = 0.5 - 0.5 * np.cos(_ANGLES)
"""Chebyshev's points on [0, 1], ends included: neighbouring pieces meet."""
PROBES = 0.5 - 0.5 * np.cos(_ANGLES[1:4] + 0.5 * _ANGLES[1])
"""Between the nodes, where the interpolation error is near its largest."""
TO_POWERS = np.linalg.inv(np.vander(NODES, increasing=True))
"""From values at the nodes to coefficients of ascending powers on [0, 1]."""
AT_PROBES = np.vander(PROBES, DEGREE + 1, increasing=True) @ TO_POWERS
"""From values at the nodes to the interpolant's at the probes."""


class RegularPolynomial(PiecewisePolynomial):
    """A piecewise polynomial whose intervals are halves of halves of equal ones."""

    def _index(self) -> np.ndarray:
        return cells(self.knots)


def cells(knots: np.ndarray) -> np.ndarray:
    """For cells as wide as the narrowest interval, the interval that each lies in."""
    whole = knots[-1] - knots[0]
    count = round(whole / np.diff(knots).min())
    middle = knots[0] + whole * (np.arange(count) + 0.5) / count
    return np.searchsorted(knots[1:-1], middle, side="right")


def fitted(
    values: Callable[[np.ndarray], np.ndarray],
    lo: float,
    hi: float,
    error: float,
    relative: bool = False,
    label: str = "f",
) -> RegularPolynomial:
    """``values`` on [lo, hi] within ``error``, absolute or ``relative`` to where it is.

    The error is looked at between the nodes of each interval, where half of it is allowed; what is narrower
    than 1/100 of the length may be missed. Raises `InputError` where the function isn't finite or can't be
    followed.
    """
    done: list[np.ndarray] = []
    width = (hi - lo) / STARTS
    starts = lo + width * np.arange(STARTS)
    while starts.size:
        at_nodes, at_probes = np.split(_sampled(values, starts, width, label), [len(NODES)], axis=1)
        off = np.abs(at_probes - at_nodes @ AT_PROBES.T).max(axis=1)
        allowed = 0.5 * error * (np.abs(at_nodes).max(axis=1) if relative else 1.0)
        fine = off <= allowed
        powers = at_nodes[fine] @ TO_POWERS.T / width ** np.arange(DEGREE + 1)
        done.append(np.column_stack([starts[fine], powers]))
        starts, width = halved(starts[~fine], width, sum(map(len, done)), label)
    rows = np.concatenate(done)
    rows = rows[np.argsort(rows[:, 0])]
    return RegularPolynomial(np.append(rows[:, 0], hi), rows[:, 1:], label)


def halved(starts: np.ndarray, width: float, accepted: int, label: str) -> tuple[np.ndarray, float]:
    """Starts and width of the halves of intervals. Raises `InputError` where they become too many."""
    if accepted + 2 * starts.size > MOST:
        found = f"a function that varies too fast near {starts[0]:.6g}"
        raise InputError([Problem(label, found, f"one that {MOST} intervals can follow")])
    width *= 0.5
    return np.concatenate([starts, starts + width]), width


def _sampled(
    values: Callable[[np.ndarray], np.ndarray], starts: np.ndarray, width: float, label: str
) -> np.ndarray:
    """(intervals, nodes and probes)"""
    at = starts[:, None] + width * np.concatenate([NODES, PROBES])
    found = values(at)
    finite(found, at, label)
    return found


def finite(found: np.ndarray, at: np.ndarray, label: str) -> None:
    """Raises `InputError` where a table's function isn't."""
    bad = ~np.isfinite(found)
    if bad.any():
        where = np.broadcast_to(at, found.shape)[bad][0]
        raise InputError([Problem(label, f"a value that is not finite at {where:.6g}", "a finite function")])
