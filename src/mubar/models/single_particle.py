"""A single particle in a bath: an electrode's particle against a given V_Li.

The positive electrode of a cell without any transport around its particles: the bath is large and well
stirred, the counter electrode an ideal reference. So V_Li = 0, the salt stays as it was filled in, and the
voltage is u = V_e - V_Li of the particle's surface: thermodynamics, reaction, diffusion, and nothing
else. For a negative electrode take ``cell.half_cell("negative")``, whose positive electrode it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.constants import C_STANDARD
from ..core.fields import Field
from ..numerics.mesh import Chebyshev, Mesh
from .equations import Equations, Names, Region
from .inspection import Inspection
from .layers import Layers
from .model import Model
from .particles import Surroundings, particles, rest_potentials
from .power import Power
from .profiles import materials, relaxed, species


@dataclass(frozen=True)
class SingleParticle(Model):
    """One spherical particle of each material of the positive electrode; the mesh counts shells only."""

    name: ClassVar[str] = "single-particle"
    title: ClassVar[str] = "Single particle in a bath"
    default_mesh: ClassVar[Mesh] = Mesh(1, 1, 1, 18, particle_spacing=Chebyshev(0.8))

    def layers(self, cell: Any, mesh: Mesh) -> Layers:
        """The positive electrode alone."""
        return Layers(0, 0, 1, mesh)

    def equations(self, cell: Any, layers: Layers) -> Equations:

        def in_bath(v: Names, z: Names) -> Mapping[str, Any]:
            # discharging lithiates: the surfaces' current a_s L j is -I
            return {"u": -z.current, "voltage": v.u - z.current * cell.area * cell.contact_resistance}

        around = Surroundings(
            home=layers.volumes("positive"),
            u=lambda v, z: v.u,
            c_plus=lambda v, z: cell.electrolyte.initial_concentration / C_STANDARD,
            thickness=lambda v: v.dx,
            gain={"u": -1.0},
        )
        return Equations(
            unknowns=("u",),
            regions=(Region("bath", 1, in_bath),),
            pendants=tuple(particles(cell, "positive", layers, around)),
            rows=("dx",),
            algebraic=("u",),
            lower={"u": -20.0},
            upper={"u": 20.0},
            reach={"u": 0.1},
        )

    def guess(
        self, cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float
    ) -> Mapping[str, Any]:
        """A rest state to start from: u at the particles' open-circuit potential."""
        return {"u": rest_potentials(cell, layers, stoichiometries, T)}

    # what can be seen ---------------------------------------------------------------------------------------
    def fields(self, seen: Inspection) -> Iterable[Field]:
        u, current = seen.unknown("u"), seen.border("current")[:, None]
        yield from species(u, np.zeros_like(u), np.full(u.shape, seen.cell.electrolyte.initial_concentration))
        yield from materials(seen)
        yield from relaxed(seen)
        zero, none = np.zeros_like(u), np.zeros((len(u), 0))
        yield from Power(seen, zero, None, u, none, -current, zero).fields()
