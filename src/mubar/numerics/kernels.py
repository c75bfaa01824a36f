"""Loop kernels compiled from expressions, once per structure and machine, and called by address.

Kernels share one signature ``void(n, w*, offsets*, tables*)`` and enter the solver as plain addresses, so
that a new law compiles its own few lines and never the solver.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from numba import cfunc, types

from ..core.source import KernelSpec
from . import cache
from .pointers import FLOATS, INTS

_HEADER = '''"""Generated from a law; safe to delete."""
from math import asinh, atan, cos, erf, erfc, inf, log1p, sin, sqrt, tan, tanh

from numba import njit

from mubar.numerics.elementary import cosh, exp, expm1, log, sinh
from mubar.numerics.lookup import look_up, look_up_plane, look_up_regular, opened, opened_plane
from mubar.numerics.pointers import unshared
from mubar.numerics.powers import raised


@njit(inline="always")
def sign(x):
    return 1.0 if x > 0.0 else (-1.0 if x < 0.0 else 0.0)


'''
_SIGNATURE = types.void(types.int64, FLOATS, INTS, FLOATS)
_loaded: dict[str, Any] = {}


def compile_kernel(spec: KernelSpec, announce: Callable[[str], None] = lambda text: None) -> int:
    """Address of the compiled kernel of ``spec``. ``announce`` is called before a first compilation."""
    text = spec.source
    if text not in _loaded:
        try:
            _loaded[text] = _compiled(text, announce)
        # a file that was cut off or overwritten; a folder that was deleted meanwhile
        except (pickle.PickleError, EOFError, ValueError, OSError, RuntimeError):
            _loaded[text] = _compiled(text, announce, anew=True)
    return _loaded[text].address


def _compiled(text: str, announce: Callable[[str], None], anew: bool = False) -> Any:
    made, new = cache.module("law", _HEADER + text, ("elementary", "lookup", "pointers", "powers"))
    if anew:
        cache.forget(made)
    if new:
        announce("compiling the laws of a new model structure (once per machine)")
    return cfunc(_SIGNATURE, cache=True, error_model="numpy", fastmath={"contract"})(made.body)
