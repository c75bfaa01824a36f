"""2000 generated cells and protocols: how runs end, whether promises are kept, and IDA's answer to a sample.

The cases and what is asked of a run are those of tests/robustness, which carries out fewer of them.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "robustness"))

from generated_cases import Case, drawn
from independent import recomputed
from verified import Report, carried_out

from .report import Claim, Section, at_most, main, table

NUMBER = 2
"""Of the series of cases; the tests have series 1."""
UNKNOWNS = 80
"""Cases up to this size are given to IDA with a dense matrix."""
SHIFT = 1e-3
"""s; events are located to 1 ms, and so are the beginnings of steps."""
ASKED = 20.0
"""Largest distance from IDA, in rtol times 1 V and the time."""


@dataclass(frozen=True)
class Checked:
    """How far a run is from IDA's, over rtol (`Compared.distance`); and whether IDA came as far."""

    case: Case
    apart: float
    arrived: bool


def measure(quick: bool, out: Path) -> Section:
    count, sample = (200, 8) if quick else (2000, 60)
    reports: list[tuple[Case, Report]] = []
    broken: list[tuple[Case, str]] = []
    for i, case in enumerate(drawn(NUMBER, count), 1):
        try:
            reports.append((case, carried_out(case)))
        except Exception as error:  # what a run must never do; the case is printed, not lost
            broken.append((case, "".join(traceback.format_exception_only(error)).strip()))
        if i % 100 == 0:
            print(f"  {i} of {count} cases, {len(broken)} broken", file=sys.stderr, flush=True)
    (out / "robustness.txt").write_text(_broken_ones(broken), encoding="utf-8")
    checked = list(islice(_by_ida(reports), sample))
    kinds = Counter(report.kind for _, report in reports)
    events = sum(" limit " in report.message for _, report in reports if report.kind == "success")
    claims = (
        Claim(f"{count} generated cases: promises broken", "0", f"{len(broken)}", not broken),
        at_most(
            f"{len(checked)} of them by IDA: largest distance [rtol · (1 V, t)]", ASKED, _largest(checked)
        ),
    )
    short = sum(not c.arrived for c in checked)
    text = f"""\
Shipped cells with changed thicknesses, porosities, radii, diffusivities, rate constants, conductivities and
electrolytes, under currents, powers, resistances, holds, pulses, profiles and CC-CV, at -20 to 60 degC, by
all models. A promise is broken by an exception from inside, a NaN, a run that does not end, lithium or salt
that is not conserved to 1e-10, a step that ends beside its limit, a failure without a status and a remedy.
{100.0 * kinds["success"] / count:.1f} % succeed; {events} of these name a limit of the cell that ended a
step, or a step that was skipped because its end was met at its start.

{_causes(reports, count)}

A sample is integrated a second time by SUNDIALS' IDA (through scikit-sundae) at a hundredth of the tolerance,
on the same residual, of which only the compiled laws are shared. The curves are apart by d where they differ
by d · rtol · 1 V up or down or by d · rtol of the time to and fro, beyond the 1 ms to which ends of steps are
located: where a particle is full, the voltage falls by a volt within milliseconds. The median distance is
{_median(checked):.2g}. In {short} of {len(checked)} IDA gave up before the end of a step (mostly where the
salt runs out or particles are full); the point at which it failed and all behind it are left out.
"""
    return Section("Robustness", claims, text)


def _by_ida(reports: Sequence[tuple[Case, Report]]) -> Iterator[Checked]:
    """Every seventh run of a moderate size."""
    small = [
        (case, report)
        for case, report in reports
        if report.result is not None and report.result.statistics["unknowns"] <= UNKNOWNS
    ]
    for case, report in small[::7]:
        assert report.result is not None
        apart, arrived = 0.0, True
        try:
            for step in recomputed(case, report.result, 0.01 * case.rtol):
                apart = max(apart, step.distance(SHIFT) / case.rtol)
                arrived = arrived and step.reached == step.ended
        except AssertionError:  # no consistent start by undamped Newton
            arrived = False
        yield Checked(case, apart, arrived)


def _largest(checked: Sequence[Checked]) -> float:
    return max((c.apart for c in checked), default=0.0)


def _median(checked: Sequence[Checked]) -> float:
    return sorted(c.apart for c in checked)[len(checked) // 2]


def _causes(reports: Sequence[tuple[Case, Report]], count: int) -> str:
    kinds = Counter(report.kind for _, report in reports)
    rows = []
    for kind, number in kinds.most_common():
        where = Counter(_task(report) for _, report in reports if report.kind == kind)
        most = ", ".join(f"{task} {n}" for task, n in where.most_common(3)) if kind != "success" else ""
        rows.append((kind, most, number, f"{100.0 * number / count:.2f} %"))
    return table(("ended as", "mostly in", "cases", ""), rows, words=2)


def _task(report: Report) -> str:
    """What the step that failed was to do."""
    words = report.message.partition("(")[2].split()
    if words[:1] == ["Run"]:
        return f"{words[1]} profiles"
    units = {"V": "holds", "W": "powers", "Ohm": "resistances"}
    return next((units[word] for word in words[2:4] if word in units), "currents")


def _broken_ones(broken: Sequence[tuple[Case, str]]) -> str:
    return "\n\n".join(f"{case!r}\n{error}" for case, error in broken) or "none\n"


if __name__ == "__main__":
    main(measure)
