"""The state of an interface at which a law is asked: numbers within the law's domain."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from ..core.bounds import Bounds
from ..core.errors import InputError, Problem
from ..core.expr import Expr

_MEANINGS = {"x": "filled fraction of the host", "c_plus": "activity of the cation", "T": "temperature in K"}


def held_to(method: Callable[..., Any]) -> Callable[..., Any]:
    """A law's method that raises `InputError` for numbers outside of the law's ``domain``; NaN passes."""
    names = list(inspect.signature(method).parameters)[1:]

    @wraps(method)
    def held(self: Any, *args: Any, **kwargs: Any) -> Any:
        given = dict(zip(names, args, strict=False)) | kwargs
        problems = [
            problem
            for name, bounds in self.domain.items()
            if name in given and (problem := _outside(name, given[name], bounds)) is not None
        ]
        if problems:
            raise InputError(problems)
        return method(self, *args, **kwargs)

    return held


def _outside(name: str, value: Any, bounds: Bounds) -> Problem | None:
    if isinstance(value, Expr) or (isinstance(value, float) and bounds.admit(value)):
        return None
    real = np.real(value)
    low = real <= bounds.low if bounds.open_low else real < bounds.low
    high = real >= bounds.high if bounds.open_high else real > bounds.high
    bad = np.asarray(low | high)
    if not bad.any():
        return None
    found = f"{np.asarray(real)[bad].flat[0]:g}"
    return Problem(name, found, f"{bounds} ({_MEANINGS.get(name, name)})")
