"""The compiled solver, loaded on first use: from disk, or compiled once per machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numba import types

from . import cache as disk

Array = np.ndarray
_DEPENDS_ON = ("layout", "pointers", "lookup", "pendants", "chain", "newton", "bdf", "integrate")
_TEXT = '''"""The solver's entry point; safe to delete."""
from numba import njit

from mubar.numerics import integrate


@njit(error_model="numpy", nogil=True, cache=True)
def enter(starting, block, w, k, tables, rows, series, states, sampling, stops, t, h, max_steps):
    if starting:
        return int(integrate.begin(block, w, k, tables, t, h)), -1
    return integrate.advance(block, w, k, tables, rows, series, states, sampling, stops, t, max_steps)
'''
_NONE = np.zeros((0, 4))


class Engine:
    """The compiled solver for one block size. One entry point, so that the Newton step is compiled once."""

    def __init__(self, enter: Callable[..., tuple[int, int]]):
        self._enter = enter

    def begin(self, block: tuple[int, ...], w: Array, k: Array, tables: Array, t: float, h: float) -> bool:
        """See `mubar.numerics.integrate.begin`."""
        found, _ = self._enter(True, block, w, k, tables, k[:0], _NONE, _NONE, w[:0], _NONE, t, h, 0)
        return bool(found)

    def advance(
        self,
        block: tuple[int, ...],
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
    ) -> tuple[int, int]:
        """See `mubar.numerics.integrate.advance`."""
        return self._enter(
            False, block, w, k, tables, rows, series, states, sampling, stops, t_end, 0.0, max_steps
        )


@cache
def load(block_size: int, announce: Callable[[str], None]) -> Engine:
    """The solver for chains of ``block_size`` unknowns per volume, from disk or compiled at once.

    ``announce`` is called where a compilation lies ahead.
    """
    made = disk.module("solver", _TEXT, _DEPENDS_ON)[0]
    marker = disk.folder() / f"{made.__name__}.{block_size}.done"
    if not marker.exists():
        announce("compiling the solver (once per machine, about half a minute)")
    floats, ints, rows = types.float64[::1], types.int64[::1], types.float64[:, ::1]
    bound = (types.boolean, types.UniTuple(types.int64, block_size), floats, ints, floats)
    made.enter.compile((*bound, ints, rows, rows, floats, rows, types.float64, types.float64, types.int64))
    marker.touch()
    return Engine(made.enter)
