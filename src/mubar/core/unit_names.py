"""Units as people spell them in headers and step strings, and their way into SI."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from .constants import ZERO_CELSIUS
from .units import eV, hour, minute, nm, um

_PLAIN = str.maketrans("⁻⁰¹²³−", "-0123-", " ^*·.")


@dataclass(frozen=True)
class Unit:
    """``value_in_SI = scale * value + offset``. The first of ``spellings`` is the usual one."""

    scale: float
    spellings: tuple[str, ...]
    offset: float = 0.0

    def to_si(self, value: Any) -> Any:
        # dividing by 1000 rounds once, multiplying by 0.001 twice: 50 mA is 0.05 A exactly as typed
        scaled = value * self.scale if self.scale >= 1 else value / round(1 / self.scale)
        return scaled + self.offset

    @property
    def milli(self) -> bool:
        """Whether it begins with the prefix m, which a capital would turn into mega."""
        return self.spellings[0][0] == "m" and self.spellings[0][1:2].isupper()


@dataclass(frozen=True)
class Units:
    """The units of one dimension, that of SI first."""

    units: tuple[Unit, ...]

    @cached_property
    def _by_spelling(self) -> dict[str, Unit]:
        return {_plain(spelling): unit for unit in self.units for spelling in unit.spellings}

    @cached_property
    def _by_lower(self) -> dict[str, Unit]:
        return {spelling.lower(): unit for spelling, unit in self._by_spelling.items()}

    def find(self, text: str) -> Unit | None:
        """The unit spelled ``text``, or None: ``mS/cm``, ``mS cm^-1`` and ``mS.cm-1`` are the same.

        Case is free unless it makes a prefix: ``ma`` is mA, ``HOURS`` are hours, ``MA`` and ``MW`` are
        nothing.
        """
        wanted = _plain(text)
        unit = self._by_spelling.get(wanted) or self._by_lower.get(wanted.lower())
        return None if unit is not None and unit.milli and wanted[0] == "M" else unit

    @property
    def usual(self) -> list[str]:
        """The usual spelling of each, for messages."""
        return [unit.spellings[0] for unit in self.units]


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def _units(*units: Unit) -> Units:
    return Units(units)


NUMBER = _units(Unit(1.0, ("1", "-")), Unit(0.01, ("%", "percent")))
TIME = _units(
    Unit(1.0, ("s", "sec", "secs", "second", "seconds")),
    Unit(minute, ("min", "mins", "minute", "minutes", "m")),
    Unit(hour, ("h", "hr", "hrs", "hour", "hours")),
    Unit(24.0 * hour, ("day", "days", "d")),
)
TEMPERATURE = _units(
    Unit(1.0, ("K", "kelvin")),
    Unit(1.0, ("degC", "oC", "°C", "ºC", "Celsius"), ZERO_CELSIUS),
)
VOLTAGE = _units(Unit(1.0, ("V", "volt", "volts")), Unit(1e-3, ("mV",)))
CURRENT = _units(Unit(1.0, ("A", "amp", "amps", "ampere", "amperes")), Unit(1e-3, ("mA",)))
POWER = _units(Unit(1.0, ("W", "watt", "watts")), Unit(1e-3, ("mW",)), Unit(1e3, ("kW",)))
RESISTANCE = _units(
    Unit(1.0, ("Ohm", "Ohms", "\N{GREEK CAPITAL LETTER OMEGA}", "\N{OHM SIGN}")),
    Unit(1e-3, ("mOhm", "mOhms", "m\N{GREEK CAPITAL LETTER OMEGA}", "m\N{OHM SIGN}")),
)
MOLAR_ENERGY = _units(
    Unit(1.0, ("J/mol", "J.mol-1")),
    Unit(1e3, ("kJ/mol", "kJ.mol-1")),
    Unit(eV, ("eV",)),
    Unit(1e-3 * eV, ("meV",)),
)
CURRENT_DENSITY = _units(
    Unit(1.0, ("A/m2", "A.m-2")), Unit(10.0, ("mA/cm2", "mA.cm-2")), Unit(1e4, ("A/cm2", "A.cm-2"))
)
CONDUCTIVITY = _units(
    Unit(1.0, ("S/m", "S.m-1")), Unit(0.1, ("mS/cm", "mS.cm-1")), Unit(100.0, ("S/cm", "S.cm-1"))
)
DIFFUSIVITY = _units(Unit(1.0, ("m2/s", "m2.s-1")), Unit(1e-4, ("cm2/s", "cm2.s-1")))
LENGTH = _units(
    Unit(1.0, ("m",)),
    Unit(um, ("um", "µm", "μm")),
    Unit(nm, ("nm",)),
    Unit(1e-3, ("mm",)),
    Unit(1e-2, ("cm",)),
)
AREA = _units(Unit(1.0, ("m2",)), Unit(1e-4, ("cm2",)))
VOLUME = _units(Unit(1.0, ("m3",)), Unit(1e-6, ("cm3", "mL")), Unit(1e-3, ("L",)))
PER_LENGTH = _units(Unit(1.0, ("1/m", "m-1")), Unit(1e2, ("1/cm", "cm-1")), Unit(1e6, ("1/um", "um-1")))
CAPACITY = _units(
    Unit(1.0, ("A.h", "Ah", "A\N{MIDDLE DOT}h")), Unit(1e-3, ("mA.h", "mAh", "mA\N{MIDDLE DOT}h"))
)
"""In A h, the field's own unit, not SI's."""
CONCENTRATION = _units(
    Unit(1.0, ("mol/m3", "mol.m-3", "mmol/L")),
    Unit(1e3, ("mol/L", "mol.L-1")),
    Unit(1e6, ("mol/cm3", "mol.cm-3")),
)
ENTROPIC_COEFFICIENT = _units(Unit(1.0, ("V/K", "V.K-1")), Unit(1e-3, ("mV/K", "mV.K-1")))
SURFACE_RATE = _units(Unit(1.0, ("mol/m2/s", "mol.m-2.s-1")), Unit(1e4, ("mol/cm2/s", "mol.cm-2.s-1")))
DENSITY = _units(Unit(1.0, ("kg/m3", "kg.m-3")), Unit(1e3, ("g/cm3", "g.cm-3")))
SPECIFIC_HEAT = _units(Unit(1.0, ("J/kg/K", "J.K-1.kg-1")), Unit(1e3, ("J/g/K", "J.K-1.g-1", "kJ/kg/K")))

_DIMENSIONS = (
    NUMBER, TIME, TEMPERATURE, VOLTAGE, CURRENT, POWER, RESISTANCE, MOLAR_ENERGY, CURRENT_DENSITY,
    CONDUCTIVITY, DIFFUSIVITY, LENGTH, AREA, VOLUME, PER_LENGTH, CAPACITY, CONCENTRATION,
    ENTROPIC_COEFFICIENT, SURFACE_RATE, DENSITY, SPECIFIC_HEAT,
)  # fmt: skip


@cache
def units_beside(unit: str) -> Units | None:
    """The units of what is counted in ``unit``, the first of its dimension ("" for pure numbers); None where
    no others are known.
    """
    wanted = _plain(unit or "1")
    for units in _DIMENSIONS:
        if wanted in map(_plain, units.units[0].spellings):
            return units
    return None
