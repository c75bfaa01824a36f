"""Sizes of the particles in an electrode."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from numbers import Integral
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import NOT_NEGATIVE, Bounds
from ..core.errors import InputError, Problem, clip
from ..core.parameters import Checked, parameter
from .shapes import LENGTH

_ROUNDING = 1e-9
_MOST = 1_000_000
"""Particles in a volume: more are no electrode's, and too many for the memory."""
_SHARES = "Sizes.fractions_of_volume"


class Population(ABC):
    """Which particles stand for those of an electrode. Immutable and hashable."""

    @abstractmethod
    def sizes(self, volumes: int) -> np.ndarray:
        """(volumes, particles in each) sizes in m, of an electrode cut in ``volumes``; `InputError`."""

    def fractions(self, volumes: int) -> np.ndarray | None:
        """Shares of the particles in the active volume of each of the volumes; None: as one of each."""
        return None


@dataclass(frozen=True)
class Sizes(Population):
    """Given sizes: the same in every volume of the electrode, or a row for each.

    ``values``: m, one, (particles,) or (volumes, particles); ``fractions_of_volume``: of the same shape,
    adding to one in every volume; by default there is one particle of each. Raises `InputError`.
    """

    values: Any
    fractions_of_volume: Any = None
    many: ClassVar[tuple[str, ...]] = ("values", "fractions_of_volume")
    """What holds numbers, as many as there are particles."""

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        values = table_of_numbers(self.values, "Sizes.values", problems)
        shares = None
        if self.fractions_of_volume is not None:
            shares = table_of_numbers(self.fractions_of_volume, _SHARES, problems)
        if not problems and (bad := values[~((values >= LENGTH.low) & (values <= LENGTH.high))]).size:
            expected = f"sizes, {LENGTH} m"
            problems.append(Problem("Sizes.values", f"{bad[0]:g} m", expected))
        if not problems and shares is not None:
            if shares.shape != values.shape:
                expected = f"as many as sizes, {values.shape}"
                problems.append(Problem(_SHARES, str(shares.shape), expected))
            elif (shares < 0.0).any() or (abs(shares.sum(axis=-1) - 1.0) > _ROUNDING).any():
                found = f"fractions that add to {np.ravel(shares.sum(axis=-1))[0]:.9g}"
                problems.append(Problem(_SHARES, found, "fractions from 0 to 1 that add to one"))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "values", tuples(values))
        object.__setattr__(self, "fractions_of_volume", None if shares is None else tuples(shares))

    def sizes(self, volumes: int) -> np.ndarray:
        return _rows(self.values, volumes)

    def fractions(self, volumes: int) -> np.ndarray | None:
        return None if self.fractions_of_volume is None else _rows(self.fractions_of_volume, volumes)


@dataclass(frozen=True)
class LogNormal(Population, Checked):
    """``count`` particles in every volume, their sizes drawn from a log-normal distribution.

    ``mean`` and ``deviation`` are those of the sizes themselves, m. The same ``seed`` gives the same sizes.
    """

    mean: float = parameter("m", "m", "mean size", LENGTH)
    deviation: float = parameter("s", "m", "standard deviation of the sizes", Bounds(0.0, LENGTH.high))
    count: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_numbers(self, count=Bounds(1, _MOST), seed=NOT_NEGATIVE)

    def sizes(self, volumes: int) -> np.ndarray:
        return drawn_log_normal(self.mean, self.deviation, (volumes, self.count), self.seed)


def drawn_log_normal(mean: float, deviation: float, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Numbers of a log-normal distribution that itself has this ``mean`` and standard ``deviation``."""
    spread = np.log1p((deviation / mean) ** 2)
    normal = np.random.default_rng(seed).standard_normal(shape)
    return mean * np.exp(np.sqrt(spread) * normal - 0.5 * spread)


def whole_numbers(thing: Any, **bounds: Bounds) -> None:
    """Raises `InputError` where attributes are no whole numbers within their bounds."""
    problems = [
        Problem(f"{type(thing).__name__}.{name}", clip(value), f"a whole number, {allowed}")
        for name, allowed in bounds.items()
        if isinstance(value := getattr(thing, name), bool)
        or not isinstance(value, Integral)
        or not allowed.admit(int(value))
    ]
    if problems:
        raise InputError(problems)


def table_of_numbers(values: Any, where: str, problems: list[Problem]) -> np.ndarray:
    """``values`` as an array, (particles,) or (volumes, particles); empty after noting that they are none."""
    try:
        table = np.atleast_1d(np.asarray(values, dtype=float))
    except (TypeError, ValueError):
        table = np.empty(0)
    if table.ndim not in (1, 2) or not table.size:
        problems.append(Problem(where, clip(values), "numbers, (particles,) or (volumes, particles)"))
    return table


def tuples(table: np.ndarray) -> Any:
    """A table that can be hashed."""
    return tuple(map(tuple, table.tolist())) if table.ndim == 2 else tuple(table.tolist())


def _rows(values: Any, volumes: int) -> np.ndarray:
    table = np.array(values)
    if table.ndim == 1:
        return np.broadcast_to(table, (volumes, table.size))
    if len(table) != volumes:
        expected = f"a row for each of the {volumes} volumes of the electrode, or one row for all"
        raise InputError([Problem("Sizes.values", f"{len(table)} rows", expected)])
    return table
