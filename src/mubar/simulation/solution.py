"""What a run leaves behind: plain arrays, a typed status, and the inputs that made it.

Nothing here needs xarray: `Solution.time`, `.voltage`, `.current` are NumPy arrays from the moment a run
ends, and the profiles inside the cell are computed when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import inf, nextafter
from time import gmtime, strftime
from typing import Any, Protocol

import numpy as np

from ..core.fields import Field


class Status(Enum):
    """How a run ended. What was computed is kept, also where the protocol was left unfinished.

    NOTHING_DONE is no failure, as a charge of a full cell is none, but isn't taken for a success by those who
    expected one: the end of every step was met when it began.
    """

    SUCCESS = "success"
    NOTHING_DONE = "nothing done"
    INTERRUPTED = "interrupted"
    INFEASIBLE = "failed: infeasible start"
    NO_CONVERGENCE = "failed: no convergence"
    STEP_TOO_SMALL = "failed: step too small"
    OUT_OF_RANGE = "failed: out of range"
    TOO_MANY_STEPS = "failed: too many steps"
    NEVER_ENDS = "failed: step never ends"
    TOO_LARGE = "failed: record too large"

    @property
    def success(self) -> bool:
        """Whether every step came to its end."""
        return self in (Status.SUCCESS, Status.NOTHING_DONE)

    @property
    def remedy(self) -> str:
        """What to try; a run that knows better says so in `Solution.remedy`."""
        return _REMEDIES[self]


_REMEDIES = {
    Status.SUCCESS: "",
    Status.NOTHING_DONE: "",
    Status.INTERRUPTED: "The result holds what was computed; go on from it with start=result.",
    Status.INFEASIBLE: "The first step asks for more than the cell can give in its initial state: "
    "lower the current or power, or start from another state of charge.",
    Status.NO_CONVERGENCE: "Lower the current, loosen rtol, or refine the mesh.",
    Status.STEP_TOO_SMALL: "Something changes faster than can be followed: lower the current, loosen rtol, "
    "or end the step before the cell is exhausted.",
    Status.OUT_OF_RANGE: "End the step earlier (a voltage limit), or lower the current.",
    Status.TOO_MANY_STEPS: "Allow more solver steps, or shorten the protocol.",
    Status.NEVER_ENDS: "Give the step a duration, or a limit that it reaches.",
    Status.TOO_LARGE: "Record less: a longer period, or outputs=() for the terminal series alone.",
}


CARRIED_OUT = "the whole protocol was carried out"
"""The message of a run about which there is nothing to say."""


class Profiles(Protocol):
    """What can be seen inside the cell, computed from the stored states when asked for. Must be picklable."""

    def coordinates(self) -> Iterable[Field]:
        """Coordinates other than time: ``x``, ``region`` (x), per material m ``x_<m>`` and ``r_<m>``."""
        ...

    def fields(self) -> Iterable[Field]:
        """Variables on time and these coordinates: ``V_e``, ``V_Li``, ``c_e``, ``c_s_<m>``, ..."""
        ...


@dataclass(frozen=True)
class NoProfiles:
    """For runs that kept nothing but what is seen at the terminals."""

    def coordinates(self) -> Iterable[Field]:
        return ()

    def fields(self) -> Iterable[Field]:
        return ()


@dataclass(frozen=True, eq=False)
class StoredProfiles:
    """What was kept of the inside of a cell, in a file or by name, as it is."""

    stored_coordinates: tuple[Field, ...]
    stored_fields: tuple[Field, ...]

    def coordinates(self) -> Iterable[Field]:
        return self.stored_coordinates

    def fields(self) -> Iterable[Field]:
        return self.stored_fields


def _now() -> str:
    return strftime("%Y-%m-%dT%H:%M:%S+00:00", gmtime())


def _strictly_rising(time: np.ndarray) -> np.ndarray:
    early = time[1:] <= time[:-1]
    if not early.any():
        return time
    time = time.copy()
    for i in np.flatnonzero(early) + 1:
        while i < time.size and time[i] <= time[i - 1]:  # moving one may make it meet the next
            time[i] = nextafter(time[i - 1], inf)
            i += 1
    return time


@dataclass(frozen=True, eq=False)
class Solution:
    """The record of a run. Arrays are (n,) over the n stored times; discharging is positive.

    time: s, from the start of the run, strictly rising: of equal times, as where one step ends and the next
        begins, all but the first are moved by a rounding error, so that a label finds one point.
    voltage: V. current: A. temperature: K.
    charge: A h, net charge delivered since the start. energy: W h, net energy delivered.
    step, cycle: whole numbers, counted from 1 through the whole protocol.
    final_state: named arrays from which `start=` goes on; {} if the run can't be continued.
    statistics: solver counts and times [s], such as ``steps``, ``newton_iterations``, ``solver_time``.
    inputs: the full input as given, JSON-serialisable: cell (as BPX), steps, model, mesh, tolerances, ...
    citations: sources of everything used. versions: package -> version. created: UTC, ISO 8601.
    """

    status: Status
    time: np.ndarray
    voltage: np.ndarray
    current: np.ndarray
    charge: np.ndarray
    energy: np.ndarray
    temperature: np.ndarray
    step: np.ndarray
    cycle: np.ndarray
    message: str = ""
    remedy: str = ""
    profiles: Profiles = field(default_factory=NoProfiles)
    final_state: Mapping[str, np.ndarray] = field(default_factory=dict)
    statistics: Mapping[str, float | int] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    citations: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    created: str = field(default_factory=_now)

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", _strictly_rising(self.time))

    def coordinates(self) -> Iterable[Field]:
        """Coordinates other than time."""
        return self.profiles.coordinates()

    def fields(self) -> Iterable[Field]:
        """What can be seen inside the cell; see `Profiles`."""
        return self.profiles.fields()
