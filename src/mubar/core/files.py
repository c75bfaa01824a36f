"""Files written whole or not at all, and endings that choose a format."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from .errors import InputError, Problem, clip

_EXPECTED = {
    errno.EACCES: "permission to write there",
    errno.EPERM: "permission to write there",
    errno.EROFS: "a folder that can be written to",
    errno.ENOSPC: "room on the disk",
    errno.EDQUOT: "room within the disk quota",
    errno.EFBIG: "a smaller file, or a higher limit (ulimit -f)",
    errno.ENOTDIR: "a path through folders only",
    errno.ENAMETOOLONG: "a shorter file name",
}


def target(path: str | os.PathLike[str]) -> Path:
    """``path`` as a Path; InputError for what can't be one."""
    try:
        name = os.fspath(path)
    except TypeError:
        raise InputError.one("file", path, "a path") from None
    if not isinstance(name, str) or not name or "\0" in name:
        raise InputError.one("file", name, "the name of a file")
    return Path(name)


def ending(path: str | os.PathLike[str], kind: str, endings: Iterable[str]) -> str:
    """The ending of ``path`` in lower case, one of ``endings`` (each with its dot); InputError otherwise.

    ``kind`` says in the message what the file would have been: "figure", "result".
    """
    *most, last = endings
    found = target(path).suffix.lower()
    if found not in (*most, last):
        shown = f"the ending {clip(found)}" if found else "no ending"
        expected = f"{', '.join(most)} or {last}" if most else last
        raise InputError(
            [Problem(f"{kind} file {clip(str(path))}", shown, f"a name that ends in {expected}")]
        )
    return found


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Within the block, write the file whose path is yielded; it then takes the name ``path``.

    It stands in the same folder, so that a reader sees the old file or the new one and never half of one. If
    the block fails it is removed. Links are followed. OSError becomes InputError with the path and the cause:
    a missing folder, a folder in the file's place, no permission, a full disk.
    """
    wanted = target(path)
    final = Path(os.path.realpath(wanted))
    beside = final.parent / f".{uuid.uuid4().hex[:12]}.tmp"
    try:
        if final.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder of that name")
        if final.exists() and not final.is_file():
            raise OSError(errno.EINVAL, "a device or pipe")
        if final.exists() and not os.access(final, os.W_OK):
            raise PermissionError(errno.EACCES, "a file that may not be changed")
        beside.touch(exist_ok=False)
        yield beside
        if final.exists():
            shutil.copymode(final, beside)
        os.replace(beside, final)
    except OSError as error:
        raise InputError([_problem(wanted, error)]) from None
    finally:
        with contextlib.suppress(OSError):  # gone if all went well; nothing better can be done if not
            beside.unlink()


def write(path: str | os.PathLike[str], data: bytes | memoryview) -> None:
    """Write ``data`` to ``path``, whole or not at all; see `replacing`."""
    with replacing(path) as beside:
        beside.write_bytes(data)


def _problem(path: Path, error: OSError) -> Problem:
    where = f"writing {path}"
    if error.errno == errno.EISDIR:
        hint = f"Name a file in it, such as {path / 'result'}"
        return Problem(where, "a folder of that name", "a file", hint)
    if error.errno == errno.ENOENT:
        hint = f"Make it first: mkdir -p {path.parent}"
        return Problem(where, f"no folder {path.parent}", "a folder that exists", hint)
    reason = error.strerror or str(error)
    return Problem(
        where,
        reason[:1].lower() + reason[1:],
        _EXPECTED.get(error.errno or 0, "a place that can be written to"),
    )
