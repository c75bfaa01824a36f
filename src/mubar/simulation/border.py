"""What is prescribed at the terminals, as the border row of the equations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..models.system import System
from .protocol import Mode


@dataclass(frozen=True)
class BorderRow:
    """a i + b V + d V i = s₀ + s₁ (t - t₀): i in A/m² of electrode, V in volts, times in s of the step."""

    current: float = 0.0
    """a"""
    voltage: float = 0.0
    """b, A/(m² V)"""
    power: float = 0.0
    """d, 1/V"""
    setpoint: float = 0.0
    """s₀"""
    slope: float = 0.0
    """s₁"""
    start: float = 0.0
    """t₀"""

    def put(self, system: System) -> None:
        """Make it what controls ``system``."""
        system.control(self.current, self.voltage, self.power, self.setpoint, self.slope, self.start)

    def on_the_way(self, rest: float, part: float) -> BorderRow:
        """From what holds at rest at the voltage ``rest`` (part 0) to the row itself (part 1)."""
        at_rest = self.voltage * rest
        return replace(self, setpoint=at_rest + part * (self.setpoint - at_rest))


REST = BorderRow(current=1.0)

_ROWS: Mapping[Mode, Callable[..., BorderRow]] = {
    Mode.CURRENT: lambda A, s, rate, t: BorderRow(1.0, 0.0, 0.0, s / A, rate / A, t),
    Mode.VOLTAGE: lambda A, s, rate, t: BorderRow(0.0, 1.0, 0.0, s, rate, t),
    Mode.POWER: lambda A, s, rate, t: BorderRow(0.0, 0.0, 1.0, s / A, rate / A, t),
    Mode.RESISTANCE: lambda A, s, rate, t: BorderRow(-s * A, 1.0),
}


def border_row(mode: Mode, area: float, value: float, slope: float = 0.0, start: float = 0.0) -> BorderRow:
    """Current, voltage, power or load given: ``value`` in A, V, W or Ohm, rising by ``slope`` a second from
    ``start``; a load stays. ``area``: of electrode, m².
    """
    return _ROWS[mode](area, value, slope, start)
