"""What is printed after a simulation."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mubar.core.significant import significant

from .exits import Exit

if TYPE_CHECKING:
    from mubar.result import Result
    from mubar.simulation.measurement import Measurement

_NOTES = 5
"""Notes of a run that are printed; a run of many cycles may have one for each step."""


def print_summary(result: Result) -> None:
    """Title, the run in a few numbers, and what there is to say about it: on stdout."""
    from mubar.simulation.solution import CARRIED_OUT

    print(result.solution.title)
    print(result.summary())
    if result.success and result.message != CARRIED_OUT:
        notes = result.message.split("; ")
        for note in notes[:_NOTES]:
            print(f"{'note':20s} {note}")
        if more := len(notes[_NOTES:]):
            print(f"{'':20s} and {more} more such notes")


def print_error_against(result: Result, data: Measurement) -> None:
    """How far the voltage is from the measured one: on stdout. InputError if they have no time in common."""
    error = result.compare(data)
    where = f"{significant(error.time, 4)} s, {error.points} points of {data.name}"
    print(f"{'voltage error':20s} {error} (at {where})")


def print_written(paths: Iterable[str]) -> None:
    """Where files are: on stdout."""
    for path in paths:
        print(f"wrote {path}")


def print_ending(result: Result, saved: list[str]) -> Exit:
    """Why a run did nothing or did not come to its end, if so, and what to do: on stderr. Returns the exit
    code.
    """
    from mubar.simulation.solution import Status

    if result.success:
        if result.status == Status.NOTHING_DONE.value:
            print(f"mubar: nothing was done: {result.message.partition('; ')[0]}", file=sys.stderr)
        return Exit.DONE
    interrupted = result.status == "interrupted"
    lines = [f"mubar: {result.message if interrupted else f'{result.status}: {result.message}'}"]
    if not interrupted and result.remedy:
        lines.append(f"  {result.remedy}")
    if saved:
        lines.append(f"  What was computed until then is in {' and '.join(saved)}.")
    if interrupted and (continuable := [path for path in saved if path.lower().endswith(".nc")]):
        lines.append(f"  To go on from there: mubar run ... --start {continuable[0]}")
    print(*lines, sep="\n", file=sys.stderr)
    return Exit.INTERRUPTED if interrupted else Exit.SIMULATION_FAILED
