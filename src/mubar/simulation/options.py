"""How a protocol is carried out: initial state, temperature, mesh, tolerances, what is kept. One object,
checked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from ..core.announcing import announced
from ..core.errors import InputError, Problem, clip
from ..numerics.mesh import Mesh
from .solution import Solution

Progress = Callable[[float, int, int, float], None]
"""Called now and then with time (s), number of the step, number of steps, voltage (V)."""


@dataclass(frozen=True)
class Options:
    """See `mubar.simulate`, whose keywords these are. Raises `InputError` with everything that is wrong."""

    soc: float | None = None
    voltage: float | None = None
    stoichiometries: Mapping[str, float] | None = None
    start: Solution | None = None
    temperature: float = 298.15
    mesh: Mesh | None = None
    rtol: float = 1e-4
    atol: float = 1e-6
    outputs: Sequence[str] | None = None
    period: float | None = None
    max_steps: int = 2_000_000
    progress: Progress | None = None
    announce: Callable[[str], None] = announced

    def __post_init__(self) -> None:
        problems = [
            Problem(name, clip(getattr(self, name)), expected)
            for name, low, high, expected in (
                ("temperature", 150.0, 500.0, "a temperature in K from 150 to 500"),
                ("rtol", 1e-12, 0.1, "a number from 1e-12 to 0.1"),
                ("atol", 1e-15, 0.1, "a number from 1e-15 to 0.1"),
                ("max_steps", 1, 10**12, "a whole number of solver steps, at least 1"),
                ("period", 1e-9, 1e12, "a time in s between recorded points, or None"),
            )
            if (
                not (_is_number(getattr(self, name)) and low <= getattr(self, name) <= high)
                and not (name == "period" and self.period is None)
            )
            or (name == "max_steps" and not isinstance(self.max_steps, (int, np.integer)))
        ]
        named = ("start", "soc", "voltage", "stoichiometries")
        chosen = [name for name in named if getattr(self, name) is not None]
        if len(chosen) > 1:
            problems.append(Problem("initial state", " and ".join(chosen), "one of them"))
        if self.mesh is not None and not isinstance(self.mesh, Mesh):
            problems.append(Problem("mesh", clip(self.mesh), "a mubar.Mesh(negative=..., ...)"))
        for name, kind, expected in (
            ("start", Solution, "an earlier result"),
            (
                "stoichiometries",
                Mapping,
                "material -> filled fraction, such as {'negative': 0.9, 'positive': 0.3}",
            ),
            ("outputs", Sequence, "a list of names"),
            ("progress", None, "a function of time, step, number of steps and voltage"),
            ("announce", None, "a function of a text"),
        ):
            value = getattr(self, name)
            good = callable(value) if kind is None else isinstance(value, kind)
            if value is not None and not good:
                problems.append(Problem(name, clip(value), expected))
        if isinstance(self.outputs, str):
            problems.append(
                Problem("outputs", clip(self.outputs), "a list of names", f"Write [{self.outputs!r}].")
            )
        if problems:
            raise InputError(problems)

    @property
    def keeps_states(self) -> bool:
        return self.outputs is None or len(self.outputs) > 0

    @cached_property
    def described(self) -> dict[str, Any]:
        """What describes the run, JSON-serialisable."""
        left_out = ("start", "mesh", "progress", "announce")
        found = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in left_out}
        given = {k: float(v) for k, v in self.stoichiometries.items()} if self.stoichiometries else None
        outputs = None if self.outputs is None else list(self.outputs)
        return found | {"stoichiometries": given, "outputs": outputs, "continued": self.start is not None}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.floating, np.integer)) and not isinstance(value, bool)
