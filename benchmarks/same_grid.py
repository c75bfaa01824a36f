"""The same equations on the same grid at the same tolerances: time, and error of the time integration."""

from __future__ import annotations

import time
from pathlib import Path

import mubar

from . import ours, peer
from .cases import Case, cases
from .curves import time_integration_error
from .report import Claim, Section, at_least, main, table
from .timing import Call, Timing, factor, interleaved

RTOL, ATOL = 1e-4, 1e-6
EXACT = 1e-9


def measure(quick: bool, out: Path) -> Section:
    claims: list[Claim] = []
    times, errors, shares = [], [], []
    for case in cases():
        found = _times(case, rounds=4 if quick else 40)
        base = found["PyBaMM"]
        faster = factor(base, found["mubar"])
        claims.append(at_least(f"{case.title}: times faster than PyBaMM", case.asked, faster, "×"))
        times += [
            (case.title, name, 1e3 * t.least, 1e3 * t.median, 1e3 * t.processor, factor(base, t))
            for name, t in found.items()
        ]
        shares.append((case.title, *_shares(case, 20 if quick else 100)))
        own, theirs = _our_error(case), _their_error(case)
        for what, a, b in zip(("rms", "max"), own, theirs, strict=True):
            asked, measured = f"≤ {b:.3f} mV (PyBaMM's)", f"{a:.3f} mV"
            claims.append(
                Claim(f"{case.title}: {what} error of the time integration", asked, measured, a <= b)
            )
        errors.append((case.title, *(f"{e:.4f}" for e in (*own, *theirs))))
    text = f"""\
`mubar.Mesh()` is PyBaMM's default grid: 20/20/20 volumes across the cell, 20 shells per particle, all
uniform. Both codes run with relative tolerance {RTOL:g} and absolute tolerance {ATOL:g}, on one thread,
warm, from the Python call to V(t) as an array. The calls take turns in bursts of five; the factor is that
of the least times, wall or processor, whichever is smaller. PyBaMM keeps only the voltage ("as installed"),
or all states, or runs code that the C compiler made of the model ("compiled"); {peer.ALIKE} simulations of
each kind, set up alike, take turns, since some are faster than others by 20 %.

{table(("", "", "least [ms]", "median", "least, processor", "times faster than PyBaMM"), times, words=2)}

What a call of `mubar.simulate(..., outputs=())` is made of, and what the labelled dataset costs whoever
asks for it (`result.data`):

{table(("", "whole call [ms]", "solver [ms]", "around the solver [ms]", "dataset [ms]"), shares)}

Error of the time integration, each code against its own solution on the same grid at tolerances of
{EXACT:g}, at its own steps:

{table(("", "mubar rms [mV]", "max", "PyBaMM rms [mV]", "max"), errors)}
"""
    return Section("Same grid, same tolerances", tuple(claims), text)


def run(case: Case, **options: object) -> mubar.Result:
    return mubar.simulate(case.cell, case.steps, mesh=mubar.Mesh(), **options)  # type: ignore[arg-type]


def _times(case: Case, rounds: int) -> dict[str, Timing]:
    def peers(**solver: bool) -> list[Call]:
        return [case.peer(**solver).voltage for _ in range(peer.ALIKE)]

    calls = {
        "mubar": lambda: run(case, rtol=RTOL, atol=ATOL, outputs=()).voltage,
        "mubar, all states": lambda: run(case, rtol=RTOL, atol=ATOL).voltage,
        "PyBaMM": peers(),
        "PyBaMM, all states": peers(only_voltage=False),
        "PyBaMM, compiled": peers(compiled=True),
    }
    return interleaved(calls, rounds)


def _shares(case: Case, repeats: int) -> tuple[float, float, float, float]:
    """Least times [ms] of the call, the solver in it, the rest of the call, and the dataset."""
    whole, solver, around, dataset = [], [], [], []
    for _ in range(repeats):
        began = time.perf_counter()
        result = run(case, rtol=RTOL, atol=ATOL, outputs=())
        whole.append(time.perf_counter() - began)
        solver.append(result.statistics["solver_time"])
        around.append(whole[-1] - solver[-1])
    for _ in range(5):
        result = run(case, rtol=RTOL, atol=ATOL)
        began = time.perf_counter()
        _ = result.data
        dataset.append(time.perf_counter() - began)
    return tuple(1e3 * min(taken) for taken in (whole, solver, around, dataset))  # type: ignore[return-value]


def _our_error(case: Case) -> tuple[float, float]:
    found = run(case, rtol=RTOL, atol=ATOL, outputs=())
    exact = run(case, rtol=EXACT, atol=EXACT, outputs=())
    return time_integration_error(ours.pieces(found), ours.pieces(exact))


def _their_error(case: Case) -> tuple[float, float]:
    exact = case.peer(rtol=EXACT, atol=EXACT, only_voltage=False)
    return time_integration_error(peer.pieces(case.peer().solve()), peer.pieces(exact.solve()))


if __name__ == "__main__":
    main(measure)
