"""Transport efficiencies that follow a law of the porosity: as objects of a cell and of its file.

    "separator": {"transport_efficiency": {"Bruggeman": {"exponent": 2.7}}}

Under User-defined > mubar; the BPX field beside it holds the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import transport
from ..core.errors import InputError, Problem
from ..transport.porous import TransportEfficiency
from .objects import exported, read_object, write_object

KEY, LAW = "transport_efficiency", "pores"
"""The attributes of a layer that hold the number and the law it follows, if any."""


def given(value: float | TransportEfficiency) -> dict[str, Any]:
    """The attributes of a layer that is given ``value`` as its transport efficiency."""
    return {LAW: value} if isinstance(value, TransportEfficiency) else {KEY: value, LAW: None}


def followed(before: Any, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes of a layer with the number that its law gives at the porosity it will have."""
    law = changes.get(LAW, getattr(before, LAW, None))
    if law is None or not {LAW, "porosity"} & changes.keys():
        return changes
    return {**changes, KEY: _efficiency(law, changes.get("porosity", before.porosity))}


def resolved(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a layer that is read from a file, where a law may stand for the number."""
    law = fields.get(KEY)
    if not isinstance(law, TransportEfficiency):
        return fields
    return {**fields, KEY: _efficiency(law, fields["porosity"]), LAW: law}


def from_file(value: Any, where: str) -> TransportEfficiency:
    """The law that stands at ``where``. Raises `InputError`."""
    return read_object(value, where, _known())


def to_file(law: TransportEfficiency, where: str) -> dict[str, Any]:
    """How a file holds the law. Raises `InputError` for laws that can't be found by name."""
    return write_object(law, where, _known(), "law of porous media")


def _efficiency(law: TransportEfficiency, porosity: float) -> float:
    """What the law gives. Raises `InputError` where it is none."""
    value = float(law(porosity))
    if not 0.0 < value <= 1.0:
        found = f"{value:g}, what {law} gives at a porosity of {porosity:g}"
        raise InputError([Problem(KEY, found, "a number above 0 and at most 1")])
    return value


def _known() -> dict[str, type]:
    return {n: c for n, c in exported(transport).items() if issubclass(c, TransportEfficiency)}
