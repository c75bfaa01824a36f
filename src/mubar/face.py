"""The front door: a cell, a protocol and a model in, a `Result` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from numbers import Real
from typing import TYPE_CHECKING, Any

from .materials import particle_files
from .materials.library import load_cell
from .result import Result

__all__ = ["load_cell", "simulate", "sweep"]

particle_files.later(lambda: import_module(".models.particles", __package__))

if TYPE_CHECKING:
    from .materials.cell import Cell
    from .numerics.mesh import Mesh
    from .simulation.options import Options


def simulate(
    cell: Cell | str,
    steps: Any,
    model: Any = "dfn",
    *,
    soc: float | None = None,
    voltage: float | None = None,
    stoichiometries: Mapping[str, float] | None = None,
    start: Result | None = None,
    temperature: float = 298.15,
    mesh: Mesh | None = None,
    rtol: float | None = None,
    atol: float | None = None,
    outputs: Sequence[str] | None = None,
    period: float | None = None,
    max_steps: int = 2_000_000,
    progress: Callable[[float, int, int, float], None] | None = None,
    announce: Callable[[str], None] | None = None,
) -> Result:
    """Carry out a protocol on a cell.

    cell: a `Cell`, or the name or path of one. steps: one step or a list (see `mubar.simulation.protocol`);
    discharging is positive. model: an object such as `mubar.models.DFN()`, or its name.

    The initial state is one of ``soc`` (0 to 1, default 1), ``voltage`` (open circuit, V) or
    ``stoichiometries`` (material -> filled fraction); with ``start`` the run goes on where an earlier
    result ended.

    temperature: K, where a step names none. mesh: by default the model's, chosen by error, and a finer one
    as soon as the salt runs low somewhere. rtol, atol: tolerance of the local error, of filled fractions,
    concentrations over 1 mol/L, and potentials in V (default 1e-4, and a hundredth of rtol).

    outputs: names of the fields that are kept beside the terminal series; () keeps only these, None
    everything. period: s between recorded points where a step names none (default: every solver step).
    max_steps: of the solver. progress: called now and then with time (s), step, number of steps, voltage.
    announce: called with a line of text before each part of a compilation that this machine needs once; by
    default the line goes to stderr.

    Raises `InputError` for bad input; a run that fails comes back with its status and what was computed.
    """
    from .simulation.solve import solve

    options = _options(
        soc=soc,
        voltage=voltage,
        stoichiometries=stoichiometries,
        start=start,
        temperature=temperature,
        mesh=mesh,
        rtol=rtol,
        atol=atol,
        outputs=outputs,
        period=period,
        max_steps=max_steps,
        progress=progress,
        announce=announce,
    )
    return Result(solve(cell, steps, model, options))


def _options(**given: Any) -> Options:
    """The keywords of `simulate` as one object: defaults for what is None, a solution for a result."""
    from .simulation.options import Options

    if isinstance(given.get("start"), Result):
        given["start"] = given["start"].solution
    if given.get("atol") is None and isinstance(given.get("rtol"), Real):
        given["atol"] = float(given["rtol"]) / 100
    defaults = ("rtol", "atol", "announce")
    return Options(**{k: v for k, v in given.items() if not (k in defaults and v is None)})


def sweep(
    cell: Cell | str,
    steps: Any,
    changes: Iterable[Mapping[str, Any]],
    model: Any = "dfn",
    *,
    threads: int | None = None,
    outputs: Sequence[str] | None = (),
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> list[Result]:
    """The same protocol on a cell with each of ``changes`` (see `Cell.replace`), on ``threads`` threads
    (default: all cores).

    Results come in the order of ``changes``; each carries its own status. ``outputs`` as in `simulate`, but
    by default only the terminal series are kept. progress: called with the number of runs done and of all.
    ``options``: as for `simulate`. Raises `InputError` for bad input, naming the change.
    """
    from .analysis.sweep import sweep as many

    found = many(cell, steps, changes, model, _options(outputs=outputs, **options), threads, progress)
    return [Result(solution) for solution in found]
