"""Gibbs energies of formation: the data behind the standard levels."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from ...core.errors import UnknownNameError
from ..species import ELECTRON, charge

SOURCE = "D. D. Wagman et al., J. Phys. Chem. Ref. Data 11, Suppl. 2 (1982)"
STANDARD_TEMPERATURE = 298.15
"""K, at which the data hold."""


def formation_energy(species: str) -> float:
    """ΔfG° of a species at 298.15 K, J/mol, from the NBS tables (`SOURCE`); 0 for H⁺, elements, electrons.

    Solutes at an ideal 1 mol/kg, gases at 0.1 MPa. Raises `UnknownNameError` with the nearest match.
    """
    return _table()[known(species)][1]


def known_species(state: str | None = None) -> tuple[str, ...]:
    """Species with data; ``state`` keeps those that are "aq", "s", "l", "g" or an "element"."""
    return tuple(name for name, (where, _) in _table().items() if state in (None, where))


def known(species: str) -> str:
    """The name under which a species has data: Fe3+, Fe^3+ and Fe+3 are one. Raises `UnknownNameError`."""
    found = _aliases().get(species) if isinstance(species, str) else None
    if found is None:
        raise UnknownNameError.of("species", str(species), _table())
    return found


def table(name: str) -> Iterator[Mapping[str, str]]:
    """Rows of one of this package's data files."""
    lines = files("mubar.thermo.levels").joinpath(name).read_text("utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, float]]:
    rows = {r["species"]: (r["state"], 1e3 * float(r["gibbs"])) for r in table("nbs1982.csv")}
    return {ELECTRON: ("element", 0.0)} | rows


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Every way to write the charge: Fe+3, Fe3+, Fe^3+."""
    found = {}
    for name in _table():
        z = charge(name)
        if abs(z) > 1:
            formula, sign = name.rsplit("+-"[z < 0], 1)[0], "+-"[z < 0]
            found |= {f"{formula}{hat}{abs(z)}{sign}": name for hat in ("", "^")}
    return found | {name: name for name in _table()}
