"""Band diagrams of a run: what a model's own unknowns, species voltages, look like at its stored times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mubar.core.errors import InputError
from mubar.simulation.solution import Solution

from .description import BandDiagram, Conventions
from .film import BandFilm, Track
from .moving import Moving, changes
from .parts import Interface
from .run_levels import currents, gaps, reactions, regions, traces
from .run_panels import panels, readings
from .run_rows import SPECIES, RunRows
from .scale import empty_stretches

_MOST = 1000
"""Frames of a film."""


def band_diagram(solution: Solution, time: float, species: Sequence[str] = SPECIES) -> BandDiagram:
    """The diagram at the stored time nearest to ``time``, s.

    ``species``: whose voltages are drawn; ``X-`` is the salt's anion, V_Li - μ_salt/F. Raises InputError for
    a time outside the run, species without charge or not in the run, and a run that kept no profiles.
    """
    times = solution.time
    number = isinstance(time, (int, float, np.number)) and not isinstance(time, bool)
    if not number or not times[0] <= time <= times[-1]:
        raise InputError.one("time", time, f"a time within the run, from {times[0]:g} to {times[-1]:g} s")
    return _film(RunRows(solution, species, np.array([np.abs(times - time).argmin()]))).first


def band_film(solution: Solution, species: Sequence[str] = SPECIES) -> BandFilm:
    """The diagrams of all stored times, thinned evenly where there are more than a thousand.

    Raises InputError as `band_diagram` does.
    """
    count = solution.time.size
    rows = np.unique(np.linspace(0, count - 1, min(count, _MOST)).round().astype(int))
    return _film(RunRows(solution, species, rows))


def _film(run: RunRows) -> BandFilm:
    """All rows as one film, the first of them its first diagram."""
    layers = regions(run)
    parts: dict[str, list[Moving]] = {
        "traces": [t for t in traces(run) if t[0].species in run.species],
        "reactions": list(reactions(run)),
        "gaps": list(gaps(run)),
        "currents": list(currents(run)),
        "below": list(panels(run)),
        "readings": list(readings(run)),
    }
    first: dict[str, Any] = {name: tuple(part for part, _ in found) for name, found in parts.items()}
    zero = "V_Li = 0 in the bath" if run.bath else "V_e = 0 in the negative collector"
    diagram = BandDiagram(
        title=run.title,
        regions=layers,
        interfaces=tuple(Interface(r.left) for r in layers[1:]),
        conventions=Conventions(zero, "V_Li against lithium metal"),
        x_label="Position / µm",
        breaks=empty_stretches((moving[("V",)] for _, moving in parts["traces"]), most=1),
        time=float(run.time[0]),
        **first,
    )
    tracks = [Track(("time",), run.time)]
    for name, found in parts.items():
        for i, (_, moving) in enumerate(found):
            tracks += [Track((name, i, *path), v) for path, v in moving.items() if changes(v)]
    return BandFilm(diagram, tuple(tracks))
