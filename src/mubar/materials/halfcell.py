"""One porous electrode of a cell against a foil of lithium metal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..core.errors import InputError, Problem, UnknownNameError
from ..kinetics import ButlerVolmer, MetalExchange
from ..kinetics.base import RateLaw
from .cell import Cell, Electrode, LithiumFoil
from .rest import Side

LITHIUM_RATE = 7.317e-4
"""Rate constant of lithium metal, mol m^-2 s^-1: 70.6 A/m² at 1 mol/L, from Xu et al., J. Electrochem. Soc.
166 (2019) A3456 (3.5e-8 F c_Li^0.7 c^0.3, c_Li = 76.9 mol/L). Give ``kinetics`` where the foil matters."""

_SAMPLES, _RISE, _BEYOND = 1001, 1e-3, 0.3
"""Of a window, where its potential is looked at; V, by which a potential rises that goes with phases, and
which is left to overpotentials where the plateau of phases is all that is between the cut-offs.
"""


def half_cell(
    cell: Cell,
    electrode: str = "positive",
    *,
    kinetics: RateLaw | None = None,
    lower_cutoff: float | None = None,
    upper_cutoff: float | None = None,
    nominal_capacity: float | None = None,
) -> Cell:
    """The electrode ``"positive"`` or ``"negative"`` of the cell, with its separator, against lithium metal.

    Lithium metal takes the negative side, so that discharging puts lithium into the electrode; the electrode
    becomes ``positive`` of the new cell, and its keys begin so. Cut-offs (V) are, where not given, the
    electrode's open-circuit potentials at the ends of its stoichiometry windows, and the nominal capacity
    (A h) is what lies between. Of a host that separates into phases, whose potential rises somewhere in the
    window, the cut-offs are 0.3 V beyond the least and the greatest potential in it. ``kinetics``: the rate
    law of the metal. Raises `InputError`.
    """
    if electrode not in ("positive", "negative"):
        raise UnknownNameError.of("electrode", str(electrode), ("positive", "negative"))
    working = getattr(cell, electrode)
    if not isinstance(working, Electrode):
        raise InputError([Problem(electrode, "lithium metal", "a porous electrode")])
    metal = LithiumFoil(kinetics or ButlerVolmer(MetalExchange(LITHIUM_RATE)))
    sources = {_key(k, electrode): v for k, v in cell.sources.items() if _stays(k, electrode)}
    made = replace(
        cell,
        name=f"{cell.name} {electrode} half cell",
        title=f"{cell.title or cell.name}, {electrode} half cell",
        negative=metal,
        positive=working,
        cyclable_lithium=None,
        document=None,
        sources=sources,
    )
    limits = {
        "cell.lower_cutoff": lower_cutoff,
        "cell.upper_cutoff": upper_cutoff,
        "cell.nominal_capacity": nominal_capacity,
    }
    chosen = {k: v for k, v in limits.items() if v is not None}
    missing = limits.keys() - chosen.keys()
    if missing:
        chosen = {k: v for k, v in _limits(made, electrode).items() if k in missing} | chosen
    return made.replace(**chosen)


def _limits(half: Cell, electrode: str) -> dict[str, float]:
    """Potentials and charge between the ends of the electrode's windows."""
    side = Side(half, "positive", half.reference_temperature)
    windows = [(m.minimum_stoichiometry, m.maximum_stoichiometry) for m in side.materials]
    if any(end is None for window in windows for end in window):
        raise InputError(
            [
                Problem(
                    electrode,
                    "no stoichiometry window",
                    "a window, or lower_cutoff, upper_cutoff and nominal_capacity of the half cell",
                )
            ]
        )
    low, high = ([w[i] for w in windows] for i in (0, 1))
    contents = [float(side.capacities @ ends) for ends in (low, high)]
    upper, lower = (float(side.potential(n)) for n in contents)
    if len(side.materials) == 1:
        U = side.potential(np.linspace(contents[0], contents[1], _SAMPLES))
        if (U - np.minimum.accumulate(U)).max() > _RISE:
            upper, lower = float(U.max()) + _BEYOND, float(U.min()) - _BEYOND
    return {
        "cell.lower_cutoff": lower,
        "cell.upper_cutoff": upper,
        "cell.nominal_capacity": contents[1] - contents[0],
    }


def _stays(key: str, electrode: str) -> bool:
    head = key.partition(".")[0]
    return head in (electrode, "separator", "electrolyte", "cell") and not key.endswith("cutoff")


def _key(key: str, electrode: str) -> str:
    head, dot, rest = key.partition(".")
    return f"positive{dot}{rest}" if head == electrode else key
