"""Protocols: lists of steps and cycles, with everything that is wrong in them reported at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from mubar.core.errors import InputError, Problem

from .controls import Control
from .parser import parse_step
from .resolve import ResolvedStep
from .step import Step

T = TypeVar("T")
_MOST_PROBLEMS = 50

StepLike = Step | Control | str


def parse_protocol(steps: StepLike | Sequence[StepLike | Sequence[StepLike]]) -> list[tuple[Step, int]]:
    """Each step in order, with the index of the cycle that it belongs to, from 0.

    ``steps`` is one step or a list of them: strings, `Step` objects, or controls that need nothing more. A
    list or tuple inside it is one cycle, and a step beside such a cycle is a cycle of its own:
    ``["Rest for 1 hour", ("Discharge ...", "Charge ...")]`` has two. A flat list is one cycle, but one that
    repeats itself is a cycle per repetition: ``["Discharge ...", "Charge ..."] * 10`` has ten.

    Raises InputError with the problems of all steps, each with the step's number, from 1.
    """
    entries = steps if isinstance(steps, (list, tuple)) else [steps]
    cycles = [list(entry) if isinstance(entry, (list, tuple)) else [entry] for entry in entries]
    flat = [item for cycle in cycles for item in cycle]
    if not flat or not all(cycles):
        found = "an empty cycle" if flat else "no steps"
        raise InputError.one("protocol", found, "at least one step such as 'Discharge at 1C until 2.5 V'")
    known: dict[str, Step | InputError] = {}
    read = _each(flat, lambda item: _read(item, known))
    if any(isinstance(entry, (list, tuple)) for entry in entries):
        indices = [index for index, cycle in enumerate(cycles) for _ in cycle]
    else:
        length = _repeat_length(read)
        indices = [position // length for position in range(len(read))]
    return list(zip(read, indices, strict=True))


def resolve_protocol(
    steps: Sequence[tuple[Step, int]],
    nominal_capacity_Ah: float,
    lower_cutoff_V: float,
    upper_cutoff_V: float,
) -> list[tuple[ResolvedStep, int]]:
    """What `parse_protocol` gave, in plain numbers for a cell; equal steps share one `ResolvedStep`.

    Raises InputError with the problems of all steps, each with the step's number, from 1.
    """
    known: dict[int, ResolvedStep] = {}

    def resolved(step: Step) -> ResolvedStep:
        if id(step) not in known:
            known[id(step)] = step.resolve(nominal_capacity_Ah, lower_cutoff_V, upper_cutoff_V)
        return known[id(step)]

    numbers = _each([step for step, _ in steps], resolved)
    return [(step, cycle) for step, (_, cycle) in zip(numbers, steps, strict=True)]


def _read(item: object, known: dict[str, Step | InputError]) -> Step:
    if isinstance(item, Step):
        return item
    if isinstance(item, Control):
        return Step(item)
    if not isinstance(item, str):
        raise InputError.one("step", item, "a string, a Step, or one list of steps per cycle")
    if item not in known:
        try:
            known[item] = _parsed(item)
        except InputError as error:
            known[item] = error
    if isinstance(step := known[item], InputError):
        raise step
    return step


@lru_cache(maxsize=64)
def _parsed(text: str) -> Step:
    """Remembered, for fits that carry out one protocol many times."""
    return parse_step(text)


def _each(items: Sequence[object], convert: Callable[..., T]) -> list[T]:
    """``convert`` of each item; one InputError with all that is wrong, equal problems named once."""
    done: list[T] = []
    wrong: dict[Problem, list[int]] = {}
    for number, item in enumerate(items, 1):
        try:
            done.append(convert(item))
        except InputError as error:
            for problem in error.problems:
                wrong.setdefault(problem, []).append(number)
    if wrong:
        problems = [_numbered(problem, numbers) for problem, numbers in wrong.items()]
        if len(problems) > _MOST_PROBLEMS:
            more = f"{len(problems) - _MOST_PROBLEMS} more problems like these"
            problems[_MOST_PROBLEMS:] = [Problem("protocol", more, "none")]
        raise InputError(problems)
    return done


def _numbered(problem: Problem, numbers: list[int]) -> Problem:
    listed = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
    where = f"step{'s' if len(numbers) > 1 else ''} {listed}{problem.where.removeprefix('step')}"
    return replace(problem, where=where)


def _repeat_length(steps: Sequence[Step]) -> int:
    """The length of the shortest block that ``steps`` repeats (Knuth, Morris and Pratt's prefix function)."""
    border = [0] * len(steps)
    for i in range(1, len(steps)):
        k = border[i - 1]
        while k and steps[i] != steps[k]:
            k = border[k - 1]
        border[i] = k + (steps[i] == steps[k])
    length = len(steps) - border[-1]
    return length if len(steps) % length == 0 else len(steps)
