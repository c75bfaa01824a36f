"""The compiled solver, loaded on first use: from disk, or compiled once per machine.

Two parts, since what LLVM sees at once it optimises over and over: the Newton iteration, compiled for a block
size, and time integration, which calls it by address.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from . import cache as disk
from .layout import LOOK, NEWTON_STEP
from .tasks import ADVANCE, BEGIN, Array, Task, address

DEPENDS_ON = ("layout", "pointers", "pendants", "nodes", "chain", "newton", "bdf", "tasks", "integrate")
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
\"\"\"The solver's entry point; safe to delete.\"\"\"
from numba import cfunc, types

from mubar.numerics import integrate, tasks
from mubar.numerics.pointers import FLOATS, INTS, shifted


@cfunc(types.void(types.int64, INTS, FLOATS), error_model="numpy", cache=True)
def carry_out(n, integers, numbers):
    for i in range(n):
        integrate.carry_out(shifted(integers, i * tasks.SIZE), shifted(numbers, 2 * i))
"""


@dataclass(frozen=True)
class Engine:
    """The compiled solver for one block size, as addresses of its functions; makes tasks for it."""

    step: int
    look: int
    carry_out: int

    def begin(self, w: Array, k: Array, tables: Array, t: float, h: float) -> Task:
        """`mubar.numerics.integrate.begin` on a bound problem (`layout`)."""
        k[NEWTON_STEP], k[LOOK] = self.step, self.look
        return Task(self.carry_out, (BEGIN, address(w), address(k), address(tables)), (t, h), k)

    def advance(
        self,
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
        return Task(self.carry_out, (*problem, *record, *watched), (t_end, 0.0), k)


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
    with suppress(OSError):  # it only spares the announcement
        marker.touch()
    return Engine(newton.step.address, newton.look.address, run.carry_out.address)
