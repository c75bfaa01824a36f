"""The state of an interface at which a law is asked: numbers within the law's domain."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from itertools import zip_longest
from typing import Any

import numpy as np

from ..core.bounds import Bounds
from ..core.errors import InputError, Problem, clip
from ..core.expr import Expr
from ..core.usual import ACTIVITY, KELVIN, VOLTAGE

_MEANINGS = {
    "eta": "overpotential in V",
    "x": "filled fraction of the host",
    "c_plus": "activity of the cation",
    "T": "temperature in K",
}
_USUAL = {"eta": VOLTAGE, "c_plus": ACTIVITY, "T": KELVIN}


def held_to(method: Callable[..., Any]) -> Callable[..., Any]:
    """A law's method that raises `InputError` for what are no numbers, or numbers outside of the law's
    ``domain``; NaN passes.
    """
    names = list(inspect.signature(method).parameters)[1:]

    @wraps(method)
    def held(self: Any, *args: Any, **kwargs: Any) -> Any:
        problems: list[Problem] = []
        args = tuple(_numbers(name, v, problems) for name, v in zip_longest(names[: len(args)], args))
        kwargs = {name: _numbers(name, v, problems) for name, v in kwargs.items()}
        given = dict(zip(names, args, strict=False)) | kwargs
        if not problems:
            found = (_outside(n, given[n], bounds) for n, bounds in self.domain.items() if n in given)
            problems = [problem for problem in found if problem is not None]
        if problems:
            raise InputError(problems)
        for name in given.keys() & _USUAL.keys():
            if not isinstance(given[name], Expr):
                _USUAL[name].warn(f"{name} ({_MEANINGS[name]})", given[name])
        return method(self, *args, **kwargs)

    return held


def traceable(method: Callable[..., Any]) -> Callable[..., Any]:
    """A law's method that raises `InputError` where it can't take symbols: it branches on values, or calls
    what only takes numbers.
    """

    @wraps(method)
    def told(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except TypeError as error:
            if not any(isinstance(value, Expr) for value in (*args, *kwargs.values())):
                raise
            where = f"{type(self).__name__}.{method.__name__}"
            problem = Problem(where, str(error), "arithmetic and NumPy functions of eta, x, c_plus and T")
            raise InputError([problem]) from error

    return told


def _numbers(name: str, value: Any, problems: list[Problem]) -> Any:
    """``value`` as a law computes with it: lists become arrays; no numbers go to ``problems``."""
    known = isinstance(value, np.ndarray) and value.dtype.kind in "fc"
    if known or name not in _MEANINGS or isinstance(value, (float, Expr)):
        return value
    try:
        array = np.asarray(value)
        if array.dtype.kind in "iufc":
            return array[()]
    except ValueError:  # rows of different lengths
        pass
    problems.append(Problem(name, clip(value), f"a number or an array of them ({_MEANINGS[name]})"))
    return value


def _outside(name: str, value: Any, bounds: Bounds) -> Problem | None:
    if isinstance(value, Expr) or (isinstance(value, float) and bounds.admit(value)):
        return None
    real = np.asarray(np.real(value))
    bad = real[~(bounds.hold(real) | np.isnan(real))]
    return Problem(name, f"{bad.flat[0]:g}", f"{bounds} ({_MEANINGS[name]})") if bad.size else None
