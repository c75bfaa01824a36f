"""The solver's own functions run by Python, from the same text that is compiled: any block size without a
compiler.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from types import ModuleType

import mubar.numerics as numerics
from mubar.numerics import pointers


@cache
def interpreted(name: str) -> ModuleType:
    """The module ``mubar.numerics.name`` with its decorators taken off; workspaces are plain arrays."""
    path = f"{numerics.__path__[0]}/{name}.py"
    spec = importlib.util.spec_from_file_location(f"mubar.numerics.interpreted_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    kept = pointers.inner, pointers.summing
    pointers.inner = pointers.summing = lambda function: function
    try:
        spec.loader.exec_module(module)
    finally:
        pointers.inner, pointers.summing = kept
    return module
