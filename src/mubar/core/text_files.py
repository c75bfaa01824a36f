"""The text of a file that somebody made: compressed or not, in the encodings that instruments write."""

from __future__ import annotations

import gzip
import zlib
from os import PathLike

from .errors import InputError, Problem
from .files import target


def read_text(path: str | PathLike[str]) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or Windows Latin; ``.gz`` is unpacked.

    Raises `InputError` for a file that can't be read or is not text.
    """
    file = target(path)
    name = str(path)
    try:
        data = file.read_bytes()
        if file.suffix.lower() == ".gz":
            data = gzip.decompress(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError([Problem(name, f"a damaged archive ({error})", "a whole .gz file")]) from None
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise InputError([Problem(name, found, "a file that can be read")]) from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    elif b"\0" in data[:65536]:
        hint = "Export spreadsheets as CSV first." if data[:2] == b"PK" else ""
        raise InputError([Problem(name, "a binary file", "a text file with columns", hint)])
    else:
        encodings = ("utf-8-sig", "cp1252")  # instruments on Windows write degree signs in the latter
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError([Problem(name, "bytes that are not text", "a text file in UTF-8")])
