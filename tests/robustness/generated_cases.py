"""Cells and protocols inside physical bounds, made by hypothesis. A `Case` prints as the code that makes
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import mubar
from mubar.models import MODELS
from mubar.numerics.mesh import Chebyshev, Mesh, Uniform
from mubar.simulation.protocol import Profile

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
        return cell.replace(**{**scaled, **self.changes})

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


# strategies -------------------------------------------------------------------------------------------------
def decades(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers spread evenly over decades, to four digits."""
    return st.integers(0, 1000).map(lambda i: float(f"{low * (high / low) ** (i / 1000):.4g}"))


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.integers(0, 1000).map(lambda i: float(f"{low + (high - low) * i / 1000:.4g}"))


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, dict[str, float], dict[str, float]]:
    """A shipped cell with some of its parameters changed."""
    name = draw(st.sampled_from(CELLS))
    changes: dict[str, float] = {}
    scales: dict[str, float] = {}
    for layer in ("negative", "separator", "positive"):
        if draw(st.booleans()):
            changes[f"{layer}.thickness"] = draw(decades(1e-5, 3e-4))
        if draw(st.booleans()):
            filled = getattr(getattr(_shipped(name), layer), "active_fraction", 0.0)
            porosity = draw(between(0.1, min(0.7, 0.99 - filled)))
            changes[f"{layer}.porosity"] = porosity
            changes[f"{layer}.transport_efficiency"] = float(f"{porosity ** draw(between(1.0, 3.0)):.4g}")
    for layer in ("negative", "positive"):
        if draw(st.booleans()):
            scales[f"{layer}.particle_radius"] = draw(decades(0.1, 10.0))
        if draw(st.booleans()):
            scales[f"{layer}.diffusivity"] = draw(decades(1e-2, 1e2))
        if draw(st.booleans()):
            scales[f"{layer}.reaction_rate_constant"] = draw(decades(1e-3, 1e3))
        if draw(st.booleans()):
            changes[f"{layer}.conductivity"] = draw(decades(1e-2, 1e4))
    if draw(st.booleans()):
        scales["electrolyte.diffusivity"] = draw(decades(0.1, 10.0))
    if draw(st.booleans()):
        scales["electrolyte.conductivity"] = draw(decades(0.05, 20.0))
    if draw(st.booleans()):
        changes["electrolyte.transference_number"] = draw(between(-0.3, 0.95))
    if draw(st.booleans()):
        changes["electrolyte.initial_concentration"] = draw(decades(200.0, 2500.0))
    if draw(st.booleans()):
        changes["cell.contact_resistance"] = draw(decades(1e-5, 1.0))
    return name, changes, scales


def _options(draw: st.DrawFn) -> str:
    """Now and then a period or a temperature."""
    found = []
    if draw(st.integers(0, 5)) == 0:
        found.append(f"{draw(decades(10.0, 1e4)):g} s period")
    if draw(st.integers(0, 5)) == 0:
        found.append(f"{draw(st.integers(-20, 60))} degC")
    return f" ({', '.join(found)})" if found else ""


@st.composite
def steps(draw: st.DrawFn, name: str) -> tuple[Any, ...]:
    """One step, or a few that belong together."""
    cell = _shipped(name)
    low, high, capacity = cell.lower_cutoff, cell.upper_cutoff, cell.nominal_capacity
    kind = draw(
        st.sampled_from(
            ["current", "current", "hold", "rest", "power", "resistance", "pulses", "profile", "cccv"]
        )
    )
    way = draw(st.sampled_from(["Discharge", "Charge"]))
    lasting = f" for {draw(decades(1.0, 1e5)):g} s" if draw(st.booleans()) else ""
    rate = draw(decades(0.01, 20.0))
    voltage = draw(between(low, high))
    if kind == "current":
        until = f" until {voltage:g} V" if not lasting and draw(st.booleans()) else ""
        return (f"{way} at {rate:g}C{lasting}{until}{_options(draw)}",)
    if kind == "hold":
        seconds, rate = draw(decades(1.0, 1e5)), draw(decades(1, 1000))
        return (f"Hold at {voltage:g} V for {seconds:g} s or until C/{rate:g}{_options(draw)}",)
    if kind == "rest":
        return (f"Rest for {draw(decades(1e-3, 1e6)):g} s{_options(draw)}",)
    if kind == "power":
        return (f"{way} at {3.6 * capacity * rate:g} W{lasting}{_options(draw)}",)
    if kind == "resistance":
        resistance, seconds = 3.6 / (capacity * draw(decades(1e-6, 100.0))), draw(decades(1.0, 1e5))
        return (f"Discharge at {resistance:g} Ohm for {seconds:g} s{_options(draw)}",)
    if kind == "pulses":
        pulse = (
            f"{way} at {rate:g}C for {draw(decades(0.1, 30.0)):g} s",
            f"Rest for {draw(decades(1.0, 100.0)):g} s",
        )
        return pulse * draw(st.integers(1, 4))
    if kind == "cccv":
        return (
            f"Discharge at {rate:g}C until {low:g} V",
            f"Charge at {draw(decades(0.05, 5.0)):g}C until {high:g} V",
            f"Hold at {high:g} V until C/{draw(decades(5, 200)):g}",
        )
    gaps = draw(st.lists(decades(1e-3, 300.0), min_size=2, max_size=12))
    times = [0.0, *(float(f"{t:.6g}") for t in np.cumsum(gaps))]
    times = [t for i, t in enumerate(times) if i == 0 or t > times[i - 1]]
    quantity = draw(st.sampled_from(["current", "power", "voltage"]))
    value = between(low, high) if quantity == "voltage" else between(-3.0, 5.0)
    return ((quantity, times, [draw(value) for _ in times]),)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    draw(st.integers(0, 2**32))  # hypothesis tries no first choice twice; this one decides nothing
    name, changes, scales = draw(cells())
    blocks = draw(st.lists(steps(name), min_size=1, max_size=3))
    return Case(
        name,
        tuple(step for block in blocks for step in block),
        changes,
        scales,
        model=draw(st.sampled_from(["dfn", "dfn", "dfn", *MODELS])),
        soc=draw(st.one_of(st.sampled_from([0.0, 1.0, 0.5]), between(0.0, 1.0))),
        temperature=draw(st.sampled_from([298.15, 298.15, 258.15, 273.15, 318.15, 333.15])),
        mesh=draw(st.sampled_from(MESHES)),
        rtol=draw(st.sampled_from([1e-4, 1e-4, 1e-3, 1e-6])),
        period=draw(st.sampled_from([None, None, None, 10.0, 600.0])),
    )


def drawn(number: int, count: int) -> Iterator[Case]:
    """``count`` cases, the same for the same ``number``; independent of each other, none a mutation of
    another.
    """
    found: list[Case] = []
    few = settings(
        max_examples=2,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for i in range(count):
        collect = given(cases())(lambda case: found.append(case))
        seed(1_000_003 * number + i)(few(collect))()
        yield found.pop()  # the first of two always is the simplest
