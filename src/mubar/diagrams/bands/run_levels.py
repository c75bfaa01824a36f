"""Levels of a run and what stands between them: gaps, reactions, currents."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mubar.materials.keys import name_of, side_of

from .kinds import ImpliedLevel, Voltage
from .moving import Moving, moving_gap, moving_trace
from .parts import CurrentArrow, Level, ReactionMark, Region
from .run_rows import ANION, EXTREMES, RunRows

_PLATING = "Li+ + e- = Li"
_PARTICLE_LEVELS = (
    (1, "surface", "open_circuit_potential"),
    (2, "core", "core_potential"),
    (2, "surface", "lowest_potential"),
    (2, "surface", "highest_potential"),
)
"""Rank, place and field of lithium's levels V_e - U."""
_SEVERAL = {
    "open_circuit_potential": "mean",
    "core_potential": "mean",
    "lowest_potential": "highest",
    "highest_potential": "lowest",
}
"""Which of many particles' levels on a volume a field of potentials gives."""
_THIN = 1e-4
"""V; levels never farther apart are one line."""
_SHARES = ((0.2, 0.55), (0.48, 0.8))
"""Where U and η are drawn in the electrodes, as shares of the way through: off the reaction's mark."""


def regions(run: RunRows) -> tuple[Region, ...]:
    """The electrodes and what is between them, with collectors, lithium metal or a bath at the ends."""
    layers = [Region(n, a, b, "electrolyte" if n == "separator" else n) for n, (a, b) in run.ends.items()]
    name, fill = ("Li", "metal") if run.foil else ("bath", "electrolyte") if run.bath else ("−", "metal")
    left = Region(name, -run.width, 0.0, fill)
    return (left, *layers, Region("+", run.length, run.length + run.width, "metal"))


def traces(run: RunRows) -> Iterable[Moving]:
    """Electrons in solids, lithium in the electrolyte and in particles, the anion; the plating level."""
    V_e, V_Li, zero = run.f["V_e"], run.f["V_Li"], np.zeros_like(run.voltage)
    left, right = [-run.width], [run.length + run.width]
    if "negative" in run.sides:
        x, V = run.over("negative", V_e)
        V[:, 0] = 0.0  # the float, in the collector and where it touches
        where = "negative electrode and collector"
        yield moving_trace("e-", [left, x], [zero, V], Voltage(), where)
        x, V = run.over("negative", V_Li)
        yield moving_trace("e-", [x], [V], ImpliedLevel(_PLATING), "plating level")
    elif run.foil:
        yield moving_trace("e-", [left, [0.0]], [zero, zero], Voltage(), "lithium metal")
    if "positive" in run.sides:
        x, V = run.over("positive", V_e)
        V[:, -1] = run.voltage + run.per_current("power_contact")
        after = [[run.length], right]
        where = "positive electrode and collector"
        yield moving_trace("e-", [x, *after], [V, run.voltage, run.voltage], Voltage(), where)
    x, V = np.concatenate([[0.0], run.x, [run.length]]), np.pad(V_Li, ((0, 0), (1, 1)), "edge")
    if run.foil:
        if "power_reaction_foil" in run.f:
            V[:, 0] = -run.per_current("power_reaction_foil")
        yield moving_trace("Li+", [left, [0.0], x], [zero, zero, V], Voltage(), "electrolyte")
    elif run.bath:
        yield moving_trace("Li+", [left, x], [V[:, 0], V], Voltage(), "electrolyte")
    else:
        yield moving_trace("Li+", [x], [V], Voltage(), "electrolyte")
    if "V_anion" in run.f:
        anion = np.pad(run.f["V_anion"], ((0, 0), (1, 1)), "edge")
        yield moving_trace(ANION, [x], [anion], Voltage(), "electrolyte")
    for m in run.materials:
        side, key = side_of(m), name_of(m)
        several = run.spread.get(m, 0.0) > _THIN
        for rank, what, kept in _PARTICLE_LEVELS:
            if f"{kept}_{m}" in run.f and (several or kept not in EXTREMES):
                what = f"{what}s, {_SEVERAL[kept]}" if several else what
                x, V = run.over(side, run.f["V_e"], run.f[f"{kept}_{m}"])
                yield moving_trace("Li+", [x], [V], Voltage(), f"{what}, {key}" if key else what, rank)


def gaps(run: RunRows) -> Iterable[Moving]:
    """U from the particles' lithium to the electrons; η from the electrolyte's lithium to theirs."""
    for n, m in enumerate(run.materials):
        key = name_of(m)
        of = f" ({key})" if key else ""
        of_U, of_eta = _SHARES[m.startswith("positive")]
        x, V_e, _, surface = run.levels(m, of_U + 0.1 * (n % 2))
        U = tuple(f"U = {v:.3f} V{of}".replace("-", "−") for v in V_e - surface)
        yield moving_gap(x, surface, V_e, U)
        x, _, V_Li, surface = run.levels(m, of_eta + 0.1 * (n % 2))
        eta = tuple(f"η = {1e3 * v:+.1f} mV{of}".replace("-", "−") for v in surface - V_Li)
        yield moving_gap(x, V_Li, surface, eta)


def reactions(run: RunRows) -> Iterable[Moving]:
    """Where lithium and electrons meet, in the electrodes' volumes at the separator."""
    met: set[str] = set()
    for m in run.materials:
        side = side_of(m)
        if side not in met:
            met.add(side)
            x, V_e, V_Li, _ = run.levels(m, 1.0 if side == "negative" else 0.0)
            j = run.f[f"current_density_{m}"].mean(axis=1)
            direction = np.where(np.abs(j) < 1e-9, 0, -np.sign(j)).astype(int)
            levels = Level("e-", float(V_e[0])), Level("Li+", float(V_Li[0]))
            moving = {("levels", 0, "V"): V_e, ("levels", 1, "V"): V_Li, ("direction",): direction}
            yield ReactionMark(x, levels, _PLATING, int(direction[0])), moving


def currents(run: RunRows) -> Iterable[Moving]:
    """Of lithium ions through the separator, where they go down their voltage."""
    if "separator" not in run.sides or "Li+" not in run.species:
        return
    ends = run.ends["separator"]
    V = np.array([np.interp(ends, run.x, row) for row in run.f["V_Li"]])
    down = (V[:, 0] - V[:, 1]) * run.current > 0.0
    back = run.current < 0.0
    start, end = (np.where(back, V[:, k], V[:, 1 - k]) for k in (1, 0))
    end = np.where(down, end, start)
    x_start = np.where(back, ends[1], ends[0])
    x_end = np.where(down, np.where(back, ends[0], ends[1]), x_start)
    first = [float(v[0]) for v in (x_start, start, x_end, end)]
    arrow = CurrentArrow("Li+", first[0], first[1], first[2], first[3])
    yield arrow, {("x_start",): x_start, ("V_start",): start, ("x_end",): x_end, ("V_end",): end}
