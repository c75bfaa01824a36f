"""The names, units and attributes under which a solution is kept, the same in a Dataset and in a file."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from mubar.__about__ import __version__
from mubar.simulation.solution import Field, Solution

FORMAT = 1
"""Counts up when a reader of the old layout would misunderstand the new one."""


@dataclass(frozen=True)
class Series:
    """One quantity at the terminals over time: its name in a file, and in `Solution`."""

    name: str
    attribute: str
    units: str
    long_name: str
    description: str = ""


TIME = Series("time", "time", "s", "time", "From the start of the run.")
SERIES = (
    Series("voltage", "voltage", "V", "terminal voltage"),
    Series("current", "current", "A", "current", "Discharging is positive."),
    Series("discharge_capacity", "charge", "A.h", "discharged capacity", "Net: charging lowers it."),
    Series("discharge_energy", "energy", "W.h", "discharged energy", "Net: charging lowers it."),
    Series("temperature", "temperature", "K", "temperature of the cell"),
    Series("step", "step", "1", "step", "Counted from 1 through the whole protocol."),
    Series("cycle", "cycle", "1", "cycle", "Counted from 1."),
)


def coordinates(solution: Solution) -> list[Field]:
    """All coordinates, time first."""
    return [_field(TIME, solution), *solution.coordinates()]


def variables(solution: Solution) -> list[Field]:
    """All variables: what is seen at the terminals, then what is seen inside."""
    return [*(_field(series, solution) for series in SERIES), *solution.fields()]


def _field(series: Series, solution: Solution) -> Field:
    values = np.asarray(getattr(solution, series.attribute))
    return Field(series.name, ("time",), values, series.units, series.long_name, series.description)


def field_attributes(field: Field) -> dict[str, str]:
    """``units``, ``long_name`` and ``description``, those that are not empty."""
    given = {"units": field.units, "long_name": field.long_name, "description": field.description}
    return {key: value for key, value in given.items() if value}


def attributes(solution: Solution) -> dict[str, str | int]:
    """What is known about the whole run. ``references`` holds one citation a line; dicts are JSON text."""
    return {
        "title": solution.title,
        "Conventions": "CF-1.11",
        "source": f"mubar {__version__}",
        "date_created": solution.created,
        "references": "\n".join(solution.citations),
        "status": solution.status.value,
        "message": solution.message,
        "remedy": solution.remedy,
        "statistics": json.dumps(dict(solution.statistics)),
        "versions": json.dumps(dict(solution.versions)),
        "inputs": json.dumps(dict(solution.inputs)),
        "mubar_version": solution.versions.get("mubar", __version__),
        "mubar_format": FORMAT,
    }
