"""Walking through a cell document: its sections, and a growing list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.errors import Problem, clip, nearest
from .document import MAX_PROBLEMS, pointer

Path = tuple[str, ...]
MUBAR: Path = ("Parameterisation", "User-defined", "mubar")
"""Where everything stands that BPX has no field for."""

_MOVED = {
    "Initial concentration [mol.m-3]": "BPX 1 has it as Initial electrolyte concentration [mol.m-3] "
    "under State > Initial conditions.",
    "Initial temperature [K]": "BPX 1 has it under State > Initial conditions.",
    "Ambient temperature [K]": "BPX 1 has it under State > Thermal environment.",
    "Thermal conductivity [W.m-1.K-1]": "BPX 1 has no field for it; User-defined has room for it.",
}

NOTHING: Mapping[str, Any] = {}
"""What stands for a section that isn't there."""


class Sections:
    """A document and the problems found in it so far."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def bad(self, path: Path, found: object, expected: str, hint: str = "") -> None:
        """Note a problem with the value ``found`` at ``path``."""
        self.note(path, clip(found), expected, hint)

    def note(self, path: Path, found: str, expected: str, hint: str = "") -> None:
        """Note a problem in words."""
        problem = Problem(pointer(*path), found, expected, hint)
        if not self.enough and problem not in self.problems:
            self.problems.append(problem)

    @property
    def enough(self) -> bool:
        """Whether so much is wrong that it makes no sense to look further."""
        return len(self.problems) >= MAX_PROBLEMS

    def section(self, path: Path, required: bool = False) -> Mapping[str, Any]:
        """The object at ``path``; `NOTHING` where there is none, noted if it is required or no object."""
        here: Any = self.document
        for i, step in enumerate(path):
            here = here.get(step)
            if here is None:
                if required and i == len(path) - 1:
                    self.note(path, "nothing", "a section (JSON object)")
                return NOTHING
            if not isinstance(here, dict):
                self.bad(path[: i + 1], here, "a section (JSON object)")
                return NOTHING
        return here

    def only_known(self, path: Path, known: Iterable[str]) -> None:
        """Note every key of the section at ``path`` that is not among ``known``."""
        known = list(known)
        for key in self.section(path):
            if self.enough:
                return
            if key in known or (key == "description" and path[:3] == MUBAR):
                continue
            close = nearest(key, known)
            hint = _MOVED.get(key) or (f"Did you mean {close!r}?" if close else "")
            self.note((*path, key), "an unknown field", f"one of: {', '.join(known)}", hint)

    def texts(self, path: Path) -> dict[str, str]:
        """A section of names with a description each."""
        found = {}
        for key, value in self.section(path).items():
            if key == "description":
                continue
            text = value.get("description") if isinstance(value, dict) and len(value) == 1 else None
            if isinstance(text, str):
                found[key] = text
            else:
                self.bad((*path, key), value, 'an object {"description": "..."}')
        return found
