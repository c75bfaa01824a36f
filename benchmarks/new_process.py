"""Starting from nothing: a new process, and a machine that has compiled nothing yet."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from .report import Claim, Section, at_most, main, table

SCRIPTS = Path(__file__).parent / "scripts"
RUNS = {
    "mubar": ("mubar_discharge.py", "mubar.nc"),
    "PyBaMM": ("pybamm_discharge.py", "pybamm.nc"),
    "PyBaMM, voltage only, CSV": ("pybamm_discharge.py", "pybamm.csv"),
}


def measure(quick: bool, out: Path) -> Section:
    imports: dict[str, list[float]] = {name: [] for name in RUNS}
    totals: dict[str, list[float]] = {name: [] for name in RUNS}
    for name in RUNS:
        _run(name, out)
    for _ in range(3 if quick else 12):
        for name in RUNS:
            imported, total, _ = _run(name, out)
            imports[name].append(imported)
            totals[name].append(total)
    ours, theirs = min(totals["mubar"]), min(totals["PyBaMM"])
    compiling = [_compile(out) for _ in range(1 if quick else 3)]
    wall, processor, said = min(compiling)
    rows = [
        (name, 1e3 * min(imports[name]), 1e3 * median(imports[name]), min(totals[name]), median(totals[name]))
        for name in RUNS
    ]
    lines = "\n".join(f"    {line}" for line in dict.fromkeys(said))
    header = ("", "import, least [ms]", "median", "import to saved result, least [s]", "median")
    text = f"""\
The scripts stand in `benchmarks/scripts`: a 1C discharge of LG M50 at each code's defaults, saved as NetCDF
with everything that is inside the cell, no figure. A new process each time, in turns, timed from its first
import to the saved file. PyBaMM writes no NetCDF itself; its script collects voltage, current, capacity,
concentrations and potentials in an xarray dataset.

{table(header, rows)}

The same script with an empty cache folder takes {wall:.1f} s ({processor:.1f} s of processor time), once
per machine, and says:

{lines}
"""
    once = any("once" in line for line in said)
    claims = (
        at_most("New process, import to saved result", 1.2, ours, " s"),
        at_most("... as a share of the same with PyBaMM", 0.7, ours / theirs),
        at_most("`import mubar`", 0.25, min(imports["mubar"]), " s"),
        at_most("First run on a machine, everything compiled", 40.0, wall, " s"),
        Claim(
            "... with a line that says so, and that it happens once",
            "a line",
            said[-1] if once else "none",
            once,
        ),
    )
    return Section("New process", claims, text)


def _run(name: str, out: Path, **environment: str) -> tuple[float, float, list[str]]:
    """(seconds to import, seconds to the saved result, what it said)."""
    script, file = RUNS[name]
    # Without this variable, which some containers set, Python would compile every module in every process.
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(SCRIPTS / script), str(out / file)]
    done = subprocess.run(command, env=clean | environment, check=True, capture_output=True, text=True)
    *said, last = done.stdout.strip().splitlines()
    imported, total = map(float, last.split())
    return imported, total, [line.removeprefix("# ") for line in said if line.startswith("# ")]


def _compile(out: Path) -> tuple[float, float, list[str]]:
    """(seconds to the saved result, processor seconds, what it said) with nothing compiled."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as empty:
        _, total, said = _run("mubar", out, MUBAR_CACHE_DIR=empty)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return total, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


if __name__ == "__main__":
    main(measure)
