"""Conductivity, transference numbers and diffusivities from molecular dynamics.

FILES are a topology and trajectories that MDAnalysis reads, with --ion for every kind of ion, or arrays: an
.npz file with species, charges, timestep, T, box and positions (or these as an .npy file of their own).
Uncertainties are standard errors and 95 % intervals, from blocks of the run.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mubar.core.errors import InputError, Problem, UnknownNameError

from .. import outputs, reading
from ..display import Display
from ..exits import Exit
from ..report import print_written

if TYPE_CHECKING:
    from mubar.analysis import Ion, IonTransport, Trajectory
    from mubar.transport import Frame

EINSTEIN, GREEN_KUBO = "einstein", "green-kubo"
_PICOSECOND = 1e-12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="topology and trajectories, or .npz and .npy"
    )
    parser.add_argument(
        "--ion", metavar="NAME:CHARGE=SELECTION", action="append", default=[],
        help="a kind of ion and its atoms in MDAnalysis' words, such as Li:+1='name Li' (repeatable)",
    )  # fmt: skip
    parser.add_argument("--temperature", metavar="T", help="such as 353K or 80degC; an .npz file may have it")
    parser.add_argument("--frame", default="solvent", metavar="NAME", help="solvent (default) or mass")
    parser.add_argument(
        "--route", default="einstein", metavar="NAME", help="einstein (default) or green-kubo"
    )
    parser.add_argument("--unwrap", action="store_true", help="undo jumps at periodic boundaries")
    parser.add_argument(
        "--particles", default="residues", metavar="WHAT",
        help="what makes an ion: residues (default), fragments, or atoms one by one",
    )  # fmt: skip
    parser.add_argument("--timestep", metavar="PS", help="between frames, where the files don't tell")
    parser.add_argument("--blocks", default="10", metavar="N", help="independent parts of the run (10)")
    parser.add_argument("--fit", metavar="PS,PS", help="Einstein: lags of the fit (default: found)")
    parser.add_argument("--cutoff", metavar="PS", help="Green-Kubo: end of the integral (default: found)")
    parser.add_argument(
        "-o", "--output", "--plot", metavar="FIGURE", help="figure to write: .png, .svg or .pdf"
    )


def execute(args: argparse.Namespace) -> int:
    from mubar.analysis import einstein, green_kubo

    gather = reading.Gathering()
    frame = gather(_frame, args.frame)
    blocks = gather(reading.count, "--blocks", args.blocks)
    fit = gather(_lags, "--fit", args.fit, 2)
    cutoff = gather(_lags, "--cutoff", args.cutoff, 1)
    route = gather(_route, args.route, fit is not None, cutoff is not None)
    if args.output:
        gather(outputs.check_figure, args.output)
    with Display() as display:
        display.doing("reading")
        run = gather(_read, args, display)
        gather.settle()
        display.doing("correlating")
        if route == EINSTEIN:
            found = einstein(run, frame, fit=fit, blocks=blocks, progress=display.part)
        else:
            end = cutoff[0] if cutoff else None
            found = green_kubo(run, frame, cutoff=end, blocks=blocks, progress=display.part)
    _print(found, run)
    if args.output:
        _draw(args.output, found)
        print_written([args.output])
    return Exit.DONE


def _frame(name: str) -> Frame:
    from mubar.transport import MASS, SOLVENT

    known: dict[str, Frame] = {"solvent": SOLVENT, "mass": MASS}
    if name.lower() not in known:
        raise UnknownNameError.of("--frame", name, known)
    return known[name.lower()]


def _route(name: str, has_fit: bool, has_cutoff: bool) -> str:
    route = name.lower()
    if route not in (EINSTEIN, GREEN_KUBO):
        raise UnknownNameError.of("--route", name, (EINSTEIN, GREEN_KUBO))
    if has_fit and route == GREEN_KUBO:
        raise InputError.one("--fit", f"--route {name}", "Einstein's route (the other has --cutoff)")
    if has_cutoff and route == EINSTEIN:
        raise InputError.one("--cutoff", f"--route {name}", "--route green-kubo (Einstein's has --fit)")
    return route


def _lags(option: str, text: str | None, count: int) -> tuple[float, ...] | None:
    """``count`` times in ps with commas between them, in s."""
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != count:
        raise InputError.one(
            option, text, "one time in ps" if count == 1 else "two times in ps, such as 50,200"
        )
    return tuple(_PICOSECOND * reading.number(option, part) for part in parts)


def _read(args: argparse.Namespace, display: Display) -> Trajectory:
    """The run that FILES are, as the options say."""
    from mubar.analysis import open_arrays, read_trajectory

    gather = reading.Gathering()
    T = gather(reading.temperature, "--temperature", args.temperature) if args.temperature else None
    timestep = gather(reading.number, "--timestep", args.timestep) if args.timestep else None
    ions = gather(_ions, args.ion)
    gather.settle()
    first, *rest = args.files
    if Path(first).suffix.lower() == ".npz":
        if ions or timestep or len(rest) > 1:
            said = "--ion" if ions else "--timestep" if timestep else f"{len(rest)} more files"
            raise InputError.one(first, said, "nothing beside it but one .npy file of positions")
        return open_arrays(first, *rest, T=T, unwrap=args.unwrap or None)
    if not ions:
        expected = "each kind of ion, such as --ion Li:+1='name Li'"
        raise InputError([Problem("--ion", "no option of this name", expected)])
    if T is None:
        raise InputError.one("--temperature", None, "the temperature, such as 353K")
    return read_trajectory(
        first, *rest, ions=ions, T=T, unwrap=args.unwrap, particles=args.particles, timestep=timestep,
        progress=display.part,
    )  # fmt: skip


def _ions(texts: list[str]) -> dict[str, Ion]:
    from mubar.analysis import Ion

    found: dict[str, Ion] = {}
    for text in texts:
        head, equals, selection = (part.strip() for part in text.partition("="))
        name, colon, charge = (part.strip() for part in head.rpartition(":"))
        if not (equals and colon and name and selection):
            raise InputError.one("--ion", text, "NAME:CHARGE=SELECTION, such as Li:+1='name Li'")
        if name in found:
            raise InputError.one("--ion", f"{name} twice", "each ion once (join atoms by 'or')")
        found[name] = Ion(selection, reading.number(f"--ion {name}", charge))
    return found


def _print(found: IonTransport, run: Trajectory) -> None:
    """The numbers, the lags that they are taken from, and what to know of them."""
    from mubar.transport import SOLVENT

    against = "the solvent" if found.frame == SOLVENT else "the centre of mass"
    length = f"{run.frames} frames over {run.frames * run.step / _PICOSECOND:.4g} ps"
    print(f"{found.route}, against {against}: {length} in {len(found.own)} blocks")
    start, end = (lag / _PICOSECOND for lag in (found.running.start, found.running.end))
    print(f"lags {start:.4g} to {end:.4g} ps\n" if end > start else f"integral up to {end:.4g} ps\n")
    rows = found.rows()
    width = max(len(f"exponent of {name}") for name in found.exponents)
    width = max(width, *(len(name) for name, _, _ in rows))
    print(f"{'':{width}}  {'value':>10s}  {'error':>8s}  95 % interval")
    for name, x, unit in rows:
        interval = f"{x.low:.4g} to {x.high:.4g} {unit}".rstrip()
        print(f"{name:<{width}}  {x.value:10.4g}  {x.standard_error:8.2g}  {interval}")
    for name, (alpha, error) in found.exponents.items():
        print(f"{f'exponent of {name}':<{width}}  {alpha:10.2f}  {error:8.2g}")
    for warning in found.warnings:
        print(f"warning: {warning}")


def _draw(path: str, found: IonTransport) -> None:
    from mubar.core import files
    from mubar.diagrams.running import running_figure
    from mubar.diagrams.style import encode, figure_ending

    files.write(path, encode(running_figure([found.running]), figure_ending(path)))
