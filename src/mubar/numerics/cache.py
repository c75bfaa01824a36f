"""Where compiled code is kept between processes: files whose *names* carry a digest of all they depend on,
and whose content begins with its own, so that one that was cut off or overwritten is never run.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from ..core import files
from ..core.errors import InputError, Problem


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
    return _digest(b"".join((here / f"{name}.py").read_bytes() for name in names))


def read(name: str) -> bytes | None:
    """What was kept under a name; None where nothing was, or where the file is not what was written."""
    try:
        digest, _, content = (folder() / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if digest.decode(errors="replace") == _digest(content) else None


def write(name: str, content: bytes) -> None:
    """Keep ``content`` for other processes. Raises `InputError` where it can't be written."""
    path = folder() / name
    with suppress(OSError):  # deleted since it was chosen; `replacing` says why it can't be made again
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    files.write(path, _digest(content).encode() + b"\n" + content)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
