"""Particles with two order parameters: alternating layers, as in staged graphite, each filled by itself.

Each layer has half of the sites and of the surface. ``x1`` and ``x2`` are their filled fractions, ``x`` the
mean of both, which is what the particle holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from ...core.bounds import Bounds
from ...core.constants import F, R
from ...core.parameters import parameter
from ...materials.particle_type import Lithium, Site, barrier
from ...thermo.hosts.two_sublattice import TwoSublattice

FILLED = ("x1", "x2", "x")


def potentials(at: Site, host: TwoSublattice, preference: Any) -> tuple[Any, Any]:
    """μ of both layers of the uniform host, J/mol."""
    one, two = at.own.x1, at.own.x2
    mu, preferred = host.layer_potentials(one, two, at.T), 0.5 * preference * R * at.T
    return mu[0] - preferred - F * barrier(one), mu[1] + preferred - F * barrier(two)


def reacting(at: Site, host: TwoSublattice, mu: Any) -> Lithium:
    """A layer's lithium at the potential ``mu``, J/mol. To rate laws the uniform host is a layer without the
    other, a regular solution of Ω_a.
    """
    x = at.own.x
    alone = host.mu0 + host.omega_a * (1.0 - 2.0 * x) + R * at.T * np.log(x / (1.0 - x)) - F * barrier(x)
    return Lithium(mu, at.reaction(mu, x, mu - alone), 0.5)


@dataclass(frozen=True)
class Layer:
    """A node as one of its layers sees it: its own ``x``, ``x_t`` and ``mu``, half of the sites and of the
    surface, and noise of its own.
    """

    node: Any
    number: int

    def __getattr__(self, name: str) -> Any:
        if name in ("area", "sites"):
            return 0.5 * getattr(self.node, name)
        if name in ("reacting", "coming", "leaving"):
            return getattr(self.node, name) + (self.number - 1.0) * self.node.beside
        letter, mark, rate = name.partition("_t")
        own = letter in ("x", "mu") and not rate
        return getattr(self.node, f"{letter}{self.number}{mark}" if own else name)


def sites(at: Site) -> tuple[Site, Site]:
    """The node of both layers."""
    one, two = (
        replace(at, own=Layer(at.own, i), near=Layer(at.near, i), far=Layer(at.far, i)) for i in (1, 2)
    )
    return one, two


def mean_rate(own: Any) -> Any:
    """The residual that keeps ``x`` the mean of both layers."""
    return own.x_t - 0.5 * (own.x1_t + own.x2_t)


@dataclass(frozen=True)
class Layered:
    """What kinds of particles made of two layers have in common; written before the kind they are made of.

    ``preference``: without it two equal layers would stay equal where that is unstable, for lack of
    fluctuations.
    """

    host: TwoSublattice
    preference: float = parameter(
        r"\delta", "1", "how much more of lithium's energy the first layer takes than the second, over RT",
        Bounds(0.0, 1.0), 1e-4,
    )  # fmt: skip
    hosts: ClassVar[Any] = TwoSublattice
    orders: ClassVar[int] = 2
    unknowns: ClassVar[tuple[str, ...]] = FILLED
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = dict.fromkeys(FILLED, (0.0, 1.0))

    def added(self, at: Site, layer: Site) -> Any:
        """To μ of a layer, of the node ``at``, beside what the uniform host has, J/mol."""
        return 0.0

    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        layers = zip(sites(at), potentials(at, self.host, self.preference), strict=True)
        one, two = (reacting(layer, self.host, mu + self.added(at, layer)) for layer, mu in layers)
        return {"x1": one, "x2": two}

    def terms(self, at: Site) -> Mapping[str, Any]:
        own, layers = at.own, self.lithium(at)
        entering = own.surface * at.filling
        return {
            "x1": own.volume * own.x1_t + entering * layers["x1"].j,
            "x2": own.volume * own.x2_t + entering * layers["x2"].j,
            "x": mean_rate(own),
        }

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        """Layers in equilibrium with each other."""
        fuller, emptier = self.host.layers(x, T)
        return {"x1": float(fuller), "x2": float(emptier), "x": x}
