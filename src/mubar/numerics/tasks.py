"""What Python asks of the compiled solver, one row of whole numbers and two real ones per task.

A run asks for one thing after the other and looks at each answer. As rows, tasks of many runs go to the
solver in one call, outside Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from ctypes import CFUNCTYPE, addressof, c_char, c_int64, c_void_p
from enum import IntEnum
from functools import cache
from time import perf_counter
from typing import NamedTuple, TypeVar

import numpy as np

from .layout import CARRY_OUT, STEPS

Array = np.ndarray
Result = TypeVar("Result")

# a task's whole numbers: what is asked, addresses of the problem and of the record, and the answer
(
    KIND, WORKSPACE, LAYOUT, TABLES, ROWS, SERIES, ROOM, STATES, SAMPLING, STOPS, STOP_COUNT, MAX_STEPS, CODE,
    WHICH,
) = range(14)  # fmt: skip
SIZE = 14
BEGIN, ADVANCE = range(2)


class Reason(IntEnum):
    """Why `advance` returned."""

    END = 0
    STOP = 1
    FULL = 2
    ERROR_TEST = 3
    NEWTON = 4
    BOUND = 5
    STEPS = 6


class Watch(IntEnum):
    """What a stop watches."""

    VOLTAGE = 0
    CURRENT = 1
    CHARGE = 2
    LEAST = 3
    """The smallest of the chain's first unknown."""


class Task(NamedTuple):
    """A row, without the answer; ``k``, the layout, counts the solver's steps."""

    solver: int
    """Address of the compiled `integrate.carry_out`."""
    integers: tuple[int, ...]
    numbers: tuple[float, float]
    k: Array


class Answer(NamedTuple):
    """code: of `integrate.begin` whether it succeeded, of `integrate.advance` the `Reason` why it came back,
    with the index of the stop in ``which``. seconds: spent; of several runs' together, by their steps.
    """

    code: int
    which: int
    seconds: float


Computation = Generator[Task, Answer, Result]
"""Python that asks for tasks on its way to a result."""


def begin(w: Array, k: Array, tables: Array, t: float, h: float) -> Task:
    """`mubar.numerics.integrate.begin` on a bound problem (`layout`)."""
    return Task(int(k[CARRY_OUT]), (BEGIN, address(w), address(k), address(tables)), (t, h), k)


def advance(
    w: Array,
    k: Array,
    tables: Array,
    rows: Array,
    series: Array,
    states: Array,
    sampling: Array,
    stops: Array,
    t_end: float,
    max_steps: int,
) -> Task:
    """`mubar.numerics.integrate.advance`, after `begin`.

    ``series`` (capacity, 5) and ``states`` (capacity or 0, n) take the results from row ``rows[0]`` on;
    ``sampling`` is (period, next sample's time), period 0 for every step. ``stops`` (m, 4): kind, value,
    direction, and the gap at the last accepted step. All must live until the task is done.
    """
    problem = ADVANCE, address(w), address(k), address(tables)
    record = address(rows), address(series), len(series), address(states)
    watched = address(sampling), address(stops), len(stops), max_steps
    return Task(int(k[CARRY_OUT]), (*problem, *record, *watched), (t_end, 0.0), k)


def address(a: Array) -> int:
    """Of a writable, contiguous array's first element; 0 where it has none."""
    return addressof(c_char.from_buffer(a)) if a.size else 0  # type: ignore[arg-type]  # it is a buffer


class Bench:
    """Carries out up to ``size`` tasks at once; for one thread."""

    def __init__(self, size: int = 1) -> None:
        self._integers, self._numbers = np.zeros((size, SIZE), dtype=np.int64), np.zeros((size, 2))
        self._addresses = address(self._integers), address(self._numbers)

    def carry_out(self, tasks: Sequence[Task]) -> list[Answer]:
        for i, task in enumerate(tasks):
            self._integers[i, : len(task.integers)] = task.integers
            self._numbers[i] = task.numbers
        before = [int(task.k[STEPS]) for task in tasks]
        began = perf_counter()
        _compiled(tasks[0].solver)(len(tasks), *self._addresses)
        seconds = perf_counter() - began
        steps = [int(task.k[STEPS]) - b + 1 for task, b in zip(tasks, before, strict=True)]
        share = seconds / sum(steps)
        codes = self._integers[: len(tasks), CODE:].tolist()
        return [Answer(code, which, share * n) for (code, which), n in zip(codes, steps, strict=True)]


@cache
def _compiled(solver: int) -> Callable[[int, int, int], None]:
    return CFUNCTYPE(None, c_int64, c_void_p, c_void_p)(solver)


def carried_out(computation: Computation[Result]) -> Result:
    """The result of a computation by itself. Ctrl-C meets it where it waits for an answer."""
    bench = Bench()
    try:
        task = next(computation)
        while True:
            try:
                (answer,) = bench.carry_out((task,))
            except KeyboardInterrupt as interrupt:
                task = computation.throw(interrupt)
            else:
                task = computation.send(answer)
    except StopIteration as done:
        return done.value
