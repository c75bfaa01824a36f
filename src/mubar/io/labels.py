"""The names, units and attributes under which a solution is kept, the same in a Dataset and in a file."""

from __future__ import annotations

import json

from mubar.__about__ import __version__
from mubar.simulation.solution import Field, Solution
from mubar.simulation.terminals import SERIES, TIME

FORMAT = 1
"""Counts up when a reader of the old layout would misunderstand the new one."""


def coordinates(solution: Solution) -> list[Field]:
    """All coordinates, time first."""
    return [TIME.field(solution), *solution.coordinates()]


def variables(solution: Solution) -> list[Field]:
    """All variables: what is seen at the terminals, then what is seen inside."""
    return [*(series.field(solution) for series in SERIES), *solution.fields()]


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
