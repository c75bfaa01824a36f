"""Particles of every kind there is, in a bath, from numbers drawn at random: sizes, interaction, rate law,
currents, voltages. A `ParticleCase` prints as the code that makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

import mubar
from mubar.core.constants import F, R
from mubar.core.units import kT
from mubar.kinetics import ButlerVolmer, CoupledIonElectronTransfer
from mubar.kinetics.exchange import RegularSolutionExchange
from mubar.materials.population import Sizes
from mubar.models import SingleParticle
from mubar.models.particles import TYPES, Fickian
from mubar.models.particles.interface import width
from mubar.thermo import FormulaOCP, OneStateHysteresis, RegularSolution
from mubar.thermo.hosts.base import HostMaterial

C_MAX, POTENTIAL, T = 22904.0, 3.422, 298.15
KINDS = {kind.__name__: kind for kind in TYPES}
LAWS = ("ButlerVolmer", "CoupledIonElectronTransfer")
PROTOCOLS = ("charge from full", "discharge", "hold", "holds", "there and back", "rest")
NODES = 12
"""Of the smallest particle, where a kind has nodes."""


@dataclass(frozen=True)
class ParticleCase:
    """``interaction`` in RT; ``sizes`` in m, one to five particles; ``fineness``: nodes in an interface;
    ``steps`` begin at the filled fraction ``start``.
    """

    kind: str
    law: str
    interaction: float
    sizes: tuple[float, ...]
    fineness: float
    diffusivity: float
    start: float
    steps: tuple[str, ...]
    rtol: float = 1e-5

    def made_cell(self) -> mubar.Cell:
        kind = KINDS[self.kind]
        # with one diffusivity lithium would flow uphill in a spinodal
        most = 1.9 if issubclass(kind, Fickian) else np.inf
        omega = min(self.interaction, most) * R * T
        host = _host(kind, omega)
        named = set(kind.__dataclass_fields__) & {"spacing", "gradient_energy", "diffusivity"}
        own = {name: self._number(name, host) for name in named}
        exchange = RegularSolutionExchange(0.16 / F, interaction=omega)
        ciet = CoupledIonElectronTransfer(0.16 / np.sqrt(4.0 * np.pi * 8.3), 8.3 * kT(T))
        return _base().replace(**{
            "positive.particles": kind(host, **own),
            "positive.population": Sizes(self.sizes),
            "positive.kinetics": ButlerVolmer(exchange) if self.law == "ButlerVolmer" else ciet,
        })  # fmt: skip

    def _number(self, name: str, host: Any) -> float:
        spacing = min(self.sizes) / NODES
        if name == "spacing":
            return spacing
        if name == "diffusivity":
            return self.diffusivity
        thin = width(host, 1e-12, C_MAX, T)
        return 1e-12 * (self.fineness * spacing / thin) ** 2 if np.isfinite(thin) else 1e-12

    def simulate(self, **options: Any) -> mubar.Result:
        given = {"stoichiometries": {"positive": self.start}, "rtol": self.rtol, "temperature": T}
        return mubar.simulate(self.made_cell(), list(self.steps), SingleParticle(), **{**given, **options})


def _host(kind: Any, omega: float) -> Any:
    """Of a kind that asks for special hosts their example, moved to the potential of the others."""
    takes = getattr(kind.hosts, "__args__", (kind.hosts,))[0]
    if takes is HostMaterial:
        return RegularSolution(omega=omega, mu0=-POTENTIAL * F)
    if takes is OneStateHysteresis:
        branches = (FormulaOCP(f"{POTENTIAL + gap} - 0.2*x - 0.02*log(x/(1 - x))") for gap in (-0.02, 0.02))
        return OneStateHysteresis(*branches, decay=8.0)
    return replace(next(iter(takes.examples())), mu0=-POTENTIAL * F)


@cache
def _base() -> mubar.Cell:
    cell = mubar.load_cell("chen2020").half_cell(
        "positive", lower_cutoff=2.0, upper_cutoff=4.5, nominal_capacity=4.6
    )
    return cell.replace(**{"positive.maximum_concentration": C_MAX})


def drawn(number: int, count: int, laws: Sequence[str] = LAWS) -> Iterator[ParticleCase]:
    """``count`` cases, the same for the same ``number``; kinds and protocols take turns."""
    for i in range(count):
        draw = np.random.default_rng([number, i])
        kind = list(KINDS)[i % len(KINDS)]
        protocol = PROTOCOLS[(i // len(KINDS)) % len(PROTOCOLS)]
        law = laws[int(draw.integers(len(laws)))]
        typical = _decades(draw, 50e-9, 5e-6)
        sizes = tuple(_round(typical * draw.uniform(0.7, 1.4)) for _ in range(draw.integers(1, 6)))
        start, steps = _protocol(protocol, draw)
        yield ParticleCase(
            kind, law, _round(draw.uniform(0.0, 8.0)), sizes, _round(draw.uniform(1.0, 4.0)),
            _decades(draw, 1e-17, 1e-13), start, steps,
        )  # fmt: skip


def _protocol(name: str, draw: np.random.Generator) -> tuple[float, tuple[str, ...]]:
    rate = _decades(draw, 0.01, 20.0)
    if name == "charge from full":
        return float(draw.choice([0.99, 0.999])), (f"Charge at {rate}C until 4.3 V",)
    if name == "discharge":
        return float(draw.choice([0.01, 0.001])), (f"Discharge at {rate}C until 2.5 V",)
    if name == "hold":
        return _round(draw.uniform(0.01, 0.99)), (f"Hold at {_round(draw.uniform(2.8, 4.0))} V for 1 hour",)
    if name == "holds":
        voltages = (_round(POTENTIAL + draw.uniform(-0.3, 0.3)) for _ in range(3))
        return 0.01, tuple(f"Hold at {voltage} V for 20 minutes" for voltage in voltages)
    some = f"Discharge at {rate}C for {_round(1800.0 / rate)} s or until 2.5 V"
    if name == "rest":
        return 0.02, (some, "Rest for 1 hour")
    return 0.01, (some, "Rest for 10 minutes", f"Charge at {rate}C until 4.3 V")


def _decades(draw: np.random.Generator, low: float, high: float) -> float:
    return _round(low * (high / low) ** draw.uniform())


def _round(value: float) -> float:
    return float(f"{value:.4g}")
