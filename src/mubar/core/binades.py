"""Tables over a positive variable, for functions that are smooth in its logarithm.

Every binade, 2^k <= x < 2^(k+1), is cut into as many equal cells, with a polynomial on each. The bits of x
then say where it lies: a compiled look-up takes no logarithm, searches nothing, and vectorises
(`mubar.core.piecewise` has tables of any knots).
"""

from __future__ import annotations

from collections.abc import Callable
from math import perm
from typing import Any

import numpy as np

from .chebyshev import Chebyshev, finite
from .errors import InputError, Problem

_CELL = Chebyshev(5)
_POWERS = np.arange(_CELL.degree + 1)
_SAMPLES = tuple(map(Chebyshev, (11, 23, 47)))
"""Of a whole binade, over the logarithm."""
_LEVELS = range(11)
_SHARE = 0.1
"""Of the allowed error, for the samples."""


class BinadePolynomial:
    """Coefficients (binades · 2^level, 6) of ascending powers on cells from 2^first on, each from 0 to 1.

    Beyond its ends a table goes on as a constant.
    """

    def __init__(self, first: int, level: int, coefficients: np.ndarray, label: str = "f") -> None:
        self.first, self.level, self.coefficients, self.label = first, level, coefficients, label

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest x."""
        last = self.first + (len(self.coefficients) >> self.level)
        return 2.0**self.first, float(np.nextafter(2.0**last, 0.0))

    def __call__(self, x: Any, order: int = 0) -> Any:
        """Value or derivative of ``order`` at ``x`` (any shape)."""
        x = np.asarray(x, dtype=float)
        inside = np.clip(x, *self.ends)
        fraction, exponent = np.frexp(inside)
        place = (2.0 * fraction - 1.0) * 2.0**self.level
        part = np.nan_to_num(np.floor(place)).astype(int)
        c = self.coefficients[((exponent - 1 - self.first) << self.level) + part]
        powers = [perm(p, order) * (place - part) ** max(p - order, 0) * c[..., p] for p in _POWERS[order:]]
        value = sum(powers) * 2.0 ** (order * (self.level - exponent + 1))
        return value if not order else np.where(x == inside, value, 0.0)[()]

    def packed(self) -> np.ndarray:
        """The flat array that compiled kernels read: both ends, the level, and a row for each cell."""
        return np.concatenate([[*self.ends, float(self.level)], self.coefficients.ravel()])


def fitted_binades(
    values: Callable[[np.ndarray], np.ndarray],
    first: int,
    last: int,
    error: float,
    relative: bool = False,
    label: str = "f",
) -> BinadePolynomial:
    """``values`` on 2^first <= x < 2^last within ``error``, absolute or ``relative`` to where it is.

    Every binade is sampled at points that tell the function over the whole of it, which is looked at between
    them; what is asked of them is cut into cells then. Raises `InputError` where the function isn't finite or
    can't be followed.
    """
    binades = 2.0 ** np.arange(first, last)[:, None]
    off = allowed = samples = np.empty(0)
    for sample in _SAMPLES:
        at = binades * 2.0 ** np.append(sample.nodes, sample.probes)
        found = values(at)
        finite(found, at, label)
        samples, between = np.split(found, [sample.degree + 1], axis=1)
        allowed = error * (np.abs(samples).max(axis=1) if relative else np.ones(len(samples)))
        off = np.abs(between - samples @ sample.at_probes.T).max(axis=1)
        if (off <= _SHARE * allowed).all():
            break
    else:
        raise _too_fast(binades[~(off <= _SHARE * allowed)][0, 0], label)
    for level in _LEVELS:
        starts = np.arange(1 << level)[:, None] + np.append(_CELL.nodes, _CELL.probes)
        resampled = samples @ sample.at(np.log2(1.0 + starts.ravel() / (1 << level))).T
        at_nodes, at_probes = np.split(resampled.reshape(len(samples), *starts.shape), [len(_POWERS)], axis=2)
        off = np.abs(at_probes - at_nodes @ _CELL.at_probes.T).max(axis=(1, 2))
        if (off <= (0.5 - _SHARE) * allowed).all():
            coefficients = at_nodes @ _CELL.to_powers.T
            return BinadePolynomial(first, level, coefficients.reshape(-1, len(_POWERS)), label)
    raise _too_fast(binades[~(off <= (0.5 - _SHARE) * allowed)][0, 0], label)


def _too_fast(x: float, label: str) -> InputError:
    found = f"a function that varies too fast near {x:.6g}"
    return InputError([Problem(label, found, f"one that {1 << _LEVELS[-1]} cells of a binade can follow")])
