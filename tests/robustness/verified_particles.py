"""Carry out a case of particles and check every promise about what a run leaves behind."""

from __future__ import annotations

import time

import numpy as np
from generated_particles import C_MAX, ParticleCase
from verified import CONSERVED, MAX_STEPS, WALL, Report, nothing_is_nan, status_is_typed

import mubar
from mubar.core.constants import F
from mubar.core.errors import InputError
from mubar.models.pendants.nodes import NodePendants


def carried_out(case: ParticleCase) -> Report:
    """Raises `AssertionError` where a promise is broken; anything else it raises is a broken promise, too."""
    began = time.perf_counter()
    try:
        result = case.simulate(max_steps=2 * MAX_STEPS)
    except InputError as refused:
        return Report("input", str(refused), time.perf_counter() - began, 0)
    wall = time.perf_counter() - began
    assert wall < WALL, f"took {wall:.0f} s"
    status_is_typed(result)
    nothing_is_nan(result)
    lithium_is_conserved(result)
    particles_are_never_empty_or_full(result)
    if case.kind != "Hysteretic":  # the potential of a branch is no free energy's slope
        alone_they_lose_free_energy(result)
    kind = "success" if result.success else result.status
    return Report(kind, result.message, wall, int(result.statistics["steps"]), result)


def lithium_is_conserved(result: mubar.Result) -> None:
    cell = result.solution.profiles.cell
    full = cell.positive.active_fraction * cell.positive.thickness * cell.area * C_MAX * F / 3600.0
    filled, passed = fields(result)["filling_fraction_positive"], result.discharge_capacity / full
    most = max(1.0, float(np.abs(passed).max()))
    drift = float(np.abs((filled - filled[0]) - (passed - passed[0])).max()) / most
    assert drift < CONSERVED, f"lithium drifts by {drift:.1e}"


def particles_are_never_empty_or_full(result: mubar.Result) -> None:
    structure = result.solution.profiles._inspection.structure
    (group,) = structure.eq.pendants
    assert isinstance(group, NodePendants)
    nodes = structure.pendant(result.solution.profiles.states, 0)
    for i, name in enumerate(group.unknowns):
        if group.lower.get(name) == 0.0 and group.upper.get(name) == 1.0:
            assert nodes[:, i].min() > 0.0, f"{name} is empty"
            assert nodes[:, i].max() < 1.0, f"{name} is full"


def alone_they_lose_free_energy(result: mubar.Result) -> None:
    """Without a current particles in a bath are an isolated system, whatever they exchange: dG/dt <= 0."""
    released = fields(result)["power_storage_positive"]
    resting = np.isin(
        result.step, [n for n in np.unique(result.step) if not result.current[result.step == n].any()]
    )
    if resting.any():
        least, largest = released[resting].min(), np.abs(released).max()
        assert least >= -1e-9 * largest, f"free energy rises by {-least:.1e} W"


def fields(result: mubar.Result) -> dict[str, np.ndarray]:
    return {f.name: np.asarray(f.values) for f in result.solution.fields()}
