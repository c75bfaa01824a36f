"""Wall times of calls, taken in turns so that all of them see the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """Seconds from the call to its return: wall time (least, median), and least time of the processor.

    On an idle machine the least times agree. On a busy one long calls are interrupted more often than short
    ones, which only the processor's time leaves out.
    """

    least: float
    median: float
    processor: float


def factor(slow: Timing, fast: Timing) -> float:
    """How many times faster: by wall time or processor time, whichever says less."""
    return min(slow.least / fast.least, slow.processor / fast.processor)


Call = Callable[[], object]


def interleaved(calls: Mapping[str, Call | Sequence[Call]], rounds: int, burst: int = 5) -> dict[str, Timing]:
    """Time each call ``burst`` times, then the next, and so on, for ``rounds`` rounds.

    Several calls under one name are the same work set up anew: they take turns from round to round. The first
    call of a burst, which finds the caches full of somebody else's data, counts like the others: it shows in
    the median, not in the least.
    """
    alike = {name: call if isinstance(call, Sequence) else (call,) for name, call in calls.items()}
    wall: dict[str, list[float]] = {name: [] for name in calls}
    processor: dict[str, list[float]] = {name: [] for name in calls}
    for same in alike.values():
        for call in same:
            call()
    for i in range(rounds):
        for name, same in alike.items():
            call = same[i % len(same)]
            for _ in range(burst):
                busy, started = time.process_time(), time.perf_counter()
                call()
                wall[name].append(time.perf_counter() - started)
                processor[name].append(time.process_time() - busy)
    return {name: Timing(min(t), median(t), min(processor[name])) for name, t in wall.items()}
