"""The run loop: one step of a protocol after the other on a bound system, and the record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..core.fields import Field
from ..core.significant import significant
from ..models.inspection import Inspection
from ..models.system import System
from ..numerics import layout as at
from ..numerics import tasks
from ..numerics.tasks import Computation, Reason, Watch
from .border import REST, BorderRow, border_row
from .options import Options
from .protocol import ResolvedStep, Stop
from .recorder import Condense, Recorder
from .solution import Status
from .state_of_charge import StateOfCharge, state_of_charge
from .stops import Watched, described, watched

_FAILURES = {
    Reason.NEWTON: (Status.NO_CONVERGENCE, "the equations of a time step could not be solved"),
    Reason.ERROR_TEST: (Status.STEP_TOO_SMALL, "the time step became too small"),
    Reason.BOUND: (
        Status.OUT_OF_RANGE,
        "a concentration reached its bound (empty or full particles, or salt used up)",
    ),
}
_FOREVER = 1e12
"""s; no step of a protocol is meant to last as long."""
_Point = tuple[float, float]
_FIRST_STEP = 1e-2
_CHUNK, _CHUNK_VALUES = 2000, 5_000_000
"""Solver steps, and values of a state times solver steps, between looks at Ctrl-C: at most about 0.1 s."""


@dataclass
class Outcome:
    """How a run went."""

    recorder: Recorder
    status: Status = Status.SUCCESS
    message: str = ""
    notes: list[str] = field(default_factory=list)
    skipped: int = 0
    """Steps whose end was met when they began."""
    solver_time: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)


class Depleted(Exception):
    """The salt fell below the alarm: a finer mesh is called for."""


class Failed(Exception):
    """Ends a run from inside; carries the status."""

    def __init__(self, status: Status, message: str) -> None:
        self.status, self.message = status, message


@dataclass(frozen=True)
class Origin:
    """What a run counts on from: time in s, steps and cycles already done."""

    time: float = 0.0
    step: int = 0
    cycle: int = 0


def run(
    system: System,
    steps: Sequence[tuple[ResolvedStep, int]],
    origin: Origin,
    options: Options,
    alarm: float | None = None,
) -> Computation[Outcome]:
    """Carry out ``steps`` on ``system``, whose y holds the initial state; the solver's tasks are asked for.

    Raises `Depleted` when the chain's first unknown falls to ``alarm`` anywhere.
    """
    condense = _condensing(system, options.outputs) if options.outputs else None
    recorder = Recorder(system.structure.n, options.keeps_states, condense)
    runner = _Runner(system, Outcome(recorder), origin, options, alarm)
    runner.outcome.notes += system.notes
    number = origin.step
    try:
        for i, (step, cycle) in enumerate(steps):
            ended: Failed | KeyboardInterrupt | None = None
            try:
                yield from runner.carry_out(step, number + i + 1, number + len(steps))
            except (Failed, KeyboardInterrupt) as early:
                ended = early
            yield from runner.keep_last()
            runner.outcome.recorder.label(number + i + 1, origin.cycle + cycle + 1, runner.temperature)
            if ended:
                raise ended
    except Failed as failure:
        runner.outcome.status, runner.outcome.message = failure.status, failure.message
    except KeyboardInterrupt:
        runner.outcome.status = Status.INTERRUPTED
        runner.outcome.message = f"interrupted at {runner.time:.6g} s"
    k = system.k
    runner.outcome.counts = {
        "steps": int(k[at.STEPS]),
        "newton_iterations": int(k[at.ITERATIONS]),
        "error_test_failures": int(k[at.ERROR_FAILS]),
        "newton_failures": int(k[at.NEWTON_FAILS]),
    }
    return runner.outcome


class _Runner:
    def __init__(
        self, system: System, outcome: Outcome, origin: Origin, options: Options, alarm: float | None
    ) -> None:
        self.system, self.outcome, self.options, self.alarm = system, outcome, options, alarm
        self.area = system.cell.area
        self.temperature = options.temperature
        self.steps_left = options.max_steps
        self.chunk = min(_CHUNK, max(1, _CHUNK_VALUES // system.structure.n))
        self.origin_state = system.y.copy()
        self.real = system.k[at.REAL]
        system.w[self.real + at.T_BEGIN], system.w[self.real + at.T] = origin.time, 0.0
        system.k[at.STEPS : at.ITERATIONS + 1] = 0

    @property
    def time(self) -> float:
        """s, since the start of everything."""
        return float(self.system.w[self.real + at.T_BEGIN] + self.system.w[self.real + at.T])

    def carry_out(self, step: ResolvedStep, number: int, of: int) -> Computation[None]:
        system, recorder = self.system, self.outcome.recorder
        self.temperature = step.temperature or self.options.temperature
        if recorder.total and self.temperature != system.temperature:
            recorder.flush()  # what it keeps is at one temperature
        system.bind(self.temperature)
        times, values = step.setpoint
        t0, charge0, before = self.time, float(system.y[-2]), system.y.copy()
        first_step = _FIRST_STEP if recorder.total == 0 else 1.0
        if not (yield from self._begin(border_row(step.mode, self.area, float(values[0])), first_step)):
            raise Failed(
                Status.INFEASIBLE,
                f"step {number} ({step.text}) asks for what the cell can't give at {t0:.6g} s",
            )
        voltage = self._voltage()
        stops = self._watched(step.stops, voltage, charge0)
        if stops.met:
            self.outcome.skipped += 1
            here = f"{significant(voltage, 4)} V and {significant(abs(self._current()) * self.area, 4)} A"
            met = f"{described(stops.met)} is met at its start, at {here}"
            self.outcome.notes.append(f"step {number} ({step.text}) was skipped: {met}")
            system.y[:] = before
            return
        recorder.put(self.time, voltage, system.y, self._current())
        period = step.period or self.options.period or 0.0
        sampling = np.array([period, period], dtype=float)
        end = min(step.duration, _FOREVER)
        reason, which = Reason.END, -1
        for a, b in _segments(times, values, end):
            slope = (b[1] - a[1]) / (b[0] - a[0]) if b[0] > a[0] else 0.0
            border_row(step.mode, self.area, a[1], slope, a[0]).put(system)
            reason, which = yield from self._advance(sampling, stops.rows, min(b[0], end), number, of)
            if reason is not Reason.END:
                break
        ended_by = stops.owner(which) if reason is Reason.STOP else None
        if reason is Reason.STOP and ended_by is None:
            raise Depleted
        if reason in _FAILURES:
            status, what = _FAILURES[reason]
            raise Failed(status, f"step {number} ({step.text}): {what} at {self.time:.6g} s")
        if reason is Reason.END and end == _FOREVER:
            raise Failed(Status.NEVER_ENDS, f"step {number} ({step.text}) met nothing to end it in {end:g} s")
        if ended_by is not None and not ended_by.own:
            limit, after = described(ended_by), f"{self.time - t0:.6g} s"
            self.outcome.notes.append(
                f"step {number} ({step.text}) ended at the cell's {limit} after {after}"
            )

    def keep_last(self) -> Computation[None]:
        """The state that a step ended with is recorded; if there is no row at all, the rest that it all began
        with.
        """
        recorder = self.outcome.recorder
        if recorder.total:
            if recorder.last_time < self.time - 1e-9 * max(1.0, self.time):
                recorder.put(self.time, self._voltage(), self.system.y, self._current())
            return
        self.system.bind(self.options.temperature)
        self.system.y[:] = self.origin_state
        REST.put(self.system)
        yield from self._try(_FIRST_STEP)
        recorder.put(self.time, self._voltage(), self.system.y, 0.0)
        self.temperature = self.options.temperature

    # pieces ---------------------------------------------------------------------------------------------
    def _advance(
        self, sampling: np.ndarray, stops: np.ndarray, t_end: float, number: int, of: int
    ) -> Computation[tuple[Reason, int]]:
        system, recorder = self.system, self.outcome.recorder
        while True:
            before = int(system.k[at.STEPS])
            code, which, seconds = yield tasks.advance(
                system.w,
                system.k,
                system.tables,
                recorder.rows,
                recorder.series,
                recorder.states,
                sampling,
                stops,
                t_end,
                min(self.chunk, self.steps_left),
            )
            self.outcome.solver_time += seconds
            self.steps_left -= int(system.k[at.STEPS]) - before
            if self.options.progress:
                self.options.progress(self.time, number, of, self._voltage())
            if code == Reason.FULL:
                recorder.flush()
                if recorder.too_large:
                    what = f"the record of step {number} outgrew this machine's memory at {self.time:.6g} s"
                    raise Failed(Status.TOO_LARGE, what)
            elif code != Reason.STEPS:
                return Reason(code), which
            if self.steps_left <= 0:
                raise Failed(
                    Status.TOO_MANY_STEPS,
                    f"step {number} took more solver steps than allowed, up to {self.time:.6g} s",
                )

    def _begin(self, row: BorderRow, first_step: float) -> Computation[bool]:
        """A consistent start; where Newton fails at once, the setpoint is approached from rest in stages.

        A power always is: of the two currents that give it, the smaller lies on the way.
        """
        system = self.system
        keep = system.y.copy()
        if row.power == 0.0:
            row.put(system)
            if (yield from self._try(first_step)):
                return True
            system.y[:] = keep
        system.y[system.structure.border_start] = 0.0
        REST.put(system)
        done, stride = 0.0, 1.0 if row.power else 0.25
        if (yield from self._try(first_step)):
            rest = self._voltage()
            while done < 1.0 and stride > 1e-3:
                part = min(1.0, done + stride)
                good = system.y.copy()
                row.on_the_way(rest, part).put(system)
                met = yield from self._try(first_step)
                if met and (row.power == 0.0 or row.setpoint * self._current() >= 0.0):
                    done, stride = part, 2.0 * stride
                else:
                    system.y[:], stride = good, 0.25 * stride
        if done < 1.0:
            system.y[:] = keep
        return done >= 1.0

    def _try(self, first_step: float) -> Computation[bool]:
        s = self.system
        answer = yield tasks.begin(s.w, s.k, s.tables, self.time, first_step)
        return bool(answer.code)

    def _voltage(self) -> float:
        return float(self.system.w[self.system.k[at.FUNCTIONALS]])

    def _current(self) -> float:
        return float(self.system.y[self.system.structure.border_start])

    def _watched(self, stops: Sequence[Stop], voltage: float, charge: float) -> Watched:
        now = {Watch.VOLTAGE: voltage, Watch.CURRENT: abs(self._current()), Watch.CHARGE: charge}
        least = float(self.system.y[: self.system.structure.nv].min())
        alarm = None if self.alarm is None else (self.alarm, least)
        return watched(stops, now, self.area, lambda soc: self._soc.charge_at(soc), alarm)

    @cached_property
    def _soc(self) -> StateOfCharge:
        return state_of_charge(self.system, self.origin_state)


def _condensing(system: System, outputs: Sequence[str]) -> Condense:
    """To the fields that were asked for, at the temperature that the system has."""

    def condense(states: np.ndarray) -> list[Field]:
        T = np.full(len(states), system.temperature)
        seen = Inspection(system.model, system.cell, system.mesh, states, T)
        return [replace(f, values=np.array(f.values)) for f in seen.fields(outputs)]

    return condense


def _segments(times: np.ndarray, values: np.ndarray, length: float) -> Iterator[tuple[_Point, _Point]]:
    """Pairs of ((time, value), (time, value)) between breakpoints; the last value holds on."""
    points = list(zip(map(float, times), map(float, values), strict=True))
    if len(points) == 1 or points[-1][0] < length:
        points.append((length, points[-1][1]))
    return pairwise(points)
