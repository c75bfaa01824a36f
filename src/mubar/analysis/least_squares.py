"""Least squares with what has to be said beside the numbers: standard errors, correlations, and which of the
numbers the data don't determine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from warnings import catch_warnings, simplefilter

import numpy as np

from ..core.bounds import ANY, Bounds
from ..core.errors import InputError, Problem
from ..core.usual import UnusualValueWarning

_NULL = 1e-7
"""Singular values of the scaled Jacobian below this are none: it comes from differences."""
_CORRELATED = 0.99
_SYSTEMATIC = 0.8
_FEW = 8
_TOO_MUCH = 2.0


@dataclass(frozen=True)
class Unknown:
    """A number to be found: where the search starts, which also tells its size, and where it may lie.

    One that has to be positive is searched for in its logarithm.
    """

    start: float
    bounds: Bounds = ANY

    @property
    def logarithmic(self) -> bool:
        """Whether the logarithm is what is searched for."""
        return not self.bounds.hold(0.0) and self.bounds.low >= 0.0

    @property
    def size(self) -> float:
        """What it is counted in during the search, unless that is logarithmic."""
        return abs(float(self.start)) or 1.0

    def inner(self, value: float) -> float:
        """The variable of the search for a ``value``."""
        if self.logarithmic:
            return math.log(value) if value > 0.0 else -math.inf
        return value / self.size

    def outer(self, variable: float) -> float:
        """The value for a variable of the search."""
        value = math.exp(variable) if self.logarithmic else float(variable) * self.size
        return min(max(value, self.bounds.low), self.bounds.high)

    def outer_error(self, error: float, value: float) -> float:
        """The standard error of the value for that of the variable."""
        return float(error) * (value if self.logarithmic else self.size)


@dataclass(frozen=True, eq=False)
class Fit:
    """The best numbers and how well the data determine them.

    values: the numbers by name. standard_errors: of the same names, in the same units; inf where the data say
    nothing. correlation: (k, k) in the order of the names, NaN where the data say nothing. residuals: (n,),
    model less data in units of the data's error. error_known: whether that unit is the standard error of the
    data or something proportional to it. warnings: what to know before the numbers are used.
    """

    values: Mapping[str, float]
    standard_errors: Mapping[str, float]
    correlation: np.ndarray
    residuals: np.ndarray
    error_known: bool
    warnings: tuple[str, ...]

    @property
    def scatter(self) -> float:
        """Root mean square of the residuals, per degree of freedom left."""
        free = self.residuals.size - len(self.values)
        return math.sqrt(float(self.residuals @ self.residuals) / free) if free else math.nan

    @property
    def aicc(self) -> float:
        """Akaike's information criterion for few points; smaller is better, and only differences on the same
        data mean anything.

        Σr² + 2k where the error is known; where its size is fitted as well, which makes it K = k + 1 numbers,
        n ln(Σr²/n) + 2K + 2K(K + 1)/(n - K - 1), the last term being what chance gains with few points (C. M.
        Hurvich and C.-L. Tsai, Biometrika 76 (1989) 297). Infinite with less than K + 2 points.
        """
        n, k, total = self.residuals.size, len(self.values), float(self.residuals @ self.residuals)
        if self.error_known:
            return total + 2 * k
        if n < k + 3:
            return math.inf
        return n * math.log(max(total / n, np.finfo(float).tiny)) + 2 * (k + 1) * n / (n - k - 2)

    @property
    def durbin_watson(self) -> float:
        """Σ(r_i - r_{i-1})²/Σr²: 2 for independent residuals, near 0 where they follow one another.

        J. Durbin and G. S. Watson, Biometrika 37 (1950) 409.
        """
        total = float(self.residuals @ self.residuals)
        return float(np.sum(np.diff(self.residuals) ** 2)) / total if total else 2.0

    def __str__(self) -> str:
        width = max(map(len, self.values))
        lines = [f"{n:<{width}}  {v:.6g} ± {self.standard_errors[n]:.2g}" for n, v in self.values.items()]
        lines.append(f"{self.residuals.size} points, scatter {self.scatter:.3g}, AICc {self.aicc:.2f}")
        return "\n".join([*lines, *(f"warning: {w}" for w in self.warnings)])


def least_squares(
    residuals: Callable[[Mapping[str, float]], np.ndarray],
    unknowns: Mapping[str, Unknown],
    *,
    error_known: bool = False,
) -> Fit:
    """The numbers for which the sum of squared ``residuals`` is least (a local minimum, near the start).

    ``residuals`` takes the numbers by name and gives model less data, (n,), in units of the data's standard
    error, or of something proportional to it where that isn't known (``error_known`` False: the size is then
    estimated from the scatter). Standard errors are those of the linearised problem.
    Raises `InputError`: no unknowns, fewer points than unknowns, a start out of bounds or without finite
    residuals.
    """
    from scipy.optimize import least_squares as search

    at_start = _start(residuals, unknowns)

    def numbers(p: np.ndarray) -> dict[str, float]:
        return {name: u.outer(v) for (name, u), v in zip(unknowns.items(), p, strict=True)}

    low = [u.inner(u.bounds.low) for u in unknowns.values()]
    high = [u.inner(u.bounds.high) for u in unknowns.values()]
    # a trial step may go where the model overflows, or where nobody would; it is not taken
    with np.errstate(all="ignore"), catch_warnings():
        simplefilter("ignore", UnusualValueWarning)
        found = search(
            lambda p: np.asarray(residuals(numbers(p)), dtype=float),
            at_start,
            jac="3-point",
            bounds=(low, high),
            x_scale="jac",
            xtol=1e-12,
            ftol=1e-14,
            gtol=1e-12,
        )
    values = numbers(found.x)
    spread, correlation = _uncertainty(found.jac)
    warnings = [] if found.success else [f"the search stopped before it converged: {found.message}"]
    free = found.fun.size - len(unknowns)
    if error_known or free:
        spread = spread if error_known else spread * math.sqrt(2.0 * found.cost / free)
        warnings += _undetermined(unknowns, spread, correlation)
    else:
        spread = np.full_like(spread, np.inf)
        warnings.append("as many numbers as points: nothing is left to tell how sure they are")
    at_bound = (n for n, active in zip(unknowns, found.active_mask, strict=True) if active)
    warnings += [f"{n} ends at its bound, {values[n]:g}" for n in at_bound]
    errors = {n: u.outer_error(s, values[n]) for (n, u), s in zip(unknowns.items(), spread, strict=True)}
    fit = Fit(values, errors, correlation, found.fun, error_known, ())
    if fit.residuals.size >= _FEW and fit.durbin_watson < _SYSTEMATIC:
        warnings.append(
            f"the residuals follow one another (Durbin-Watson {fit.durbin_watson:.2g}, 2 if independent): "
            "the model misses something, and the standard errors are too small"
        )
    if error_known and fit.scatter > _TOO_MUCH:
        warnings.append(
            f"the points scatter {fit.scatter:.2g} times as much as their stated error: the model misses "
            "something, or the error is larger than stated"
        )
    return replace(fit, warnings=tuple(warnings))


def _start(
    residuals: Callable[[Mapping[str, float]], np.ndarray], unknowns: Mapping[str, Unknown]
) -> np.ndarray:
    """Where the search starts, in its own variables, after a look at whether it can."""
    if not unknowns:
        raise InputError([Problem("fit", "no unknowns", "at least one number to be found")])
    problems = [
        Problem(f"start of {n}", f"{u.start!r}", f"a number, {u.bounds}")
        for n, u in unknowns.items()
        if not u.bounds.admit(u.start)
    ]
    if problems:
        raise InputError(problems)
    first = np.asarray(residuals({n: float(u.start) for n, u in unknowns.items()}), dtype=float)
    if first.size < len(unknowns):
        found = f"{first.size} points for {len(unknowns)} unknowns"
        raise InputError([Problem("fit", found, "at least as many points as unknowns")])
    if not np.isfinite(first).all():
        i = int(np.flatnonzero(~np.isfinite(first))[0])
        found = f"no finite value of the model at point {i + 1}"
        raise InputError([Problem("start of the fit", found, "a start at which the model has values")])
    return np.array([u.inner(float(u.start)) for u in unknowns.values()])


def _uncertainty(jacobian: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors (k,) for residuals of unit variance, and the correlation (k, k)."""
    size = np.linalg.norm(jacobian, axis=0)
    scaled = jacobian / np.where(size > 0, size, 1.0)
    _, s, rows = np.linalg.svd(scaled, full_matrices=False)
    null = s <= _NULL * s[0]
    directions = rows / np.where(null, 1.0, s)[:, None]
    covariance = directions[~null].T @ directions[~null]
    free = (np.abs(rows[null]) > 1e-3).any(axis=0) | (size == 0)
    root = np.sqrt(np.diag(covariance))
    with np.errstate(all="ignore"):
        errors = np.where(free, np.inf, root / size)
        correlation = np.where(free[:, None] | free, np.nan, covariance / np.outer(root, root))
    return errors, correlation


def _undetermined(unknowns: Mapping[str, Unknown], spread: np.ndarray, correlation: np.ndarray) -> list[str]:
    names = tuple(unknowns)
    said = []
    free = [n for n, s in zip(names, spread, strict=True) if math.isinf(s)]
    if free:
        said.append(f"the data do not determine {' and '.join(free)}: other values fit as well")
    said += [
        f"{n}: the data fix it within a factor of {math.exp(min(s, 50.0)):.2g} only"
        for n, s in zip(names, spread, strict=True)
        if unknowns[n].logarithmic and 1.0 < s < math.inf
    ]
    said += [
        f"{names[i]} and {names[j]} are correlated by {correlation[i, j]:.4f}: the data fix little but a "
        "combination of them"
        for i, j in combinations(range(len(names)), 2)
        if abs(correlation[i, j]) > _CORRELATED
    ]
    return said
