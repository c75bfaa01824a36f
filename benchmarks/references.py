"""Grid-converged curves: mubar's own, made when asked for, and PyBaMM's, as the tests keep them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

import mubar
from mubar.numerics.mesh import Chebyshev

from . import ours
from .curves import Piece, difference

MESH = mubar.Mesh(640, 32, 640, 80, particle_spacing=Chebyshev())
"""Fine enough for fronts of used-up salt, which no gathering of volumes at the ends follows."""
RTOL = 1e-7
PYBAMM = Path(__file__).parent.parent / "tests" / "data" / "pybamm"


@cache
def converged(cell: str, c_rate: float) -> tuple[Piece, float, float]:
    """mubar's curve, and how far (rms, max, mV) that of half as many volumes and shells is from it."""
    loaded = mubar.load_cell(cell)
    fine = ours.discharged(loaded, c_rate, MESH, RTOL)
    half = ours.discharged(loaded, c_rate, ours.refined(MESH, 0.5), RTOL)
    rms, largest, _ = difference(half, fine)
    return fine, rms, largest


@dataclass(frozen=True)
class Kept:
    """PyBaMM's curve, with what has to be known to run the same."""

    time: np.ndarray
    voltage: np.ndarray
    stoichiometries: dict[str, float]


def pybamm(cell: str, c_rate: float) -> Kept:
    """The curve that `make_pybamm_references` wrote for a discharge."""
    name = {0.1: "C10", 1.0: "1C", 3.0: "3C"}[c_rate]
    lines = (PYBAMM / f"{cell}_{name}.csv").read_text("utf-8").splitlines()
    head = dict(re.findall(r"^# initial (\w+) stoichiometry: (\S+)", "\n".join(lines), re.M))
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    time, voltage = (np.array([float(row[c]) for row in rows]) for c in ("time_s", "voltage_V"))
    return Kept(time, voltage, {side: float(value) for side, value in head.items()})
