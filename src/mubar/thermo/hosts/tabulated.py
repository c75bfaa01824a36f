"""A host whose open-circuit potential is a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Self

from ...core.data import Interpolation, Monotone, faults
from ...core.errors import InputError, Problem
from ...core.law import Function
from .ocp import OpenCircuitPotential


@dataclass(frozen=True)
class TabulatedOCP(OpenCircuitPotential):
    """U_ref(x) through measured points ``x``, ``U`` (V), drawn by ``interpolation``: `Monotone` or `C2`.

    Beyond the first and last point it goes on as a straight line. Raises `InputError` naming rows that are
    out of order, twice there, not finite, or not within [0, 1].
    """

    columns: ClassVar[tuple[str, str]] = ("x", "U")
    """What the columns of its table in a cell file are."""
    x: Any
    U: Any
    interpolation: Interpolation = Monotone()  # noqa: RUF009  (frozen)

    def __post_init__(self) -> None:
        super().__post_init__()
        problems = list(faults(self.x, self.U, "TabulatedOCP"))
        if not problems:
            outside = [i for i, v in enumerate(self.x) if not 0.0 <= v <= 1.0]
            problems = [
                Problem(f"TabulatedOCP/x/{i}", f"{self.x[i]:g}", "a filled fraction from 0 to 1")
                for i in outside
            ]
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "x", tuple(map(float, self.x)))
        object.__setattr__(self, "U", tuple(map(float, self.U)))

    @property
    def reference(self) -> Function:
        return _curve(self.x, self.U, self.interpolation)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        x = (0.05, 0.1, 0.2, 0.35, 0.5, 0.6, 0.75, 0.9, 0.97)
        U = (4.31, 4.23, 4.12, 4.03, 3.91, 3.83, 3.71, 3.62, 3.4)
        return cls(x, U), cls(x, U, entropic_coefficient=-1e-4)


@lru_cache(maxsize=64)
def _curve(x: tuple[float, ...], U: tuple[float, ...], kind: Interpolation) -> Function:
    return Function.from_data(x, U, kind, "x", "U")
