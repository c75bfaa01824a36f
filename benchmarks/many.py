"""A thousand discharges with different parameter values, on two threads; nothing may be compiled."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

import mubar
from mubar.numerics import cache

from . import ours
from .report import Claim, Section, at_least, main, table

THREADS = 2
Change = Mapping[str, object]


def measure(quick: bool, out: Path) -> Section:
    count = 200 if quick else 1000
    cell = mubar.load_cell("chen2020")
    random = np.random.default_rng(20)
    filling = np.linspace(0.25, 0.92, 120)
    potential = np.asarray(cell.positive.material.open_circuit_potential(filling, 298.15))

    def numbers() -> Change:
        factor = random.uniform(0.8, 1.25, 6)
        return {
            "negative.particle_radius": 5.86e-6 * factor[0],
            "positive.particle_radius": 5.22e-6 * factor[1],
            "negative.diffusivity": 3.3e-14 * factor[2],
            "positive.diffusivity": 4e-15 * factor[3],
            "separator.porosity": 0.47 * factor[4],
            "positive.reaction_rate_constant": 7.07e-5 * factor[5],
        }

    def potentials() -> Change:
        table = {"x": filling.tolist(), "y": (potential + random.uniform(-0.02, 0.02)).tolist()}
        return {**numbers(), "positive.open_circuit_potential": table}

    kinds = {"six numbers": numbers, "six numbers and a table for the potential": potentials}
    _run(cell, [{}] * THREADS, THREADS)
    rows, rates = [], {}
    before = _files()
    for name, kind in kinds.items():
        for threads in (1, THREADS):
            seconds, failed = _fastest(cell, kind, count, threads, repeats=2 if quick else 5)
            rates[name, threads] = count / seconds
            rows.append((name, threads, f"{count / seconds:.0f}", failed))
    compiled = len(_files() - before)  # what is compiled is kept in a file
    text = f"""\
{count} discharges of LG M50 at 1C with `mubar.sweep`, default mesh; every run has values of its own, and the
time includes making the changed cells. The best of several sweeps, each with new values. In all of them
together {compiled} kernels were compiled.

{table(("changed in every run", "threads", "runs per second", "failed"), rows)}
"""
    claims = (
        at_least(
            f"{count} discharges with different numbers: runs per second", 1500, rates["six numbers", THREADS]
        ),
        Claim("... recompiled when numbers or tables change", "nothing", f"{compiled} kernels", not compiled),
    )
    return Section("Many runs", claims, text)


def _fastest(
    cell: mubar.Cell, kind: Callable[[], Change], count: int, threads: int, repeats: int
) -> tuple[float, int]:
    """(least seconds of a sweep, failed runs in all of them)."""
    taken, failures = [], 0
    for _ in range(repeats):
        changes = [kind() for _ in range(count)]
        began = time.perf_counter()
        results = _run(cell, changes, threads)
        taken.append(time.perf_counter() - began)
        failures += sum(not r.success for r in results)
    return min(taken), failures


def _run(cell: mubar.Cell, changes: list[Change], threads: int) -> list[mubar.Result]:
    return mubar.sweep(cell, ours.discharge(cell), changes, threads=threads)


def _files() -> set[Path]:
    return {path for path in cache.folder().rglob("*") if path.is_file()}


if __name__ == "__main__":
    main(measure)
