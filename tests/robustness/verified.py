"""Carry a case out and check every promise about how a run ends and what it leaves behind."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from generated_cases import Case

import mubar
from mubar.core.constants import F
from mubar.core.errors import InputError
from mubar.simulation.protocol import Quantity, parse_protocol, resolve_protocol
from mubar.simulation.solution import Status

MAX_STEPS = 20_000
WALL = 120.0
"""s; a run of `MAX_STEPS` on these meshes takes about one."""
CONSERVED = 1e-10
"""Relative to all lithium (salt) there can be."""


@dataclass(frozen=True)
class Report:
    """How a case ended: ``kind`` is ``success``, ``input`` (refused, with a reason) or a failure's status."""

    kind: str
    message: str
    wall: float
    steps: int
    result: mubar.Result | None = None


def carried_out(case: Case, **options: Any) -> Report:
    """Raises `AssertionError` where a promise is broken; anything else it raises is a broken promise, too."""
    began = time.perf_counter()
    try:
        result = case.simulate(max_steps=MAX_STEPS, **options)
    except InputError as refused:
        return Report("input", str(refused), time.perf_counter() - began, 0)
    wall = time.perf_counter() - began
    assert wall < WALL, f"took {wall:.0f} s"
    check(case, result)
    return Report(
        "success" if result.success else result.status,
        result.message,
        wall,
        int(result.statistics["steps"]),
        result,
    )


def check(case: Case, result: mubar.Result) -> None:
    status_is_typed(result)
    nothing_is_nan(result)
    lithium_and_salt_are_conserved(case, result)
    steps_end_where_they_should(case, result)
    powers_flow_the_right_way(case, result)


def status_is_typed(result: mubar.Result) -> None:
    assert result.status in {s.value for s in Status}
    assert result.message.strip()
    assert result.success or result.remedy.strip()


def nothing_is_nan(result: mubar.Result) -> None:
    names = ("time", "voltage", "current", "temperature", "discharge_capacity", "discharge_energy")
    for name in names:
        values = getattr(result, name)
        assert values.size > 0, f"no {name}"
        assert np.isfinite(values).all(), f"{name} is not finite"
    assert (np.diff(result.time) > 0).all(), "time does not rise"
    assert (np.diff(result.step) >= 0).all()
    profiles = result.solution.profiles
    assert np.isfinite(profiles.states).all()
    assert np.isfinite(result.final_state["y"]).all()
    assert len(profiles.states) == result.time.size


def lithium_and_salt_are_conserved(case: Case, result: mubar.Result) -> None:
    profiles = result.solution.profiles
    states, cell, mesh, model = profiles.states, profiles.cell, profiles.mesh, profiles.model
    rows = model.layers(cell, mesh).rows(cell)
    structure = profiles._inspection.structure
    charge = states[:, -2]  # A s/m2
    held: dict[str, np.ndarray] = {}
    room: dict[str, float] = {}
    for g, group in enumerate(structure.eq.pendants):
        side, _, key = group.name.partition(".")
        layer = getattr(cell, side)
        material = layer.materials[key]
        x = structure.pendant(states, g)
        mean = 3.0 * np.einsum("s,tsp->tp", group.shells.volumes, x)
        share = rows["dx"][group.home] / rows["dx"][model.layers(cell, mesh).volumes(side)].sum()
        if len(group.home) == 1:  # one particle for the whole electrode
            share = np.ones(1)
        full = F * material.maximum_concentration * material.active_fraction * layer.thickness
        held[side] = held.get(side, 0.0) + full * (mean @ share)
        room[side] = room.get(side, 0.0) + full
    for side, sign in (("negative", 1.0), ("positive", -1.0)):
        if side in held:
            total = held[side] + sign * charge
            drift = np.abs(total - total[0]).max() / max(room[side], np.abs(charge).max())
            assert drift < CONSERVED, f"lithium of the {side} electrode drifts by {drift:.1e}"
    if "c" in structure.eq.unknowns:
        salt = states[:, structure.unknown("c")] @ (rows["porosity"] * rows["dx"])
        drift = np.abs(salt / salt[0] - 1.0).max()
        assert drift < CONSERVED, f"salt drifts by {drift:.1e}"


def steps_end_where_they_should(case: Case, result: mubar.Result) -> None:
    """Every finished step ended at its duration or at a stop, and the stop is met to 1 ms."""
    cell = case.made_cell()
    resolved = resolve_protocol(
        parse_protocol(case.protocol(cell)), cell.nominal_capacity, cell.lower_cutoff, cell.upper_cutoff
    )
    done = len(resolved) if result.success else int(result.step[-1]) - 1
    for number in range(1, done + 1):
        step, _ = resolved[number - 1]
        here = np.flatnonzero(result.step == number)
        if here.size < 2:  # a skipped step leaves no row
            assert f"step {number} (" in result.message, f"step {number} was skipped silently"
            continue
        first, last = here[0], here[-1]
        start, end = result.time[first], result.time[last]
        assert end - start <= step.duration * (1 + 1e-9) + 1e-9 * end
        if abs(end - start - step.duration) <= 1e-9 * max(1.0, end):
            continue
        passed = result.discharge_capacity[last] - result.discharge_capacity[first]
        most = np.abs(result.current[here]).max()
        gaps = {  # an event is located to 1 ms, in the voltage to a few µV
            Quantity.VOLTAGE: (result.voltage[last], 1e-5),
            Quantity.CURRENT: (abs(result.current[last]), 1e-5 * cell.nominal_capacity),
            Quantity.CAPACITY: (abs(passed), 1e-3 * most / 3600 + 1e-9),
        }
        met = [abs(gaps[s.quantity][0] - s.value) <= gaps[s.quantity][1] for s in step.stops]
        if end - result.time[last - 1] < 1e-3:  # where the salt runs out, everything plunges
            series = {Quantity.VOLTAGE: result.voltage, Quantity.CURRENT: np.abs(result.current)}
            ends = {quantity: values[last - 1 : last + 1] for quantity, values in series.items()}
            met += [
                e.min() <= s.value <= e.max() for q, e in ends.items() for s in step.stops if s.quantity is q
            ]
        assert any(met), f"step {number} ended at {end:g} s for no reason: {result.voltage[last]:.6f} V"


def powers_flow_the_right_way(case: Case, result: mubar.Result) -> None:
    """Of the solutions of V I = P, none where the voltage is below zero."""
    cell = case.made_cell()
    for number, step in enumerate(case.protocol(cell), 1):
        if isinstance(step, str) and " W" in step:
            assert (result.voltage[result.step == number] > 0.0).all()
