"""Particles whose potential remembers where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ...core.bounds import Bounds
from ...core.constants import F
from ...core.parameters import parameter
from ...materials.particle_type import Site, barrier
from ...thermo.hysteresis import OneStateHysteresis
from .fickian import Fickian


@dataclass(frozen=True)
class Hysteretic(Fickian):
    """Fickian particles with U(x, T, h), dh/dt = -γ (∂x/∂t + |∂x/∂t| h) at every place.

    G. L. Plett, J. Power Sources 134 (2004) 262; see `mubar.thermo.OneStateHysteresis`, which ``host`` is.
    ``start``: the state h of particles that nothing has happened to, 1 on the branch of delithiation, -1 on
    that of lithiation.
    """

    start: float = parameter("h_0", "1", "state before anything has happened", Bounds(-1.0, 1.0), 0.0)
    hosts: ClassVar[Any] = OneStateHysteresis
    unknowns: ClassVar[tuple[str, ...]] = ("h", "x")

    def potential(self, at: Site, x: Any) -> Any:
        return -F * (self.host.open_circuit_potential(x, at.T, at.own.h) + barrier(x))

    def terms(self, at: Site) -> Mapping[str, Any]:
        return {"h": at.own.h_t - self.host.rate(at.own.h, at.own.x_t), **super().terms(at)}

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        return {"h": self.start, "x": x}

    def open_circuit_potential(self, x: Any, T: Any) -> Any:
        return self.host.open_circuit_potential(x, T, self.start)
