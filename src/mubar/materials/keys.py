"""The keys of active materials: ``negative``, ``positive``, or ``positive.nmc`` in a blend of several."""

from __future__ import annotations

NEGATIVE, POSITIVE = SIDES = ("negative", "positive")


def material_key(side: str, name: str) -> str:
    """Of the material ``name`` of an electrode; an electrode's only material has the name ""."""
    return f"{side}.{name}" if name else side


def side_of(key: str) -> str:
    """The electrode (or other group) to which a key belongs, or what is called by one."""
    return key.partition(".")[0]


def name_of(key: str) -> str:
    """The name of a material within its electrode."""
    return key.partition(".")[2]
