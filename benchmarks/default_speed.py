"""Both codes with nothing chosen: a 1C discharge of LG M50 at each one's own defaults."""

from __future__ import annotations

from pathlib import Path

import mubar
from mubar.models import DFN

from . import ours, peer, references
from .curves import difference
from .report import Section, at_least, main, table
from .timing import factor, interleaved


def measure(quick: bool, out: Path) -> Section:
    cell = mubar.load_cell("chen2020")
    step = ours.discharge(cell)
    defaults = [peer.default_simulation("Chen2020") for _ in range(peer.ALIKE)]
    leans = [peer.discharge_simulation("Chen2020") for _ in range(peer.ALIKE)]
    calls = {
        "mubar": lambda: mubar.simulate(cell, step, outputs=()).voltage,
        "mubar, all states": lambda: mubar.simulate(cell, step).voltage,
        "PyBaMM": [made.voltage for made in defaults],
        "PyBaMM, told to keep only the voltage": [made.voltage for made in leans],
    }
    times = interleaved(calls, rounds=4 if quick else 40)
    base = times["PyBaMM"]
    exact, *_ = references.converged("chen2020", 1.0)
    own = difference(ours.discharged(cell, 1.0, None, 1e-4), exact)
    theirs = difference(peer.pieces(defaults[0].solve())[0], exact)
    rows = [
        (name, 1e3 * t.least, 1e3 * t.median, 1e3 * t.processor, factor(base, t)) for name, t in times.items()
    ]
    text = f"""\
1C discharge of LG M50 from the Python call to V(t) as an array, warm, one thread, each code on its own
default mesh, tolerances and solver options: mubar on {ours.words(DFN.default_mesh)}, PyBaMM on 20/20/20 ×
20. mubar keeps the terminal series (`outputs=()`) or all states.

{table(("", "least [ms]", "median", "least, processor", "times faster than PyBaMM"), rows)}

The error against the converged curve, from the first second to the end: mubar {own[0]:.3f} mV rms,
{own[1]:.3f} mV max; PyBaMM {theirs[0]:.3f} mV rms, {theirs[1]:.3f} mV max.
"""
    faster = factor(base, times["mubar"])
    claim = at_least("LG M50, 1C, defaults: times faster than PyBaMM", 20.0, faster, "×")
    return Section("Defaults", (claim,), text)


if __name__ == "__main__":
    main(measure)
