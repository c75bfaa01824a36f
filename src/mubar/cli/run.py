"""Simulate a protocol on a cell.

A STEP is written as battery cyclers have it; discharging is positive:
  "Discharge at 1C until 2.5 V"       "Charge at C/3 for 2 hours or until 4.2 V"
  "Hold at 4.2 V until C/20"          "Rest for 1 hour (1 minute period)"
  "Discharge at 5 A for 30 minutes"   "Charge at 10 W until 4.2 V (45 degC)"
  "Discharge at 1C until 20% SOC"     "Discharge at 0.5 Ohm until 3 V or 2 A.h"
  drive.csv                           a drive cycle: time and current, power or voltage; discharging is
                                      positive, in a BDF file (Test Time / s, Current / A) charging

The run begins fully charged unless --soc, --voltage, --stoichiometry or --start says otherwise.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import mubar

from . import common, outputs, reading
from .display import Display
from .report import print_ending, print_error_against, print_summary, print_written

if TYPE_CHECKING:
    from mubar.result import Result
    from mubar.simulation.measurement import Measurement


def add_arguments(parser: argparse.ArgumentParser) -> None:
    common.add_cell(parser)
    parser.add_argument(
        "steps", metavar="STEP", nargs="+", help="a step of the protocol, or a drive cycle (.csv)"
    )
    parser.add_argument(
        "--repeat", metavar="N", default="1", help="carry out all steps N times, as that many cycles"
    )

    files = parser.add_argument_group("files")
    files.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="result to write: .nc (everything), or .csv, .bdf, .parquet (BDF)",
    )
    files.add_argument("--plot", metavar="FIGURE", help="overview figure to write: .png, .svg or .pdf")
    files.add_argument(
        "--data",
        metavar="FILE",
        help="measured data: printed error, laid over the figure (.csv, .bdf, .parquet)",
    )
    files.add_argument("--start", metavar="RESULT.nc", help="go on where this result ended")

    state = parser.add_argument_group("initial state and surroundings")
    state.add_argument("--soc", metavar="X", help="state of charge to begin at: 0.5 or 50%% (default: 1)")
    state.add_argument("--voltage", metavar="V", help="open-circuit voltage to begin at: 3.7 or 3700mV")
    state.add_argument(
        "--stoichiometry",
        metavar="MATERIAL=X",
        action="append",
        help="filled fraction to begin at, for every material: negative=0.9 (repeatable)",
    )
    state.add_argument(
        "--temperature", metavar="T", help="25degC or 298.15K; a plain number is in K (default: 298.15K)"
    )

    numerics = parser.add_argument_group("model and numerics")
    common.add_model(numerics)
    numerics.add_argument(
        "--mesh",
        metavar="N/S/P/R",
        help="volumes in negative electrode, separator and positive electrode, shells in particles, equally "
        "spaced; or changes to the model's own mesh, such as positive=30,spacing=chebyshev",
    )
    numerics.add_argument("--rtol", metavar="X", help="relative error tolerance (default: 1e-4)")
    numerics.add_argument("--atol", metavar="X", help="absolute error tolerance (default: 1e-6)")
    numerics.add_argument("--max-steps", metavar="N", help="solver steps after which to give up")
    numerics.add_argument(
        "--period", metavar="T", help="time between stored points: 10 or 10s, 1min (default: all)"
    )
    numerics.add_argument(
        "--outputs",
        metavar="NAME,...",
        help="what to store beside the terminal series, such as V_e,c_e, or none (default: everything)",
    )


def execute(args: argparse.Namespace) -> int:
    """Simulate, save, print the summary, in this order: nothing printed can cost a result."""
    with Display() as display:
        display.doing("reading")
        given, data = _read(args)
        display.doing("preparing")
        result = mubar.simulate(**given, progress=display.progress, announce=display.announce)
        saved, failures = save(args, result, data, display)
    if args.start is None and args.stoichiometry is None and not given["cell"].balance.by_windows:
        print(f"{given['cell'].balance}\n")
    print_summary(result)
    if data is not None:
        failures(print_error_against, result, data)
    print_written(saved)
    code = print_ending(result, saved)
    failures.settle()
    return code


def _read(args: argparse.Namespace) -> tuple[dict[str, Any], Measurement | None]:
    """Arguments for `simulate`, and measured data. Raises InputError with everything that is wrong."""
    from mubar.io import bdf
    from mubar.simulation.protocol.units import Kind

    gather = reading.Gathering()
    inputs = [args.cell, args.data, args.start, *args.steps]
    if args.output is not None:
        gather(outputs.check_result, args.output, inputs)
    if args.plot is not None:
        gather(outputs.check_figure, args.plot)
    model = gather(mubar.models.named, args.model)
    given = {
        "cell": gather(common.load, args),
        "steps": gather(_protocol, args.steps, args.repeat),
        "model": model,
    }
    for name, read, *more in (
        ("soc", reading.fraction),
        ("voltage", reading.amount, Kind.VOLTAGE, "V"),
        ("stoichiometry", reading.stoichiometries),
        ("temperature", reading.temperature),
        ("mesh", reading.mesh, getattr(model, "default_mesh", mubar.Mesh())),
        ("rtol", reading.number),
        ("atol", reading.number),
        ("period", reading.amount, Kind.TIME, "s"),
        ("max_steps", reading.count),
    ):
        text = getattr(args, name)
        if text is not None:
            keyword = {"stoichiometry": "stoichiometries"}.get(name, name)
            given[keyword] = gather(read, f"--{name.replace('_', '-')}", text, *more)
    if args.outputs is not None:
        given["outputs"] = reading.names(args.outputs)
    if args.start is not None:
        given["start"] = gather(mubar.open_result, args.start)
    data = None if args.data is None else gather(bdf.read, args.data)
    gather.settle()
    return given, data


def _protocol(texts: list[str], repeat: str) -> list[Any]:
    from mubar.simulation.protocol import parse_protocol

    times = reading.count("--repeat", repeat)
    read = [mubar.Profile.from_csv(text) if text.lower().endswith(".csv") else text for text in texts]
    steps = [step for step, _ in parse_protocol(read)]
    return [tuple(steps)] * times if times > 1 else steps


def save(
    args: argparse.Namespace, result: Result, data: Measurement | None, display: Display
) -> tuple[list[str], reading.Gathering]:
    """Write what was asked for. Returns the paths that were written, and what went wrong with the others."""
    saved: list[str] = []
    failures = reading.Gathering()

    def put(path: str, write: Callable[..., Any], *more: Any) -> None:
        write(path, *more)
        saved.append(path)

    if args.output is not None:
        display.doing(f"writing {args.output}")
        failures(put, args.output, result.save)
    if args.plot is not None:
        display.doing("drawing the figure")
        failures(put, args.plot, result.plot, data)
    return saved, failures
