"""A cell, a protocol and a model in, a `Solution` out."""

from __future__ import annotations

import time as clock
from typing import TYPE_CHECKING, Any

from .. import models
from ..core.constants import C_STANDARD
from ..core.errors import InputError
from ..materials.cell import Cell
from ..materials.library import load_cell
from ..models.system import System
from .conclude import conclude
from .initial import begin, mesh_of
from .options import Options
from .protocol import parse_protocol, resolve_protocol
from .run import Depleted, run

if TYPE_CHECKING:
    from ..numerics.mesh import Mesh
    from .solution import Solution


def solve(cell: Cell | str, steps: Any, model: Any, options: Options) -> Solution:
    """Carry out ``steps`` on ``cell``; see `mubar.simulate`, which wraps the solution up."""
    began = clock.perf_counter()
    cell = load_cell(cell) if isinstance(cell, str) else cell
    if not isinstance(cell, Cell):
        raise InputError.one("cell", cell, "a Cell, or the name or path of one")
    model = models.named(model) if isinstance(model, str) else model
    protocol = parse_protocol(steps)
    resolved = resolve_protocol(protocol, cell.nominal_capacity, cell.lower_cutoff, cell.upper_cutoff)

    def carry_out(mesh: Mesh, alarm: float | None) -> Solution:
        system = System(model, cell, mesh, options.announce)
        system.tolerances(options.rtol, options.atol)
        system.bind(options.temperature)
        outcome = run(system, resolved, begin(system, options), options, alarm)
        return conclude(system, outcome, protocol, options, clock.perf_counter() - began)

    mesh = options.mesh or (mesh_of(options.start, model) if options.start else None)
    if mesh is not None or model.depletion_mesh is None:
        return carry_out(mesh or model.default_mesh, None)
    try:
        return carry_out(
            model.default_mesh, model.depletion * cell.electrolyte.initial_concentration / C_STANDARD
        )
    except Depleted:
        return carry_out(model.depletion_mesh, None)
