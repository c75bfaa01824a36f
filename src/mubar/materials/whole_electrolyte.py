"""An electrolyte that a cell is given as one object, as the keys it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError, Problem
from .absent import Absent
from .cell import Cell, CellElectrolyte

if TYPE_CHECKING:
    from ..thermo.electrolytes import BatteryElectrolyte

KEY = "electrolyte"
_LAWS = ("conductivity", "diffusivity", "transference_number", "thermodynamic_factor")
_ENERGIES = ("conductivity_activation_energy", "diffusivity_activation_energy")


def spread(cell: Cell, changes: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The changes with an electrolyte's own keys in place of it, and the sources of these.

    A `BatteryElectrolyte` keeps the cell's concentration, that of another cell brings its own. Keys that are
    given beside it hold. Raises `InputError`.
    """
    if KEY not in changes:
        return changes, {}
    from ..thermo.electrolytes import BatteryElectrolyte

    given, rest = changes[KEY], {k: v for k, v in changes.items() if k != KEY}
    if isinstance(cell.electrolyte, Absent):
        raise InputError([Problem(KEY, f"{cell.name}, a cell without one", "a cell with an electrolyte")])
    if not isinstance(given, (CellElectrolyte, BatteryElectrolyte)):
        expected = "a battery electrolyte, such as Landesfeind2019(), or that of another cell"
        raise InputError.one(KEY, given, expected)
    own = {f"{KEY}.{name}": getattr(given, name) for name in _LAWS}
    # the laws are complete: nothing else carries them to other temperatures
    own |= {f"{KEY}.{name}": 0.0 for name in _ENERGIES}
    if isinstance(given, CellElectrolyte):
        return {**own, f"{KEY}.initial_concentration": given.initial_concentration, **rest}, {}
    concentration = rest.get(f"{KEY}.initial_concentration", cell.electrolyte.initial_concentration)
    _refuse(given, concentration)
    taken = [key for key in own if key not in rest]
    return {**own, **rest}, dict.fromkeys(taken, given.source) if given.source else {}


def _refuse(given: BatteryElectrolyte, concentration: Any) -> None:
    """Raises `InputError` for a salt that a lithium cell has no place for, and outside of measurements."""
    if (given.salt.z_plus, given.salt.z_minus) != (1, -1):
        raise InputError([Problem(KEY, str(given.salt), "a salt of univalent ions")])
    low, high = given.concentrations
    if isinstance(concentration, (int, float)) and not low <= concentration <= high:
        name = type(given).__name__
        expected = f"{low:g} to {high:g} mol/m³, where {name} has laws"
        raise InputError.one(f"{KEY}.initial_concentration", concentration, expected)
