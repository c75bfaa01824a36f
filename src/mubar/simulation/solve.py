"""A cell, a protocol and a model in, a `Solution` out."""

from __future__ import annotations

import time as clock
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import models
from ..core.constants import C_STANDARD
from ..core.errors import InputError, UnknownNameError
from ..materials.cell import Cell, Electrode
from ..materials.library import load_cell
from ..models.inspection import Inspection
from ..models.system import System
from ..numerics.tasks import Computation, carried_out
from .conclude import conclude
from .initial import begin, mesh_of
from .options import Options
from .protocol import Step, parse_protocol, resolve_protocol
from .run import Depleted, run
from .terminals import SERIES, TIME

if TYPE_CHECKING:
    from ..numerics.mesh import Mesh
    from .solution import Solution


def solve(cell: Cell | str, steps: Any, model: Any, options: Options) -> Solution:
    """Carry out ``steps`` on ``cell``; see `mubar.simulate`, which wraps the solution up."""
    cell = load_cell(cell) if isinstance(cell, (str, PathLike)) else cell
    if not isinstance(cell, Cell):
        raise InputError.one("cell", cell, "a Cell, or the name or path of one")
    return carried_out(solving(cell, parse_protocol(steps), models.chosen(model), options))


def solving(
    cell: Cell, protocol: list[tuple[Step, int]], model: models.Model, options: Options
) -> Computation[Solution]:
    """`solve`, asking for the solver's tasks: many at once share a bench."""
    began = clock.perf_counter()
    resolved = resolve_protocol(protocol, cell.nominal_capacity, cell.lower_cutoff, cell.upper_cutoff)

    def carry_out(mesh: Mesh, alarm: float | None) -> Computation[Solution]:
        system = System(model, cell, mesh, options.announce)
        system.tolerances(options.rtol, options.atol)
        system.bind(options.temperature)
        origin = begin(system, options)
        _known_outputs(system, options)
        outcome = yield from run(system, resolved, origin, options, alarm)
        return conclude(system, outcome, protocol, options, clock.perf_counter() - began)

    mesh = options.mesh or (mesh_of(options.start, model) if options.start else None)
    if mesh is not None or model.depletion_mesh is None:
        return (yield from carry_out(mesh or model.default_mesh, None))
    alarm = model.depletion * cell.electrolyte.initial_concentration / C_STANDARD
    try:
        return (yield from carry_out(model.default_mesh, alarm))
    except Depleted:
        return (yield from carry_out(model.depletion_mesh, None))


def _known_outputs(system: System, options: Options) -> None:
    """Raises `UnknownNameError` for the name of a field that the model does not have."""
    if not options.outputs:
        return
    T = np.array([options.temperature])
    seen = Inspection(system.model, system.cell, system.mesh, system.y[None].copy(), T)
    # the series at the terminals are always kept, and so no mistake to ask for
    known = {f.name for f in system.model.fields(seen)} | {series.name for series in (TIME, *SERIES)}
    for name in options.outputs:
        if name not in known:
            error = UnknownNameError.of("outputs", name, known)
            raise _about_negative(system, name, known, error)


def _about_negative(system: System, name: str, known: set[str], error: UnknownNameError) -> UnknownNameError:
    """With the way to the negative electrode, if it was asked of a model of the positive one alone."""
    other = str(name).replace("negative", "positive")  # people ask for anything
    if name == other or other not in known or not isinstance(system.cell.negative, Electrode):
        return error
    hint = f"This model is of the positive electrode: take cell.half_cell('negative') and {other!r}."
    return UnknownNameError(replace(problem, hint=hint) for problem in error.problems)
