"""What is said of ions and solutions: within bounds, and everything wrong at once.

Values of several ions are sequences, first axis the ion.
"""

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
    "charge": ANY,
    "concentrations": NOT_NEGATIVE,
    "diffusivities": NOT_NEGATIVE,
    "mobilities": NOT_NEGATIVE,
    "self_parts": NOT_NEGATIVE,
    "mobility": NOT_NEGATIVE,
    "diffusivity": NOT_NEGATIVE,
    "concentration": NOT_NEGATIVE,
    "width": NOT_NEGATIVE,
    **dict.fromkeys(("gradient", "potential_gradient", "velocity", "flux_rate", "turns", "emf", "at"), ANY),
}
"""Everything else is positive."""
_NEUTRAL = 1e-9
"""Largest net charge of a solution, relative to the charge of its cations."""


def per_ion(**values: Any) -> int:
    """The number of ions. Every value is a sequence over them (arrays: first axis), finite and within bounds.

    Raises `InputError` naming everything that isn't.
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
            problems += _faults(f"{name}[{i}]", one, name)
    if len({*sizes.values()}) > 1:
        counts = ", ".join(f"{n} {name}" for name, n in sizes.items())
        problems.append(Problem("ions", counts, "as many of each as there are ions"))
    elif 0 in sizes.values():
        problems.append(Problem("ions", "none", "at least one"))
    if problems:
        raise InputError(problems)
    return next(iter(sizes.values()))


def quantities(**values: Any) -> tuple[Any, ...]:
    """The values, numbers, arrays or symbols, lists made arrays, in the order given.

    Raises `InputError` naming everything that isn't finite and within bounds.
    """
    problems = [p for name, value in values.items() for p in _faults(name, value, name)]
    if problems:
        raise InputError(problems)
    return tuple(map(arrayed, values.values()))


def arrayed(value: Any) -> Any:
    """Lists as arrays, all else as it is."""
    return np.asarray(value) if isinstance(value, (list, tuple)) else value


def expect(value: Any, kind: type | tuple[type, ...], where: str, expected: str) -> None:
    """Raises `InputError` unless ``value`` is of that kind."""
    if not isinstance(value, kind):
        raise InputError.one(where, value, expected)


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
        if np.iscomplexobj(values):
            raise TypeError
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


def _faults(where: str, value: Any, name: str) -> Sequence[Problem]:
    """What is wrong with a value of that name."""
    if isinstance(value, Expr):
        return ()
    bounds: Bounds = _BOUNDS.get(name, POSITIVE)
    charge = name in (CHARGES, "charge")
    expected = "a charge number other than 0" if charge else f"numbers, {bounds}"
    try:
        array: Any = np.asarray(value)
    except ValueError:  # rows of different lengths
        return (Problem(where, clip(value), expected),)
    if array.dtype.kind not in "fiu":
        return (Problem(where, clip(value), expected),)
    bad = array[~(np.isfinite(array) & bounds.hold(array)) | (charge & (array == 0))]
    return (Problem(where, clip(float(bad.flat[0])), expected),) if bad.size else ()
