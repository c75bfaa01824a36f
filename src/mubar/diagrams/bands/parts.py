"""The parts of a band diagram: plain data in volts and the diagram's own unit of length."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mubar.core.errors import InputError, Problem, clip
from mubar.core.structure import is_number
from mubar.thermo.species import charge

from .kinds import Kind, Voltage

WITHOUT_CHARGE = (
    "Neutral species have no voltage: draw their chemical potential μ/F as a gap (GapArrow) between the "
    "levels of the ions that they are made of."
)


@dataclass(frozen=True)
class Region:
    """A part of the cell, filled and named below the axis."""

    name: str
    left: float
    right: float
    fill: str = "neutral"
    """What it is made of, which chooses the colour: one of `FILLS`."""

    def __post_init__(self) -> None:
        numbers(f"region {clip(self.name)}", left=self.left, right=self.right)
        if not self.left < self.right:
            raise InputError.one(f"region {clip(self.name)}", f"{self.left} to {self.right}", "left < right")
        if self.fill not in FILLS:
            raise InputError.one(f"region {clip(self.name)}: fill", self.fill, ", ".join(FILLS))


FILLS = ("neutral", "metal", "negative", "positive", "electrolyte", "electrolyte 2", "film", "vacuum")


@dataclass(frozen=True, eq=False)
class Trace:
    """One line: the level ``V`` [V] of a ``species`` at the places ``x``, NaN where blocked or undefined.

    Both are rows of numbers, (n,), which become read-only arrays. ``x`` doesn't fall; two points at one place
    are a jump. ``species`` is a name with its charge, ``Li+``; "" for the inner potential. ``label`` stands
    at the line's end, "" for the usual symbol. ``rank`` 0 is the species' main line, 1 and 2 are lighter ones
    of other phases in the same place.
    """

    species: str
    x: Any
    V: Any
    kind: Kind = field(default_factory=Voltage)
    label: str = ""
    where: str = ""
    """The phase, in words: ``electrolyte``, ``particle surfaces``."""
    rank: int = 0

    def __post_init__(self) -> None:
        place = f"trace {clip(self.label or self.species)}"
        if not isinstance(self.kind, Kind):
            raise InputError.one(f"{place}: kind", self.kind, "a Kind such as Voltage()")
        if self.kind.has_species:
            charged(self.species, place)
        elif self.species:
            raise InputError.one(f"{place}: species", self.species, 'none (""): φ belongs to no species')
        if self.rank not in (0, 1, 2):
            raise InputError.one(f"{place}: rank", self.rank, "0, 1 or 2")
        x, V = row(f"{place}: x", self.x), row(f"{place}: V", self.V, gaps=True)
        if x.size != V.size or not x.size:
            raise InputError.one(
                place, f"{x.size} places and {V.size} voltages", "as many of both, at least 1"
            )
        if np.any(np.diff(x) < 0.0):
            raise InputError.one(f"{place}: x", "places that go back", "x from left to right")
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "V", V)

    @property
    def text(self) -> str:
        """What stands at its end, in plain letters: ``V_Li+``, ``V°_Cl-``, ``φ``."""
        return self.label or (f"{self.kind.symbol}_{self.species}" if self.species else self.kind.symbol)


@dataclass(frozen=True)
class Interface:
    """A plane between regions; ``passes`` names the species that cross it, where that says something."""

    x: float
    name: str = ""
    passes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        numbers(f"interface {clip(self.name)}", x=self.x)


@dataclass(frozen=True)
class Level:
    """A species' level that takes part in a reaction. ``gives`` > 0: charge goes from it to the reaction."""

    species: str
    V: float
    gives: float = 0.0

    def __post_init__(self) -> None:
        charged(self.species, "level")
        numbers(f"level of {self.species}", V=self.V, gives=self.gives)


@dataclass(frozen=True)
class ReactionMark:
    """A dot on every level that reacts at ``x``, joined by a line with ⇌, → or ←.

    ``direction`` 0 at equilibrium, 1 as written, -1 backwards.
    """

    x: float
    levels: tuple[Level, ...]
    equation: str = ""
    direction: int = 0

    def __post_init__(self) -> None:
        place = f"reaction {clip(self.equation)}"
        numbers(place, x=self.x)
        if not self.levels:
            raise InputError.one(place, "no levels", "the levels that react")
        if self.direction not in (-1, 0, 1):
            raise InputError.one(f"{place}: direction", self.direction, "-1, 0 or 1")


@dataclass(frozen=True)
class GapArrow:
    """A measured distance between two levels, with its name: ``U``, ``η``, ``μ_LiCl/F``."""

    x: float
    start: float
    """V."""
    end: float
    """V."""
    label: str

    def __post_init__(self) -> None:
        numbers(f"gap {clip(self.label)}", x=self.x, start=self.start, end=self.end)


@dataclass(frozen=True)
class CurrentArrow:
    """Charge that a species carries from (x_start, V_start) down to (x_end, V_end): green."""

    species: str
    x_start: float
    V_start: float
    x_end: float
    V_end: float
    label: str = ""

    def __post_init__(self) -> None:
        place = f"current of {clip(self.species)}"
        charged(self.species, place)
        ends = {"x_start": self.x_start, "V_start": self.V_start, "x_end": self.x_end, "V_end": self.V_end}
        numbers(place, **ends)
        if self.V_end > self.V_start:
            found = f"{self.V_start} V to {self.V_end} V"
            raise InputError.one(place, found, "a fall: charge flows from high to low voltage")


@dataclass(frozen=True, eq=False)
class Curve:
    """A line in a panel; NaN where there is nothing. ``species`` gives it that species' colour."""

    label: str
    x: Any
    y: Any
    species: str = ""
    filled: bool = False
    """Down to zero."""

    def __post_init__(self) -> None:
        place = f"curve {clip(self.label)}"
        x, y = row(f"{place}: x", self.x), row(f"{place}: y", self.y, gaps=True)
        if x.size != y.size or not x.size:
            raise InputError.one(place, f"{x.size} x and {y.size} y", "as many of both, at least 1")
        if self.species:
            charge(self.species)
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)


@dataclass(frozen=True)
class Panel:
    """A small plot: below the diagram over the same x, or beside it over its own (``x_label``)."""

    y_label: str
    """``quantity / unit``."""
    curves: tuple[Curve, ...]
    x_label: str = ""
    logarithmic: bool = False
    points: tuple[tuple[float, float], ...] = ()
    """Marked places (x, y), such as the operating point."""


@dataclass(frozen=True)
class Reading:
    """A number that belongs to the diagram: one term of a power balance, a Donnan potential."""

    name: str
    value: float
    unit: str

    def __post_init__(self) -> None:
        numbers(f"reading {clip(self.name)}", value=self.value)


def charged(species: str, place: str) -> int:
    """The charge number of a species; InputError for neutral ones, which have no voltage."""
    z = charge(species)
    if z == 0:
        raise InputError([Problem(place, clip(species), "a species with charge", WITHOUT_CHARGE)])
    return z


def numbers(place: str, **given: object) -> None:
    """InputError for what isn't a finite number."""
    problems = [
        Problem(f"{place}: {name}", clip(value), "a finite number")
        for name, value in given.items()
        if not (is_number(value) and math.isfinite(value))
    ]
    if problems:
        raise InputError(problems)


def row(place: str, values: object, gaps: bool = False) -> np.ndarray:
    """``values`` as a read-only row of floats, NaN allowed with ``gaps``; else InputError."""
    try:
        found = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise InputError.one(place, values, "numbers") from None
    if found.ndim != 1:
        raise InputError.one(place, f"an array of shape {found.shape}", "a row of numbers")
    if np.any(np.isinf(found)) or (not gaps and np.any(np.isnan(found))):
        expected = "finite numbers, NaN where there is no level" if gaps else "finite numbers"
        raise InputError.one(place, "infinite numbers or NaN", expected)
    found.flags.writeable = False
    return found
