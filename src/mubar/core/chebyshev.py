"""Polynomials on [0, 1] through values at Chebyshev's points, and how far off they are between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.polynomial.chebyshev import chebvander

from .errors import InputError, Problem


@dataclass(frozen=True)
class Chebyshev:
    """Of one ``degree``."""

    degree: int

    @cached_property
    def nodes(self) -> np.ndarray:
        """(degree + 1,), ends included: neighbouring pieces meet."""
        return 0.5 - 0.5 * np.cos(np.pi * np.arange(self.degree + 1) / self.degree)

    @cached_property
    def probes(self) -> np.ndarray:
        """Between the nodes, where the interpolation error is near its largest: (3,)."""
        between = np.array([1, self.degree // 2, self.degree - 2]) + 0.5
        return 0.5 - 0.5 * np.cos(np.pi * between / self.degree)

    @cached_property
    def to_powers(self) -> np.ndarray:
        """From values at the nodes to coefficients of ascending powers; for a degree of a few."""
        return np.linalg.inv(np.vander(self.nodes, increasing=True))

    @cached_property
    def at_probes(self) -> np.ndarray:
        """From values at the nodes to the interpolant's at the probes."""
        return self.at(self.probes)

    def at(self, places: np.ndarray) -> np.ndarray:
        """From values at the nodes to the interpolant's at ``places``, (n,)."""
        return chebvander(2.0 * places - 1.0, self.degree) @ np.linalg.inv(
            chebvander(2.0 * self.nodes - 1.0, self.degree)
        )


def finite(found: np.ndarray, at: np.ndarray, label: str) -> None:
    """Raises `InputError` where a table's function isn't."""
    bad = ~np.isfinite(found)
    if bad.any():
        where = np.broadcast_to(at, found.shape)[bad][0]
        raise InputError([Problem(label, f"a value that is not finite at {where:.6g}", "a finite function")])
