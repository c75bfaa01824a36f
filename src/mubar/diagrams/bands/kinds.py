"""What a trace shows: a species voltage, a standard one, a level that a reaction implies, or φ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mubar.core.errors import InputError


class Kind:
    """What the line of a trace means; it decides weight and dashes, as the species decides the colour."""

    name: ClassVar[str]
    symbol: ClassVar[str]
    has_species: ClassVar[bool] = True


@dataclass(frozen=True)
class Voltage(Kind):
    """V_i = μ̄_i/(z_i F): a heavy line."""

    name: ClassVar[str] = "V"
    symbol: ClassVar[str] = "V"


@dataclass(frozen=True)
class StandardVoltage(Kind):
    """V°_i, the level at unit activity: a light line of the species' colour."""

    name: ClassVar[str] = "V_standard"
    symbol: ClassVar[str] = "V°"


@dataclass(frozen=True)
class ImpliedLevel(Kind):
    """The level that a reaction implies for a species that isn't there: dashed."""

    name: ClassVar[str] = "implied"
    symbol: ClassVar[str] = "V"
    by: str = ""
    """The reaction, ``Fe+3 + e- = Fe+2``."""


@dataclass(frozen=True)
class InnerPotential(Kind):
    """φ: dashed and black. Drawn only where something measures it: with Poisson's equation, or in vacuum."""

    name: ClassVar[str] = "phi"
    symbol: ClassVar[str] = "φ"
    has_species: ClassVar[bool] = False
    known_from: str = "Poisson"

    def __post_init__(self) -> None:
        if self.known_from not in ("Poisson", "vacuum"):
            expected = "Poisson or vacuum: elsewhere nothing measures the inner potential, and it isn't drawn"
            raise InputError.one("InnerPotential.known_from", self.known_from, expected)


KINDS: dict[str, type[Kind]] = {k.name: k for k in (Voltage, StandardVoltage, ImpliedLevel, InnerPotential)}
