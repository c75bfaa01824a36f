"""What a step prescribes: a current, a C-rate, a power, a load resistance, a voltage, or nothing (a rest).

Each control says what its setpoint is and how the things that could stop it move while it acts. A quantity
that is missing from `Control.directions` does not change, so a termination on it can't be meant.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .quantities import Mode, Quantity, finite, nonzero, positive, written, written_rate


class Control(ABC):
    """What a step prescribes at the terminals. `Profile` is the control that varies in time."""

    @property
    @abstractmethod
    def mode(self) -> Mode:
        """The quantity that is prescribed."""

    @property
    @abstractmethod
    def directions(self) -> Mapping[Quantity, int]:
        """How each quantity that may stop the step comes to do so: -1 falling, +1 rising, 0 either."""

    @abstractmethod
    def setpoint(self, nominal_capacity: float) -> tuple[np.ndarray, np.ndarray]:
        """Times (n,) in s from the step's start and values (n,) in A, W (discharging positive), V or Ohm.

        Piecewise linear; n = 1 for a constant. ``nominal_capacity`` in A h turns C-rates into currents.
        """

    @property
    def end(self) -> float | None:
        """The time in s at which a profile ends; None for what can go on for ever."""
        return None


@dataclass(frozen=True)
class _Constant(Control):
    value: float

    def setpoint(self, nominal_capacity: float) -> tuple[np.ndarray, np.ndarray]:
        return np.zeros(1), np.array([self.value])


@dataclass(frozen=True)
class _Signed(_Constant):
    """Positive discharges, negative charges."""

    def __post_init__(self) -> None:
        expected = "a finite number, positive to discharge, negative to charge; Rest() for none"
        object.__setattr__(self, "value", nonzero(type(self).__name__, self.value, expected))

    @property
    def mode(self) -> Mode:
        return Mode.CURRENT

    @property
    def _sign(self) -> int:
        return 1 if self.value > 0 else -1

    @property
    def directions(self) -> Mapping[Quantity, int]:
        return {Quantity.VOLTAGE: -self._sign, Quantity.CAPACITY: 1, Quantity.SOC: -self._sign}

    def _written(self, magnitude: str) -> str:
        return f"{'Discharge' if self.value > 0 else 'Charge'} at {magnitude}"


@dataclass(frozen=True)
class Current(_Signed):
    """A constant current of ``value`` A, discharging positive."""

    def __str__(self) -> str:
        return self._written(f"{written(abs(self.value))} A")


@dataclass(frozen=True)
class CRate(_Signed):
    """A constant current of ``value`` times the nominal capacity per hour, discharging positive."""

    def setpoint(self, nominal_capacity: float) -> tuple[np.ndarray, np.ndarray]:
        return np.zeros(1), np.array([self.value * nominal_capacity])

    def __str__(self) -> str:
        return self._written(written_rate(abs(self.value)))


@dataclass(frozen=True)
class Power(_Signed):
    """A constant power of ``value`` W at the terminals, discharging positive."""

    @property
    def mode(self) -> Mode:
        return Mode.POWER

    @property
    def directions(self) -> Mapping[Quantity, int]:
        # |I| = |P|/V: it rises while the voltage falls
        return {**super().directions, Quantity.CURRENT: self._sign}

    def __str__(self) -> str:
        return self._written(f"{written(abs(self.value))} W")


@dataclass(frozen=True)
class Resistance(_Constant):
    """Discharge through a load of ``value`` Ohm. A resistor can't charge, so the value is positive."""

    def __post_init__(self) -> None:
        expected = "a positive resistance in Ohm (a resistor only discharges)"
        object.__setattr__(self, "value", positive("Resistance", self.value, expected))

    @property
    def mode(self) -> Mode:
        return Mode.RESISTANCE

    @property
    def directions(self) -> Mapping[Quantity, int]:
        return {Quantity.VOLTAGE: -1, Quantity.CURRENT: -1, Quantity.CAPACITY: 1, Quantity.SOC: -1}

    def __str__(self) -> str:
        return f"Discharge at {written(self.value)} Ohm"


@dataclass(frozen=True)
class Voltage(_Constant):
    """Hold the terminals at ``value`` V; the cell charges or discharges as it needs."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", finite("Voltage", self.value, "a finite voltage in V"))

    @property
    def mode(self) -> Mode:
        return Mode.VOLTAGE

    @property
    def directions(self) -> Mapping[Quantity, int]:
        return {Quantity.CURRENT: -1, Quantity.CAPACITY: 1, Quantity.SOC: 0}

    def __str__(self) -> str:
        return f"Hold at {written(self.value)} V"


@dataclass(frozen=True)
class Rest(Control):
    """No current."""

    @property
    def mode(self) -> Mode:
        return Mode.CURRENT

    @property
    def directions(self) -> Mapping[Quantity, int]:
        return {Quantity.VOLTAGE: 0}

    def setpoint(self, nominal_capacity: float) -> tuple[np.ndarray, np.ndarray]:
        return np.zeros(1), np.zeros(1)

    def __str__(self) -> str:
        return "Rest"
