"""Many runs of one cell with different parameter values, on several threads: the solver runs outside
Python's lock.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from os import PathLike
from typing import Any

from ..core.errors import InputError
from ..materials.cell import Cell
from ..materials.library import load_cell
from ..simulation.options import Options
from ..simulation.solution import Solution
from ..simulation.solve import solve


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
    cells = [_changed(base, change, i) for i, change in enumerate(changes)]
    if threads is not None and (not isinstance(threads, int) or isinstance(threads, bool) or threads < 1):
        raise InputError.one("threads", threads, "a whole number, at least 1")
    if progress is not None and not callable(progress):
        raise InputError.one("progress", progress, "a function of runs done and runs in all")

    def one(changed: Cell) -> Solution:
        return solve(changed, steps, model, options)

    return _on_threads(one, cells, threads or os.cpu_count() or 1, progress)


def _on_threads(
    one: Callable[[Cell], Solution],
    cells: list[Cell],
    threads: int,
    progress: Callable[[int, int], None] | None,
) -> list[Solution]:
    """``one`` of each cell. Threads take the next by themselves: cheaper than a future for each."""
    found: dict[int, Solution] = {}
    waiting = deque(enumerate(cells))

    def work() -> None:
        while True:
            try:
                i, cell = waiting.popleft()
            except IndexError:
                return
            found[i] = one(cell)

    with ThreadPoolExecutor(threads) as pool:
        workers = [pool.submit(work) for _ in range(min(threads, len(cells)))]
        try:
            while True:
                ended, running = wait(workers, _LOOK, FIRST_EXCEPTION)
                if not running or any(worker.exception() for worker in ended):
                    break
                if progress:
                    progress(len(found), len(cells))
            for worker in workers:
                worker.result()
        finally:
            waiting.clear()
    if progress:
        progress(len(found), len(cells))
    return [found[i] for i in range(len(cells))]


_LOOK = 0.1
"""s between reports of progress."""


def _changed(cell: Cell, change: Mapping[str, Any], index: int) -> Cell:
    if not isinstance(change, Mapping):
        raise InputError.one(
            f"change {index + 1}", change, "keys and values, such as {'negative.thickness': 8e-5}"
        )
    try:
        return cell.replace(**change)
    except InputError as error:
        raise InputError(
            [replace(p, where=f"change {index + 1}: {p.where}") for p in error.problems]
        ) from None
