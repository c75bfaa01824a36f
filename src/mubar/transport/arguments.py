"""What is said of ions: one value for each, first axis the ion; everything wrong with them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..core.bounds import ANY, NOT_NEGATIVE, POSITIVE, Bounds
from ..core.errors import InputError, Problem, clip
from ..core.expr import Expr

CHARGES = "charges"
_BOUNDS = {
    CHARGES: ANY,
    "concentrations": NOT_NEGATIVE,
    "diffusivities": NOT_NEGATIVE,
    "mobilities": NOT_NEGATIVE,
    "self_parts": NOT_NEGATIVE,
}
_NEUTRAL = 1e-9
"""Largest net charge of a solution, relative to the charge of its cations."""


def per_ion(**values: Any) -> int:
    """The number of ions. Every value is a sequence over them (arrays: first axis), finite and within bounds.

    Raises `InputError` naming everything that isn't. Names without bounds of their own stand for positive
    values.
    """
    problems: list[Problem] = []
    sizes: dict[str, int] = {}
    for name, value in values.items():
        try:
            sizes[name] = len(value)
        except TypeError:
            problems.append(Problem(name, clip(value), "one value for each ion, in a sequence"))
            continue
        for i, one in enumerate(value):
            problems += _faults(f"{name}[{i}]", one, _BOUNDS.get(name, POSITIVE), name == CHARGES)
    if len({*sizes.values()}) > 1:
        counts = ", ".join(f"{n} {name}" for name, n in sizes.items())
        problems.append(Problem("ions", counts, "as many of each as there are ions"))
    elif 0 in sizes.values():
        problems.append(Problem("ions", "none", "at least one"))
    if problems:
        raise InputError(problems)
    return next(iter(sizes.values()))


def charge_numbers(charges: Any) -> np.ndarray:
    """Charge numbers as an array (n,). Raises `InputError`."""
    per_ion(charges=charges)
    return np.array([float(z) for z in charges])


def neutral(charges: np.ndarray, concentrations: np.ndarray, where: str = "concentrations") -> None:
    """Raises `InputError` unless Σ z c = 0."""
    net, scale = float(charges @ concentrations), 0.5 * float(np.abs(charges) @ concentrations)
    if abs(net) > _NEUTRAL * scale:
        found = f"a net charge of {net / scale:.3g} of the cations'"
        raise InputError([Problem(where, found, "a neutral solution, Σ z c = 0")])


def numbers(values: Any, where: str, expected: str = "numbers") -> np.ndarray:
    """A copy as float64. Raises `InputError`."""
    try:
        return np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise InputError.one(where, values, expected) from None


def square(matrix: Any, where: str) -> np.ndarray:
    """A finite square matrix as float64. Raises `InputError`."""
    found = numbers(matrix, where, "a square matrix of numbers")
    if found.ndim != 2 or found.shape[0] != found.shape[1] or not found.size:
        raise InputError([Problem(where, f"an array of shape {found.shape}", "a square matrix")])
    if not np.isfinite(found).all():
        i, j = np.argwhere(~np.isfinite(found))[0]
        raise InputError([Problem(f"{where}[{i}, {j}]", f"{found[i, j]}", "a finite number")])
    return found


def _faults(where: str, value: Any, bounds: Bounds, charge: bool) -> Sequence[Problem]:
    if isinstance(value, Expr):
        return ()
    expected = "a charge number other than 0" if charge else f"numbers, {bounds}"
    array: Any = np.asarray(value)
    if array.dtype.kind not in "fiu":
        return (Problem(where, clip(value), expected),)
    bad = next((v for v in array.ravel() if not bounds.admit(float(v)) or (charge and v == 0)), None)
    return () if bad is None else (Problem(where, clip(float(bad)), expected),)
