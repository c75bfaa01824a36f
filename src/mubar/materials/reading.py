"""What a cell holds under a key: the work behind ``cell[key]``."""

from __future__ import annotations

from typing import Any

from ..core.errors import InputError, UnknownNameError
from ..core.law import Function
from ..core.structure import get
from .cell import Cell
from .entries import entries, interfaces, owned
from .object_keys import object_key, unknown
from .whole_electrolyte import KEY as WHOLE


def read(cell: Cell, key: str) -> Any:
    """See `Cell.__getitem__`."""
    if not isinstance(key, str):
        raise InputError.one("key", key, "a text such as 'negative.particle_radius'")
    entry = entries(cell).get(key)
    if entry is not None:
        value = entry.value(cell)
        return value.expr.payload if isinstance(value, Function) and value.is_constant else value
    if key == WHOLE:
        return cell.electrolyte
    prefix, path = object_key(cell, key)
    if prefix is None:
        raise unknown(cell, key)
    try:
        return get(owned(cell, interfaces(cell)[prefix]), path)
    except UnknownNameError:
        raise unknown(cell, key) from None
