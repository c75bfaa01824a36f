"""500 CC-CV cycles that keep the terminal series only: time, and memory that stays where it was."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import mubar

from .peer import CYCLE
from .report import Claim, Section, main, table

PERIOD = 600.0
"""s between recorded points."""
ALLOWED = 10.0
"""MB by which 400 cycles may grow the process, of which their recorded rows need a few."""


def measure(quick: bool, out: Path) -> Section:
    cycles = 100 if quick else 500
    marks = [cycles // 5 * i for i in range(1, 6)]
    _run(marks[0], [], lambda: 0.0)  # compiled, loaded, cached
    began = time.perf_counter()
    result, resident = _run(cycles, marks, _resident)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    _, traced = _run(cycles, marks, lambda: tracemalloc.get_traced_memory()[0] / 1e6)
    tracemalloc.stop()
    grown = resident[-1] - resident[0]
    rows = [(n, f"{a:.1f}", f"{b:.2f}") for n, a, b in zip(marks, resident, traced, strict=True)]
    size = (
        sum(a.nbytes for a in (result.time, result.voltage, result.current, result.discharge_capacity)) / 1e6
    )
    text = f"""\
LG M50, default mesh, `outputs=()`, `period={PERIOD:g}`: {cycles} times {", ".join(CYCLE)}. The whole run
takes {seconds:.2f} s ({1e3 * seconds / cycles:.2f} ms per cycle, {result.statistics["steps"]} solver steps)
and ends with status {result.status}; time, voltage, current and capacity of its {result.time.size} points
are {size:.2f} MB.

{table(("cycles done", "resident memory [MB]", "allocated by Python [MB]"), rows, words=0)}
"""
    what = f"{cycles} CC-CV cycles: memory from cycle {marks[0]} to the end"
    claim = Claim(what, f"flat (≤ {ALLOWED:g} MB)", f"{grown:+.1f} MB", grown <= ALLOWED and result.success)
    return Section("A long run", (claim,), text)


def _run(cycles: int, marks: list[int], sample: Callable[[], float]) -> tuple[mubar.Result, list[float]]:
    """The result, and what ``sample`` says when so many cycles are done."""
    seen: list[float] = []

    def progress(time: float, step: int, of: int, voltage: float) -> None:
        if len(seen) < len(marks) and step >= len(CYCLE) * marks[len(seen)]:
            seen.append(sample())

    steps = [CYCLE] * cycles
    return mubar.simulate("chen2020", steps, outputs=(), period=PERIOD, progress=progress), seen


def _resident() -> float:
    """Memory of this process, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(measure)
