"""The compiled solver, loaded on first use: from disk, or compiled once per machine.

Two parts, since what LLVM sees at once it optimises over and over: the Newton iteration, compiled for a block
size, and time integration, which calls it by address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType

import numpy as np

from . import cache as disk
from .layout import LOOK, NEWTON_STEP

Array = np.ndarray
DEPENDS_ON = ("layout", "pointers", "pendants", "chain", "newton", "bdf", "integrate")
"""Modules of this package that compiled code is made of."""
_NEWTON = """\
\"\"\"The solver's Newton iteration; safe to delete.\"\"\"
from numba import cfunc, types

from mubar.numerics import newton
from mubar.numerics.pointers import FLOATS, INTS

BLOCK = (0,) * {block_size}
SIGNATURE = types.int64(FLOATS, INTS, FLOATS)


@cfunc(SIGNATURE, error_model="numpy", cache=True)
def step(w, k, tables):
    return int(newton.newton_step(BLOCK, w, k, tables))


@cfunc(SIGNATURE, error_model="numpy", cache=True)
def look(w, k, tables):
    newton.evaluate(BLOCK, w, k, tables)
    newton.functionals(BLOCK, w, k, False)
    return 1
"""
_RUN = """\
\"\"\"The solver's entry points; safe to delete.\"\"\"
from numba import njit, types

from mubar.numerics import integrate

FLOATS, INTS, ROWS = types.float64[::1], types.int64[::1], types.float64[:, ::1]
RUN = (FLOATS, INTS, FLOATS)


@njit((*RUN, types.float64, types.float64), error_model="numpy", nogil=True, cache=True)
def begin(w, k, tables, t, h):
    return integrate.begin(w, k, tables, t, h)


@njit(
    (*RUN, INTS, ROWS, ROWS, FLOATS, ROWS, types.float64, types.int64),
    error_model="numpy",
    nogil=True,
    cache=True,
)
def advance(w, k, tables, rows, series, states, sampling, stops, t_end, max_steps):
    return integrate.advance(w, k, tables, rows, series, states, sampling, stops, t_end, max_steps)
"""


class Engine:
    """The compiled solver for one block size. ``w``, ``k``, ``tables``: a bound problem (`layout`)."""

    def __init__(self, run: ModuleType, step: int, look: int) -> None:
        self._begin, self._step, self._look = run.begin, step, look
        self.advance = run.advance  # mubar.numerics.integrate.advance; `begin` comes first

    def begin(self, w: Array, k: Array, tables: Array, t: float, h: float) -> bool:
        """See `mubar.numerics.integrate.begin`."""
        k[NEWTON_STEP], k[LOOK] = self._step, self._look
        return self._begin(w, k, tables, t, h)


@cache
def load(block_size: int, announce: Callable[[str], None]) -> Engine:
    """The solver for chains of ``block_size`` unknowns per volume, from disk or compiled at once.

    ``announce`` is called where a compilation lies ahead.
    """

    text = _NEWTON.format(block_size=block_size)
    marker = disk.folder() / f"{disk.name_of('engine', text + _RUN, DEPENDS_ON)}.done"
    if not marker.exists():
        announce("compiling the solver (once per machine, less than a minute)")
    newton = disk.module("newton", text, DEPENDS_ON)[0]
    run = disk.module("solver", _RUN, DEPENDS_ON)[0]
    marker.touch()
    return Engine(run, newton.step.address, newton.look.address)
