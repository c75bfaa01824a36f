"""Bare pointers in compiled code: no bounds, no wrap-around, no reference counts, one light signature."""

from typing import Any

from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic as _intrinsic

FLOATS = types.CPointer(types.float64)
INTS = types.CPointer(types.int64)


def intrinsic(function: Any) -> Any:
    """Numba's decorator. Its functions are called without their first parameter, unknown to type checkers."""
    return _intrinsic(function)


def _cast(target):
    @intrinsic
    def pointer(typingctx, address):
        def codegen(context, builder, signature, args):
            return builder.inttoptr(args[0], context.get_value_type(target))

        return target(types.intp), codegen

    return pointer


floats_at = _cast(FLOATS)
ints_at = _cast(INTS)


@intrinsic
def call_kernel(typingctx, address, n, w, offsets, tables):
    """Call the kernel ``void(n, w*, offsets*, tables*)`` at ``address``."""

    def codegen(context, builder, signature, args):
        from llvmlite import ir

        pointer, word = cgutils.voidptr_t, cgutils.intp_t
        function_type = ir.FunctionType(ir.VoidType(), [word, pointer, pointer, pointer])
        function = builder.inttoptr(args[0], function_type.as_pointer())
        builder.call(function, [args[1], *(builder.bitcast(a, pointer) for a in args[2:])])
        return context.get_dummy_value()

    return types.void(types.int64, types.int64, FLOATS, INTS, FLOATS), codegen


@intrinsic
def call_part(typingctx, address, w, k, tables, o):
    """Call the part of the solver ``int64(w*, k*, tables*, o)`` at ``address``."""

    def codegen(context, builder, signature, args):
        from llvmlite import ir

        pointer, word = cgutils.voidptr_t, cgutils.intp_t
        function_type = ir.FunctionType(word, [pointer, pointer, pointer, word])
        function = builder.inttoptr(args[0], function_type.as_pointer())
        return builder.call(function, [*(builder.bitcast(a, pointer) for a in args[1:4]), args[4]])

    return types.int64(types.int64, FLOATS, INTS, FLOATS, types.int64), codegen


@intrinsic
def unshared(typingctx):
    """Says of the function it is called in that no two of its pointers lead to the same memory.

    What is then read through one can't have been written through another, so that loops with both vectorise.
    """

    def codegen(context, builder, signature, args):
        for argument in builder.function.args:
            if argument.type.is_pointer:
                argument.add_attribute("noalias")
        return context.get_dummy_value()

    return types.void(), codegen


@intrinsic
def shifted(typingctx, pointer, offset):
    """``pointer + offset`` in elements."""

    def codegen(context, builder, signature, args):
        return builder.gep(args[0], [args[1]])

    return pointer(pointer, types.int64), codegen


_OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
inner: Any = njit(fastmath={"contract"}, **_OPTIONS)
"""Decorator of functions that only compiled code calls."""
summing: Any = njit(fastmath={"contract", "reassoc"}, **_OPTIONS)
"""`inner` for reductions, whose terms may be added in any order."""


@inner
def run_call(w, k, tables, at):
    """Run the kernel whose address, loop length and first offset stand at ``at``."""
    call_kernel(k[at], k[at + 1], w, shifted(k, k[at + 2]), tables)
