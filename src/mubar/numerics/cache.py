"""Generated modules on disk: where compiled code is kept between processes.

Numba keeps machine code beside the source file of a function and checks that one file alone. So what is
compiled stands in small generated modules whose *name* carries a digest of everything they depend on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType

from ..core.errors import InputError, Problem
from ..core.files import write


@cache
def folder() -> Path:
    """$MUBAR_CACHE_DIR, else the user's cache folder, else a temporary one. Raises `InputError` when none
    can be written.
    """
    preferred = os.environ.get("MUBAR_CACHE_DIR") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or "~/.cache", "mubar"
    )
    user = os.getuid() if hasattr(os, "getuid") else 0
    temporary = Path(tempfile.gettempdir()) / f"mubar-{user}"
    tried = (Path(preferred).expanduser(), temporary)
    for path in tried:
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            continue
        # what lies in the folder is run: one that others have made for everybody's use is not taken
        if os.access(path, os.W_OK) and (path != temporary or path.stat().st_uid == user):
            return path
    found = f"neither {tried[0]} nor {tried[1]} to be writable"
    hint = "Set MUBAR_CACHE_DIR to a folder that is."
    raise InputError([Problem("folder for compiled code", found, "one that can be written to", hint)])


@cache
def digest_of(*names: str) -> str:
    """Digest of source files of this package."""
    here = Path(__file__).parent
    return hashlib.blake2b(
        b"".join((here / f"{n}.py").read_bytes() for n in names), digest_size=8
    ).hexdigest()


def name_of(prefix: str, text: str, depends_on: tuple[str, ...]) -> str:
    """Name of what is generated from ``text`` and depends on modules of this package."""
    return (
        f"{prefix}_" + hashlib.blake2b((text + digest_of(*depends_on)).encode(), digest_size=12).hexdigest()
    )


def module(prefix: str, text: str, depends_on: tuple[str, ...]) -> tuple[ModuleType, bool]:
    """The generated module of ``text``, and whether this machine sees it for the first time. Raises
    `InputError` where it can't be written.
    """
    name = name_of(prefix, text, depends_on)
    path = folder() / f"{name}.py"
    new = not path.exists()
    if new:
        with suppress(OSError):  # deleted since it was chosen; `write` says why it can't be made again
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write(path, text.encode())
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made, new


def forget(made: ModuleType) -> None:
    """Delete what Numba keeps of a generated module."""
    for path in folder().glob(f"__pycache__/{made.__name__}.*.nb?"):
        path.unlink(missing_ok=True)
