"""The units that step strings and drive-cycle headers may name, and their factors into SI (capacity: A h)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What an amount is an amount of, with an example for messages."""

    CURRENT = ("a current", "5 A")
    C_RATE = ("a C-rate", "C/20")
    POWER = ("a power", "20 W")
    RESISTANCE = ("a resistance", "0.5 Ohm")
    VOLTAGE = ("a voltage", "4.2 V")
    CAPACITY = ("a capacity", "2 A.h")
    TIME = ("a duration", "30 minutes")
    TEMPERATURE = ("a temperature", "25 degC")

    @property
    def noun(self) -> str:
        return self.value[0]

    def __str__(self) -> str:
        return f"{self.value[0]} ({self.value[1]})"


@dataclass(frozen=True)
class Unit:
    """``value_in_SI = scale * value + offset``."""

    kind: Kind
    scale: float
    offset: float = 0.0

    def to_si(self, value: float) -> float:
        # dividing by 1000 rounds once, multiplying by 0.001 twice: 50 mA is 0.05 A exactly as typed
        scaled = value * self.scale if self.scale >= 1 else value / round(1 / self.scale)
        return scaled + self.offset


_SPELLINGS: dict[Unit, tuple[str, ...]] = {
    Unit(Kind.CURRENT, 1.0): ("A", "amp", "amps", "ampere", "amperes"),
    Unit(Kind.CURRENT, 1e-3): ("mA",),
    Unit(Kind.C_RATE, 1.0): ("C",),
    Unit(Kind.VOLTAGE, 1.0): ("V", "volt", "volts"),
    Unit(Kind.VOLTAGE, 1e-3): ("mV",),
    Unit(Kind.POWER, 1.0): ("W", "watt", "watts"),
    Unit(Kind.POWER, 1e-3): ("mW",),
    Unit(Kind.POWER, 1e3): ("kW",),
    Unit(Kind.RESISTANCE, 1.0): ("Ohm", "Ohms", "\N{GREEK CAPITAL LETTER OMEGA}", "\N{OHM SIGN}"),
    Unit(Kind.RESISTANCE, 1e-3): ("mOhm", "mOhms", "m\N{GREEK CAPITAL LETTER OMEGA}", "m\N{OHM SIGN}"),
    Unit(Kind.CAPACITY, 1.0): ("A.h", "Ah", "A\N{MIDDLE DOT}h"),
    Unit(Kind.CAPACITY, 1e-3): ("mA.h", "mAh", "mA\N{MIDDLE DOT}h"),
    Unit(Kind.TIME, 1.0): ("s", "sec", "secs", "second", "seconds"),
    Unit(Kind.TIME, 60.0): ("min", "mins", "minute", "minutes", "m"),
    Unit(Kind.TIME, 3600.0): ("h", "hr", "hrs", "hour", "hours"),
    Unit(Kind.TIME, 86400.0): ("day", "days", "d"),
    Unit(Kind.TEMPERATURE, 1.0, 273.15): ("degC", "oC", "°C", "ºC", "Celsius"),
    Unit(Kind.TEMPERATURE, 1.0): ("K", "kelvin"),
}
_BY_SPELLING = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
_BY_LOWER = {spelling.lower(): unit for spelling, unit in _BY_SPELLING.items()}


def find_unit(text: str) -> Unit | None:
    """The unit spelled ``text``, or None.

    Case is free unless it makes a prefix: ``ma`` is mA, ``HOURS`` are hours, ``MA`` and ``MW`` are nothing.
    """
    unit = _BY_SPELLING.get(text) or _BY_LOWER.get(text.lower())
    misread_mega = unit is not None and unit.scale == 1e-3 and text[0] == "M"
    return None if misread_mega else unit


def usual_spellings(*kinds: Kind) -> list[str]:
    """The usual spelling of each unit of these kinds, for messages."""
    return [names[0] for kind in kinds for unit, names in _SPELLINGS.items() if unit.kind is kind]


def spellings(*kinds: Kind) -> list[str]:
    """Every spelling of the units of these kinds, for nearest matches."""
    return [name for name, unit in _BY_SPELLING.items() if unit.kind in kinds]
