"""What ends a step before its duration does. The first one that is met ends it.

From which side a threshold is met follows from the control: a discharge ends when the voltage falls to it, a
charge when it rises to it, a hold when the magnitude of the current falls to it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from mubar.core.errors import InputError

from .quantities import Quantity, finite, positive, written, written_rate


@dataclass(frozen=True)
class Termination(ABC):
    """A threshold on something that changes during a step."""

    value: float

    @property
    @abstractmethod
    def quantity(self) -> Quantity:
        """What is watched."""

    def threshold(self, nominal_capacity: float) -> float:
        """The threshold in V, A or A h for a cell of ``nominal_capacity`` A h."""
        return self.value


@dataclass(frozen=True)
class VoltageCutoff(Termination):
    """Until the terminal voltage is ``value`` V."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", finite("VoltageCutoff", self.value, "a finite voltage in V"))

    @property
    def quantity(self) -> Quantity:
        return Quantity.VOLTAGE

    def __str__(self) -> str:
        return f"{written(self.value)} V"


@dataclass(frozen=True)
class CurrentCutoff(Termination):
    """Until the magnitude of the current is ``value`` A."""

    def __post_init__(self) -> None:
        expected = "a positive current in A (its magnitude counts, charging or discharging)"
        object.__setattr__(self, "value", positive("CurrentCutoff", self.value, expected))

    @property
    def quantity(self) -> Quantity:
        return Quantity.CURRENT

    def __str__(self) -> str:
        return f"{written(self.value)} A"


@dataclass(frozen=True)
class CRateCutoff(Termination):
    """Until the magnitude of the current is ``value`` times the nominal capacity per hour."""

    def __post_init__(self) -> None:
        expected = "a positive C-rate (its magnitude counts, charging or discharging)"
        object.__setattr__(self, "value", positive("CRateCutoff", self.value, expected))

    @property
    def quantity(self) -> Quantity:
        return Quantity.CURRENT

    def threshold(self, nominal_capacity: float) -> float:
        return self.value * nominal_capacity

    def __str__(self) -> str:
        return written_rate(self.value)


@dataclass(frozen=True)
class CapacityCutoff(Termination):
    """Until a net charge of ``value`` A h, in either direction, has passed since the step began."""

    def __post_init__(self) -> None:
        expected = "a positive capacity in A h (charge passed since the step began, either way)"
        object.__setattr__(self, "value", positive("CapacityCutoff", self.value, expected))

    @property
    def quantity(self) -> Quantity:
        return Quantity.CAPACITY

    def __str__(self) -> str:
        return f"{written(self.value)} A.h"


@dataclass(frozen=True)
class SOCCutoff(Termination):
    """Until the state of charge is ``value``, 0 to 1: by the lithium in the electrode that limits the cell,
    between the ends of its balance (`mubar.materials.balance`).
    """

    def __post_init__(self) -> None:
        expected = "a state of charge from 0 to 1"
        value = finite("SOCCutoff", self.value, expected)
        if not 0.0 <= value <= 1.0:
            raise InputError.one("SOCCutoff", value, expected, "20 % are 0.2." if value > 1.0 else "")
        object.__setattr__(self, "value", value)

    @property
    def quantity(self) -> Quantity:
        return Quantity.SOC

    def __str__(self) -> str:
        return f"{written(self.value)} SOC"
