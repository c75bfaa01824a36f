"""An expression evaluated on NumPy arrays (broadcasting; float64, or complex128 for a complex step)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import numpy as np

from .expr import Expr, topological
from .ops import OPS

_NONE = -1
_Instruction = tuple[Callable[..., Any], int, int, int, tuple[int, ...], tuple[int, ...]]
"""Function, places of three arguments, of further ones, and places that nothing needs afterwards."""


def evaluate(root: Expr, values: Mapping[str, Any]) -> Any:
    """The value of ``root`` with symbols taken from ``values``. Invalid operations give NaN or inf, no
    warning.

    The result may be one of ``values`` itself where ``root`` is a symbol.
    """
    return evaluate_all((root,), values)[0]


def evaluate_all(roots: tuple[Expr, ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of several expressions, sharing their common parts."""
    constants, names, instructions, results = _program(roots)
    found: list[Any] = [*constants, *[_number(values[name]) for name in names]]
    with np.errstate(all="ignore"):
        for function, a, b, c, others, done in instructions:
            if others:
                found.append(function(found[a], found[b], found[c], *[found[i] for i in others]))
            elif b == _NONE:
                found.append(function(found[a]))
            elif c == _NONE:
                found.append(function(found[a], found[b]))
            else:
                found.append(function(found[a], found[b], found[c]))
            for i in done:
                found[i] = None
    return tuple([found[i] for i in results])


def _number(value: Any) -> Any:
    if isinstance(value, float):
        return np.float64(value)
    array = np.asarray(value)
    return np.asarray(array, dtype=np.complex128 if array.dtype.kind == "c" else np.float64)[()]


@lru_cache(maxsize=2048)
def _program(roots: tuple[Expr, ...]) -> tuple[list[Any], list[str], list[_Instruction], list[int]]:
    """The graph as a list of instructions on numbered places: constants, then symbols, then operations."""
    order = topological(*roots)
    constants = [n for n in order if n.op == "const"]
    named = [n for n in order if n.op == "symbol"]
    rest = [n for n in order if n.op not in ("const", "symbol")]
    place = {id(n): i for i, n in enumerate([*constants, *named, *rest])}
    results = [place[id(r)] for r in roots]
    instructions: list[_Instruction] = []
    needed = set(results)
    for n in reversed(rest):  # large arrays go as soon as their last user has them
        args = [place[id(a)] for a in n.args]
        done = tuple(sorted(set(args) - needed))
        needed |= set(args)
        function = OPS[n.op].numpy if n.payload is None else partial(OPS[n.op].numpy, payload=n.payload)
        a, b, c = (*args, _NONE, _NONE)[:3]
        instructions.append((function, a, b, c, tuple(args[3:]), done))
    instructions.reverse()
    return [np.float64(n.payload) for n in constants], [n.payload for n in named], instructions, results
