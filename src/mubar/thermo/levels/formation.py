"""Gibbs energies of formation: the data behind the standard levels."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ...core.errors import UnknownNameError
from ..species import ELECTRON, charge

STANDARD_TEMPERATURE = 298.15
"""K, at which the data hold."""


def formation_energy(species: str) -> float:
    """ΔfG° of a species at 298.15 K, J/mol; `formation_source` says whose. 0 for H⁺, elements, electrons.

    Solutes at an ideal 1 mol/kg, gases at 0.1 MPa. Raises `UnknownNameError` with the nearest match.
    """
    return _table()[known(species)].gibbs


def formation_source(species: str) -> str:
    """Where ΔfG° of a species comes from. Raises `UnknownNameError` with the nearest match."""
    return _table()[known(species)].source


def known_species(state: str | None = None) -> tuple[str, ...]:
    """Species with data; ``state`` keeps those that are "aq", "s", "l", "g" or an "element"."""
    return tuple(name for name, row in _table().items() if state in (None, row.state))


def known(species: str) -> str:
    """The name under which a species has data: Fe3+, Fe^3+ and Fe+3 are one. Raises `UnknownNameError`."""
    found = aliases().get(species) if isinstance(species, str) else None
    if found is None:
        raise UnknownNameError.of("species", str(species), _table())
    return found


def table(name: str) -> Iterator[Mapping[str, str]]:
    """Rows of one of this package's data files."""
    lines = files("mubar.thermo.levels").joinpath(name).read_text("utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


@dataclass(frozen=True)
class _Row:
    state: str
    gibbs: float
    """J/mol"""
    source: str


@lru_cache(maxsize=1)
def _table() -> dict[str, _Row]:
    cited = {row["source"]: row["citation"] for row in table("sources.csv")}
    rows = {
        row["species"]: _Row(row["state"], 1e3 * float(row["gibbs"]), cited[row["source"]])
        for row in table("formation.csv")
    }
    return {ELECTRON: _Row("element", 0.0, cited["convention"])} | rows


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Every way to write the charge: Fe+3, Fe3+, Fe^3+."""
    found = {}
    for name in _table():
        z = charge(name)
        if abs(z) > 1:
            formula, sign = name.rsplit("+-"[z < 0], 1)[0], "+-"[z < 0]
            found |= {f"{formula}{hat}{abs(z)}{sign}": name for hat in ("", "^")}
    return found | {name: name for name in _table()}
