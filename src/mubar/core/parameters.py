"""Numbers of a law, each declared where it stands: letter, unit, meaning, bounds."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

from .bounds import Bounds
from .errors import InputError, Problem, clip
from .expr import Expr


@dataclass(frozen=True)
class Parameter:
    """The declaration of one number. ``symbol`` is its LaTeX; ``unit`` "1" for a pure number."""

    symbol: str
    unit: str
    meaning: str
    bounds: Bounds

    @property
    def expected(self) -> str:
        """What a value has to be, in words."""
        return f"a number, {self.bounds}" + (f" {self.unit}" if self.unit != "1" else "")


def parameter(
    symbol: str, unit: str, meaning: str, bounds: Bounds, default: Any = dataclasses.MISSING
) -> Any:
    """A dataclass field that holds a declared number; classes that derive from `Checked` hold it to its
    bounds.
    """
    return dataclasses.field(
        default=default, metadata={"parameter": Parameter(symbol, unit, meaning, bounds)}
    )


@cache
def declared(kind: type) -> dict[str, Parameter]:
    """The declared numbers of a dataclass by the names of their fields."""
    found = ((f.name, f.metadata.get("parameter")) for f in dataclasses.fields(kind))
    return {name: p for name, p in found if p is not None}


class Checked:
    """A frozen dataclass whose declared numbers are finite floats within their bounds, or `InputError` says
    which aren't.
    """

    def __post_init__(self) -> None:
        problems = []
        for name, p in declared(type(self)).items():  # type: ignore[arg-type]
            value = getattr(self, name)
            try:
                value = float(value) if not isinstance(value, (bool, str, bytes, Expr)) else None
            except (TypeError, ValueError, OverflowError):
                value = None
            if value is None or not p.bounds.admit(value):
                where = f"{type(self).__name__}.{name}"
                problems.append(Problem(where, clip(getattr(self, name)), f"{p.expected} ({p.meaning})"))
            else:
                object.__setattr__(self, name, value)
        if problems:
            raise InputError(problems)
