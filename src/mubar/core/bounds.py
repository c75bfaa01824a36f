"""Where a number may lie, and the words for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bounds:
    """An interval; ends are included unless open."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    def admit(self, value: float) -> bool:
        """Whether ``value`` is finite and lies inside."""
        return self.hold(value) and math.isfinite(value)

    def hold(self, values: Any) -> Any:
        """Whether ``values``, a number or an array of them, lie inside; NaN doesn't."""
        above = values > self.low if self.open_low else values >= self.low
        below = values < self.high if self.open_high else values <= self.high
        return above & below

    @property
    def span(self) -> str:
        """From end to end."""
        return f"{self.low:g} to {self.high:g}"

    def __str__(self) -> str:
        low = f"{'above' if self.open_low else 'at least'} {self.low:g}" if self.low > -math.inf else ""
        high = f"{'below' if self.open_high else 'at most'} {self.high:g}" if self.high < math.inf else ""
        return " and ".join(part for part in (low, high) if part) or "finite"


ANY = Bounds()
POSITIVE = Bounds(0.0, open_low=True)
NOT_NEGATIVE = Bounds(0.0)
TEMPERATURE = Bounds(100.0, 1000.0)
"""K."""
