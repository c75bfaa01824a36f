"""Thermal noise of reactions and fluxes, as what is added to them on a node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.constants import K_B, N_A
from ...core.derivative import derivative
from ...core.errors import InputError, Problem
from ...core.expr import Expr, as_expr, substitute
from ...materials.noise import Langevin
from ...materials.particle_type import Site
from ...numerics.ragged import Ragged

_ETA = "overpotential of a reaction"


@dataclass(frozen=True)
class Agitation:
    """``noise``: the material's, traced; ``clock``: time since the start of everything, s."""

    noise: Any
    clock: Any

    def _kick(self, process: Any) -> Any:
        """Noise of unit intensity, s^-1/2, of the process whose random numbers begin at ``process``."""
        passed = np.minimum(self.clock / self.noise.step, self.noise.points - 1.0)
        place = (process + passed) / self.noise.values
        return self.noise.sequence(place, None) / np.sqrt(self.noise.step)

    def current(self, at: Site, law: Any, x: Any) -> Any:
        """Of a reaction, A/m²: that of the resistor ∂η/∂j at equilibrium (J. B. Johnson, H. Nyquist, Phys.
        Rev. 32 (1928) 97, 110), on the node's surface.
        """
        own, T = at.own, at.T
        j = as_expr(law.current_density(Expr.symbol(_ETA), x=x, c_plus=at.c_plus, T=T))
        conductance = substitute(derivative(j, _ETA), {_ETA: as_expr(0.0)})
        return own.loud * np.sqrt(2.0 * K_B * T * conductance / own.area) * self._kick(own.reacting)

    def inflow(self, own: Any, near: Any, far: Any) -> Any:
        """Of diffusion from both neighbours: what one loses the other gains (H. E. Cook, Acta Metall. 18
        (1970) 297). ``near`` and ``far``: D x (1 - x) half-way to them, or what stands for it, m²/s.
        """
        before = np.sqrt(own.before) * np.sqrt(near) * self._kick(own.coming)
        behind = np.sqrt(own.behind) * np.sqrt(far) * self._kick(own.leaving)
        return own.loud * np.sqrt(2.0 / own.sites) * (behind - before)


def values(
    noise: Langevin,
    orders: int,
    bulk: np.ndarray,
    c_max: float,
    rows: Ragged,
    found: Mapping[str, np.ndarray],
) -> Mapping[str, np.ndarray]:
    """Numbers of the nodes, beside the type's own that were ``found``, of particles of the volumes ``bulk``,
    m³, with so many order parameters. Raises `InputError` where there are not enough random numbers.
    """
    surface = found["surface"] if len(found["surface"]) == rows.size else found["surface"][rows.chain]
    area = surface * bulk[rows.chain]
    processes = 2 * orders * rows.size  # a node has a reaction and the face behind it
    if (needed := processes * noise.points) > noise.values:
        expected = f"at least {needed}, for {processes} processes with {noise.points} points each"
        raise InputError([Problem("Langevin.values", f"{noise.values} random numbers", expected)])
    process = np.arange(rows.size)
    before = rows.starts[np.maximum(rows.node - 1, 0)] + rows.chain
    return {
        "area": np.where(area > 0.0, area, 1.0),
        "sites": (N_A * c_max * bulk)[rows.chain],
        "beside": np.full(rows.size, 2.0 * rows.size * noise.points),
        "loud": np.ones(rows.size),
        "reacting": (process * noise.points).astype(float),
        "leaving": ((rows.size + process) * noise.points).astype(float),
        "coming": ((rows.size + before) * noise.points).astype(float),
    }


QUIET = {"time": 0.0, "begun": 0.0, "loud@node": 0.0}
"""What stands for these where stored states are looked into, which know no noise."""
