"""A run's terminal voltage a second way: the same residual, integrated by SUNDIALS' IDA.

Only the kernels are shared, called one by one; what the solver does with them (elimination of particles,
chain and border, BDF, consistent starts, events) is replaced by plain sums in NumPy, a dense matrix of finite
differences, and IDA (A. C. Hindmarsh et al., ACM TOMS 31 (2005) 363, doi:10.1145/1089014.1089020).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from generated_cases import Case

import mubar
from mubar.models.system import System
from mubar.numerics import layout as at
from mubar.simulation.protocol import Mode, ResolvedStep, parse_protocol, resolve_protocol

_KERNEL = ctypes.CFUNCTYPE(None, ctypes.c_int64, *3 * (ctypes.c_void_p,))
_MODES = {
    Mode.CURRENT: lambda s, A: {"current": 1.0, "setpoint": s / A},
    Mode.VOLTAGE: lambda s, A: {"voltage": 1.0, "setpoint": s},
    Mode.POWER: lambda s, A: {"power": 1.0, "setpoint": s / A},
    Mode.RESISTANCE: lambda s, A: {"voltage": 1.0, "current": -s * A},
}


class Residual:
    """F(t, y, ẏ) (n,) of a bound `System`, without its two quadratures (charge and energy)."""

    def __init__(self, system: System) -> None:
        self.system, self.st = system, system.structure
        self.n = self.st.n - 2
        k = system.k
        groups = range(k[at.GROUP_TABLE], k[at.GROUP_TABLE] + k[at.NG] * at.GROUP_SIZE, at.GROUP_SIZE)
        self._fixed = [self._call(k[o + at.G_FIXED_CALL]) for o in groups]
        self._local = [self._call(k[at.CHAIN_CALLS] + 3 * c) for c in range(k[at.CHAIN_CALL_COUNT])]
        self._particles = [
            self._call(k[o + place]) for o in groups for place in (at.G_NODE_CALL, at.G_EXCHANGE_CALL)
        ]
        self._border = self._call(k[at.BORDER_CALL])
        self._groups = list(groups)
        self._bind()

    def _call(self, place: int):
        """The kernel at this place of the layout, to be called without arguments."""
        k, w = self.system.k, self.system.w
        kernel, count, offsets = _KERNEL(int(k[place])), int(k[place + 1]), k[int(k[place + 2]) :]
        return lambda: kernel(count, w.ctypes.data, offsets.ctypes.data, self.system.tables.ctypes.data)

    def _bind(self) -> None:
        """Views of the workspace; weights and κ of particles, which do not change."""
        st, w, k = self.st, self.system.w, self.system.k
        self._y, self._ydot, self._clock = w[: self.n], w[st.ydot : st.ydot + self.n], w[st.clock :][:2]
        self._volume = w[st.volume :][: np.prod(st.volume_shape)].reshape(st.volume_shape)[:, 0]
        self._face = w[st.face :][: np.prod(st.face_shape)].reshape(st.face_shape)[:, 0]
        self._phi = w[st.functionals :][: st.nf]
        self._bordered = w[st.border :][: np.prod(st.border_shape)].reshape(st.border_shape)[:, 0]
        for call in self._fixed:
            call()
        self._weights, self._kappas, self._P, self._j, self._gathered = [], [], [], [], []
        for o, group in zip(self._groups, st.eq.pendants, strict=True):
            fixed = w[k[o + at.G_FIXED] :][: 2 * st.nv].reshape(2, st.nv)[:, group.home].copy()
            self._weights.append(fixed[0])
            self._kappas.append(fixed[1])
            ns, count = len(group.shells.nodes), len(group.home)
            P = w[k[o + at.G_NODE] :][: 2 * ns * count].reshape(2, ns, count)
            self._P.append(P)
            self._j.append(w[k[o + at.G_EXCHANGE] :][:count])
            self._gathered.append(w[k[o + at.G_GATHERED] :][: st.nb * count].reshape(st.nb, count))

    def rebind(self, T: float) -> None:
        """Take the cell's numbers at ``T``, K."""
        self.system.bind(T)
        self._bind()

    def __call__(self, t: float, y: np.ndarray, ydot: np.ndarray) -> np.ndarray:
        st, eq, nb, nv = self.st, self.st.eq, self.st.nb, self.st.nv
        self._y[:], self._ydot[:], self._clock[:] = y, ydot, (0.0, t)
        chain = self._y[: nb * nv].reshape(nb, nv)
        for gathered, group in zip(self._gathered, eq.pendants, strict=True):
            gathered[...] = chain[:, group.home]
        for call in (*self._local, *self._particles):
            call()
        found = self._volume.copy()
        found[:, :-1] += self._face
        found[:nb, 1:] -= self._face[:nb]
        F = np.zeros(st.n)
        for g, group in enumerate(eq.pendants):
            inside, rate, mass = st.pendant(self._y, g), st.pendant(self._ydot, g), group.shells.mass
            j = self._j[g]
            P = self._P[g][1, 0, 0] * inside if self.system.k[self._groups[g] + at.G_ALIKE] else self._P[g][0]
            outward = -group.shells.conductance[:-1, None] * np.diff(P, axis=0)
            balance = mass[:, 1, None] * rate
            balance[1:] += mass[1:, 0, None] * rate[:-1]
            balance[:-1] += mass[:-1, 2, None] * rate[1:] + outward
            balance[1:] -= outward
            balance[-1] += self._kappas[g] * j
            st.pendant(F, g)[...] = balance
            for name, gain in group.gain.items():
                np.add.at(found[st.equations.index(name)], group.home, gain * self._weights[g] * j)
        self._phi[:] = found[nb:].sum(axis=1)
        self._border()
        F[: nb * nv] = found[:nb].ravel()
        for b in range(len(eq.unknowns), nb):  # placeholders: y = 0
            F[b * nv : (b + 1) * nv] = chain[b]
        F[st.border_start : st.border_start + st.nm] = self._bordered
        return F[: self.n]

    def terminals(self, t: float, y: np.ndarray, ydot: np.ndarray, area: float) -> tuple[float, float]:
        """Voltage in V and current in A."""
        self(t, y, ydot)
        return float(self._phi[0]), float(y[self.st.border_start]) * area


@dataclass(frozen=True)
class Compared:
    """One step of a protocol, recorded and by IDA. Arrays are (points,).

    times: s from the step's start. reached: s, how far IDA came. ended: s, how far the run came.
    """

    number: int
    times: np.ndarray
    voltages: np.ndarray
    voltages_by_ida: np.ndarray
    currents: np.ndarray
    currents_by_ida: np.ndarray
    reached: float
    ended: float

    def voltage_apart(self) -> float:
        """V; the largest difference."""
        return float(np.abs(self.voltages - self.voltages_by_ida).max())

    def distance(self, located: float) -> float:
        """The largest difference in units of 1 V up or down and as much of the time to and fro, as when the
        charge that has passed is off; without what a shift by ``located``, s, explains.

        Where a particle is full the voltage falls by volts within milliseconds.
        """
        apart, steepest = np.abs(self.voltages - self.voltages_by_ida), np.zeros_like(self.times)
        if self.times.size > 1:
            slopes = np.abs(np.diff(self.voltages) / np.diff(self.times))
            steepest = np.maximum(np.append(slopes, 0.0), np.insert(slopes, 0, 0.0))
        return float(np.max(np.maximum(apart - located * steepest, 0.0) / (1.0 + steepest * self.times)))

    def current_apart(self) -> float:
        """The largest difference over the largest current; 0 where none flows."""
        largest = float(np.abs(self.currents).max())
        return float(np.abs(self.currents - self.currents_by_ida).max()) / largest if largest else 0.0


def recomputed(case: Case, result: mubar.Result, rtol: float, most: int = 40) -> Iterator[Compared]:
    """Every step of ``result``, a run of ``case``, at up to ``most`` of its recorded points, until IDA gives
    up.
    """
    cell, profiles = case.made_cell(), result.solution.profiles
    system = System(profiles.model, cell, profiles.mesh)
    system.bind(case.temperature)
    residual = Residual(system)
    steps = resolve_protocol(
        parse_protocol(case.protocol(cell)), cell.nominal_capacity, cell.lower_cutoff, cell.upper_cutoff
    )
    y = profiles.states[0, : residual.n].copy()
    for number in np.unique(result.step):
        step, _ = steps[number - 1]
        here = np.flatnonzero(result.step == number)
        if here.size == 1:  # it was skipped: this is the rest that it all began with
            continue
        rows = here[np.unique(np.linspace(0, here.size - 1, most).astype(int))]
        times = result.time[rows] - result.time[here[0]]
        residual.rebind(step.temperature or case.temperature)
        by_ida, y = _carried_out(residual, step, y, profiles.states[here[0], : residual.n], times, rtol)
        got = len(by_ida)
        yield Compared(
            int(number),
            times[:got],
            result.voltage[rows[:got]],
            by_ida[:, 0],
            result.current[rows[:got]],
            by_ida[:, 1],
            float(times[got - 1]),
            float(times[-1]),
        )
        if got < times.size:
            return


def _carried_out(
    residual: Residual, step: ResolvedStep, y: np.ndarray, guess: np.ndarray, times: np.ndarray, rtol: float
) -> tuple[np.ndarray, np.ndarray]:
    """(voltage, current) at those of ``times`` (s from the step's start) that IDA reaches, (reached, 2), and
    the last state.
    """
    breakpoints, _ = step.setpoint
    area, end = residual.system.cell.area, float(times[-1])
    breaks = [0.0, *(float(t) for t in breakpoints if 0.0 < t < end), end]
    seen: list[tuple[float, float]] = []
    for a, b in pairwise(breaks):
        _control(residual, step, a)
        y, ydot = consistent(residual, a, y, y if seen else guess)
        if not seen:
            seen.append(residual.terminals(a, y, ydot, area))
        inside = times[(times > a) & (times <= b)]
        grid = np.unique([a, 0.5 * (a + b), *inside, b])  # of two times, IDA would give every step between
        ys, ydots = _integrated(residual, grid, y, ydot, rtol) if b > a else (y[None], ydot[None])
        for t, one, rate in zip(grid, ys, ydots, strict=False):
            if t in inside:
                seen.append(residual.terminals(t, one, rate, area))
        y = ys[-1]
        if len(ys) < len(grid):
            break
    return np.array(seen), y


def _control(residual: Residual, step: ResolvedStep, a: float) -> None:
    """The border row from the breakpoint at ``a`` (s from the step's start) on."""
    times, values = step.setpoint
    area, after = residual.system.cell.area, int(np.searchsorted(times, a, side="right"))
    control = _MODES[step.mode](float(np.interp(a, times, values)), area)
    if 0 < after < len(times):
        slope = float((values[after] - values[after - 1]) / (times[after] - times[after - 1]))
        control |= {"slope": slope / (1.0 if step.mode is Mode.VOLTAGE else area), "start": a}
    residual.system.control(**control)


def consistent(
    residual: Residual, t: float, y: np.ndarray, guess: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(y, ẏ) that solve the residual with the differential unknowns of ``y``; the others start at ``guess``.

    Newton with a matrix of finite differences. Raises `AssertionError` where it does not converge.
    """
    system, n = residual.system, residual.n
    differential = system.w[system.k[at.DIFFERENTIAL] :][:n] != 0.0
    y, ydot = np.where(differential, y, guess), np.zeros(n)
    for _ in range(20):
        F, J = residual(t, y, ydot), np.empty((n, n))
        for i in range(n):
            moved, rate = y.copy(), ydot.copy()
            h = 1.0 if differential[i] else 1e-7 * max(1.0, abs(y[i]))
            (rate if differential[i] else moved)[i] += h
            J[:, i] = (residual(t, moved, rate) - F) / h
        try:
            change = np.linalg.solve(J, -F)
        except np.linalg.LinAlgError:
            break
        ydot += np.where(differential, change, 0.0)
        y += np.where(differential, 0.0, change)
        if np.abs(change / (1.0 + np.where(differential, np.abs(ydot), np.abs(y)))).max() < 1e-10:
            return y, ydot
    raise AssertionError(f"no consistent start at {t:g} s of the step")


def _integrated(
    residual: Residual, times: np.ndarray, y: np.ndarray, ydot: np.ndarray, rtol: float
) -> tuple[np.ndarray, np.ndarray]:
    """States and their rates at ``times``, (times, n); fewer where IDA gives up."""
    from sksundae.ida import IDA

    def fill(t: float, y: np.ndarray, ydot: np.ndarray, F: np.ndarray) -> None:
        F[:] = residual(t, y, ydot)

    first = min(1e-6 * (times[-1] - times[0]), 1e-9 / (1.0 + float(np.abs(ydot).max())))
    found = IDA(fill, rtol=rtol, atol=0.01 * rtol, max_num_steps=5_000, first_step=first).solve(
        times, y, ydot
    )
    reached = len(found.t) - (not found.success)  # where it gives up it reports where
    return found.y[:reached], found.yp[:reached]
