"""Numbers of every particle in an electrode, given or drawn, such as the conductances of its contacts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import NOT_NEGATIVE
from ..core.errors import InputError, Problem
from ..core.parameters import Checked
from .population import drawn_log_normal, table_of_numbers, tuples, whole_numbers


class OfEachParticle(ABC):
    """A number of each. Immutable and hashable."""

    @abstractmethod
    def table(self, volumes: int, particles: int) -> np.ndarray:
        """(volumes, particles), one for each particle; `InputError`."""


@dataclass(frozen=True)
class Given(OfEachParticle):
    """``values``: one number for all particles, one for each particle of a volume, or a row of these for each
    volume. Raises `InputError`.
    """

    values: Any
    many: ClassVar[tuple[str, ...]] = ("values",)
    """What holds numbers, as many as there are particles."""
    noun: ClassVar[str]
    unit: ClassVar[str]

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        where = f"{type(self).__name__}.values"
        values = table_of_numbers(self.values, where, problems)
        if not problems and (bad := values[~((values > 0.0) & (values < np.inf))]).size:
            problems.append(Problem(where, f"{bad[0]:g} {self.unit}", f"{self.noun} above 0 {self.unit}"))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "values", tuples(values))

    def table(self, volumes: int, particles: int) -> np.ndarray:
        values = np.array(self.values)
        try:
            return np.broadcast_to(values, (volumes, particles))
        except ValueError:
            expected = f"one for all, {particles} for the particles of a volume, or {volumes} rows of these"
            raise InputError([Problem(self.noun, f"a table of shape {values.shape}", expected)]) from None


@dataclass(frozen=True)
class Drawn(OfEachParticle, Checked):
    """Drawn from a log-normal distribution: ``mean`` and ``deviation`` are those of the numbers themselves.
    The same ``seed`` gives the same.
    """

    mean: float
    deviation: float
    seed: int

    def __post_init__(self) -> None:
        super().__post_init__()
        whole_numbers(self, seed=NOT_NEGATIVE)

    def table(self, volumes: int, particles: int) -> np.ndarray:
        return drawn_log_normal(self.mean, self.deviation, (volumes, particles), self.seed)
