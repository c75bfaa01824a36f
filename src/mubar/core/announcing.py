"""What a person who waits is told."""

from __future__ import annotations

import sys

_told: set[str] = set()


def announced(text: str) -> None:
    """A line on stderr, once in a process for each ``text``."""
    if text not in _told:
        _told.add(text)
        print(f"mubar: {text} ...", file=sys.stderr, flush=True)
