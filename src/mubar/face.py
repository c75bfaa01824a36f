"""The front door: a cell, a protocol and a model in, a `Result` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from .result import Result

if TYPE_CHECKING:
    from .materials.cell import Cell
    from .numerics.mesh import Mesh


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
    announce: called with a line of text before a compilation that this machine needs once.

    Raises `InputError` for bad input; a run that fails comes back with its status and what was computed.
    """
    from .simulation.options import Options
    from .simulation.solve import solve

    if atol is None and isinstance(rtol, Real):
        atol = float(rtol) / 100
    given = {"rtol": rtol, "atol": atol, "announce": announce}
    options = Options(
        soc=soc,
        voltage=voltage,
        stoichiometries=stoichiometries,
        start=start.solution if isinstance(start, Result) else start,
        temperature=temperature,
        mesh=mesh,
        outputs=outputs,
        period=period,
        max_steps=max_steps,
        progress=progress,
        **{name: value for name, value in given.items() if value is not None},
    )
    return Result(solve(cell, steps, model, options))


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
    from .simulation.options import Options

    found = many(cell, steps, changes, model, Options(outputs=outputs, **options), threads, progress)
    return [Result(solution) for solution in found]
