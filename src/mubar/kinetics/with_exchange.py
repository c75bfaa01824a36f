"""Rate laws that an exchange current density multiplies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..core.errors import InputError
from .base import RateLaw


@dataclass(frozen=True)
class WithExchange(RateLaw):
    """``exchange``: j0(x, c_plus, T) in A/m², an object such as `InsertionExchange` or any function of the
    three written with NumPy. Raises `InputError` for what is no law, and numbers out of bounds.
    """

    exchange: Callable[[Any, Any, Any], Any]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not callable(self.exchange):
            expected = "an exchange current density, such as InsertionExchange(rate_constant=1e-6)"
            raise InputError.one(f"{type(self).__name__}.exchange", self.exchange, expected)
