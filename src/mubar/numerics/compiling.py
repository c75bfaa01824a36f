"""From Python text to machine code, by Numba and LLVM."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from llvmlite import binding as llvm
from llvmlite import ir
from numba import types
from numba.core import config as numba_config
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler import Flags, compile_extra
from numba.core.compiler_lock import global_compiler_lock
from numba.core.cpu_options import FastMathOptions
from numba.core.registry import cpu_target

from .machine_code import FLOATS, INTEGER, INTEGERS, Signature, Source, target_machine

_config: Any = numba_config
_TYPES = {
    INTEGER: types.int64,
    FLOATS: types.CPointer(types.float64),
    INTEGERS: types.CPointer(types.int64),
}


def object_code(source: Source) -> bytes:
    """An object file with the functions of ``source``; before it a line with the names of what it needs."""
    space: dict[str, Any] = {}
    exec(compile(source.text, f"<{source.name}>", "exec"), space)  # our own text: laws come as expressions
    module = llvm.parse_assembly("")
    for name, signature in source.functions.items():
        module.link_in(_module(space[name], name, signature))
    for function in module.functions:
        if not function.is_declaration and function.name not in source.functions:
            function.linkage = "internal"
    _optimise(module)
    needs = [f.name for f in module.functions if f.is_declaration and not f.name.startswith("llvm.")]
    return " ".join(needs).encode() + b"\n" + target_machine().emit_object(module)


def _module(function: Any, name: str, signature: Signature) -> llvm.ModuleRef:
    """A function and what it calls as an LLVM module, under its own name and with plain arguments."""
    arguments = tuple(_TYPES[kind] for kind in signature.arguments)
    result = types.int64 if signature.returns else types.void
    made = _compiled(function, arguments, result)
    context = made.target_context
    convention, given = context.call_conv, [context.get_value_type(a) for a in arguments]
    outside = ir.Module()
    inner = ir.Function(outside, convention.get_function_type(result, arguments), made.fndesc.llvm_func_name)
    returned = context.get_value_type(result) if signature.returns else ir.VoidType()
    outer = ir.Function(outside, ir.FunctionType(returned, given), name)
    builder = ir.IRBuilder(outer.append_basic_block())
    _, value = convention.call_function(builder, inner, result, arguments, outer.args)
    if signature.returns:
        builder.ret(value)
    else:
        builder.ret_void()
    module = llvm.parse_assembly(made.library.get_llvm_str())
    module.link_in(llvm.parse_assembly(str(outside)))
    return module


def _compiled(function: Any, arguments: tuple[Any, ...], result: Any) -> Any:
    """Numba's part: LLVM's language as it comes from Python's."""
    flags: Any = Flags()
    flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
    flags.error_model = "numpy"
    flags.fastmath = FastMathOptions({"contract"})
    typing, target = cpu_target.typing_context, cpu_target.target_context
    with global_compiler_lock, _only_translated(target):
        return compile_extra(typing, target, function, arguments, result, flags, {})


@contextmanager
def _only_translated(target: Any) -> Iterator[None]:
    """Optimised and made machine code is the whole at the end, not every function and then what calls it."""
    level, usual = _config.OPT, target._internal_codegen
    _config.OPT, target._internal_codegen = type(level)(0), _codegen()
    try:
        yield
    finally:
        _config.OPT, target._internal_codegen = level, usual


class _Library(JITCodeLibrary):
    """Functions that nobody calls by address."""

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0

    def _finalize_specific(self) -> None:
        pass


class _Codegen(JITCPUCodegen):
    """Numba's way to machine code, as far as LLVM's language."""

    _library_class = _Library

    def _add_module(self, module: Any) -> None:
        pass

    def set_env(self, env_name: str, env: Any) -> None:
        pass


@cache
def _codegen() -> _Codegen:
    return _Codegen("mubar")


def _optimise(module: llvm.ModuleRef) -> None:
    tuning = llvm.create_pipeline_tuning_options(speed_level=3)
    tuning.loop_vectorization = True
    builder = llvm.create_pass_builder(target_machine(), tuning)
    builder.getModulePassManager().run(module, builder)
