"""Controls and terminations as JSON documents: the class's name under ``type``, and its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

import numpy as np

from mubar.core.errors import InputError, UnknownNameError

T = TypeVar("T")


def to_document(item: Any) -> dict[str, Any]:
    """``item``, a dataclass of numbers, arrays and enum members, as a document."""
    return {"type": type(item).__name__} | {f.name: _plain(getattr(item, f.name)) for f in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.value if isinstance(value, Enum) else value


def from_document(document: object, kinds: Sequence[type[T]], where: str) -> T:
    """The object of one of ``kinds`` that `to_document` described; InputError for anything else."""
    if not isinstance(document, Mapping) or "type" not in document:
        raise InputError.one(where, document, "a mapping with a key 'type'")
    by_name: dict[str, Any] = {kind.__name__: kind for kind in kinds}
    name = str(document["type"])
    if name not in by_name:
        raise UnknownNameError.of(f"{where} type", name, by_name)
    expected = {f.name for f in fields(by_name[name])}
    given = {key: value for key, value in document.items() if key != "type"}
    if given.keys() != expected:
        raise InputError.one(where, sorted(map(str, given)), f"the keys {sorted(expected)} of a {name}")
    return by_name[name](**given)
