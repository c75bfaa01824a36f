"""Loop kernels compiled from expressions, once per structure and machine, and called by address.

Kernels share one signature ``void(n, w*, offsets*, tables*)`` and enter the solver as plain addresses, so
that a new law compiles its own few lines and never the solver.
"""

from __future__ import annotations

from collections.abc import Callable

from ..core.source import KernelSpec
from .machine_code import FLOATS, INTEGER, INTEGERS, Signature, Source, addresses, ready

_DEPENDS_ON = ("elementary", "lookup", "pointers", "powers")
_HEADER = """\
from math import asinh, atan, cos, erf, erfc, inf, log1p, sin, sqrt, tan

from numba import njit

from mubar.numerics.elementary import cosh, exp, expm1, log, sinh, tanh
from mubar.numerics.lookup import look_up, look_up_binades, look_up_plane
from mubar.numerics.lookup import opened, opened_binades, opened_plane
from mubar.numerics.pointers import unshared
from mubar.numerics.powers import raised


@njit(inline="always")
def sign(x):
    return 1.0 if x > 0.0 else (-1.0 if x < 0.0 else 0.0)


"""
_SIGNATURE = Signature((INTEGER, FLOATS, INTEGERS, FLOATS), returns=False)
_loaded: dict[str, int] = {}


def compile_kernel(spec: KernelSpec, announce: Callable[[str], None] = lambda text: None) -> int:
    """Address of the compiled kernel of ``spec``. ``announce`` is called before a first compilation."""
    if spec.source not in _loaded:
        source = Source("law", _HEADER + spec.source, {"body": _SIGNATURE}, _DEPENDS_ON)
        if not ready([source]):
            announce("compiling the laws of a new model structure (once per machine)")
        _loaded[spec.source] = addresses(source)["body"]
    return _loaded[spec.source]
