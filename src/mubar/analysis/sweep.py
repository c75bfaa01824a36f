"""Many runs of one cell with different parameter values, on several threads: the solver runs outside
Python's lock.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from queue import Empty, SimpleQueue
from typing import Any

from .. import models
from ..core.errors import InputError
from ..materials.cell import Cell
from ..materials.changes import changed
from ..materials.library import load_cell
from ..materials.unusual import warn_of
from ..numerics.tasks import Answer, Bench, Computation, Task
from ..simulation.options import Options
from ..simulation.protocol import parse_protocol
from ..simulation.solution import Solution
from ..simulation.solve import solving


def sweep(
    cell: Cell | str,
    steps: Any,
    changes: Iterable[Mapping[str, Any]],
    model: Any,
    options: Options,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Solution]:
    """Solutions in the order of ``changes``; see `mubar.sweep`."""
    base = load_cell(cell) if isinstance(cell, (str, PathLike)) else cell
    if not isinstance(base, Cell):
        raise InputError.one("cell", base, "a Cell, or the name or path of one")
    if isinstance(changes, Mapping | str | bytes) or not isinstance(changes, Iterable):
        raise InputError.one("changes", changes, "a list of changes, such as {'negative.thickness': 8e-5}")
    changes = list(changes)
    if threads is not None and (not isinstance(threads, int) or isinstance(threads, bool) or threads < 1):
        raise InputError.one("threads", threads, "a whole number, at least 1")
    if progress is not None and not callable(progress):
        raise InputError.one("progress", progress, "a function of runs done and runs in all")

    protocol, chosen = parse_protocol(steps), models.chosen(model)
    many = len(changes)
    count = max(1, min(threads or os.cpu_count() or 1, many))
    with _few_objects_searched() as leave_alone, ThreadPoolExecutor(count) as pool:
        work = _Work(leave_alone)
        together = max(1, min(_TOGETHER, many // (4 * count)))
        workers = [pool.submit(work.carry_out, together) for _ in range(count)]
        try:
            told: set[str] = set()
            for i, change in enumerate(changes):  # while the first are under way
                made = _changed(base, change, i)
                told |= warn_of(made, change.keys() - told)
                work.waiting.put((i, solving(made, protocol, chosen, options)))
            work.all_there(count)
            while True:
                ended, running = wait(workers, _LOOK, FIRST_EXCEPTION)
                if not running or any(worker.exception() for worker in ended):
                    break
                if progress:
                    progress(len(work.found), many)
            for worker in workers:
                worker.result()
        finally:
            work.stopped = True
            work.all_there(count)
    if progress:
        progress(len(work.found), many)
    return [work.found[i] for i in range(many)]


@contextmanager
def _few_objects_searched() -> Iterator[Callable[[], None]]:
    """Python's search for garbage passes over what there was before, and over what there is whenever the
    function that comes out is called: else it takes a fifth of a sweep.
    """
    if gc.get_freeze_count():  # somebody else has decided
        yield lambda: None
        return
    gc.freeze()
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()


class _Work:
    """Computations that threads take one after the other, and their results by number."""

    def __init__(self, leave_alone: Callable[[], None]) -> None:
        self._leave_alone = leave_alone
        self.waiting: SimpleQueue[tuple[int, Computation[Solution]] | None] = SimpleQueue()
        self.found: dict[int, Solution] = {}
        self.stopped = False

    def all_there(self, threads: int) -> None:
        """Let threads go home when nothing waits any more."""
        for _ in range(threads):
            self.waiting.put(None)

    def carry_out(self, together: int) -> None:
        """A thread's part. Tasks of several runs go to the solver ``together``: handing Python's lock from
        thread to thread costs as much as a small task.
        """
        bench, asking, more = Bench(together), list[_Asking](), True
        while not self.stopped:
            while more and len(asking) < together:
                try:
                    next_one = self.waiting.get(block=not asking)
                except Empty:
                    break
                if next_one is None:
                    more = False
                else:
                    self._go_on(*next_one, None, asking)
            if not asking:
                return
            answers = bench.carry_out([task for *_, task in asking])
            answered, asking = asking, []
            for (number, computation, _), answer in zip(answered, answers, strict=True):
                self._go_on(number, computation, answer, asking)

    def _go_on(
        self, number: int, computation: Computation[Solution], answer: Answer | None, asking: list[_Asking]
    ) -> None:
        try:
            task = computation.send(answer)  # type: ignore[arg-type]  # None starts a generator
        except StopIteration as done:
            self.found[number] = done.value
            if len(self.found) % _TOGETHER == 0:
                self._leave_alone()
        else:
            asking.append((number, computation, task))


_Asking = tuple[int, Computation[Solution], Task]
_TOGETHER = 64
_LOOK = 0.1
"""s between reports of progress."""


def _changed(cell: Cell, change: Mapping[str, Any], index: int) -> Cell:
    if not isinstance(change, Mapping):
        raise InputError.one(
            f"change {index + 1}", change, "keys and values, such as {'negative.thickness': 8e-5}"
        )
    try:
        return changed(cell, change)
    except InputError as error:
        raise InputError(
            [replace(p, where=f"change {index + 1}: {p.where}") for p in error.problems]
        ) from None
