"""Kernels of machine code called from Python: expressions to a function of arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from mubar.core.expr import Expr
from mubar.core.piecewise import PiecewisePolynomial
from mubar.core.source import KernelSpec
from mubar.numerics.kernels import compile_kernel

_SIGNATURE = ctypes.CFUNCTYPE(None, ctypes.c_int64, *[ctypes.c_void_p] * 3)
_GUARD = -7.25e77
"""Stands between the areas of a workspace; nothing may write there."""


def compiled(
    expressions: Sequence[Expr],
    rows: Sequence[str],
    scalars: Sequence[str] = (),
    tables: Mapping[str, PiecewisePolynomial] | None = None,
) -> Callable[[Mapping[str, np.ndarray]], np.ndarray]:
    """``call(values)`` gives (outputs, n): the expressions at rows of n values, and scalars.

    Fails when the kernel writes outside of its outputs and its scratch area.
    """
    spec = KernelSpec(tuple(rows), tuple(scalars), tuple((str(i), e) for i, e in enumerate(expressions)))
    function = _SIGNATURE(compile_kernel(spec))

    def call(values: Mapping[str, np.ndarray]) -> np.ndarray:
        n = len(values[rows[0]])
        w, offsets = [np.array([_GUARD])], []

        def place(content: np.ndarray) -> int:
            at = sum(map(len, w))
            w.extend([content, np.array([_GUARD])])
            return at

        offsets += [place(np.array(values[name], dtype=float)) for name in rows]
        offsets += [place(np.array([values[name]], dtype=float)) for name in scalars]
        outputs = [place(np.zeros(n)) for _ in expressions]
        packed, starts = [np.zeros(1)], []
        for name in spec.tables:
            starts.append(sum(map(len, packed)))
            packed.append((tables or {})[name].packed())
        scratch = place(np.zeros(spec.scratch_rows * n))
        work, tab = np.concatenate(w), np.concatenate(packed)
        before, k = work.copy(), np.array([*offsets, *outputs, *starts, scratch], dtype=np.int64)
        function(n, work.ctypes.data, k.ctypes.data, tab.ctypes.data)
        free = np.zeros(len(work), dtype=bool)
        for start, length in [*((o, n) for o in outputs), (scratch, spec.scratch_rows * n)]:
            free[start : start + length] = True
        assert np.array_equal(work[~free], before[~free], equal_nan=True)
        return np.array([work[o : o + n] for o in outputs])

    return call
