"""What MPET draws at random, or is given: sizes of particles, and conductances of their contacts."""

from __future__ import annotations

import ast
import io
from pathlib import Path
from typing import Any

import numpy as np

from ...core.bounds import Bounds
from ...core.errors import InputError, Problem, clip
from ...core.text_files import read_text
from ...materials.shapes import LENGTH
from . import electrodes
from .settings import Settings

_CONDUCTANCE = Bounds(1e-24, 1e3)
"""S"""
_NONE = 1e-12
"""Standard deviations below it, in m or S, are none to MPET."""


class Draw:
    """The numbers of a system file, drawn with MPET's generator: ask in MPET's order, for the sizes of all
    electrodes, then for their contacts.
    """

    def __init__(self, system: Settings) -> None:
        self.system = system
        seeded = system.truth("Sim Params", "randomSeed") and system.text("Sim Params", "seed", "")
        self._random = np.random.RandomState(system.count("Sim Params", "seed", 0) if seeded else 0)

    def sizes(self, side: str, volumes: int, cfg: Settings, given: Path | None) -> np.ndarray:
        """(volumes, particles), m, of the electrode file ``cfg``, unless a CSV file is ``given``. Notes what
        is wrong; raises `InputError` for tables that can't be read.
        """
        s, key = self.system, f"specified_psd_{side}"
        shape = (volumes, s.count("Sim Params", f"Npart_{side}"))
        if not shape[1]:
            s.note("Sim Params", f"Npart_{side}", "0", "at least 1")
        table = s.text("Particles", key, "false")
        if table.lower() not in ("false", "no", "0"):
            raw = _literal(table, shape, f"{s.path}: [Particles] {key}")
        else:
            raw = self._drawn("Particles", f"mean_{side}", f"stddev_{side}", shape, LENGTH)
        return electrodes.sizes(cfg, raw) if given is None else _file(given, shape)

    def conductances(self, side: str, shape: tuple[int, ...]) -> np.ndarray | None:
        """Of the contacts along the chains of particles, S; None without chains.

        MPET divides both currents at a particle by its own volume, so that its chains conserve charge where
        sizes are equal only; here they do so always.
        """
        if not self.system.truth("Conductivity", f"simPartCond_{side}"):
            mean, deviation = (self.system.number("Conductivity", f"G_{what}_{side}", 0.0)
                               for what in ("mean", "stddev"))  # fmt: skip
            if _CONDUCTANCE.admit(mean) and _NONE <= deviation <= _CONDUCTANCE.high:
                self._log_normal(mean, deviation, shape)  # drawn all the same
            return None
        names = f"G_mean_{side}", f"G_stddev_{side}"
        return self._drawn("Conductivity", *names, shape, _CONDUCTANCE)

    def _drawn(
        self, section: str, mean: str, deviation: str, shape: tuple[int, ...], bounds: Bounds
    ) -> np.ndarray:
        middle = self.system.number(section, mean, bounds=bounds)
        spread = self.system.number(section, deviation, bounds=Bounds(0.0, bounds.high))
        if self.system.problems:
            return np.ones(shape)
        return np.full(shape, middle) if spread < _NONE else self._log_normal(middle, spread, shape)

    def _log_normal(self, mean: float, deviation: float, shape: tuple[int, ...]) -> np.ndarray:
        variance = np.log1p((deviation / mean) ** 2)
        return self._random.lognormal(np.log(mean) - 0.5 * variance, np.sqrt(variance), shape)


def _literal(text: str, shape: tuple[int, int], where: str) -> np.ndarray:
    try:
        table: Any = np.array(ast.literal_eval(text), dtype=float)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        table = np.empty(0)
    return _checked(table, shape, where)


def _file(path: Path, shape: tuple[int, int]) -> np.ndarray:
    try:
        table = np.loadtxt(io.StringIO(read_text(path)), delimiter=",", ndmin=2)
    except InputError:
        raise
    except ValueError as error:
        raise InputError([Problem(str(path), clip(str(error)), "numbers, a row for each volume")]) from None
    return _checked(table, shape, str(path))


def _checked(table: np.ndarray, shape: tuple[int, int], where: str) -> np.ndarray:
    if table.shape != shape:
        expected = f"{shape[0]} rows, one for each volume, of {shape[1]} sizes"
        raise InputError([Problem(where, f"a table of shape {table.shape}", expected)])
    if (bad := table[~((table > 0.0) & (table < 1.0))]).size:
        raise InputError([Problem(where, f"the size {bad[0]:g} m", "sizes in m, above 0")])
    return table
