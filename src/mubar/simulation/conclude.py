"""From a finished run loop to the `Solution` that is handed out."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.metadata import version
from typing import Any

import numpy as np

from ..__about__ import __version__
from ..core.errors import InputError
from ..core.units import hour
from ..models.inspection import Inspection, StoredStates
from ..models.system import System
from .options import Options
from .protocol import Step
from .run import Outcome
from .solution import CARRIED_OUT, NoProfiles, Profiles, Solution, Status, StoredProfiles

_NOTES = 12
"""Shown of a run; one of many cycles has thousands alike."""
_NOTHING_DONE = (
    "the end of every step was met when it began: begin from another state, or change its current or limits"
)


@cache
def _versions() -> dict[str, str]:
    return {
        "mubar": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": version("numba"),
    }


class RunInputs(Mapping[str, Any]):
    """The full input as given, JSON-serialisable. The cell's document is written out only when somebody
    looks.
    """

    def __init__(self, system: System, options: Options, protocol: tuple[tuple[Step, int], ...]) -> None:
        self._model, self._mesh, self._cell = system.model.name, system.mesh, system.cell
        self._options, self._protocol = options.described, protocol

    @cached_property
    def _document(self) -> dict[str, Any]:
        try:
            cell: Any = self._cell.to_bpx()
        except InputError as problem:  # no file has a place for a half cell, or for a user's own rate law
            cell = {"name": self._cell.name, "not in BPX": str(problem)}
        steps = [step.to_dict() | {"cycle": cycle + 1} for step, cycle in self._protocol]
        run = {"model": self._model, "mesh": self._mesh.to_dict(), **self._options}
        return {**run, "cell": cell, "steps": steps}

    def __getitem__(self, key: str) -> Any:
        return self._document[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._document)

    def __len__(self) -> int:
        return len(self._document)


def conclude(
    system: System, outcome: Outcome, protocol: Sequence[tuple[Step, int]], options: Options, wall: float
) -> Solution:
    """Arrays in A, A h and W h of the whole cell; profiles wait until they are asked for."""
    series, states, step, cycle, temperature = outcome.recorder.finish()
    area = system.cell.area
    time, voltage, current, charge, energy = columns = series.T.copy()
    columns *= np.array([[1.0], [1.0], [area], [area / hour], [area / hour]])
    notes = outcome.notes[:_NOTES]
    if more := len(outcome.notes) - len(notes):
        notes.append(f"and {more} notes more")
    status, message = outcome.status, outcome.message
    if status is Status.SUCCESS and outcome.skipped == len(protocol):
        status, message = Status.NOTHING_DONE, _NOTHING_DONE
    message = "; ".join(filter(None, [message, *notes])) or CARRIED_OUT
    profiles = _profiles(system, states, temperature, options)
    last = {"time": series[-1, 0], "step": float(step[-1]), "cycle": float(cycle[-1]) - 1.0}
    return Solution(
        status=status,
        message=message,
        time=time,
        voltage=voltage,
        current=current,
        charge=charge,
        energy=energy,
        temperature=temperature,
        step=step,
        cycle=cycle,
        profiles=profiles,
        final_state={"y": system.y.copy()} | {k: np.array([v]) for k, v in last.items()},
        statistics={
            **outcome.counts,
            "solver_time": outcome.solver_time,
            "wall_time": wall,
            "unknowns": system.structure.n,
        },
        inputs=RunInputs(system, options, tuple(protocol)),
        citations=(*system.model.citations, *system.cell.citations.values()),
        versions=_versions(),
        title=system.title,
    )


def _profiles(system: System, states: Any, temperature: np.ndarray, options: Options) -> Profiles:
    """Of full states, computed when asked for, or of the fields that they were condensed to."""
    if isinstance(states, tuple):
        seen = Inspection(system.model, system.cell, system.mesh, system.y[None].copy(), temperature[-1:])
        return StoredProfiles(tuple(system.model.coordinates(seen)), states)
    if not len(states):
        return NoProfiles()
    wanted = None if options.outputs is None else tuple(options.outputs)
    return StoredStates(system.model, system.cell, system.mesh, states, temperature, wanted)
