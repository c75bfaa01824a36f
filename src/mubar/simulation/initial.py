"""Where a run begins: at rest at a state of charge, a voltage or stoichiometries, or where an earlier run
ended.
"""

from __future__ import annotations

import numpy as np

from ..core.errors import InputError
from ..materials import balance
from ..models.model import Model
from ..models.system import System
from ..numerics.mesh import Mesh
from .options import Options
from .run import Origin
from .solution import Solution


def begin(system: System, options: Options) -> Origin:
    """Fill the system's state; returns what to count on from. Raises `InputError`."""
    if options.start is not None:
        return _continued(system, options.start)
    cell = system.cell
    if options.voltage is not None:
        state = balance.at_voltage(cell, options.voltage, options.temperature)
    elif options.stoichiometries is not None:
        state = balance.given(cell, options.stoichiometries)
    else:
        state = balance.at_soc(cell, 1.0 if options.soc is None else options.soc)
    system.set_rest(state, options.temperature)
    return Origin()


def mesh_of(start: Solution, model: Model) -> Mesh | None:
    """The mesh that an earlier run was computed on, if it is one of the model's own."""
    used = start.inputs.get("mesh")
    return next(
        (m for m in (model.default_mesh, model.depletion_mesh) if m is not None and m.to_dict() == used), None
    )


def _continued(system: System, start: Solution) -> Origin:
    saved, n = start.final_state, system.structure.n
    if start.title != system.title:
        raise InputError.one("start", f"a result of {start.title}", f"one of {system.title}")
    if "y" not in saved or len(saved["y"]) != n:
        found = f"a state of {len(saved['y'])} numbers" if "y" in saved else "a result without a final state"
        raise InputError.one("start", found, f"a result of the same model and mesh ({n} numbers)")
    system.y[:] = saved["y"]
    time, step, cycle = (float(np.ravel(saved[name])[0]) for name in ("time", "step", "cycle"))
    return Origin(time, int(step), int(cycle))
