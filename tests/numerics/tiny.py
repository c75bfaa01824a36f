"""Problems of a few unknowns with known solutions, for the integrator by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mubar.models.assembly import Structure
from mubar.models.equations import Equations
from mubar.models.packing import packed
from mubar.models.template import template
from mubar.numerics import engine, tasks
from mubar.numerics import layout as at
from mubar.numerics.integrate import Reason
from mubar.numerics.kernels import compile_kernel
from mubar.numerics.tasks import Answer, Bench, Task


class Problem:
    """Equations with their numbers; ``y0`` gives unknowns at the start, algebraic ones as guesses."""

    def __init__(
        self,
        equations: Equations,
        y0: Mapping[str, Any],
        rows: Mapping[str, Any] | None = None,
        numbers: Mapping[str, float] | None = None,
        current: float = 0.0,
        slope: float = 0.0,
    ):
        self.structure = Structure(equations)
        self.k, addresses, tables = packed(self.structure)
        assert not tables
        self.k[addresses] = [compile_kernel(call.spec) for call in self.structure.calls]
        self.w = template(self.structure, self.k)
        st, w = self.structure, self.w
        for name, value in {
            "control.current": 1.0,
            "control.setpoint": current,
            "control.slope": slope,
        }.items():
            w[st.numbers[name]] = value
        for name, value in (numbers or {}).items():
            w[st.numbers[name]] = value
        for name, value in (rows or {}).items():
            w[st.rows[name] : st.rows[name] + st.nv] = value
        for name, value in y0.items():
            if name in equations.unknowns:
                w[st.unknown(name)] = value
            elif name in equations.border:
                w[st.border_index(name)] = value
            else:
                (g,) = [g for g, group in enumerate(equations.pendants) if group.name == name]
                st.pendant(w[: st.n], g)[...] = value
        self.tables = np.zeros(1)
        engine.install(self.k, [group.part for group in equations.pendants], lambda text: None)

    def begin(self, rtol: float, atol: float | None = None, t: float = 0.0, h: float = 1e-3) -> bool:
        real = self.k[at.REAL]
        self.w[real + at.RTOL], self.w[real + at.ATOL] = rtol, rtol if atol is None else atol
        self.k[at.STEPS : at.ITERATIONS + 1] = 0
        return bool(self.done(tasks.begin(self.w, self.k, self.tables, t, h)).code)

    def done(self, task: Task) -> Answer:
        (answer,) = Bench().carry_out((task,))
        return answer

    def advance(
        self,
        t_end: float,
        period: float = 0.0,
        stops: Sequence[tuple[float, float, float, float]] = (),
        room: int = 100_000,
        max_steps: int = 1_000_000,
        first_sample: float | None = None,
    ) -> Run:
        rows = np.zeros(1, dtype=np.int64)
        series, states = np.zeros((room, 5)), np.zeros((room, self.structure.n))
        sampling = np.array([period, period if first_sample is None else first_sample])
        watched = np.array(stops, dtype=float).reshape(-1, 4)
        task = tasks.advance(
            self.w, self.k, self.tables, rows, series, states, sampling, watched, t_end, max_steps
        )
        answer = self.done(task)
        return Run(self, Reason(answer.code), answer.which, series[: rows[0]], states[: rows[0]])

    def run(self, t_end: float, rtol: float, atol: float | None = None, **more: Any) -> Run:
        assert self.begin(rtol, atol)
        return self.advance(t_end, **more)

    @property
    def time(self) -> float:
        """Since `begin`, s."""
        return float(self.w[self.k[at.REAL] + at.T])

    def count(self, which: int) -> int:
        return int(self.k[which])


class Run:
    """What was recorded, and why it ended."""

    def __init__(self, problem: Problem, reason: Reason, hit: int, series: np.ndarray, states: np.ndarray):
        self.problem, self.reason, self.hit = problem, reason, hit
        self.time, self.voltage, self.current, self.charge, self.energy = series.T
        self.states = states

    def of(self, name: str) -> np.ndarray:
        """(rows, volumes) of a chain unknown."""
        return self.states[:, self.problem.structure.unknown(name)]
