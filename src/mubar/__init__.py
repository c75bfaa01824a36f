"""mubar: battery cells simulated in species voltages.

    import mubar

    result = mubar.simulate(mubar.load_cell("chen2020"), "Discharge at 1C until 2.5 V")
    print(result.data.voltage)

Every name below is loaded when it is first used, so that `import mubar` itself costs milliseconds.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mubar.__about__ import __version__

if TYPE_CHECKING:
    from mubar import (
        analysis,
        core,
        diagrams,
        io,
        kinetics,
        materials,
        models,
        numerics,
        simulation,
        thermo,
        transport,
        units,
    )
    from mubar.core.errors import InputError, SimulationError, UnknownNameError
    from mubar.core.usual import UnusualValueWarning
    from mubar.face import load_cell, simulate, sweep
    from mubar.materials.cell import Cell
    from mubar.materials.library import list_cells
    from mubar.numerics.mesh import Mesh
    from mubar.result import Result, open_result
    from mubar.simulation.protocol import (
        CapacityCutoff,
        CRate,
        CRateCutoff,
        Current,
        CurrentCutoff,
        Power,
        Profile,
        Resistance,
        Rest,
        SOCCutoff,
        Step,
        Voltage,
        VoltageCutoff,
    )

# Name -> the module that defines it; a name that equals its module's last part is the module itself.
_WHERE = {
    "CRate": "mubar.simulation.protocol",
    "CRateCutoff": "mubar.simulation.protocol",
    "CapacityCutoff": "mubar.simulation.protocol",
    "Cell": "mubar.materials.cell",
    "Current": "mubar.simulation.protocol",
    "CurrentCutoff": "mubar.simulation.protocol",
    "InputError": "mubar.core.errors",
    "Mesh": "mubar.numerics.mesh",
    "Power": "mubar.simulation.protocol",
    "Profile": "mubar.simulation.protocol",
    "Resistance": "mubar.simulation.protocol",
    "Rest": "mubar.simulation.protocol",
    "Result": "mubar.result",
    "SOCCutoff": "mubar.simulation.protocol",
    "SimulationError": "mubar.core.errors",
    "Step": "mubar.simulation.protocol",
    "UnknownNameError": "mubar.core.errors",
    "UnusualValueWarning": "mubar.core.usual",
    "Voltage": "mubar.simulation.protocol",
    "VoltageCutoff": "mubar.simulation.protocol",
    "analysis": "mubar.analysis",
    "core": "mubar.core",
    "diagrams": "mubar.diagrams",
    "io": "mubar.io",
    "kinetics": "mubar.kinetics",
    "list_cells": "mubar.materials.library",
    "load_cell": "mubar.face",
    "materials": "mubar.materials",
    "models": "mubar.models",
    "numerics": "mubar.numerics",
    "open_result": "mubar.result",
    "simulate": "mubar.face",
    "sweep": "mubar.face",
    "simulation": "mubar.simulation",
    "thermo": "mubar.thermo",
    "transport": "mubar.transport",
    "units": "mubar.units",
}

__all__ = [
    "CRate",
    "CRateCutoff",
    "CapacityCutoff",
    "Cell",
    "Current",
    "CurrentCutoff",
    "InputError",
    "Mesh",
    "Power",
    "Profile",
    "Resistance",
    "Rest",
    "Result",
    "SOCCutoff",
    "SimulationError",
    "Step",
    "UnknownNameError",
    "UnusualValueWarning",
    "Voltage",
    "VoltageCutoff",
    "__version__",
    "analysis",
    "core",
    "diagrams",
    "io",
    "kinetics",
    "list_cells",
    "load_cell",
    "materials",
    "models",
    "numerics",
    "open_result",
    "simulate",
    "simulation",
    "sweep",
    "thermo",
    "transport",
    "units",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562) and keep it, so that the next look-up is an ordinary one."""
    where = _WHERE.get(name)
    if where is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(where)
    value = module if where.rpartition(".")[2] == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
