"""One step of a protocol: a control, what ends it, and how it is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from mubar.core.errors import InputError, Problem, UnknownNameError, clip

from .contradictions import contradictions
from .controls import Control, CRate, Current, Power, Resistance, Rest, Voltage
from .documents import from_document, to_document
from .profile import Profile
from .quantities import positive, written_temperature, written_time
from .resolve import ResolvedStep, resolve
from .terminations import CapacityCutoff, CRateCutoff, CurrentCutoff, SOCCutoff, Termination, VoltageCutoff

_CONTROLS = (Current, CRate, Power, Resistance, Voltage, Rest, Profile)
_TERMINATIONS = (VoltageCutoff, CurrentCutoff, CRateCutoff, CapacityCutoff, SOCCutoff)


@dataclass(frozen=True)
class Step:
    """One step. It ends when the first of its terminations is met or its duration is over.

    control: what is prescribed.
    terminations: one or several.
    duration: s; None for no limit. A current, power or resistance may do without duration and terminations:
        the cell's own voltage limits then end it. A rest needs a duration; a profile ends with its last time.
    period: s between recorded points; None lets the solver choose.
    temperature: K; None keeps the simulation's.
    text: what the user wrote; steps that differ only in it are equal.

    ``str(step)`` is the step as text, which `parse_step` reads back to an equal step (except for profiles).
    Raises InputError with everything that is wrong or contradictory in it.
    """

    control: Control
    terminations: tuple[Termination, ...] = ()
    duration: float | None = None
    period: float | None = None
    temperature: float | None = None
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.terminations, Termination):
            object.__setattr__(self, "terminations", (self.terminations,))
        if problems := [*_malformed(self)] or contradictions(self):
            raise InputError(problems)
        object.__setattr__(self, "terminations", tuple(self.terminations))

    def resolve(
        self, nominal_capacity_Ah: float, lower_cutoff_V: float, upper_cutoff_V: float
    ) -> ResolvedStep:
        """The step in plain numbers for a cell; InputError where it goes beyond the cell's limits."""
        return _resolved(self, self.text, nominal_capacity_Ah, lower_cutoff_V, upper_cutoff_V)

    def __str__(self) -> str:
        ends = [f"for {written_time(self.duration)}"] if self.duration is not None else []
        ends += [f"until {termination}" for termination in self.terminations]
        options = [f"{written_time(self.period, plural=False)} period"] if self.period is not None else []
        options += [written_temperature(self.temperature)] if self.temperature is not None else []
        parts = [str(self.control), " or ".join(ends), f"({', '.join(options)})" if options else ""]
        return " ".join(part for part in parts if part)

    def to_dict(self) -> dict[str, Any]:
        """The step as numbers, strings, lists and dicts, for JSON."""
        document = {f.name: getattr(self, f.name) for f in fields(self)}
        terminations = [to_document(t) for t in self.terminations]
        return document | {"control": to_document(self.control), "terminations": terminations}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Step:
        """The step that `to_dict` described; InputError for anything else."""
        names = [f.name for f in fields(cls)]
        if not isinstance(document, Mapping) or "control" not in document:
            raise InputError.one("step", document, "a mapping with a key 'control'")
        if unknown := [key for key in document if key not in names]:
            raise UnknownNameError.of("step key", str(unknown[0]), names)
        terminations = document.get("terminations", [])
        if not isinstance(terminations, (list, tuple)):
            raise InputError.one("step terminations", terminations, "a list")
        read = [from_document(t, _TERMINATIONS, "step termination") for t in terminations]
        control = from_document(document["control"], _CONTROLS, "step control")
        return cls(**{**document, "control": control, "terminations": tuple(read)})


@lru_cache(maxsize=64)
def _resolved(step: Step, text: str, *limits: float) -> ResolvedStep:
    """Remembered, for fits that repeat one protocol; equal steps may differ in their text."""
    return resolve(step, *limits)


def _malformed(step: Step) -> Iterator[Problem]:
    """What is no control, termination, number or text; numbers become floats on the way."""
    if not isinstance(step.control, Control):
        yield Problem("step control", clip(step.control), "a control such as Current(5) or Rest()")
    several = step.terminations
    if not isinstance(several, (list, tuple)) or not all(isinstance(t, Termination) for t in several):
        yield Problem("step terminations", clip(several), "terminations such as VoltageCutoff(2.5)")
    if not isinstance(step.text, str):
        yield Problem("step text", clip(step.text), "a string")
    for name, unit in (("duration", "s"), ("period", "s"), ("temperature", "K")):
        if (value := getattr(step, name)) is not None:
            try:
                number = positive(f"step {name}", value, f"a positive, finite number of {unit}, or None")
            except InputError as error:
                yield from error.problems
            else:
                object.__setattr__(step, name, number)
