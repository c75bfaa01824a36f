"""Warnings that name the user's own line, however deep inside mubar they arise."""

from __future__ import annotations

import sys
import warnings


def warn(message: str, category: type[Warning]) -> None:
    """`warnings.warn` at the nearest line outside of mubar."""
    level, frame = 1, sys._getframe()
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "mubar":
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
