"""All benchmarks, or those named, each in a process of its own; then the page that gathers them.

    python -m benchmarks                     all
    python -m benchmarks same_grid many      these; the others keep what they last measured here
    python -m benchmarks --docs              and replace docs/benchmarks.md and its figure

What is measured is kept in out/benchmarks, with the page (benchmarks.md).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import work_precision
from .machine import description
from .report import Claim, Section, claims_table, filled

SECTIONS = (
    "same_grid",
    "default_mesh",
    "default_speed",
    "work_precision",
    "many",
    "kinetics",
    "phase_separation",
    "molecular_dynamics",
    "bands",
    "new_process",
    "growth",
    "long_run",
    "robustness",
)
OUT = Path("out/benchmarks")
DOCS = Path("docs")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
INTRODUCTION = """\
# Benchmarks

Written by `python -m benchmarks --docs` (`make bench` measures the same on your machine and writes
`out/benchmarks/benchmarks.md`). The figures asked for were set before the code was written; where one is
missed, the table says so. PyBaMM runs in the same process, in turns with mubar, wherever a ratio is quoted.
Times are the least of many, the ones least disturbed by whatever else runs on the machine; the least times
that the processor spent stand beside the wall times, and a factor is taken from those that favour mubar less.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Run the benchmarks.")
    parser.add_argument("sections", nargs="*", metavar="NAME", help=f"any of {', '.join(SECTIONS)}")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, to try the benchmarks")
    parser.add_argument("--docs", action="store_true", help="replace docs/benchmarks.md and its figure, too")
    given = parser.parse_args()
    if unknown := set(given.sections) - set(SECTIONS):
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    OUT.mkdir(parents=True, exist_ok=True)
    for name in given.sections or SECTIONS:
        print(f"{name} ...", flush=True)
        _measure(name, given.quick)
        print(claims_table(_read(name).claims), flush=True)
    page = _page()
    (OUT / "benchmarks.md").write_text(page.replace("](images/", "]("), encoding="utf-8")
    print(f"all tables: {OUT / 'benchmarks.md'}")
    if given.docs:
        (DOCS / "benchmarks.md").write_text(page, encoding="utf-8")
        shutil.copyfile(OUT / work_precision.FIGURE, DOCS / "images" / work_precision.FIGURE)


def _measure(name: str, quick: bool) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(_kept(name)), "--out", str(OUT)]
    subprocess.run([*command, "--quick"] if quick else command, check=True, env=ONE_THREAD | os.environ)


def _kept(name: str) -> Path:
    return OUT / f"{name}.json"


def _read(name: str) -> Section:
    plain = json.loads(_kept(name).read_text("utf-8"))
    return Section(**{**plain, "claims": tuple(Claim(**claim) for claim in plain["claims"])})


def _page() -> str:
    """Everything measured so far: the claims of all sections, then each section."""
    sections = [_read(name) for name in SECTIONS if _kept(name).exists()]
    claims = [claim for section in sections for claim in section.claims]
    missed = sum(not claim.met for claim in claims)
    met = f"{len(claims) - missed} of {len(claims)} are met."
    parts = [INTRODUCTION, description(), "## Asked and measured", met, claims_table(claims)]
    for section in sections:
        parts += [f"## {section.title}", section.text, f"Measured {section.measured}."]
    return filled("\n\n".join(parts))
