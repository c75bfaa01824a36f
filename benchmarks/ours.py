"""mubar, as the benchmarks call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy.interpolate import make_interp_spline

import mubar

from .curves import Piece


def discharge(cell: mubar.Cell, c_rate: float = 1.0) -> str:
    """The step from the initial state to the cell's lower voltage limit."""
    return f"Discharge at {c_rate:g}C until {cell.lower_cutoff:g} V"


def pieces(result: mubar.Result) -> list[Piece]:
    """The curve step by step; between the recorded points a cubic spline."""
    found = []
    for number in np.unique(result.step):
        here = result.step == number
        since, voltage = result.time[here] - result.time[here][0], result.voltage[here]
        found.append(Piece(since, voltage, make_interp_spline(since, voltage, k=min(3, since.size - 1))))
    return found


def discharged(
    cell: mubar.Cell,
    c_rate: float,
    mesh: mubar.Mesh | None,
    rtol: float,
    stoichiometries: Mapping[str, float] | None = None,
    dense: bool = False,
) -> Piece:
    """The curve of a whole discharge, at the solver's own steps or, ``dense``, some 7200 times."""
    result = mubar.simulate(
        cell,
        discharge(cell, c_rate),
        mesh=mesh,
        rtol=rtol,
        stoichiometries=stoichiometries,
        period=0.5 / max(c_rate, 0.5) if dense else None,
        outputs=(),
    )
    if not result.success:
        raise RuntimeError(f"{cell.name} at {c_rate:g}C: {result.message}")
    (piece,) = pieces(result)
    return piece


def refined(mesh: mubar.Mesh, by: float) -> mubar.Mesh:
    """The mesh with ``by`` times as many volumes and shells."""
    counts = {
        name: max(2, round(by * getattr(mesh, name)))
        for name in ("negative", "separator", "positive", "particle")
    }
    return replace(mesh, **counts)


def words(mesh: mubar.Mesh) -> str:
    return f"{mesh.negative}/{mesh.separator}/{mesh.positive} × {mesh.particle}"
