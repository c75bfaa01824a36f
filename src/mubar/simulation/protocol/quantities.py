"""What a step prescribes, what may stop it, and how its numbers are checked and written."""

from __future__ import annotations

import math
from enum import Enum
from numbers import Real

from mubar.core.constants import ZERO_CELSIUS
from mubar.core.errors import InputError
from mubar.core.units import hour, minute


class Mode(Enum):
    """The quantity that a step prescribes at the terminals."""

    CURRENT = "current"
    VOLTAGE = "voltage"
    POWER = "power"
    RESISTANCE = "resistance"


class Quantity(Enum):
    """The quantity that a stop watches: the terminal voltage in V, the magnitude of the current in A, the
    magnitude of the net charge passed since the step began, in A h, or the state of charge, 0 to 1."""

    VOLTAGE = "voltage"
    CURRENT = "current"
    CAPACITY = "capacity"
    SOC = "state of charge"


def finite(where: str, value: object, expected: str) -> float:
    """``value`` as a finite float; InputError if it is not a finite real number."""
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:  # an integer above 1e308
            number = math.inf
        if math.isfinite(number):
            return number
    raise InputError.one(where, value, expected)


def positive(where: str, value: object, expected: str) -> float:
    """``value`` as a finite float above zero; InputError otherwise."""
    number = finite(where, value, expected)
    if number <= 0:
        raise InputError.one(where, value, expected)
    return number


def nonzero(where: str, value: object, expected: str) -> float:
    """``value`` as a finite float other than zero; InputError otherwise."""
    number = finite(where, value, expected)
    if number == 0:
        raise InputError.one(where, value, expected)
    return number


def written(value: float) -> str:
    """The shortest text that reads back as the same float: ``5``, not ``5.0``."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def written_rate(rate: float) -> str:
    """A C-rate as the field writes it: ``1C``, ``0.3C``, ``C/20``; reads back as the same float."""
    if 1e-3 <= rate < 1 and 1 / round(1 / rate) == rate:
        return f"C/{round(1 / rate)}"
    return f"{written(rate)}C"


def written_time(seconds: float, *, plural: bool = True) -> str:
    """A time in whole hours or minutes if it is a whole number of them, else in seconds."""
    sizes = (("hour", hour), ("minute", minute))
    whole = ((n, seconds / s) for n, s in sizes if (seconds / s).is_integer() and seconds / s * s == seconds)
    name, count = next(whole, ("second", seconds))
    return f"{written(count)} {name}{'s' if plural and count != 1 else ''}"


def written_temperature(kelvin: float) -> str:
    """A temperature in degC where that reads back as the same float, else in K."""
    celsius = round(kelvin - ZERO_CELSIUS, 9)
    return f"{written(celsius)} degC" if celsius + ZERO_CELSIUS == kelvin else f"{written(kelvin)} K"
