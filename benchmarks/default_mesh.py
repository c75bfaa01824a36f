"""The default mesh against grid-converged curves: every shipped cell at C/10, 1C and 3C."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import mubar
from mubar.models import DFN

from . import ours, references
from .curves import Piece, difference
from .report import Claim, Section, main, table
from .timing import interleaved

RATES = {0.1: "C/10", 1.0: "1C", 3.0: "3C"}
RMS, LARGEST = 0.5, 3.0
"""Asked for, mV."""


def measure(quick: bool, out: Path) -> Section:
    rows, errors = [], {}
    for name in mubar.list_cells():
        for c_rate, rate in RATES.items():
            errors[f"{name}, {rate}"], row = _compare(name, c_rate, repeats=2 if quick else 20)
            rows.append((name, rate, *row))
    claims = tuple(
        _worst(f"Default mesh, worst of {len(errors)} discharges: {what} error", asked, errors, which)
        for which, (what, asked) in enumerate((("rms", RMS), ("largest", LARGEST)))
    )
    default, finer = DFN.default_mesh, DFN.depletion_mesh
    header = (
        "",
        "",
        "rms [mV]",
        "max",
        "at [s]",
        "max to 99 %",
        "reference",
        "rms to PyBaMM's [mV]",
        "max",
        "run [ms]",
    )
    text = f"""\
The DFN model's default mesh is {ours.words(default)} (negative/separator/positive volumes × shells per
particle), shells gathered at the particles' surface. Where the salt falls below {100 * DFN.depletion:.0f} %
of its initial concentration, the run is repeated on {ours.words(finer)}, which follows fronts of used-up
salt. Default tolerances. "Reference" is mubar on {ours.words(references.MESH)} at a relative tolerance of
{references.RTOL:g}, with the largest difference to half as many volumes and shells. Errors are taken from
the first second to the end of the discharge, 7200 times evenly spread; PyBaMM's converged curves
(`tests/data/pybamm`, each with its own convergence) are compared from the first second to 99 % of the
discharge.

{table(header, rows, words=2)}
"""
    return Section("Default mesh", claims, text)


def _worst(what: str, asked: float, errors: dict[str, tuple[float, float]], which: int) -> Claim:
    case = max(errors, key=lambda case: errors[case][which])
    found = errors[case][which]
    return Claim(what, f"≤ {asked:g} mV", f"{found:.2f} mV ({case})", found <= asked)


def _compare(name: str, c_rate: float, repeats: int) -> tuple[tuple[float, float], tuple[str, ...]]:
    cell = mubar.load_cell(name)
    exact, _, uncertainty = references.converged(name, c_rate)
    found = ours.discharged(cell, c_rate, None, 1e-4, dense=True)
    rms, largest, at = difference(found, exact)
    inner = difference(found, exact, share=0.99)[1]
    rms_kept, largest_kept = _to_kept(cell, c_rate)
    step = ours.discharge(cell, c_rate)
    timing = interleaved({"": lambda: mubar.simulate(cell, step, outputs=())}, rounds=repeats)[""]
    shown = (rms, largest, at, inner, uncertainty, rms_kept, largest_kept, 1e3 * timing.least)
    formats = ("{:.3f}", "{:.3f}", "{:.0f}", "{:.3f}", "±{:.3f}", "{:.3f}", "{:.3f}", "{:.2f}")
    return (rms, largest), tuple(f.format(v) for f, v in zip(formats, shown, strict=True))


def _to_kept(cell: mubar.Cell, c_rate: float) -> tuple[float, float]:
    """(rms, max) [mV] from PyBaMM's converged curve, run from the same stoichiometries."""
    kept = references.pybamm(cell.name, c_rate)
    found = ours.discharged(cell, c_rate, None, 1e-4, kept.stoichiometries, dense=True)
    rms, largest, _ = difference(
        Piece(kept.time, kept.voltage, lambda at: np.interp(at, kept.time, kept.voltage)), found, share=0.99
    )
    return rms, largest


if __name__ == "__main__":
    main(measure)
