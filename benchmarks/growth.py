"""How the cost of a run grows with volumes, shells, particles and time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import mubar

from . import ours
from .peer import CYCLE
from .report import Section, at_most, main, table
from .timing import interleaved

MOST = 2.2
"""Asked for: what doubling may cost."""
Call = Callable[[], mubar.Result]


def measure(quick: bool, out: Path) -> Section:
    cell = mubar.load_cell("chen2020")
    families: dict[str, dict[str, Call]] = {
        "volumes": {
            f"{n}/{n}/{n}": _discharge(cell, mubar.Mesh(n, n, n, 20))
            for n in ((20, 40) if quick else (20, 40, 80, 160))
        },
        "shells": {
            str(n): _discharge(cell, mubar.Mesh(particle=n))
            for n in ((20, 40) if quick else (20, 40, 80, 160))
        },
        "particles per volume": {str(n): _discharge(_divided(cell, n), mubar.Mesh()) for n in (1, 2, 4)},
        "cycles": {str(n): _cycles(cell, n) for n in (2, 4, 8, 16)},
    }
    rows, claims = [], []
    for what, calls in families.items():
        times = interleaved(calls, rounds=3 if quick else 15, burst=3)
        steps = {name: call().statistics["steps"] for name, call in calls.items()}
        ratios = {b: times[b].processor / times[a].processor for a, b in pairwise(calls)}
        rows += [
            (
                what,
                name,
                1e3 * times[name].processor,
                steps[name],
                f"{ratios[name]:.2f}" if name in ratios else "",
            )
            for name in calls
        ]
        claims.append(at_most(f"Twice the {what}: times the cost, at worst", MOST, max(ratios.values())))
    text = f"""\
LG M50 on `mubar.Mesh()` (20/20/20 × 20), terminal series only. Volumes, shells and particles: a 1C
discharge; particles are multiplied by dividing each electrode's material into equal parts, which changes
nothing in the cell but the work. Cycles: {", ".join(CYCLE)}.

{table(("", "", "least, processor [ms]", "solver steps", "× the line above"), rows, words=2)}
"""
    return Section("Growth of cost", tuple(claims), text)


def _discharge(cell: mubar.Cell, mesh: mubar.Mesh) -> Call:
    return lambda: mubar.simulate(cell, ours.discharge(cell), mesh=mesh, outputs=())


def _cycles(cell: mubar.Cell, count: int) -> Call:
    return lambda: mubar.simulate(cell, [CYCLE] * count, mesh=mubar.Mesh(), outputs=())


def _divided(cell: mubar.Cell, parts: int) -> mubar.Cell:
    """Each electrode's material as ``parts`` equal ones."""
    if parts == 1:
        return cell
    changed = {}
    for side in ("negative", "positive"):
        electrode = getattr(cell, side)
        whole = electrode.material
        part = replace(whole, surface_area_per_volume=whole.surface_area_per_volume / parts)
        changed[side] = replace(electrode, materials={f"part{i + 1}": part for i in range(parts)})
    return replace(cell, **changed)


if __name__ == "__main__":
    main(measure)
