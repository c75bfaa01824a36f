"""Strict JSON: a cell file as a tree of plain values, or the list of what is wrong with it as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ..core.errors import InputError, Problem, clip

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 200
MAX_PROBLEMS = 100
"""Problems told at once; a file with more of them is not a cell file."""


def pointer(*path: str | int) -> str:
    """A place in the document as a JSON pointer (RFC 6901), for messages: long names cut, all printable."""
    return "".join("/" + _printable(str(p)).replace("~", "~0").replace("/", "~1") for p in path) or "/"


def _printable(name: str) -> str:
    short = name if len(name) <= 80 else name[:77] + "..."
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)


def read_text(path: Path) -> str:
    """The file's text (UTF-8). Raises `InputError` if it can't be read or is too large."""
    try:
        with path.open("rb") as f:
            data = f.read(MAX_BYTES + 1)
    except OSError as e:
        raise _error(str(path), e.strerror or str(e), "a readable cell file") from None
    if len(data) > MAX_BYTES:
        raise _error(str(path), f"more than {MAX_BYTES} bytes", "a cell file of at most that size")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        found = f"the byte {e.object[e.start]:#04x} at position {e.start}"
        raise _error(str(path), found, "text in UTF-8") from None


def _error(where: str, found: str, expected: str, hint: str = "") -> InputError:
    return InputError([Problem(where, found, expected, hint)])


class _Object(dict):
    """A JSON object that remembers which of its keys came twice."""

    doubled: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        made.doubled = tuple(k for k, _ in pairs if k in seen or seen.add(k))
    return made


def _integer(text: str) -> int | float:
    # Python refuses very long integers and float() overflows on long ones: both are "not finite" here
    return int(text) if len(text) < 300 else math.inf


def parse_json(text: str, where: str = "cell file") -> dict[str, Any]:
    """The JSON object in ``text``. `InputError` names line and column, doubled keys, infinite numbers."""
    if len(text) > MAX_BYTES:
        raise _error(where, f"a text of {len(text)} characters", f"at most {MAX_BYTES}")
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as e:
        around = clip(text[max(0, e.pos - 20) : e.pos + 20], 60)
        empty = "Is the file empty or cut off?" if e.pos >= len(text.rstrip()) else ""
        place = f"{where}, line {e.lineno} column {e.colno}"
        raise _error(place, around, f"valid JSON ({e.msg})", empty) from None
    except RecursionError:
        raise _error(where, "brackets nested very deeply", f"at most {MAX_DEPTH} levels") from None
    problems = list(islice(_faults(tree, ()), MAX_PROBLEMS))
    if problems:
        raise InputError(problems)
    if not isinstance(tree, dict):
        raise InputError.one(where, tree, "a JSON object with the sections Header and Parameterisation")
    return tree


def _faults(value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if len(path) > MAX_DEPTH:
        yield Problem(pointer(*path[:3], "..."), "brackets nested this deeply", f"at most {MAX_DEPTH} levels")
    elif isinstance(value, dict):
        for key in getattr(value, "doubled", ()):
            yield Problem(pointer(*path, key), "the same key twice", "each key once", "Delete one of them.")
        for key, item in value.items():
            yield from _faults(item, (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            if isinstance(item, (list, dict)) or (isinstance(item, float) and not math.isfinite(item)):
                yield from _faults(item, (*path, i))
    elif isinstance(value, float) and not math.isfinite(value):
        yield Problem(pointer(*path), f"{value}", "a finite number")
