"""Functions in machine code, by their addresses: loaded from disk, or compiled once per machine.

Loading takes milliseconds and needs llvmlite alone; Numba is imported where something has to be compiled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from llvmlite import binding as llvm

from . import cache as disk

INTEGER, FLOATS, INTEGERS = "integer", "floats", "integers"
"""Kinds of arguments: int64, double*, int64*."""


@dataclass(frozen=True)
class Signature:
    """Of a compiled function: its arguments, and whether it returns an int64 or nothing."""

    arguments: tuple[str, ...]
    returns: bool


@dataclass(frozen=True, eq=False)
class Source:
    """Python text whose ``functions`` are compiled together. It imports modules of this package at most:
    those that decide what comes out are named in ``depends_on``.
    """

    prefix: str
    text: str
    functions: Mapping[str, Signature]
    depends_on: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of the file that holds the machine code; another one where anything that matters is different."""
        known = disk.digest_of("machine_code", "compiling", *self.depends_on)
        told = repr((self.text, tuple(self.functions.items()), known, _machine()))
        return f"{self.prefix}_{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"


def ready(sources: Iterable[Source]) -> bool:
    """Whether this machine has compiled them all before."""
    return all((disk.folder() / f"{source.name}.o").exists() for source in sources)


def addresses(source: Source) -> Mapping[str, int]:
    """Where the functions of ``source`` are in memory, for as long as this process lives.

    Raises `InputError` where there is no folder that compiled code can be kept in.
    """
    name = source.name
    code = disk.read(f"{name}.o")
    if code is None:
        from .compiling import object_code

        code = object_code(source)
        disk.write(f"{name}.o", code)
    return _loaded(code, source.functions)


_engines: list[llvm.ExecutionEngine] = []
"""They own the memory that the code is in."""


def _loaded(code: bytes, functions: Iterable[str]) -> Mapping[str, int]:
    needs, _, code = code.partition(b"\n")
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target_machine())
    if any(llvm.address_of_symbol(name) is None for name in needs.decode().split()):
        from . import compiling  # noqa: F401  # knows what C library has them
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    return {name: engine.get_function_address(name) for name in functions}


def target_machine() -> llvm.TargetMachine:
    """LLVM's description of this machine; one for every use, as engines own theirs."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc="static" if target.name.startswith("x86") else "default",
        codemodel="jitdefault",
        jit=True,
    )


@cache
def _machine() -> tuple[str, ...]:
    """What machine code depends on beside its source."""
    features = llvm.get_host_cpu_features().flatten()
    return version("numba"), version("llvmlite"), llvm.get_host_cpu_name(), features
