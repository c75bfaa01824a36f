"""The words of a command line as numbers, names and meshes. Readers raise InputError naming the option."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from mubar.core.errors import InputError, Problem, UnknownNameError, clip

if TYPE_CHECKING:
    from mubar.numerics.mesh import Mesh
    from mubar.simulation.protocol.units import Kind

T = TypeVar("T")


class Gathering:
    """Calls functions that may find something wrong with the input, so that all of it is reported at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, read: Callable[..., T], *args: Any, **options: Any) -> Any:
        """What ``read`` returns, or None where it found problems (then `settle` raises)."""
        try:
            return read(*args, **options)
        except InputError as error:
            self.problems += error.problems
            return None

    def settle(self) -> None:
        """Raise InputError with everything that was found, if anything was."""
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def number(option: str, text: str) -> float:
    """A finite number."""
    if not _is_number(text) or not math.isfinite(float(text)):
        raise InputError.one(option, text, "a number")
    return float(text)


def count(option: str, text: str) -> int:
    """A whole number from 1."""
    value = number(option, text)
    if value < 1 or value != int(value):
        raise InputError.one(option, text, "a whole number from 1")
    return int(value)


def amount(option: str, text: str, kind: Kind, unit: str) -> float:
    """A number with a unit as in step strings, in SI units; a plain number counts in ``unit``."""
    from mubar.simulation.protocol.amounts import read_amount
    from mubar.simulation.protocol.lexer import Cursor

    cursor = Cursor(f"{text} {unit}" if _is_number(text) else text)
    try:
        value = read_amount(cursor, kind).value
        if not cursor.at_end:
            raise cursor.expected("the end")
    except InputError as error:
        raise InputError(replace(p, where=option) for p in error.problems) from None
    return value


def moment(option: str, text: str) -> float:
    """``30min`` in s; a plain number, 0 too, is in s."""
    from mubar.simulation.protocol.units import Kind

    return number(option, text) if _is_number(text) else amount(option, text, Kind.TIME, "s")


def temperature(option: str, text: str) -> float:
    """``25degC`` or ``298.15K``, in K; a plain number is in K."""
    from mubar.simulation.protocol.units import Kind

    value = amount(option, text, Kind.TEMPERATURE, "K")
    if _is_number(text) and value < 100.0:
        hint = f"A plain number is in K: write {text}degC for degrees Celsius."
        raise InputError.one(option, text, "a temperature such as 25degC or 298.15K", hint)
    return value


def fraction(option: str, text: str) -> float:
    """``0.5`` or ``50%``: from 0 to 1."""
    value = number(option, text[:-1]) / 100.0 if text.endswith("%") else number(option, text)
    if not 0.0 <= value <= 1.0:
        hint = f"Did you mean {text}%?" if 1.0 < value <= 100.0 and not text.endswith("%") else ""
        raise InputError.one(option, text, "a part from 0 to 1, such as 0.02 or 2%", hint)
    return value


def settings(option: str, texts: Iterable[str]) -> dict[str, float | str | None]:
    """``KEY=VALUE`` pairs for `Cell.replace`: numbers, function texts, ``none`` to take a value away."""
    found: dict[str, float | str | None] = {}
    problems = []
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not key or not value:
            problems.append(Problem(option, clip(text), "KEY=VALUE, such as negative.particle_radius=5e-6"))
        elif key in found:
            problems.append(Problem(option, f"{clip(key)[1:-1]} twice", "each key once"))
        else:
            found[key] = _value(value)
    if problems:
        raise InputError(problems)
    return found


def _value(text: str) -> float | str | None:
    if text.lower() == "none":
        return None
    return float(text) if _is_number(text) else text


def stoichiometries(option: str, texts: Iterable[str]) -> dict[str, float]:
    """``MATERIAL=X`` pairs, such as ``negative=0.9``."""
    found: dict[str, float] = {}
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise InputError.one(option, text, "MATERIAL=X, such as negative=0.9")
        found[key] = number(f"{option} {key}", value)
    return found


def names(text: str) -> tuple[str, ...]:
    """Names with commas between them; ``none`` for no name at all."""
    return () if text.lower() == "none" else tuple(n for n in (part.strip() for part in text.split(",")) if n)


def mesh(option: str, text: str, default: Mesh) -> Mesh:
    """``N/S/P/R``, equally spaced, or changes to the default such as ``positive=30,particle=40``."""
    from mubar.numerics.mesh import Mesh

    expected = "N/S/P/R, such as 20/20/20/20, or changes such as positive=30,spacing=uniform"
    known = [f.name for f in fields(Mesh)]
    counts = ("negative", "separator", "positive", "particle")
    head, *rest = (part.strip() for part in text.split(","))
    changes: dict[str, Any] = {}
    if "=" in head:
        rest = [head, *rest]
    else:
        numbers = head.split("/")
        if len(numbers) != len(counts):
            raise InputError.one(option, text, expected)
        changes = dict(zip(counts, numbers, strict=True))
        default = Mesh()
    for part in rest:
        key, equals, value = (word.strip() for word in part.partition("="))
        if not equals:
            raise InputError.one(option, text, expected)
        if key not in known:
            raise UnknownNameError.of(option, key, known)
        changes[key] = value
    for key in counts:
        if key in changes:
            try:
                changes[key] = int(changes[key])
            except ValueError:
                raise InputError.one(f"{option} {key}", changes[key], "a whole number") from None
    return replace(default, **changes)
