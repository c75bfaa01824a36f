"""The run loop, compiled: consistent start, steps, recording, events. Leaves and resumes at accepted steps.

Python asks for `begin` and `advance` by tasks (`mubar.numerics.tasks`).
"""

from __future__ import annotations

from . import history, vectors
from .bounds import inside
from .layout import (
    CLOCK,
    DELTA,
    DIFFERENTIAL,
    FUNCTIONALS,
    H_LEAST,
    ITERATIONS,
    KEEP,
    LOOK,
    NEWTON_STEP,
    NM,
    NV,
    PENDING,
    REACH,
    REAL,
    T_BEGIN,
    T_STOP,
    TIME_STEP,
    YDOT,
    H,
    N,
    T,
)
from .newton import weigh_pendants
from .pointers import call_part, floats_at, inner, ints_at, shifted
from .tasks import (
    BEGIN,
    CODE,
    KIND,
    LAYOUT,
    MAX_STEPS,
    ROOM,
    ROWS,
    SAMPLING,
    SERIES,
    SIZE,
    STATES,
    STOP_COUNT,
    STOPS,
    TABLES,
    WHICH,
    WORKSPACE,
    Reason,
    Watch,
)

_LEAST_STEP = 1e-25
"""s; from nearly full particles or nearly no salt, everything relative changes at once."""


_END, _STOP, _FULL, _FIRST_FAILURE, _STEPS = (
    int(r) for r in (Reason.END, Reason.STOP, Reason.FULL, Reason.ERROR_TEST, Reason.STEPS)
)
_VOLTAGE, _CURRENT, _LEAST = int(Watch.VOLTAGE), int(Watch.CURRENT), int(Watch.LEAST)
_HOLD = 1e20
"""c_j (1/s) beside which all rates vanish, even near full particles (x (1 - x) down to rounding)."""


@inner
def voltage_of(w, k, tables, state):
    """Functional 0 at the state stored at ``state``; y is left as it was (k[DELTA] is used up)."""
    n = k[N]
    vectors.copy(w, 0, k[DELTA], n)
    vectors.copy(w, state, 0, n)
    call_part(k[LOOK], w, k, tables, 0)
    vectors.copy(w, k[DELTA], 0, n)
    return w[k[FUNCTIONALS]]


@inner
def _make_consistent(w, k, tables):
    """Solve the algebraic unknowns and the differential ones' rates at fixed differential ones.

    A vanishing step does it: with a huge c_j a correction of a differential unknown is one of its rate, which
    is where it is put. The rest is Newton, damped so that no unknown moves by more than its reach at once.
    False when it fails.
    """
    n, delta, ydot = k[N], k[DELTA], k[YDOT]
    w[k[CLOCK]] = _HOLD
    for i in range(n):
        w[ydot + i] = 0.0
    smallest = 1e300
    for _ in range(200):
        if not call_part(k[NEWTON_STEP], w, k, tables, 0):
            return False
        k[ITERATIONS] += 1
        cut, largest = 1.0, 0.0
        for i in range(n - 2):
            d = abs(w[delta + i])
            if d * cut > w[k[REACH] + i]:
                cut = w[k[REACH] + i] / d
            largest = max(largest, d / (1.0 + abs(w[i])))
        for i in range(n - 2):
            if w[k[DIFFERENTIAL] + i] != 0.0:
                w[ydot + i] += cut * _HOLD * w[delta + i]
            else:
                w[i] += cut * w[delta + i]
        if not inside(w, k, 0):
            return False
        # quadratic convergence: stop once corrections are at rounding level
        if cut == 1.0:
            if largest < 1e-13 or (largest < 1e-8 and largest >= 0.5 * smallest):
                return True
            smallest = min(smallest, largest)
    return False


@inner
def begin(w, k, tables, t, h):
    """Consistent (y, ẏ) from the guess in y, and the integrator started with a step of at most ``h``; the
    record counts on from time ``t``.

    False when no consistent state was found. The functionals hold their values at the start.
    """
    w[k[REAL] + T_BEGIN], w[k[REAL] + T] = t, 0.0
    w[k[CLOCK] + 1] = 0.0
    k[PENDING] = 0
    weigh_pendants(w, k, tables)
    if not _make_consistent(w, k, tables):
        return False
    n = k[N]
    current = w[n - 2 - k[NM]]
    w[k[YDOT] + n - 2] = current
    w[k[YDOT] + n - 1] = current * w[k[FUNCTIONALS]]
    vectors.set_weights(w, k, 0)
    rate = vectors.norm(w, k, k[YDOT])
    if rate * h > 0.5:
        h = 0.5 / rate
    history.start(w, k, 0.0, h)
    return True


@inner
def _gap(w, k, state, voltage, kind, value, direction):
    """Positive once the stop has been passed by ``state``."""
    n = k[N]
    if kind == _VOLTAGE:
        watched = voltage
    elif kind == _CURRENT:
        watched = abs(w[state + n - 2 - k[NM]])
    elif kind == _LEAST:
        watched = w[state]
        for v in range(1, k[NV]):
            watched = min(watched, w[state + v])
    else:
        watched = w[state + n - 2]
    return direction * (watched - value)


@inner
def _locate(w, k, tables, stop, t0, g0, g1):
    """Time in (t0, t] at which the stop (kind, value, direction) is met on the BDF polynomial (Illinois): to
    0.1 ms, and where the voltage plunges, to 1 µV.
    """
    kind, value, direction = stop
    lo, hi, gap = t0, w[k[REAL] + T], g1
    side = 0
    for _ in range(100):
        if (hi - lo < 1e-4 and gap < 1e-6 * max(1.0, abs(value))) or hi - lo < 1e-15 * hi:
            break
        t = (lo * g1 - hi * g0) / (g1 - g0)
        if not (lo < t < hi):
            t = 0.5 * (lo + hi)
        history.interpolate(w, k, t, k[KEEP])
        v = voltage_of(w, k, tables, k[KEEP]) if kind == _VOLTAGE else 0.0
        g = _gap(w, k, k[KEEP], v, kind, value, direction)
        if g >= 0.0:
            hi, g1, gap = t, g, g
            if side == 1:
                g0 *= 0.5
            side = 1
        else:
            lo, g0 = t, g
            if side == -1:
                g1 *= 0.5
            side = -1
        if 0.0 <= g < 1e-12:
            break
    return hi


@inner
def _put(w, k, task, t, state, voltage):
    """Append one row: time, voltage, current, charge, energy, and the full state if states are kept."""
    rows, n = ints_at(task[ROWS]), k[N]
    series = shifted(floats_at(task[SERIES]), 5 * rows[0])
    series[0] = w[k[REAL] + T_BEGIN] + t
    series[1] = voltage
    series[2] = w[state + n - 2 - k[NM]]
    series[3] = w[state + n - 2]
    series[4] = w[state + n - 1]
    if task[STATES] != 0:
        kept = shifted(floats_at(task[STATES]), n * rows[0])
        for i in range(n):
            kept[i] = w[state + i]
    rows[0] += 1


@inner
def advance(w, k, tables, task, t_end):
    """Step until a stop is met, ``t_end`` is reached, the record is full, the allowed steps are done or a
    step fails.

    Times count from `begin`, in the record from the start of everything. Returns the `Reason` and the index
    of the stop. The functionals hold their values at the end.
    """
    rows, sampling, stops = ints_at(task[ROWS]), floats_at(task[SAMPLING]), floats_at(task[STOPS])
    real, room = k[REAL], task[ROOM]
    taken, looked = 0, False
    while True:
        t0 = w[real + T]
        limit = w[real + T_STOP] if k[PENDING] else t0
        while sampling[0] > 0.0 and sampling[1] <= limit:
            if rows[0] >= room - 1:
                voltage_of(w, k, tables, 0)
                return _FULL, -1
            history.interpolate(w, k, sampling[1], k[KEEP])
            _put(w, k, task, sampling[1], k[KEEP], voltage_of(w, k, tables, k[KEEP]))
            sampling[1] += sampling[0]
            looked = True
        if k[PENDING]:
            hit = k[PENDING] - 1
            k[PENDING] = 0
            history.interpolate(w, k, limit, k[KEEP])
            vectors.copy(w, k[KEEP], 0, k[N])
            w[real + T] = limit
            _put(w, k, task, limit, 0, voltage_of(w, k, tables, k[KEEP]))
            return _STOP, hit
        if looked:  # at samples, not at the state
            voltage_of(w, k, tables, 0)
            looked = False
        left = t_end - t0
        if left <= 1e-12 * max(1.0, abs(t_end)):
            return _END, -1
        if rows[0] >= room - 1:
            return _FULL, -1
        if taken >= task[MAX_STEPS]:
            return _STEPS, -1
        if w[real + H] > left:
            w[real + H] = left
        elif w[real + H] > 0.5 * left:
            w[real + H] = 0.5 * left
        w[real + H_LEAST] = max(_LEAST_STEP, 1e-14 * t0)
        code = call_part(k[TIME_STEP], w, k, tables, 0)
        if code != 0:
            voltage_of(w, k, tables, 0)
            return _FIRST_FAILURE + code - 1, -1
        taken += 1
        voltage = w[k[FUNCTIONALS]]
        for i in range(task[STOP_COUNT]):
            watch = shifted(stops, 4 * i)
            stop = (int(watch[0]), watch[1], watch[2])
            g = _gap(w, k, 0, voltage, stop[0], stop[1], stop[2])
            if g >= 0.0 and watch[3] < 0.0:
                at = _locate(w, k, tables, stop, t0, watch[3], g)
                if k[PENDING] == 0 or at < w[real + T_STOP]:
                    k[PENDING], w[real + T_STOP] = i + 1, at
            watch[3] = g
        if sampling[0] <= 0.0 and k[PENDING] == 0:
            _put(w, k, task, w[real + T], 0, voltage)


@inner
def _carry_out(task, numbers):
    """Do what the task asks for and leave the answer in it."""
    w, k, tables = floats_at(task[WORKSPACE]), ints_at(task[LAYOUT]), floats_at(task[TABLES])
    if task[KIND] == BEGIN:
        task[CODE], task[WHICH] = int(begin(w, k, tables, numbers[0], numbers[1])), -1
    else:
        task[CODE], task[WHICH] = advance(w, k, tables, task, numbers[0])


@inner
def carry_out(count, integers, numbers):
    """``count`` tasks, one after the other."""
    for i in range(count):
        _carry_out(shifted(integers, i * SIZE), shifted(numbers, 2 * i))
