"""Cells and protocols inside physical bounds, from numbers drawn at random. A `Case` prints as the code that
makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.random import Generator

import mubar
from mubar.materials.changes import changed
from mubar.models import MODELS
from mubar.numerics.mesh import Chebyshev, Mesh, Uniform
from mubar.simulation.protocol import Profile

Item = TypeVar("Item")

CELLS = ("chen2020", "ecker2015", "marquis2019", "prada2013")
MESHES = (  # negative, separator, positive, shells, strength of the gathering at the ends
    (5, 3, 5, 8, 0.0),
    (3, 2, 7, 5, 1.0),
    (10, 4, 6, 12, 0.0),
    (8, 3, 8, 6, 0.8),
)
LAWS = {
    "negative.diffusivity": lambda c: c.negative.material.reference_diffusivity,
    "positive.diffusivity": lambda c: c.positive.material.reference_diffusivity,
    "electrolyte.diffusivity": lambda c: c.electrolyte.reference_diffusivity,
    "electrolyte.conductivity": lambda c: c.electrolyte.reference_conductivity,
}
"""Parameters that are laws; a case multiplies them."""


@dataclass(frozen=True)
class Case:
    """One simulation. ``changes``: numbers by key; ``scales``: factors of laws and of numbers by key.

    ``steps``: step strings, or (quantity, times in s, C-rates | powers over nominal | voltages) for a
    profile.
    """

    cell: str
    steps: tuple[Any, ...]
    changes: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    model: str = "dfn"
    soc: float = 1.0
    temperature: float = 298.15
    mesh: tuple[int, int, int, int, float] = MESHES[0]
    rtol: float = 1e-4
    period: float | None = None

    def made_cell(self) -> mubar.Cell:
        cell = _shipped(self.cell)
        scaled = {
            key: LAWS[key](cell).scaled(f) if key in LAWS else f * cell.parameters()[key].value
            for key, f in self.scales.items()
        }
        return changed(cell, {**scaled, **self.changes})  # without warnings that the values are unusual

    def protocol(self, cell: mubar.Cell) -> list[Any]:
        unit = {"current": cell.nominal_capacity, "power": 3.6 * cell.nominal_capacity, "voltage": 1.0}
        return [
            s if isinstance(s, str) else Profile(s[1], np.array(s[2]) * unit[s[0]], s[0]) for s in self.steps
        ]

    def made_mesh(self) -> Mesh:
        *counts, strength = self.mesh
        spacing = Chebyshev(strength) if strength else Uniform()
        return Mesh(*counts, spacing=spacing, particle_spacing=Chebyshev())

    def simulate(self, **options: Any) -> mubar.Result:
        cell = self.made_cell()
        given = {
            "soc": self.soc,
            "temperature": self.temperature,
            "mesh": self.made_mesh(),
            "rtol": self.rtol,
            "period": self.period,
        }
        return mubar.simulate(cell, self.protocol(cell), self.model, **{**given, **options})


@cache
def _shipped(name: str) -> mubar.Cell:
    return mubar.load_cell(name)


def drawn(number: int, count: int) -> Iterator[Case]:
    """``count`` cases, the same for the same ``number``, whatever was imported or drawn before."""
    return (_case(np.random.default_rng([number, i])) for i in range(count))


def _case(draw: Generator) -> Case:
    name = _one(draw, CELLS)
    changes, scales = _changes(draw, name)
    steps = [step for _ in range(draw.integers(1, 4)) for step in _steps(draw, name)]
    return Case(
        name,
        tuple(steps),
        changes,
        scales,
        model=_one(draw, ["dfn", "dfn", "dfn", *MODELS]),
        soc=_one(draw, [0.0, 1.0, 0.5]) if _sometimes(draw) else _between(draw, 0.0, 1.0),
        temperature=_one(draw, [298.15, 298.15, 258.15, 273.15, 318.15, 333.15]),
        mesh=_one(draw, MESHES),
        rtol=_one(draw, [1e-4, 1e-4, 1e-3, 1e-6]),
        period=_one(draw, [None, None, None, 10.0, 600.0]),
    )


def _changes(draw: Generator, name: str) -> tuple[dict[str, float], dict[str, float]]:
    """Changes and scales of some of a shipped cell's parameters."""
    changes: dict[str, float] = {}
    scales: dict[str, float] = {}
    for layer in ("negative", "separator", "positive"):
        if _sometimes(draw):
            changes[f"{layer}.thickness"] = _decades(draw, 1e-5, 3e-4)
        if _sometimes(draw):
            filled = getattr(getattr(_shipped(name), layer), "active_fraction", 0.0)
            porosity = _between(draw, 0.1, min(0.7, 0.99 - filled))
            changes[f"{layer}.porosity"] = porosity
            changes[f"{layer}.transport_efficiency"] = _digits(porosity ** _between(draw, 1.0, 3.0))
    for layer in ("negative", "positive"):
        if _sometimes(draw):
            scales[f"{layer}.particle_radius"] = _decades(draw, 0.1, 10.0)
        if _sometimes(draw):
            scales[f"{layer}.diffusivity"] = _decades(draw, 1e-2, 1e2)
        if _sometimes(draw):
            scales[f"{layer}.reaction_rate_constant"] = _decades(draw, 1e-3, 1e3)
        if _sometimes(draw):
            changes[f"{layer}.conductivity"] = _decades(draw, 1e-2, 1e4)
    if _sometimes(draw):
        scales["electrolyte.diffusivity"] = _decades(draw, 0.1, 10.0)
    if _sometimes(draw):
        scales["electrolyte.conductivity"] = _decades(draw, 0.05, 20.0)
    if _sometimes(draw):
        changes["electrolyte.transference_number"] = _between(draw, -0.3, 0.95)
    if _sometimes(draw):
        changes["electrolyte.initial_concentration"] = _decades(draw, 200.0, 2500.0)
    if _sometimes(draw):
        changes["cell.contact_resistance"] = _decades(draw, 1e-5, 1.0)
    return changes, scales


def _steps(draw: Generator, name: str) -> tuple[Any, ...]:
    """One step, or a few that belong together."""
    cell = _shipped(name)
    low, high, capacity = cell.lower_cutoff, cell.upper_cutoff, cell.nominal_capacity
    kind = _one(
        draw, ["current", "current", "hold", "rest", "power", "resistance", "pulses", "profile", "cccv"]
    )
    way = _one(draw, ["Discharge", "Charge"])
    lasting = f" for {_decades(draw, 1.0, 1e5):g} s" if _sometimes(draw) else ""
    rate = _decades(draw, 0.01, 20.0)
    voltage = _between(draw, low, high)
    if kind == "current":
        until = f" until {voltage:g} V" if not lasting and _sometimes(draw) else ""
        return (f"{way} at {rate:g}C{lasting}{until}{_options(draw)}",)
    if kind == "hold":
        seconds, rate = _decades(draw, 1.0, 1e5), _decades(draw, 1.0, 1000.0)
        return (f"Hold at {voltage:g} V for {seconds:g} s or until C/{rate:g}{_options(draw)}",)
    if kind == "rest":
        return (f"Rest for {_decades(draw, 1e-3, 1e6):g} s{_options(draw)}",)
    if kind == "power":
        return (f"{way} at {3.6 * capacity * rate:g} W{lasting}{_options(draw)}",)
    if kind == "resistance":
        resistance, seconds = 3.6 / (capacity * _decades(draw, 1e-6, 100.0)), _decades(draw, 1.0, 1e5)
        return (f"Discharge at {resistance:g} Ohm for {seconds:g} s{_options(draw)}",)
    if kind == "pulses":
        pulse = (
            f"{way} at {rate:g}C for {_decades(draw, 0.1, 30.0):g} s",
            f"Rest for {_decades(draw, 1.0, 100.0):g} s",
        )
        return pulse * int(draw.integers(1, 5))
    if kind == "cccv":
        return (
            f"Discharge at {rate:g}C until {low:g} V",
            f"Charge at {_decades(draw, 0.05, 5.0):g}C until {high:g} V",
            f"Hold at {high:g} V until C/{_decades(draw, 5.0, 200.0):g}",
        )
    return (_profile(draw, low, high),)


def _profile(draw: Generator, low: float, high: float) -> tuple[str, list[float], list[float]]:
    gaps = [_decades(draw, 1e-3, 300.0) for _ in range(draw.integers(2, 13))]
    times = [0.0, *(float(f"{t:.6g}") for t in np.cumsum(gaps))]
    times = [t for i, t in enumerate(times) if i == 0 or t > times[i - 1]]
    quantity = _one(draw, ["current", "power", "voltage"])
    within = (low, high) if quantity == "voltage" else (-3.0, 5.0)
    return quantity, times, [_between(draw, *within) for _ in times]


def _options(draw: Generator) -> str:
    """Now and then a period or a temperature."""
    found = []
    if draw.uniform() < 1 / 6:
        found.append(f"{_decades(draw, 10.0, 1e4):g} s period")
    if draw.uniform() < 1 / 6:
        found.append(f"{draw.integers(-20, 61)} degC")
    return f" ({', '.join(found)})" if found else ""


def _one(draw: Generator, choices: Sequence[Item]) -> Item:
    return choices[int(draw.integers(len(choices)))]


def _sometimes(draw: Generator) -> bool:
    return bool(draw.integers(2))


def _decades(draw: Generator, low: float, high: float) -> float:
    """A number from a range in which every decade is as likely."""
    return _digits(low * (high / low) ** draw.uniform())


def _between(draw: Generator, low: float, high: float) -> float:
    return _digits(draw.uniform(low, high))


def _digits(value: float) -> float:
    return float(f"{value:.4g}")
