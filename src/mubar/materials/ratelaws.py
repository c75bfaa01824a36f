"""Rate laws as objects of a cell file, see `mubar.materials.objects`.

    "kinetics": {"ButlerVolmer": {"exchange": {"InsertionExchange": {"rate_constant": 7e-6}}}}

Every dataclass that `mubar.kinetics` exports is known by its name.
"""

from __future__ import annotations

from typing import Any

from .. import kinetics
from ..kinetics.base import RateLaw
from .objects import exported, read_object, write_object


def known() -> dict[str, type]:
    """Name -> class of everything that can stand in a file as a rate law or a part of one."""
    return exported(kinetics)


def ratelaw_from_file(value: Any, where: str) -> RateLaw:
    """The rate law that stands at ``where``. Raises `InputError`."""
    return read_object(value, where, known(), RateLaw)


def ratelaw_to_file(law: Any, where: str) -> dict[str, Any]:
    """How a file holds the law. Raises `InputError` for laws that can't be found by name."""
    return write_object(law, where, known(), "rate law")
