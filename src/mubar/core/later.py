"""Packages whose names are loaded when first used (PEP 562): who needs a part waits for that part alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def exporting(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of a package whose exports stand in its module ``names``.

    No export has the name of one of the package's modules: those come first.
    """

    def get(name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if find_spec(f"{package}.{name}"):
            return import_module(f"{package}.{name}")
        exports = import_module(f"{package}.names")
        if not hasattr(exports, name):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(exports, name)
        setattr(sys.modules[package], name, found)
        return found

    def listed() -> list[str]:
        return sorted({*vars(sys.modules[package]), *get("__all__")})

    return get, listed
