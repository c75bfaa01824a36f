"""Numbers of a law, each declared where it stands: letter, unit, meaning, bounds."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

from .bounds import Bounds
from .errors import InputError, Problem, clip
from .expr import Expr
from .usual import Usual


@dataclass(frozen=True)
class Parameter:
    """The declaration of one number, or of ``several`` in a tuple. ``symbol`` is its LaTeX; ``unit`` "1" for
    a pure number.
    """

    symbol: str
    unit: str
    meaning: str
    bounds: Bounds
    several: bool = False
    usual: Usual | None = None

    @property
    def expected(self) -> str:
        """What a value has to be, in words."""
        return f"a number, {self.bounds}" + (f" {self.unit}" if self.unit != "1" else "")


def parameter(
    symbol: str,
    unit: str,
    meaning: str,
    bounds: Bounds,
    default: Any = dataclasses.MISSING,
    several: bool = False,
    usual: Usual | None = None,
) -> Any:
    """A dataclass field that holds a declared number, or a tuple of ``several``; classes that derive from
    `Checked` hold it to its bounds, and warn of one that isn't ``usual``.
    """
    declaration = Parameter(symbol, unit, meaning, bounds, several, usual)
    return dataclasses.field(default=default, metadata={"parameter": declaration})


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
        problems: list[Problem] = []
        for name, p in declared(type(self)).items():  # type: ignore[arg-type]  # a dataclass, see above
            value = getattr(self, name)
            if type(value) is float and not (p.several or p.usual) and p.bounds.admit(value):
                continue
            where = f"{type(self).__name__}.{name}"
            if not p.several:
                held = _number(value, p, where, problems)
            elif isinstance(value, (tuple, list)):
                held = tuple(_number(v, p, f"{where}/{i}", problems) for i, v in enumerate(value))
            else:
                held = value
                problems.append(Problem(where, clip(value), f"a tuple of numbers ({p.meaning})"))
            object.__setattr__(self, name, held)
        if problems:
            raise InputError(problems)


def _number(value: Any, p: Parameter, where: str, problems: list[Problem]) -> Any:
    """``value`` as a float; what is wrong with it goes to ``problems``."""
    try:
        number = float(value) if not isinstance(value, (bool, str, bytes, Expr)) else None
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is not None and p.bounds.admit(number):
        if p.usual:
            p.usual.warn(f"{where} ({p.meaning})", number)
        return number
    hint = p.usual.advice(value) if p.usual else ""
    problems.append(Problem(where, clip(value), f"{p.expected} ({p.meaning})", hint))
    return value
