"""The kinds of amounts that step strings may name, and their units; capacities count in A h."""

from __future__ import annotations

from enum import Enum

from mubar.core import unit_names
from mubar.core.unit_names import Unit, Units


class Kind(Enum):
    """What an amount is an amount of, with an example for messages."""

    CURRENT = ("a current", "5 A")
    C_RATE = ("a C-rate", "C/20")
    POWER = ("a power", "20 W")
    RESISTANCE = ("a resistance", "0.5 Ohm")
    VOLTAGE = ("a voltage", "4.2 V")
    CAPACITY = ("a capacity", "2 A.h")
    SOC = ("a state of charge", "20% SOC")
    TIME = ("a duration", "30 minutes")
    TEMPERATURE = ("a temperature", "25 degC")

    @property
    def noun(self) -> str:
        return self.value[0]

    def __str__(self) -> str:
        return f"{self.value[0]} ({self.value[1]})"


_UNITS = {
    Kind.CURRENT: unit_names.CURRENT,
    Kind.C_RATE: Units((Unit(1.0, ("C",)),)),
    Kind.VOLTAGE: unit_names.VOLTAGE,
    Kind.POWER: unit_names.POWER,
    Kind.RESISTANCE: unit_names.RESISTANCE,
    Kind.CAPACITY: unit_names.CAPACITY,
    Kind.SOC: Units((Unit(1.0, ("SOC",)), Unit(0.01, ("%", "percent")))),
    Kind.TIME: unit_names.TIME,
    Kind.TEMPERATURE: unit_names.TEMPERATURE,
}


def find_unit(text: str) -> tuple[Kind, Unit] | None:
    """The unit spelled ``text``, after what is measured in it; None where there is none.

    See `mubar.core.unit_names.Units.find` for spellings.
    """
    found = ((kind, units.find(text)) for kind, units in _UNITS.items())
    return next(((kind, unit) for kind, unit in found if unit is not None), None)


def usual_spellings(*kinds: Kind) -> list[str]:
    """The usual spelling of each unit of these kinds, for messages."""
    return [name for kind in kinds for name in _UNITS[kind].usual]


def spellings(*kinds: Kind) -> list[str]:
    """Every spelling of the units of these kinds, for nearest matches."""
    return [name for kind in kinds for unit in _UNITS[kind].units for name in unit.spellings]
