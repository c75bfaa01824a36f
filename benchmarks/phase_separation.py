"""Populations of particles that separate into phases: MPET's cases beside its times, growth, failures."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "robustness"))

from generated_particles import KINDS, ParticleCase, drawn
from verified_particles import carried_out

import mubar
from mubar.core.constants import F
from mubar.io.mpet import load
from mubar.kinetics import ButlerVolmer
from mubar.kinetics.exchange import RegularSolutionExchange
from mubar.materials.population import LogNormal, Sizes
from mubar.materials.shapes import Sphere
from mubar.models import SingleParticle
from mubar.models.particles import AllenCahn, Homogeneous
from mubar.thermo import RegularSolution

from .report import Claim, Section, at_least, at_most, main, table
from .timing import Timing, interleaved

DATA = Path(__file__).parent.parent / "tests" / "data" / "mpet"
CASES: Mapping[str, tuple[str, float, float]] = {
    "lfp_half_1C_psd_BV": ("half cell, 50 resolved particles, Butler-Volmer", 11.0, 15.0),
    "lfp_half_1C_psd_CIET": ("half cell, 50 resolved particles, CIET", 30.0, 15.0),
    "default_1C": ("LiFePO4 and graphite, 40 resolved particles", 20.0, 30.0),
    "lfp_half_1C_homog_psd_BV": ("half cell, 50 homogeneous particles", 0.34, 0.0),
    "lfp_SV1_1C_ACR_BV": ("one resolved particle", 0.15, 0.0),
    "lionsimba_1C": ("LCO and graphite, diffusion", 0.23, 0.0),
}
"""What it is, MPET's wall time in s (one core, another day), and the factor asked for."""
BATH = (3000, 80.0, 100.0)
"""Homogeneous particles in a bath: their number, MPET's time, and the factor asked for."""
NUMBER = 2
"""Of the series of generated cases; the tests have series 1."""
HOST = RegularSolution(omega=11177.0, mu0=-3.422 * F)
RTOL = 1e-6
GROWTH = ("", "unknowns", "processor [ms]", "iterations", "per iteration and unknown [ns]")


@dataclass(frozen=True)
class Grown:
    """A run of so many unknowns: time of the processor, s, and iterations of Newton's method."""

    unknowns: int
    seconds: float
    iterations: int


def measure(quick: bool, out: Path) -> Section:
    rounds, burst = (2, 1) if quick else (6, 2)
    calls = {name: _case(name) for name in CASES} | {"bath": _bath(BATH[0]), "calibration": _calibration}
    times = interleaved(calls, rounds=rounds, burst=burst)
    claims, rows = [*_against_mpet(times)], [*_mpet_rows(times)]
    grown = {"homogeneous particles": [*_grown(_bath, (1000, 10_000, 100_000))]}
    grown |= {"nodes of 50 resolved particles": [*_grown(_resolved, (50, 100, 200))]}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    step = interleaved({"step": _potential_step}, rounds=rounds, burst=1)["step"]
    claims.append(at_most("10⁴ homogeneous particles, one potential step: time", 1.0, step.processor, " s"))
    claims.append(at_most("10⁵ homogeneous particles: memory of the whole process", 2.0, memory, " GB"))
    claims += [
        at_most(f"Twice the {what}: times the cost of an iteration, at worst", 2.2, _worst(runs))
        for what, runs in grown.items()
    ]
    count = 60 if quick else 500
    kinds, broken, failures = _generated(count)
    claims.append(
        Claim(f"{count} generated cases of particles: promises broken", "0", f"{len(broken)}", not broken)
    )
    (out / "particles.txt").write_text("\n\n".join([*broken, *failures]) or "none\n", encoding="utf-8")
    text = f"""\
Calls of `mubar.simulate` on MPET's own configuration files with its tolerance of 1e-6, from the call to the
voltage; structures are compiled. MPET's times are wall times of one core of another day and machine of the
same kind; beside them, a loop of a million additions in Python takes
{1e3 * times["calibration"].processor:.0f} ms here and now.

{table(("", "MPET [s]", "least [ms]", "least, processor", "times faster", "steps", "unknowns"), rows)}

How the cost grows, a discharge at 1C of a bath of particles (more particles also need more
steps, since each one switches at a moment of its own):

{table(GROWTH, [*_growth_rows(grown)])}

{count} cases of all {len(KINDS)} kinds of particles (50 nm to 5 µm, interaction 0 to 8 RT, C/100 to 20C,
charges from full, holds, rests; tests/robustness/generated_particles.py). A promise is broken by an exception
from inside, a NaN, lithium not conserved to 1e-10, a filled fraction outside (0, 1), free energy that rises
in a rest, a failure without status and remedy.

{table(("ended as", "cases"), [(kind, n) for kind, n in kinds.most_common()])}
"""
    return Section("Phase separation", tuple(claims), text)


# MPET's cases ---------------------------------------------------------------------------------------------
def _case(name: str) -> Any:
    arguments = load(DATA / name / "params_system.cfg").arguments
    return lambda: mubar.simulate(**arguments, outputs=())


def _calibration() -> int:
    total = 0
    for i in range(1_000_000):
        total += i
    return total


def _against_mpet(times: Mapping[str, Timing]) -> Iterator[Claim]:
    asked = {name: case for name, case in CASES.items() if case[2]}
    for name, (what, theirs, factor) in asked.items():
        yield at_least(f"{what}: times faster than MPET", factor, theirs / times[name].processor, "×")
    count, theirs, factor = BATH
    what = f"{count} homogeneous particles in a bath: times faster than MPET"
    yield at_least(what, factor, theirs / times["bath"].processor, "×")


def _mpet_rows(times: Mapping[str, Timing]) -> Iterator[tuple[object, ...]]:
    found = {name: (what, theirs) for name, (what, theirs, _) in CASES.items()}
    for name, (what, theirs) in (found | {"bath": (f"{BATH[0]} homogeneous particles", BATH[1])}).items():
        result = (_bath(BATH[0]) if name == "bath" else _case(name))()
        counts, timing = result.statistics, times[name]
        yield (
            what, theirs, 1e3 * timing.least, 1e3 * timing.processor, theirs / timing.processor,
            counts["steps"], counts["unknowns"],
        )  # fmt: skip


# populations ----------------------------------------------------------------------------------------------
def _cell(particles: Any, population: Any) -> mubar.Cell:
    cell = mubar.load_cell("chen2020").half_cell(
        "positive", lower_cutoff=2.0, upper_cutoff=4.4, nominal_capacity=4.6
    )
    return cell.replace(**{
        "positive.maximum_concentration": 22904.0,
        "positive.particles": particles,
        "positive.population": population,
        "positive.kinetics": ButlerVolmer(RegularSolutionExchange(0.16 / F, interaction=HOST.omega)),
    })  # fmt: skip


def _run(cell: mubar.Cell, step: str = "Discharge at 1C until 2.5 V") -> Any:
    return lambda: mubar.simulate(
        cell, step, SingleParticle(), stoichiometries={"positive": 0.02}, rtol=RTOL, outputs=()
    )


def _bath(count: int) -> Any:
    return _run(_cell(Homogeneous(HOST, Sphere()), LogNormal(100e-9, 20e-9, count, seed=1)))


def _resolved(nodes: int) -> Any:
    sizes = np.linspace(0.9, 1.1, 50) * 100e-9
    kind = AllenCahn(HOST, gradient_energy=5e-10 * (100 / nodes) ** 2, spacing=100e-9 / nodes)
    return _run(_cell(kind, Sizes(sizes)))


def _potential_step() -> mubar.Result:
    return _STEP()


_STEP = _run(
    _cell(Homogeneous(HOST, Sphere()), LogNormal(0.5e-6, 0.125e-6, 10_000, seed=1)),
    "Hold at 3.377 V for 5000 s",
)


def _grown(make: Any, sizes: tuple[int, ...]) -> Iterator[Grown]:
    for size in sizes:
        run = make(size)
        timing = interleaved({"run": run}, rounds=1, burst=1)["run"]
        counts = run().statistics
        yield Grown(int(counts["unknowns"]), timing.processor, int(counts["newton_iterations"]))


def _worst(runs: list[Grown]) -> float:
    """The cost of an iteration, brought to a doubling."""
    costs = [(run.unknowns, run.seconds / run.iterations) for run in runs]
    return max((b / a) ** (np.log(2.0) / np.log(m / n)) for (n, a), (m, b) in pairwise(costs))


def _growth_rows(grown: Mapping[str, list[Grown]]) -> Iterator[tuple[object, ...]]:
    for what, runs in grown.items():
        for run in runs:
            each = 1e9 * run.seconds / run.iterations / run.unknowns
            yield what, run.unknowns, 1e3 * run.seconds, run.iterations, each


# generated cases ------------------------------------------------------------------------------------------
def _generated(count: int) -> tuple[Counter[str], list[str], list[str]]:
    kinds: Counter[str] = Counter()
    broken, failures = [], []
    for i, case in enumerate(drawn(NUMBER, count), 1):
        try:
            report = carried_out(case)
        except Exception as error:  # what a run must never do; the case is printed, not lost
            broken.append(_said(case, f"{type(error).__name__}: {error}"))
            continue
        kinds[report.kind] += 1
        if report.kind not in ("success", "failed: infeasible start"):
            failures.append(_said(case, report.message))
        if i % 50 == 0:
            print(f"  {i} of {count} cases, {len(broken)} broken", file=sys.stderr, flush=True)
    return kinds, broken, failures


def _said(case: ParticleCase, what: str) -> str:
    return f"{case!r}\n{what}"


if __name__ == "__main__":
    main(measure)
