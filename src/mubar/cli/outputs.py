"""Files that a command is going to write, looked at before the work starts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec

from mubar.core.errors import InputError, Problem
from mubar.core.files import ending, replacing


class _Enough(Exception):
    """Ends a try-out before anything is replaced."""


def check_cell(path: str, over: bool, inputs: Iterable[str | None] = ()) -> None:
    """Raise InputError unless a BPX file can be written there; ``inputs`` are files that are read.

    People edit cell files, which no command can compute again: one is written ``over`` only on demand.
    """
    ending(path, "cell", [".json"])
    _check(path, inputs)
    if os.path.exists(path) and not over:
        hint = "--force writes over it."
        raise InputError([Problem(f"writing {path}", "a file of that name", "a new one", hint)])


def check_result(path: str, inputs: Iterable[str | None] = ()) -> None:
    """Raise InputError unless a result can be written there."""
    from mubar.io import bdf

    if ending(path, "result", [".nc", *bdf.ENDINGS]) == ".parquet" and find_spec("pyarrow") is None:
        hint = "pip install 'mubar[parquet]', or use a .csv file."
        raise InputError([Problem("Parquet files", "no pyarrow", "the package pyarrow", hint)])
    _check(path, inputs)


def check_figure(path: str) -> None:
    """Raise InputError unless a figure can be written there."""
    from mubar.diagrams.style import figure_ending

    figure_ending(path)
    _check(path)


def _check(path: str, inputs: Iterable[str | None] = ()) -> None:
    for each in inputs:
        if each is not None and os.path.exists(each) and os.path.realpath(each) == os.path.realpath(path):
            raise InputError([Problem(f"writing {path}", "a file that is also read", "another name")])
    with suppress(_Enough), replacing(path):
        raise _Enough
