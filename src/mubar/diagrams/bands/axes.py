"""Axes of panels: limits that hold all frames, round ticks, linear or logarithmic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .parts import Panel
from .scale import round_step, tick_texts

_MARGIN = 0.06
"""Of the range, beyond each end."""


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``; both above zero where ``logarithmic``."""

    low: float
    high: float
    logarithmic: bool = False

    @classmethod
    def holding(cls, values: Iterable[Any], logarithmic: bool = False) -> Axis:
        """With a margin around all finite numbers in some arrays; of positive ones where logarithmic."""
        found = np.concatenate([np.ravel(np.asarray(v, float)) for v in values] or [np.empty(0)])
        found = found[np.isfinite(found) & ((found > 0.0) if logarithmic else True)]
        if not found.size:
            return cls(0.1, 1.0, True) if logarithmic else cls(0.0, 1.0)
        ends = np.log10([found.min(), found.max()]) if logarithmic else np.array([found.min(), found.max()])
        middle, half = ends.mean(), 0.5 * np.ptp(ends) * (1.0 + 2.0 * _MARGIN)
        half = max(half, 0.5 if logarithmic else 1e-9, 1e-9 * abs(middle))
        low, high = (
            (10.0 ** (middle - half), 10.0 ** (middle + half))
            if logarithmic
            else (middle - half, middle + half)
        )
        return cls(float(low), float(high), logarithmic)

    def share(self, values: Any) -> Any:
        """0 at the low end, 1 at the high one; NaN for what a logarithmic axis hasn't."""
        if not self.logarithmic:
            return (np.asarray(values, float) - self.low) / (self.high - self.low)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log10(np.asarray(values, float))
        low, high = math.log10(self.low), math.log10(self.high)
        return np.where(np.isfinite(logs), (logs - low) / (high - low), np.nan)

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Round values with their texts."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            step = max(1, math.ceil((last - first) / most))
            return [(10.0**k, f"10{str(k).translate(_HIGH)}") for k in range(first, last + 1, step)]
        values: list[float] = []
        while len(values) < 2 <= most:  # with one alone there is no scale
            step = round_step((self.high - self.low) / most)
            count = range(math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9) + 1)
            values, most = [round(k * step, 12) for k in count], most + 1
        return list(zip(values, tick_texts(values), strict=True))

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


_HIGH = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def across(panels: Sequence[Panel]) -> Axis:
    """The x of one panel in all frames."""
    return Axis.holding(
        [*(c.x for p in panels for c in p.curves), *([x for x, _ in p.points] for p in panels)]
    )


def upward(panels: Sequence[Panel]) -> Axis:
    """The y of one panel in all frames, with zero where areas are filled down to it."""
    size = np.abs if panels[0].logarithmic else np.asarray
    values = [size(c.y) for p in panels for c in p.curves]
    values += [size([y for _, y in p.points]) for p in panels]
    values += [np.zeros(1) for p in panels for c in p.curves if c.filled]
    return Axis.holding(values, panels[0].logarithmic)
