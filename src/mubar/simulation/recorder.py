"""Where a run's rows go while it is under way: buffers that grow, and the labels of steps and cycles."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ..core.fields import Field

Condense = Callable[[np.ndarray], list[Field]]
"""Of states (rows, n): fields whose values begin with the rows."""

_BUFFER = 32e6
"""Bytes of states between flushes; at most 512 rows."""


class Recorder:
    """Rows of (time, voltage, current density, charge, energy) and, if wanted, full states."""

    def __init__(self, n: int, keep_states: bool, condense: Condense | None = None) -> None:
        capacity = int(min(512, max(16, _BUFFER / (8 * n))))
        self.rows = np.zeros(1, dtype=np.int64)
        self.series = np.empty((capacity, 5))
        self.states = np.empty((capacity if keep_states else 0, n))
        self.keep_states = keep_states
        self._condense = condense
        """What is kept of states once a buffer is full; what fits into one stays as it is."""
        self.parts: list[tuple[np.ndarray, np.ndarray | list[Field]]] = []
        self.labels: list[tuple[int, int, int, float]] = []
        """(rows, step, cycle, temperature) per stretch."""
        self._marked = 0

    @property
    def total(self) -> int:
        return sum(len(p) for p, _ in self.parts) + int(self.rows[0])

    @property
    def too_large(self) -> bool:
        """Whether the rows take a third of the machine's memory; twice as much is needed to join them."""
        kept = sum(series.nbytes + _size(states) for series, states in self.parts)
        return kept > _memory() / 3.0

    @property
    def last_time(self) -> float:
        """Time of the newest row; -inf before the first."""
        if self.rows[0]:
            return float(self.series[self.rows[0] - 1, 0])
        return float(self.parts[-1][0][-1, 0]) if self.parts else -np.inf

    def put(self, time: float, voltage: float, state: np.ndarray, current: float) -> None:
        """One row outside the compiled loop: the start of a step."""
        if self.rows[0] >= len(self.series):
            self.flush()
        r = int(self.rows[0])
        self.series[r] = time, voltage, current, state[-2], state[-1]
        if self.keep_states:
            self.states[r] = state
        self.rows[0] = r + 1

    def flush(self) -> None:
        """Move filled rows away, so that the buffers are empty again."""
        r = int(self.rows[0])
        if r:
            states = self.states[:r]
            kept = states.copy() if self._condense is None else self._condense(states)
            self.parts.append((self.series[:r].copy(), kept))
            self.rows[0] = 0

    def label(self, step: int, cycle: int, temperature: float) -> None:
        """Say what the rows since the last label belong to."""
        count = self.total - self._marked
        self.labels.append((count, step, cycle, temperature))
        self._marked += count

    def finish(
        self,
    ) -> tuple[np.ndarray, np.ndarray | tuple[Field, ...], np.ndarray, np.ndarray, np.ndarray]:
        """series (rows, 5), states (rows or 0, n) or what they were condensed to, and step, cycle,
        temperature per row.
        """
        if not self.parts:
            self._condense = None
        self.flush()
        series = self.parts[0][0] if len(self.parts) == 1 else np.concatenate([p for p, _ in self.parts])
        states = _joined([s for _, s in self.parts])
        counts, steps, cycles, temperatures = zip(*self.labels, strict=True)
        step, cycle = np.array([steps, cycles]).repeat(counts, axis=1)
        return series, states, step, cycle, np.array(temperatures).repeat(counts)


def _joined(parts: list[Any]) -> Any:
    if len(parts) == 1 and isinstance(parts[0], np.ndarray):
        return parts[0]
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts)
    return tuple(
        replace(each[0], values=np.concatenate([f.values for f in each])) for each in zip(*parts, strict=True)
    )


def _size(kept: np.ndarray | list[Field]) -> int:
    return kept.nbytes if isinstance(kept, np.ndarray) else sum(f.values.nbytes for f in kept)


def _memory() -> float:
    """Bytes of memory of this machine; 8 GB where it doesn't say."""
    try:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 8e9
