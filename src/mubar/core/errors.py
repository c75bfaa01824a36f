"""Errors for people: what was found, what was expected, where, and the fix.

Everything mubar raises on purpose derives from `MubarError`; the command line turns `InputError` into exit
code 2 and `SimulationError` into exit code 3, a few lines on stderr, no traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any


class MubarError(Exception):
    """Base of all errors that mubar raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where it stands, what was found and expected, perhaps a fix."""

    where: str
    found: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: found {self.found}, expected {self.expected}"
        return f"{text}. {self.hint}" if self.hint else text


class InputError(MubarError, ValueError):
    """Something in the input is wrong. Holds every `Problem` found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))

    @classmethod
    def one(cls, where: str, found: object, expected: str, hint: str = "") -> InputError:
        return cls([Problem(where, clip(found), expected, hint)])

    def moved(self, place: Callable[[str], str]) -> InputError:
        """The same problems, each where ``place`` says for where it stood."""
        return type(self)(replace(p, where=place(p.where)) for p in self.problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problems,))


class UnknownNameError(InputError, KeyError):
    """A name that is not one of the known ones; the message names the nearest match."""

    __str__ = Exception.__str__

    @classmethod
    def of(cls, kind: str, name: str, options: Iterable[str]) -> UnknownNameError:
        known = sorted(options)
        close = nearest(name, known)
        hint = f"Did you mean {close!r}?" if close else ""
        listed = ", ".join(known[:30]) + (", ..." if len(known) > 30 else "")
        return cls([Problem(kind, clip(name), f"one of: {listed}", hint)])


class SimulationError(MubarError):
    """A simulation failed; ``status`` names the cause and ``remedy`` what to try."""

    def __init__(self, message: str, status: str = "failed", remedy: str = "") -> None:
        super().__init__(message)
        self.status, self.remedy = status, remedy


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The option most like ``name``, or None when nothing is close."""
    by_lower = {o.lower(): o for o in options}
    found = difflib.get_close_matches(str(name)[:200].lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[found[0]] if found else None


def clip(value: object, limit: int = 120) -> str:
    """``repr`` of a value, shortened so that a 1 MB string can't flood the message."""
    text = repr(value if not isinstance(value, str) else value[: limit + 1])
    return text if len(text) <= limit else text[: limit - 3] + "..."
