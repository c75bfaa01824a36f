"""Time against true error, over meshes and tolerances, for both codes: a table and the figure of the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import mubar
from mubar.core.files import write
from mubar.diagrams import style
from mubar.models import DFN

from . import make_pybamm_references as theirs
from . import ours, peer, references
from .curves import Piece, difference
from .report import Section, main, table
from .timing import interleaved

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURE = "work_precision.png"
CELLS = {"chen2020": ("Chen2020", "LG M50, 1C"), "ecker2015": ("Ecker2015", "Ecker, 1C")}
TOLERANCES = (1e-3, 1e-4, 1e-5, 1e-6)
UNIFORM = (10, 20, 40, 80)
GRADED = tuple(theirs.Grid(n, n // 2, n, 2 * n) for n in (6, 10, 20, 40))
SCALES = (0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True)
class Point:
    """A mesh at a tolerance: least time [ms], rms error and largest error [mV]."""

    series: str
    mesh: str
    rtol: float
    time: float
    rms: float
    largest: float
    default: bool


@dataclass(frozen=True)
class Solver:
    """One code on one mesh at one tolerance. `curve` gives its voltage, `call` is what is timed."""

    series: str
    mesh: str
    rtol: float
    curve: Callable[[], Piece]
    call: Callable[[], object]
    default: bool = False


PYBAMM, PYBAMM_GRADED = "PyBaMM, uniform mesh", "PyBaMM, graded mesh"
UNIFORM_MESH, DEFAULT_MESH = "mubar, uniform mesh", "mubar, default mesh scaled"
COLOURS = {
    PYBAMM: style.MEASURED,
    PYBAMM_GRADED: style.INK,
    UNIFORM_MESH: style.ELECTRONS,
    DEFAULT_MESH: style.LITHIUM,
}


def measure(quick: bool, out: Path) -> Section:
    measured = {cell: _points(cell, quick) for cell in CELLS}
    found = {cell: points for cell, (points, _) in measured.items()}
    _draw(found, out / FIGURE)
    rows = [
        (CELLS[cell][1], p.series, p.mesh, f"{p.rtol:.0e}", p.time, f"{p.rms:.4f}", f"{p.largest:.3f}")
        for cell, points in found.items()
        for p in points
        if p.rtol == 1e-4
    ]
    limits = "; ".join(
        f"{CELLS[cell][1]}: {apart[0]:.3f} mV rms, {apart[1]:.3f} mV max"
        for cell, (_, apart) in measured.items()
    )
    equals = "; ".join(_equal(CELLS[cell][1], points) for cell, points in found.items())
    text = f"""\
![Time against error](images/{FIGURE})

A 1C discharge on meshes from coarse to fine, at relative tolerances from {max(TOLERANCES):g} to
{min(TOLERANCES):g} (absolute: a hundredth). Time: least processor time from the Python call to V(t), warm,
one thread, terminal voltage only. Error: rms over time from the first second to 99 % of the discharge, each
code against its own converged curve, so that small differences between the two codes' equations (PyBaMM
smooths its square roots) count against neither. The two converged curves are apart by: {limits}. Lines join
the points that no other of the same kind beats: being faster at an error at most a tenth larger.

PyBaMM's graded mesh is the one our references are made on: cosine-spaced volumes, shells that shrink towards
the particle's surface, values at the interfaces extrapolated to second order; it takes an expert to set up.

At equal error, whatever the mesh, PyBaMM takes this much longer than mubar. {equals}.

At a relative tolerance of 1e-4:

{table(("", "", "mesh", "rtol", "least [ms]", "rms [mV]", "max"), rows, words=3)}
"""
    return Section("Work and precision", (), text)


def _equal(title: str, points: list[Point]) -> str:
    """How much longer PyBaMM takes at the ends of the range of errors that both codes' best lines reach."""
    own = [p for p in points if p.series in (UNIFORM_MESH, DEFAULT_MESH)]
    other = [p for p in points if p.series in (PYBAMM, PYBAMM_GRADED)]
    fronts = _front(own), _front(other)
    ends = max(f[0].rms for f in fronts), min(f[-1].rms for f in fronts)
    factors = [f"{_time_at(e, other) / _time_at(e, own):.0f} times as long at {e:.2g} mV" for e in ends]
    return f"{title}: {' and '.join(factors)}"


def _points(cell: str, quick: bool) -> tuple[list[Point], tuple[float, float]]:
    """The points of a cell, and (rms, max) between the codes' converged curves."""
    exact, *_ = references.converged(cell, 1.0)
    limit = _their_limit(CELLS[cell][0])
    rms, largest, _ = difference(limit, exact, share=0.99)
    few = slice(1, 3) if quick else slice(None)
    solvers = [*_our_solvers(cell, few), *_their_solvers(CELLS[cell][0], few)]
    points = []
    for s in solvers:
        timing = interleaved({"": s.call}, rounds=2 if quick else 4, burst=3)[""]
        error = difference(s.curve(), limit if s.series in (PYBAMM, PYBAMM_GRADED) else exact, share=0.99)
        points.append(Point(s.series, s.mesh, s.rtol, 1e3 * timing.processor, error[0], error[1], s.default))
    return points, (rms, largest)


def _our_solvers(name: str, few: slice) -> Iterable[Solver]:
    cell = mubar.load_cell(name)
    step = ours.discharge(cell)
    meshes = [(UNIFORM_MESH, mubar.Mesh(n, n, n, n)) for n in UNIFORM[few]]
    meshes += [(DEFAULT_MESH, ours.refined(DFN.default_mesh, s)) for s in SCALES[few]]
    for series, mesh in meshes:
        for rtol in TOLERANCES[few]:
            yield Solver(
                series,
                ours.words(mesh),
                rtol,
                partial(ours.discharged, cell, 1.0, mesh, rtol),
                partial(mubar.simulate, cell, step, mesh=mesh, rtol=rtol, outputs=()),
                default=mesh == DFN.default_mesh and rtol == 1e-4,
            )


def _their_solvers(parameter_set: str, few: slice) -> Iterable[Solver]:
    for rtol in TOLERANCES[few]:
        tolerances = {"rtol": rtol, "atol": rtol / 100}
        for n in UNIFORM[few]:
            made = peer.discharge_simulation(parameter_set, mesh=(n, n, n, n), **tolerances)
            default = n == 20 and rtol == 1e-4
            curve = partial(_their_curve, made)
            yield Solver(PYBAMM, f"{n}/{n}/{n} × {n}", rtol, curve, made.voltage, default)
        for grid in GRADED[few]:
            values = peer.discharge_parameters(parameter_set)
            made = peer.Peer(theirs.simulation(values, grid, peer.solver(**tolerances)), end=1.5 * 3600)
            words = f"{grid.negative}/{grid.separator}/{grid.positive} × {grid.particle}"
            yield Solver(PYBAMM_GRADED, words, rtol, partial(_their_curve, made), made.voltage)


def _their_curve(made: peer.Peer) -> Piece:
    return peer.pieces(made.solve())[0]


def _their_limit(parameter_set: str) -> Piece:
    """PyBaMM's converged curve with its equations as they are shipped."""
    values = peer.discharge_parameters(parameter_set)
    return peer.pieces(theirs.simulation(values, theirs.FINE).solve([0, 1.5 * 3600]))[0]


def _front(points: list[Point]) -> list[Point]:
    """From exact to fast, those that no other beats: none is faster at an error at most a tenth larger."""
    beaten = [any(q.time < p.time and q.rms <= 1.1 * p.rms for q in points) for p in points]
    return sorted((p for p, b in zip(points, beaten, strict=True) if not b), key=lambda p: p.rms)


def _time_at(error: float, points: list[Point]) -> float:
    """Time [ms] for an rms error [mV] along the front, linear in the logarithms; NaN beyond its ends."""
    front = _front(points)
    errors, times = (np.log([getattr(p, name) for p in front]) for name in ("rms", "time"))
    return float(np.exp(np.interp(np.log(error), errors, times, left=np.nan, right=np.nan)))


def _draw(found: dict[str, list[Point]], path: Path) -> None:
    from matplotlib.figure import Figure

    with style.applied():
        figure = Figure(figsize=(7.2, 3.4), layout="constrained")
        axes = figure.subplots(1, len(found), sharey=True, sharex=True)
        for ax, (cell, points) in zip(axes, found.items(), strict=True):
            _panel(ax, points)
            ax.set_title(CELLS[cell][1])
            ax.set_xlabel("error of the voltage, rms [mV]")
        axes[0].set_ylabel("time of a discharge [ms]")
        axes[0].legend(loc="upper left")
    write(path, style.encode(figure, ".png"))


def _panel(ax: Axes, points: list[Point]) -> None:
    ax.grid(True, which="major", color=style.GRID, lw=0.6)
    for series, colour in COLOURS.items():
        here = [p for p in points if p.series == series]
        front = _front(here)
        ax.loglog([p.rms for p in front], [p.time for p in front], "o-", ms=3.5, color=colour, label=series)
        for p in here:
            if p.default:
                side = 1 if series == PYBAMM else -1  # away from the other lines
                ax.loglog(p.rms, p.time, "o", ms=3.5, color=colour)
                ax.loglog(p.rms, p.time, "o", ms=9, mfc="none", mec=colour, mew=1.2)
                beside = {"xytext": (7 * side, 6 * side), "textcoords": "offset points", "va": "center"}
                align = "left" if side > 0 else "right"
                ax.annotate("default", (p.rms, p.time), color=colour, fontsize=7.5, ha=align, **beside)


if __name__ == "__main__":
    main(measure)
