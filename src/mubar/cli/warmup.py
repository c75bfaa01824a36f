"""Compile the solver and the laws of the shipped cells and models now.

Otherwise this happens at the first simulation. It takes about half a minute, once per machine and version of
mubar; set MUBAR_CACHE_DIR to keep the compiled code somewhere else than in the user's cache folder.
"""

from __future__ import annotations

import argparse
import time

import mubar

from .display import Display
from .exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def execute(args: argparse.Namespace) -> int:
    """Simulate a second of every model on every cell, which compiles what is not compiled yet."""
    from mubar.numerics import cache

    began = time.perf_counter()
    with Display() as display:
        for model in mubar.models.MODELS:
            for cell in mubar.list_cells():
                display.doing(f"{model} of {cell}")
                mubar.simulate(cell, "Discharge at 1C for 1 second", model, announce=display.announce)
    print(f"ready after {time.perf_counter() - began:.1f} s; compiled code is in {cache.folder()}")
    return Exit.DONE
